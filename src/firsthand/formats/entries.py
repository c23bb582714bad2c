"""Entries of a written transcript, one after another, become turns; missing times are inferred and marked as such.

An entry keeps its own turn even where the same speaker goes on: the file's author put the break there.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from firsthand.domain.interviews.transcripts import Timing, Turn
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.times import CLOCK, seconds

WIDEST_GAP_SECONDS = 15 * 60  # between two marks farther apart than this, no time is inferred
SHOWN_PROBLEMS = 20
_MARK = re.compile(rf"\s*(?:\\?[\[(]({CLOCK})\\?[\])]|#(\d\d:\d\d:\d\d-\d)#)(?=\s|$)\s*")  # f4 writes #0:01:07-3#


@dataclass(frozen=True, slots=True)
class Entry:
    """What the file gives as one entry; `marks` are times met inside it: (character offset, seconds)."""

    speaker: str
    text: str
    line: int
    start: float | None = None
    end: float | None = None
    marks: tuple[tuple[int, float], ...] = ()


def with_marks(entry: Entry) -> Entry:
    """The entry with times in brackets inside its text taken out of the words and kept as marks."""
    pieces: list[str] = []
    marks: list[tuple[int, float]] = []
    length = position = 0
    for found in _MARK.finditer(entry.text):
        at = seconds(found[1] or found[2].replace("-", "."))
        if at is None:
            continue
        piece = entry.text[position : found.start()]
        pieces.append(piece if not piece else piece + " ")
        length += len(pieces[-1])
        marks.append((length, at))
        position = found.end()
    pieces.append(entry.text[position:])
    return replace(entry, text="".join(pieces).strip(), marks=(*entry.marks, *marks)) if marks else entry


def turns_of(entries: Sequence[Entry], closing: float | None = None) -> tuple[tuple[Turn, ...], tuple[Problem, ...]]:
    """The entries as turns, times filled in where they can honestly be; `closing` is when the conversation ended."""
    kept = [entry for entry in entries if entry.text]
    starts = _inferred_starts(kept, closing)
    turns = []
    for index, (entry, start) in enumerate(zip(kept, starts, strict=True)):
        following = starts[index + 1] if index + 1 < len(kept) else closing
        turns.append(_turn(index, entry, start, following))
    return tuple(turns), (*_said_of_empty(entries), *_said_of_backwards(kept))


def _turn(index: int, entry: Entry, start: float | None, following: float | None) -> Turn:
    if start is None:
        return Turn(index, entry.speaker, entry.text)
    if entry.start is not None and entry.end is not None and entry.end >= entry.start:
        return Turn(index, entry.speaker, entry.text, entry.start, entry.end, Timing.CUE)
    end = following if following is not None and following >= start else None
    return Turn(index, entry.speaker, entry.text, start, end, Timing.INTERPOLATED)


def _inferred_starts(entries: list[Entry], closing: float | None) -> list[float | None]:
    """Each entry's own start, or one placed between the marks around it by how much was said."""
    begins = [0, *accumulate(len(entry.text) + 1 for entry in entries)]
    anchors = [(begins[i] + at, when) for i, e in enumerate(entries) for at, when in _own_marks(e)]
    if closing is not None:
        anchors.append((begins[-1], closing))
    rising = _rising(anchors)
    places = [place for place, _ in rising]
    return [
        entry.start if entry.start is not None else _between(rising, places, begins[i])
        for i, entry in enumerate(entries)
    ]


def _own_marks(entry: Entry) -> tuple[tuple[int, float], ...]:
    return entry.marks if entry.start is None else ((0, entry.start), *entry.marks)


def _rising(anchors: list[tuple[int, float]]) -> list[tuple[int, float]]:
    kept: list[tuple[int, float]] = []
    for place, when in anchors:
        if kept and (when < kept[-1][1] or place < kept[-1][0]):
            continue
        kept.append((place, when))
    return kept


def _between(anchors: list[tuple[int, float]], places: list[int], place: int) -> float | None:
    after = bisect_left(places, place)
    if after < len(anchors) and places[after] == place:
        return anchors[after][1]
    if not 0 < after < len(anchors):
        return None
    (left, earlier), (right, later) = anchors[after - 1], anchors[after]
    if later - earlier > WIDEST_GAP_SECONDS:
        return None
    return round(earlier + (later - earlier) * (place - left) / (right - left), 3)


def _said_of_empty(entries: Sequence[Entry]) -> tuple[Problem, ...]:
    empty = [entry for entry in entries if not entry.text]
    return limited([Problem("This entry has no words and was left out", e.line, e.speaker) for e in empty], "entries")


def _said_of_backwards(entries: list[Entry]) -> tuple[Problem, ...]:
    timed = [entry for entry in entries if entry.start is not None]
    back = [b for a, b in pairwise(timed) if (b.start or 0) < (a.start or 0)]
    said = [Problem("The time goes back here; it was kept as written", e.line, shortened(e.text)) for e in back]
    return limited(said, "times")


def limited(problems: list[Problem], what: str) -> tuple[Problem, ...]:
    """The first problems of one kind, and how many more there are."""
    if len(problems) <= SHOWN_PROBLEMS:
        return tuple(problems)
    more = len(problems) - SHOWN_PROBLEMS
    said = f"{more} more {what} have the same fault: {problems[0].message}"
    return (*problems[:SHOWN_PROBLEMS], Problem(said, weight=problems[0].weight))
