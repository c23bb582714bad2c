"""Speechmatics: version 1 lists words and spans of speakers, version 2 one list of words and marks.

https://docs.speechmatics.com/introduction/batch-guide — seconds, in strings in version 1. A mark says what it is
attached to; the speaker "UU" is Speechmatics' word for unknown.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping

from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    label_of,
    language_of,
    number_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
    worded,
)

_TYPES = ("word", "punctuation", "entity", "speaker_change")
_MARKS = set(".,?!;:…。，？！")


def _looks(document: object) -> float:
    own = fields(document)
    result = fields(next(iter(entries(own.get("results"))), None))
    if "alternatives" in result and "start_time" in result and result.get("type") in _TYPES:
        return 0.97
    word = fields(next(iter(entries(own.get("words"))), None))
    return 0.95 if {"name", "time", "duration"} <= word.keys() else 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    job, metadata = fields(own.get("job")), fields(own.get("metadata"))
    configuration = fields(metadata.get("transcription_config"))
    words = _new(own, problems) if "results" in own else _old(own, problems)
    title = text_of(job.get("data_name")) or text_of(job.get("name"))
    return Draft(turns_of_words(words), title, language_of(configuration.get("language") or job.get("lang")))


def _new(own: Mapping[str, object], problems: list[Problem]) -> Iterator[Spoken]:
    speaker, is_next_attached = "", False
    for number, row in rows(own.get("results"), "the results", problems):
        if row.get("type") == "speaker_change":
            continue
        best = fields(next(iter(entries(row.get("alternatives"))), None))
        text = text_of(best.get("content"))
        if not text.strip():
            problems.append(Problem(f"Result {number} has no word in it and was left out"))
            continue
        is_mark = row.get("type") == "punctuation"
        side = row.get("attaches_to", "previous") if is_mark else ""
        speaker = _speaker(best.get("speaker"), row.get("channel")) or (speaker if is_mark else "")
        yield Spoken(
            text,
            speaker,
            seconds_of(row.get("start_time")),
            seconds_of(row.get("end_time")),
            None if is_mark else probability_of(best.get("confidence")),
            is_attached=is_next_attached or side in ("previous", "both"),
            ends_sentence=row.get("is_eos") is True,
        )
        is_next_attached = side in ("next", "both")


def _speaker(label: object, channel: object) -> str:
    name = label_of(label)
    return label_of(channel) if name in ("", "UU") else name


def _old(own: Mapping[str, object], problems: list[Problem]) -> Iterator[Spoken]:
    spans = [(seconds_of(fields(each).get("time")), fields(each).get("name")) for each in entries(own.get("speakers"))]
    known = sorted((start, label_of(name)) for start, name in spans if start is not None)
    starts = [start for start, _ in known]
    speaker = ""
    for row, text in worded(own.get("words"), "the words", problems, "name"):
        start, length = seconds_of(row.get("time")), number_of(row.get("duration"))
        is_mark = set(text) <= _MARKS
        if start is not None and not is_mark:
            place = bisect.bisect_right(starts, start + 0.005) - 1
            speaker = "" if place < 0 or known[place][1] == "UU" else known[place][1]
        end = None if start is None or length is None or length < 0 else round(start + length, 6)
        sure = None if is_mark else probability_of(row.get("confidence"))
        yield Spoken(text, speaker, start, end, sure, is_attached=is_mark)


FORMAT = json_format(
    "speechmatics-json",
    "Speechmatics (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("format", "job", "results", "speakers", "duration", "attaches_to"),
)
