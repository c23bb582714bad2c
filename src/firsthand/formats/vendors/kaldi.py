"""BBC Kaldi: words with and without their punctuation, and, where it was asked for, spans of speakers.

The layout of the BBC's transcription service as its open-source editor reads it; seconds.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping

from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, turn_of, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    probability_of,
    seconds_of,
    text_of,
    worded,
)


def _looks(document: object) -> float:
    inner = _inner(document)
    word = fields(next(iter(entries(inner.get("words"))), None))
    if "retval" in fields(document) and ("punct" in inner or "word" in word):
        return 0.95
    return 0.9 if {"word", "punct", "start"} <= word.keys() else 0.0


def _inner(document: object) -> Mapping[str, object]:
    return fields(fields(document).get("retval")) or fields(document)


def _draft(document: object, problems: list[Problem]) -> Draft:
    inner = _inner(document)
    turns = turns_of_words(_words(inner, problems))
    return Draft(turns or [turn_of("", text_of(inner.get("punct")))])


def _words(inner: Mapping[str, object], problems: list[Problem]) -> Iterator[Spoken]:
    spans = sorted(_spans(inner))
    starts = [start for start, _ in spans]
    for row, text in worded(inner.get("words"), "the words", problems, "punct", "word"):
        start, end = seconds_of(row.get("start")), seconds_of(row.get("end"))
        middle = start if start is None or end is None else (start + end) / 2
        place = bisect.bisect_right(starts, middle) - 1 if middle is not None else -1
        speaker = spans[place][1] if place >= 0 else ""
        yield Spoken(text, speaker, start, end, probability_of(row.get("confidence")))


def _spans(inner: Mapping[str, object]) -> Iterator[tuple[float, str]]:
    for span in entries(fields(inner.get("segmentation")).get("segments")):
        start = seconds_of(fields(span).get("start"))
        speaker = fields(span).get("speaker")
        if start is not None:
            yield start, label_of(first(fields(speaker), "@id", "id", "name") if isinstance(speaker, dict) else speaker)


FORMAT = json_format(
    "bbc-kaldi-json",
    "BBC Kaldi (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("retval", "punct", "segmentation"),
)
