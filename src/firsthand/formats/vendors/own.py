"""Firsthand's own JSON, as `firsthand convert` writes it: read back without loss."""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.domain.interviews.transcripts import Role, Timing, Turn, Word
from firsthand.formats.problems import Problem
from firsthand.formats.readings import Kind
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.values import (
    entries,
    fields,
    language_of,
    number_of,
    probability_of,
    rows,
    text_of,
)


def _looks(document: object) -> float:
    own = fields(document)
    if not isinstance(own.get("turns"), list) or not {"format", "sha256"} <= own.keys():
        return 0.0
    return 1.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    problems += [_problem(fields(each)) for each in entries(own.get("problems")) if isinstance(each, dict)]
    turns = [_turn(number, row, problems) for number, row in rows(own.get("turns"), "“turns”", problems)]
    kind = Kind.CHAT if own.get("kind") == Kind.CHAT else Kind.TRANSCRIPT
    return Draft(turns, text_of(own.get("title")), language_of(own.get("language")), kind, is_exact=True)


def _problem(row: Mapping[str, object]) -> Problem:
    line = row.get("line")
    place = line if isinstance(line, int) and not isinstance(line, bool) else None
    return Problem(text_of(row.get("message")), place, text_of(row.get("text")))


def _turn(number: int, row: Mapping[str, object], problems: list[Problem]) -> Turn:
    text = text_of(row.get("text"))
    if not text.strip():
        problems.append(Problem(f"Turn {number} has no text and was left out"))
        text = ""
    start, end = _seconds(row.get("start")), _seconds(row.get("end"))
    if start is not None and end is not None and end < start:
        problems.append(Problem(f"Turn {number} ends before it starts; its end was left out"))
        end = None
    imported = text_of(row["imported"]) if isinstance(row.get("imported"), str) else None
    words = tuple(word for each in entries(row.get("words")) if (word := _word(fields(each), len(text))))
    role = _role(number, row.get("role"), problems)
    timing = _timing(row.get("timing"), start, end)
    return Turn(0, text_of(row.get("speaker")), text, start, end, timing, role, words, imported)


def _seconds(value: object) -> float | None:
    """A time as it stands, to the last digit."""
    number = number_of(value)
    return number if number is not None and number >= 0 else None


def _role(number: int, value: object, problems: list[Problem]) -> Role:
    if value is None or value in tuple(Role):
        return Role(str(value or Role.UNKNOWN))
    problems.append(Problem(f"Turn {number} has the role “{str(value)[:40]}”, which there isn't; it is now unknown"))
    return Role.UNKNOWN


def _timing(value: object, start: float | None, end: float | None) -> Timing:
    if value in tuple(Timing):
        return Timing(str(value))
    if start is None and end is None:
        return Timing.NONE
    return Timing.CUE if start is not None and end is not None else Timing.INTERPOLATED


def _word(row: Mapping[str, object], length: int) -> Word | None:
    begin, finish = number_of(row.get("begin")), number_of(row.get("finish"))
    start, end = _seconds(row.get("start")), _seconds(row.get("end"))
    if begin is None or finish is None or start is None or end is None:
        return None
    if not 0 <= begin < finish <= length or int(begin) == int(finish) or end < start:
        return None
    return Word(int(begin), int(finish), start, end, probability_of(row.get("probability")))


FORMAT = json_format(
    "firsthand-json", "Firsthand (JSON)", looks=_looks, draft=_draft, shown_by=("format", "sha256", "turns")
)
