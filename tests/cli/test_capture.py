from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from firsthand.cli.capture import capture
from firsthand.domain.errors import Invalid, NotFound

CALL = """
Mira: Thanks for coming, Jonas. Let's talk about how you plan a release.
Jonas: Sure. Last month we lost two days because nobody knew who had to approve the change.
Mira: Don't you think a dashboard would have helped you?
Jonas: Maybe. I usually check everything by hand before I believe the tool.
Mira: And who decides in the end?
Jonas: I don't know, I'd have to ask my manager.
Mira: How many people are in your team?
Jonas: Seven. I'll send you the checklist by Friday.
"""


@pytest.fixture
def call(tmp_path: Path) -> Path:
    file = tmp_path / "call.txt"
    file.write_text(CALL.strip().replace("\n", "\n\n"), encoding="utf-8")
    return file


def run(*arguments: str | Path, stdin: bytes | None = None) -> str:
    result = CliRunner().invoke(capture, [str(a) for a in arguments], input=stdin, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_suggestions_are_listed_by_kind_with_owner_and_day(call: Path) -> None:
    output = run(call, "--researcher", "mira", "--date", "2026-11-28")
    assert [line for line in output.splitlines() if line and not line.startswith((" ", "Suggestions"))] == [
        "Captured from call.txt",
        "Action items (1)",
        "Open questions (1)",
        "Quotable sentences (1)",
        "Leading questions (1)",
        "Mentions that no question took up (1)",
    ]
    assert "→ who: Jonas · what: send you the checklist by Friday · by: by Friday (Friday,\n" in output
    assert max(map(len, output.splitlines())) <= 96


def test_the_json_has_places_reasons_and_dates(call: Path) -> None:
    data = json.loads(run(call, "--researcher", "Mira", "--date", "2026-11-28", "--json"))
    assert (data["setting"], data["guessed"], data["date"]) == ("interview", False, "2026-11-28")
    (action,) = (one for one in data["items"] if one["kind"] == "action")
    assert action["task"] == {
        "owner": "Jonas",
        "what": "send you the checklist by Friday",
        "due": {"words": "by Friday", "date": "2026-12-04"},
    }
    assert (action["turn"], action["speaker"], action["tier"]) == (7, "Jonas", "likely")


def test_only_likely_ones_on_request(call: Path) -> None:
    data = json.loads(run(call, "--researcher", "Mira", "--likely", "--json"))
    assert {one["tier"] for one in data["items"]} == {"likely"}


def test_a_meeting_has_no_leading_questions(call: Path) -> None:
    data = json.loads(run(call, "--meeting", "--json"))
    assert data["setting"] == "meeting"
    assert not {"leading", "quotable", "unprobed"}.intersection(one["kind"] for one in data["items"])


def test_without_a_sure_guess_it_is_heard_as_a_meeting_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "talk.txt"
    file.write_text(
        "Ada: The tills are new.\n\nBen: The shelves are old.\n\nAda: Yes.\n\nBen: Yes.\n", encoding="utf-8"
    )
    assert "Heard as a meeting" in run(file)


def test_terms_to_listen_for_are_topics(call: Path) -> None:
    data = json.loads(run("-", "--term", "checklists", "--json", stdin=call.read_bytes()))
    assert "checklist" in [one["text"] for one in data["items"] if one["kind"] == "topic"]


def test_another_language_is_said_and_nothing_is_guessed(tmp_path: Path) -> None:
    file = tmp_path / "gespraech.txt"
    said = "Wir haben gestern beschlossen, dass wir die Liste nicht mehr drucken, weil niemand sie gelesen hat."
    file.write_text(f"Ada: {said}\n\nBen: {said}\n\nAda: {said}\n", encoding="utf-8")
    assert "Not available in German: the rules know English only." in run(file)


def test_refusals_say_what_to_do(call: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such file"):
        run(tmp_path / "nowhere.vtt")
    with pytest.raises(Invalid, match=r"“Zoe”.*“Mira”, “Jonas”"):
        run(call, "--researcher", "Zoe")
    result = CliRunner().invoke(capture, [str(call), "--meeting", "--researcher", "Mira"])
    assert "Leave one of them out" in result.output


def test_capture_never_imports_django(call: Path) -> None:
    code = (
        "import sys; from firsthand.cli.main import firsthand; "
        f"firsthand.main(['capture', {str(call)!r}], standalone_mode=False); "
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0
