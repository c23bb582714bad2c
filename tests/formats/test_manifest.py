"""Every sample file under the shared transcripts reads as the manifest says, and every word of it once."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from firsthand.formats.reading import read
from firsthand.formats.readings import Kind, Reading, Unreadable
from firsthand.formats.sniffing import sniff
from formats.oracles import ORACLES
from shared_data import SHARED_DATA, needs_shared_data

MANIFEST: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("manifest.toml").read_text())["file"]
READ = [each for each in MANIFEST if "format" in each]
REFUSED = [each for each in MANIFEST if "format" not in each]
# webvtt-py drops words without a time and keeps every repeat of a rolling caption; typed messages are not speech
NOT_COMPARED = ("missing_timeframe.vtt", "youtube_dl.vtt", "2021-10-25-vc-education__irc.log")


def bytes_of(path: str) -> bytes:
    assert SHARED_DATA is not None
    return (SHARED_DATA / "transcripts" / path).read_bytes()


def reading_of(path: str) -> Reading:
    return read(bytes_of(path), path)


@needs_shared_data
def test_the_manifest_lists_every_sample_file() -> None:
    assert SHARED_DATA is not None
    folder = SHARED_DATA / "transcripts"
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there - {each["path"] for each in MANIFEST} == set()


@needs_shared_data
@pytest.mark.parametrize("expected", READ, ids=lambda each: each["path"][-60:])
def test_a_sample_reads_as_the_manifest_says(expected: dict[str, Any]) -> None:
    reading = reading_of(expected["path"])
    fewest, most = expected["turns"]
    assert reading.format == expected["format"]
    assert reading.kind is (Kind.CHAT if expected["kind"] == "chat" else Kind.TRANSCRIPT)
    assert fewest <= len(reading.transcript.turns) <= most
    assert len([name for name in reading.transcript.speakers if name]) == expected["speakers"]


@needs_shared_data
@pytest.mark.parametrize("expected", REFUSED, ids=lambda each: each["path"][-60:])
def test_what_is_no_transcript_is_refused_with_advice(expected: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as refusal:
        reading_of(expected["path"])
    assert len(refusal.value.message) > 40


@needs_shared_data
@pytest.mark.parametrize(
    "path",
    [e["path"] for e in READ if e["format"] in ORACLES and not e["path"].endswith(NOT_COMPARED)],
    ids=lambda path: path[-60:],
)
def test_every_word_of_a_sample_is_read_once_and_in_order(path: str) -> None:
    reading = reading_of(path)
    text = bytes_of(path).decode("utf-8-sig").replace("\r\n", "\n")
    assert " ".join(turn.text for turn in reading.transcript.turns).split() == ORACLES[reading.format](text)


@needs_shared_data
def test_every_research_interview_is_read_whole() -> None:
    assert SHARED_DATA is not None
    for path in sorted((SHARED_DATA / "interviews" / "scrum_quality").glob("*.txt")):
        reading = read(path.read_bytes(), path.name)
        spoken = " ".join(turn.text for turn in reading.transcript.turns).replace("`", "").split()
        assert reading.format == "timed-names", path.name
        assert spoken == ORACLES["timed-names"](path.read_text(encoding="utf-8").replace("`", "")), path.name
        assert 2 <= len(reading.transcript.speakers) <= 9, path.name
        assert sum(turn.speaker == "RESEARCHER" for turn in reading.transcript.turns) > 15, path.name


@pytest.mark.slow
@needs_shared_data
@pytest.mark.parametrize("layout", ["{}: {}\n", "{}: {}\n\n", "**{}:** {}\n\n", "[00:01] {}: {}\n"])
def test_hundred_real_meetings_come_back_turn_by_turn(layout: str) -> None:
    assert SHARED_DATA is not None
    differing = []
    for line in gzip.decompress((SHARED_DATA / "meetings" / "qmsum_dev.jsonl.gz").read_bytes()).splitlines():
        meeting = json.loads(line)
        turns = [(name, " ".join(words.split())) for name, words in meeting["turns"] if words.strip()]
        reading = read("".join(layout.format(*turn) for turn in turns).encode(), "meeting.txt")
        if [(turn.speaker, turn.text) for turn in reading.transcript.turns] != turns:
            differing.append(meeting["meeting"])
    assert len(differing) <= 1, differing


@needs_shared_data
def test_no_discussion_guide_is_taken_for_a_transcript() -> None:
    assert SHARED_DATA is not None
    sure = {
        path.name: guesses[0]
        for path in sorted((SHARED_DATA / "guides").glob("*.md"))
        if (guesses := sniff(path.read_bytes(), path.name)) and guesses[0].confidence >= 0.5
    }
    assert sure == {}
