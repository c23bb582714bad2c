from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from firsthand.cli.verify import verify
from firsthand.domain.errors import Invalid, NotFound

TALK = """\
[00:05] Dana: How do you check the forecast today?
[00:12] Maria Ortiz: Well, I don't think it works. I open the dashboard every morning, um, and I compare it.
[01:20] Dana: So you open the dashboard every day?
[01:40] Maria Ortiz: Last Tuesday we had a gap of -5 in the report, and nobody noticed for a week.
"""
GOOD = "She said “I open the dashboard every morning” (Maria, 0:20).\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "acme.txt").write_text(TALK)
    return tmp_path / "talks"


def run(folder: Path, report: str, *options: str) -> Result:
    path = folder.parent / "report.md"
    path.write_text(report)
    return CliRunner().invoke(verify, [str(path), "--against", str(folder), *options])


def checked(folder: Path, report: str, *options: str) -> list[dict[str, object]]:
    result = run(folder, report, "--researcher", "Dana", "--json", *options)
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_the_json_has_the_promised_keys_first(folder: Path) -> None:
    (one,) = checked(folder, GOOD)

    assert list(one)[:7] == ["quote", "status", "marks", "transcript", "turn", "speaker", "difference"]
    assert one["quote"] == "I open the dashboard every morning"
    assert (one["status"], one["marks"], one["transcript"]) == ("exact", [], "acme.txt")
    assert (one["turn"], one["speaker"], one["difference"], one["line"]) == (1, "Maria Ortiz", None, 1)


@pytest.mark.parametrize(
    ("report", "status", "code"),
    [
        (GOOD, "exact", 0),
        ("> i open the dashboard every morning, and I compare it", "cleaned", 0),
        ("“I open the dashboard … I compare it”", "elided", 0),
        ("> we had a gap of 5 in the report", "altered", 1),
        ("“I don't think it works. Last Tuesday we had a gap”", "stitched", 1),
        ("“So you open the dashboard every day?”", "wrong_speaker", 1),
        ("“I open the dashboard every morning” — Tom", "wrong_speaker", 1),
        ("“The mountains were lovely this year”", "not_found", 1),
    ],
)
def test_a_quotation_that_may_not_be_shown_fails(folder: Path, report: str, status: str, code: int) -> None:
    result = run(folder, report, "--researcher", "Dana", "--json")

    assert [one["status"] for one in json.loads(result.stdout)] == [status]
    assert result.exit_code == code


def test_a_cropped_quotation_shows_the_whole_sentence(folder: Path) -> None:
    result = run(folder, "> noticed for a week.", "--researcher", "Dana")

    assert result.exit_code == 0
    assert "exact, cropped" in result.stdout
    assert "and nobody noticed for a week.”" in " ".join(result.stdout.split())
    assert "“nobody” (negation)" in result.stdout


def test_without_roles_the_speaker_is_unconfirmed_which_fails_only_when_strict(folder: Path) -> None:
    plain, strict = run(folder, GOOD), run(folder, GOOD, "--strict")

    assert (plain.exit_code, strict.exit_code) == (0, 1)
    assert "speaker unconfirmed" in plain.stdout


def test_roles_come_from_a_file_in_the_folder(folder: Path) -> None:
    (folder / "roles.toml").write_text('researchers = ["Dana"]\n[aliases]\nCook = "Maria"\n')

    result = run(folder, "“I open the dashboard every morning” — Cook", "--strict")

    assert result.exit_code == 0, result.output


def test_short_ones_are_listed_as_not_checked(folder: Path) -> None:
    result = run(folder, "“it works” and “the users”", "--researcher", "Dana")

    assert result.exit_code == 0
    assert "Not checked, under four words: “it works” (line 1); “the users” (line 1)" in result.stdout
    assert checked(folder, "“it works”") == []


def test_of_a_quotation_under_six_words_every_place_is_listed(folder: Path) -> None:
    (folder / "other.txt").write_text("Dana: Why?\nTom: I open the dashboard every Monday.\n")

    (one,) = checked(folder, "“I open the dashboard”")

    assert one["marks"] == ["short", "ambiguous"]
    assert [match["transcript"] for match in one["matches"]] == ["acme.txt", "other.txt"]  # type: ignore[attr-defined]


