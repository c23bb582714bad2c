from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from firsthand.cli.coach import coach
from firsthand.domain.errors import Invalid, NotFound
from interviews_held import INTERVIEW
from shared_data import SHARED_DATA, needs_shared_data


@pytest.fixture
def interview(tmp_path: Path) -> Path:
    file = tmp_path / "interview.txt"
    file.write_text(INTERVIEW.strip().replace("\n", "\n\n"), encoding="utf-8")
    return file


def run(*arguments: str | Path, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(coach, [str(a) for a in arguments], input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_report_is_text_and_says_that_roles_are_guessed(interview: Path) -> None:
    output = run(interview)
    assert output.startswith("Craft report: interview.txt")
    assert "guessed, not confirmed" in output or "NOT CERTAIN" in output


def test_a_named_researcher_settles_the_roles_in_any_case(interview: Path) -> None:
    data = json.loads(run(interview, "--researcher", "mIRA", "--json"))
    assert [(r["speaker"], r["role"], r["guessed"]) for r in data["roles"]] == [
        ("Mira", "researcher", False),
        ("Jonas", "participant", False),
    ]


def test_the_json_has_measures_and_questions(interview: Path) -> None:
    data = json.loads(run(interview, "--researcher", "Mira", "--json"))
    assert set(data["questions"][0]) == {"turn", "text", "type", "faults"}
    assert data["measures"]["talk_share"]["value"] > 0


def test_a_name_that_nobody_has_is_refused_with_the_names_that_there_are(interview: Path) -> None:
    with pytest.raises(Invalid, match=r"“Zoe”.*“Mira”, “Jonas”"):
        run(interview, "--researcher", "Zoe")


def test_the_page_is_written_and_the_place_is_said(interview: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    assert str(page) in run(interview, "--html", page)
    assert "<svg" in page.read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_refused(interview: Path, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="could not be written"):
        run(interview, "--html", tmp_path / "no" / "such" / "folder.html")


def test_a_dash_reads_standard_input(interview: Path) -> None:
    assert run("-", stdin=interview.read_bytes()).startswith("Craft report: standard input")


def test_a_guide_shows_which_questions_were_asked(interview: Path, tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("# Books\n\n## Closing the month\n\n- Tell me about the last time you closed the books.\n")
    coverage = json.loads(run(interview, "--researcher", "Mira", "--guide", guide, "--json"))["measures"][
        "guide_coverage"
    ]
    assert (coverage["value"], coverage["n"]) == (1.0, 1)


def test_what_is_no_transcript_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "numbers.csv"
    file.write_bytes(b"\x00\x01\x02" * 50)
    with pytest.raises(Invalid):
        run(file)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        run(tmp_path / "nowhere.vtt")


@needs_shared_data
def test_a_chat_is_refused_by_name() -> None:
    assert SHARED_DATA
    chat = next(path for path in sorted((SHARED_DATA / "transcripts" / "zoom_chat_txt").rglob("*.txt")))
    with pytest.raises(Invalid, match="chat"):
        run(chat)


def test_coach_never_imports_django(interview: Path) -> None:
    program = (
        "import sys; from firsthand.cli.main import firsthand; "
        f"firsthand.main(['coach', {str(interview)!r}], standalone_mode=False); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
