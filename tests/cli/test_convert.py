"""`firsthand convert`, as somebody at a shell meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SRT = """1
00:00:01,000 --> 00:00:03,000
Ana Ruiz: How do you plan a week?

2
00:00:03,500 --> 00:00:06,000
Bo Lind: On paper, every Monday.

3
00:00:06,500 --> 00:00:08,000
Ana Ruiz: Why paper?

4
99:99 --> soon
Bo Lind: It never crashes.
"""
CHAT = '[{"type": "message", "user": "ana", "text": "Where next?", "ts": "1"}]'


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.srt"
    path.write_text(SRT, encoding="utf-8")
    return path


def run(*words: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
    start = "import sys; from firsthand.cli.main import main; sys.argv[0] = 'firsthand'; main()"
    command = [sys.executable, "-c", start, *map(str, words)]
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(command, input=stdin, capture_output=True, text=True, encoding="utf-8", env=environment)


def test_a_transcript_becomes_json_with_the_documented_keys(talk: Path, tmp_path: Path) -> None:
    done = run("convert", talk, tmp_path / "talk.json")
    document = json.loads((tmp_path / "talk.json").read_text("utf-8"))
    assert (done.returncode, done.stdout) == (0, "")
    assert (document["format"], len(document["sha256"]), len(document["problems"])) == ("srt", 64, 1)
    assert [list(turn)[:6] for turn in document["turns"]] == [["index", "speaker", "role", "start", "end", "text"]] * 4


def test_problems_are_told_with_their_lines_and_do_not_fail_the_command(talk: Path, tmp_path: Path) -> None:
    done = run("convert", talk, tmp_path / "talk.md")
    first, second, third = done.stderr.splitlines()
    assert done.returncode == 0
    assert first.startswith("talk.srt: a transcript (SubRip captions (SRT)), 4 turns, 2 speakers, written to ")
    assert second == "1 problem; everything else was read:"
    assert third.startswith("  line 14: The times of this caption can't be read; its words were kept")
    assert run("convert", talk, "-", "--to", "md", "--quiet").stderr.count("\n") == 1


def test_a_dash_reads_standard_input_and_writes_standard_output(talk: Path) -> None:
    done = run("convert", "-", "-", "--to", "txt", stdin=SRT)
    assert done.stdout.splitlines()[0] == "[0:00:01] Ana Ruiz: How do you plan a week?"
    assert done.stderr.startswith("standard input: a transcript")


@pytest.mark.parametrize(
    ("ending", "begins"), [("vtt", "WEBVTT"), ("srt", "1\n00:00:01,000 -->"), ("md", "<!-- Written by Firsthand")]
)
def test_the_ending_of_out_decides_the_layout(talk: Path, tmp_path: Path, ending: str, begins: str) -> None:
    run("convert", talk, tmp_path / f"out.{ending}")
    assert (tmp_path / f"out.{ending}").read_text("utf-8").startswith(begins)


def test_roles_are_set_where_the_researcher_is_named(talk: Path) -> None:
    done = run("convert", talk, "-", "--researcher", "ana ruiz")
    assert [t["role"] for t in json.loads(done.stdout)["turns"]] == ["researcher", "participant"] * 2
    missing = run("convert", talk, "-", "--researcher", "Eva")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert missing.stderr == "Nobody in this transcript is called “Eva”. It names “Ana Ruiz”, “Bo Lind”.\n"


def test_a_file_that_is_there_is_kept_unless_forced(talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "talk.md"
    out.write_text("mine")
    refused = run("convert", talk, out)
    assert (refused.returncode, out.read_text()) == (2, "mine")
    assert "add --force to overwrite it" in refused.stderr
    assert (run("convert", talk, out, "--force").returncode, out.read_text()[:2]) == (0, "<!")


def test_the_file_that_is_read_is_never_overwritten(talk: Path) -> None:
    refused = run("convert", talk, talk, "--force")
    assert (refused.returncode, talk.read_text("utf-8")) == (2, SRT)


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nowhere.vtt", "out.md"], 3, "There is no file nowhere.vtt. Check the name and the folder.\n"),
        (["talk.srt", "out.docx"], 2, "The ending of out.docx says no layout. Use one of .json, .vtt, .srt, .md, .txt"),
        (["talk.srt", "nowhere/out.md"], 2, "There is no folder nowhere. Make it first, or choose another.\n"),
        ([".", "out.md"], 2, ". is a folder. Name one transcript in it.\n"),
        (["talk.srt", "out.md", "--from", "zoom"], 2, "There is no format “zoom”. Known are: "),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(
    talk: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(talk.parent)
    done = run("convert", *words)
    assert (done.returncode, done.stderr[: len(says)]) == (code, says)
    assert "Traceback" not in done.stderr


def test_speech_without_names_is_refused_with_the_option_that_reads_it() -> None:
    words = "once upon a time we went\nand came home\n"
    done = run("convert", "-", "-", stdin=words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith("Here that is --from plain-text.\n")
    assert run("convert", "-", "-", "--from", "plain-text", stdin=words).returncode == 0


def test_a_chat_says_that_it_is_a_chat_and_becomes_no_captions() -> None:
    done = run("convert", "-", stdin=CHAT)
    assert done.stderr.startswith("standard input: a chat: typed messages, not speech (Chat messages (JSON)), 1 turn")
    refused = run("convert", "-", "-", "--to", "vtt", stdin=CHAT)
    assert (refused.returncode, refused.stdout) == (2, "")


def test_the_list_names_every_layout() -> None:
    listed = run("convert", "--list").stdout
    assert all(f"  {name} " in listed for name in ("zoom-vtt", "deepgram-json", "turns-json", "json", "md"))


def test_the_help_teaches_with_examples() -> None:
    told = run("convert", "--help").stdout
    assert "firsthand convert call.vtt call.md" in told


def test_converting_never_imports_django(talk: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from firsthand.cli.main import firsthand;"
        f"firsthand.main(['convert', {str(talk)!r}, {str(tmp_path / 'out.json')!r}], standalone_mode=False);"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'ninja', 'starlette', 'sqlite3')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_reference_page_shows_what_the_command_really_does() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference" / "convert.md").read_text("utf-8")
    told = run("convert", "--help").stdout
    options = [word.strip(".,") for line in told.splitlines() for word in line.split()[:1] if word.startswith("-")]
    assert [option for option in options if option not in page] == []
    listed = [line.split()[0] for line in run("convert", "--list").stdout.splitlines() if line.startswith("  ")]
    assert [name for name in listed if f"`{name}`" not in page] == []