def test_unreadable_files_are_named_and_stop_nothing(folder: Path) -> None:
    (folder / "slides.pdf").write_bytes(b"%PDF-1.7 x")
    (folder / ".hidden").write_bytes(b"\x00\x01")

    result = run(folder, GOOD, "--researcher", "Dana")

    assert result.exit_code == 0
    assert "Skipped slides.pdf: This is a PDF" in result.stderr
    assert ".hidden" not in result.output


def test_the_report_itself_is_no_transcript(folder: Path) -> None:
    report = folder / "report.md"
    report.write_text(GOOD)

    result = CliRunner().invoke(verify, [str(report), "--against", str(folder), "--json"])

    assert [one["transcript"] for one in json.loads(result.stdout)] == ["acme.txt"]
    assert result.stderr == ""


def test_standard_input_and_a_single_file_will_do(folder: Path) -> None:
    arguments = ["-", "--against", str(folder / "acme.txt"), "--researcher", "Dana"]

    result = CliRunner().invoke(verify, arguments, input=GOOD)

    assert result.exit_code == 0
    assert "All may be shown as quotes." in result.stdout


def test_a_report_without_quotations_says_so(folder: Path) -> None:
    result = run(folder, "Nothing in here.")

    assert result.exit_code == 0
    assert "No quotations" in result.stdout


def test_what_is_not_there_or_not_text_is_refused(folder: Path) -> None:
    empty = folder.parent / "empty"
    empty.mkdir()
    binary = folder.parent / "deck.pptx"
    binary.write_bytes(b"PK\x03\x04....")
    runner = CliRunner()

    assert isinstance(runner.invoke(verify, ["none.md", "--against", str(folder)]).exception, NotFound)
    assert isinstance(runner.invoke(verify, ["-", "--against", "nowhere"], input=GOOD).exception, NotFound)
    assert isinstance(runner.invoke(verify, ["-", "--against", str(empty)], input=GOOD).exception, Invalid)
    assert isinstance(runner.invoke(verify, [str(binary), "--against", str(folder)]).exception, Invalid)


def test_the_help_teaches() -> None:
    text = CliRunner().invoke(verify, ["--help"]).stdout

    assert "roles.toml" in text
    assert "Examples:" in text


def test_django_is_never_imported(folder: Path) -> None:
    report = folder.parent / "report.md"
    report.write_text(GOOD)
    script = (
        "import sys\nfrom firsthand.cli.main import firsthand\n"
        f"firsthand.main(['verify', {str(report)!r}, '--against', {str(folder)!r}], standalone_mode=False)\n"
        "print('django' in sys.modules)"
    )

    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert result.stdout.splitlines()[-1] == "False"


def test_a_report_never_vouches_for_its_own_quotations(folder: Path) -> None:
    invented = "> The mountains were lovely this year\n\nMaria: The mountains were lovely this year\n\nDana: Really?\n"
    (folder / "copy.md").write_text(invented)
    quoted = "- Maria: “The mountains were lovely this year”\n- Tom: “So they were for me”\n- Maria: “And for us”\n"
    (folder / "memo.md").write_text(quoted)

    result = run(folder, invented, "--json")

    assert json.loads(result.stdout)[0]["status"] == "not_found"
    assert "copy.md: This is the report itself" in result.stderr
    assert "memo.md: This is a list of quotations" in result.stderr


def test_a_name_in_the_sentence_around_a_quotation_must_fit_where_a_speaker_is_called_so(folder: Path) -> None:
    right = checked(folder, "As Maria put it, “I open the dashboard every morning”.")
    wrong = checked(folder, "Dana told us: “I open the dashboard every morning”.")
    no_name = checked(folder, "Warning: “I open the dashboard every morning”.")

    assert [one[0]["status"] for one in (right, wrong, no_name)] == ["exact", "wrong_speaker", "exact"]
    assert no_name[0]["said_by"] is None


def test_a_researcher_whom_nobody_knows_is_told(folder: Path) -> None:
    result = run(folder, GOOD, "--researcher", "Donna")

    assert result.stderr == "Nobody is called “Donna” in these transcripts; the speakers are Dana, Maria Ortiz.\n"
