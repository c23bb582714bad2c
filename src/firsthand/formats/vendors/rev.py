"""Rev and Rev.ai: monologues of one speaker each, made of words and the marks and spaces between them.

https://docs.rev.ai/api/asynchronous/transcript — `elements` with `ts` and `end_ts` in seconds; Rev's own people give
`timestamp` as a clock, its editor `spans` with `ts` and `endTs`. A monologue is a turn.
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.domain.interviews.transcripts import Turn, Word
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import turn_of
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    language_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
)


def _looks(document: object) -> float:
    monologue = fields(next(iter(entries(fields(document).get("monologues"))), None))
    return 0.97 if {"elements", "spans"} & monologue.keys() else 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    names = {str(fields(each).get("id")): label_of(fields(each).get("name")) for each in entries(own.get("speakers"))}
    turns = []
    for number, row in rows(own.get("monologues"), "the monologues", problems):
        turn = _turn(row, names, problems)
        if turn.text:
            turns.append(turn)
        else:
            problems.append(Problem(f"Monologue {number} has no text and was left out"))
    return Draft(turns, text_of(own.get("name")), language_of(own.get("language")))


def _turn(row: Mapping[str, object], names: Mapping[str, str], problems: list[Problem]) -> Turn:
    text, words = "", list[Word]()
    for _, element in rows(first(row, "elements", "spans"), "the elements", problems):
        value = text_of(element.get("value"))
        start = seconds_of(first(element, "ts", "timestamp"))
        end = seconds_of(first(element, "end_ts", "endTs", "end_timestamp"))
        if text[-1:].isalnum() and value[:1].isalnum():
            text += " "
        if start is not None and end is not None and end >= start and value.strip():
            words.append(Word(len(text), len(text + value), start, end, probability_of(element.get("confidence"))))
        text += value
    return turn_of(_speaker(row, names), text, seconds_of(row.get("startTime")), words=words)


def _speaker(row: Mapping[str, object], names: Mapping[str, str]) -> str:
    info = fields(row.get("speaker_info"))
    given = label_of(first(row, "speaker_name", "speakerName")) or label_of(first(info, "display_name", "name"))
    return given or names.get(str(row.get("speaker")), "") or label_of(row.get("speaker"))


FORMAT = json_format(
    "rev-json", "Rev or Rev.ai (JSON)", looks=_looks, draft=_draft, shown_by=("monologues", "elements", "spans")
)
