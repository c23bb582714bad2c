"""The real files of speech engines: every word of the speech stands in the turns once and in order."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from firsthand.formats.reading import read
from firsthand.formats.readings import Reading, Unreadable
from shared_data import SHARED_DATA, needs_shared_data

pytestmark = needs_shared_data
MANIFEST = tomllib.loads((Path(__file__).parent / "manifest.toml").read_text("utf-8"))["file"]
TRANSCRIPTS = [entry for entry in MANIFEST if "names" in entry]
REFUSED = [entry for entry in MANIFEST if "seen" in entry]
_SCALAR = r'"((?:[^"\\]|\\.)*)"'


def data_of(path: str) -> bytes:
    assert SHARED_DATA is not None
    return (SHARED_DATA / "transcripts" / path).read_bytes()


def reading_of(path: str) -> Reading:
    return read(data_of(path), path.rsplit("/", 1)[-1])


def names(entries: list[dict[str, Any]]) -> list[object]:
    return [pytest.param(entry, id=entry["path"][-60:]) for entry in entries]


@pytest.mark.parametrize("entry", names(TRANSCRIPTS))
def test_a_transcript_reads_as_the_manifest_says(entry: dict[str, Any]) -> None:
    reading = reading_of(entry["path"])
    assert reading.format == entry["format"]
    assert list(reading.transcript.speakers) == entry["names"]
    assert entry["turns"][0] <= len(reading.transcript.turns) <= entry["turns"][1]
    assert bool(reading.problems) == (entry["kind"] == "damaged")
    assert all(turn.text.strip() == turn.text != "" for turn in reading.transcript.turns)


@pytest.mark.parametrize("entry", names(REFUSED))
def test_what_is_no_transcript_is_refused_by_its_name(entry: dict[str, Any]) -> None:
    with pytest.raises(Unreadable) as refused:
        reading_of(entry["path"])
    assert entry["seen"] in refused.value.message


@pytest.mark.parametrize("entry", names([e for e in TRANSCRIPTS if "oracle" in e]))
def test_every_word_of_the_file_stands_in_the_turns_once_and_in_order(entry: dict[str, Any]) -> None:
    expected = list(_words(entry["oracle"], data_of(entry["path"]).decode()))
    turns = reading_of(entry["path"]).transcript.turns
    assert _bare("".join(turn.text for turn in turns)) == _bare("".join(expected))


@pytest.mark.parametrize("entry", names([e for e in TRANSCRIPTS if "whole_text" in e]))
def test_the_turns_say_what_the_files_own_full_text_says(entry: dict[str, Any]) -> None:
    value = json.loads(data_of(entry["path"]))
    for step in entry["whole_text"]:
        value = value[step]
    turns = reading_of(entry["path"]).transcript.turns
    assert " ".join(turn.text for turn in turns).split() == str(value).split()


@pytest.mark.parametrize("entry", names(TRANSCRIPTS))
def test_words_keep_their_times_and_stand_where_their_offsets_say(entry: dict[str, Any]) -> None:
    for turn in reading_of(entry["path"]).transcript.turns:
        assert all(turn.text[word.begin : word.finish].strip() for word in turn.words)
        places = [(word.begin, word.finish) for word in turn.words]
        assert all(first[1] <= second[0] for first, second in pairwise(places))


def _words(oracle: str, text: str) -> Iterator[str]:
    """The values of one field in the order of the raw text, found by a pattern and not by our reader.

    `field` or `field within "name"`: only what stands after the first mention of that name counts.
    """
    if oracle == "columns":
        rows = [line.split("|") for line in text.splitlines()]
        token, mark = rows[0].index("token"), rows[0].index("punctuation")
        yield from (row[token] + row[mark] for row in rows[1:] if len(row) > mark)
        return
    field, _, name = oracle.partition(" within ")
    begin = text.index(f'"{name}"') if name else 0
    end = len(text)
    if field == "[word, start, end]":
        for match in re.finditer(rf"\[\s*{_SCALAR}\s*,\s*[\d.]+\s*,\s*[\d.]+\s*\]", text[begin:]):
            yield json.loads(f'"{match[1]}"')
        return
    for match in re.finditer(rf'"{field}"\s*:\s*{_SCALAR}', text[begin:end]):
        yield json.loads(f'"{match[1]}"')


def _bare(text: str) -> str:
    return "".join(text.split())
