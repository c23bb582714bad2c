"""`firsthand redact`, as somebody at a shell meets it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TALK = """WEBVTT

1
00:00:01.000 --> 00:00:05.000
<v Rui Alves>Dana, who did you call?

2
00:00:05.500 --> 00:00:15.000
<v Dana Petrov>I called Graham three times, he's the head of stores. My number is 020 7946 0958.

3
00:00:15.500 --> 00:00:18.000
<v Rui Alves>And Northmoor? Will you call Graham again? I was waiting by the phone.
"""


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "talk.vtt"
    path.write_text(TALK, encoding="utf-8")
    return path


def run(*words: object) -> subprocess.CompletedProcess[str]:
    start = "import sys; from firsthand.cli.main import main; sys.argv[0] = 'firsthand'; main()"
    command = [sys.executable, "-c", start, "redact", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "NO_COLOR": "1"})


def listed(*words: object) -> list[tuple[int, str, str]]:
    found = json.loads(run(*words, "--json").stdout)
    return [(one["turn"], one["text"], one["placeholder"]) for one in found]


def test_what_is_found_is_listed_with_its_place_and_the_file_is_left_alone(talk: Path) -> None:
    assert listed(talk, "--companies", "Northmoor") == [
        (0, "Dana", "[person 1]"),
        (1, "Graham", "[person 2]"),
        (1, "020 7946 0958", "[phone 1]"),
        (2, "Northmoor", "[company 1]"),
        (2, "Graham", "[person 2]"),
    ]
    assert run(talk).returncode == 1
    assert talk.read_text() == TALK


def test_names_that_are_given_are_found_and_words_to_be_shown_are_left(talk: Path) -> None:
    assert (2, "waiting", "[person 3]") in listed(talk, "--names", "Waiting, Somebody Else")
    assert not any(text == "Graham" for _, text, _ in listed(talk, "--show", "graham"))


def test_a_covered_transcript_names_nobody_not_even_who_speaks(talk: Path, tmp_path: Path) -> None:
    out = tmp_path / "covered.vtt"
    result = run(talk, out, "--companies", "Northmoor")
    text = out.read_text()
    assert result.returncode == 0
    assert "Rules miss things" in result.stderr
    assert not any(name in text for name in ("Dana", "Petrov", "Rui", "Graham", "Northmoor", "7946"))
    assert "I called [person 2] three times" in text
    assert "<v [person 1]>" in text


def test_a_covered_transcript_can_be_read_again(talk: Path, tmp_path: Path) -> None:
    for ending in ("json", "md", "txt", "srt"):
        assert run(talk, tmp_path / f"covered.{ending}").returncode == 0
        assert listed(tmp_path / f"covered.{ending}") == [], ending


def test_how_sure_a_rule_must_be_can_be_said(talk: Path) -> None:
    assert {text for _, text, _ in listed(talk, "--least", "certain")} == set()
    assert "Graham" in {text for _, text, _ in listed(talk, "--least", "likely")}


def test_where_nothing_is_found_the_command_is_content(tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.vtt"
    quiet.write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Speaker 1>we waited until six\n")
    result = run(quiet)
    assert (result.returncode, result.stdout) == (0, "Nothing was found.\n")


@pytest.mark.parametrize(
    ("words", "code"),
    [(["nowhere.vtt"], 3), (["TALK", "TALK"], 2), (["TALK", "--region", "Britain"], 2), (["TALK", "out.xyz"], 2)],
)
def test_a_refusal_says_why(talk: Path, words: list[str], code: int) -> None:
    result = run(*(talk if word == "TALK" else word for word in words))
    assert result.returncode == code
    assert result.stderr != ""


def test_the_command_needs_no_django(talk: Path) -> None:
    start = (
        "import sys; sys.argv = ['firsthand', 'redact', sys.argv[1], '-']\n"
        "from firsthand.cli.main import main\n"
        "try: main()\n"
        "except SystemExit: assert 'django' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", start, str(talk)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("Traceback")) == (0, 0)
