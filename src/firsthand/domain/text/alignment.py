"""Lays a wording beside a longer stretch of words so that as few words as possible differ.

Semi-global alignment with affine gaps (Gotoh, 1982): words of the stretch before and behind the wording cost nothing, a
word changed or added costs 100, words left out cost 95 for the gap and 1 for each, so that a long cut stays one cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_CHANGED = 100
_ADDED = 100
_CUT = 95
_CUT_WORD = 1
_PART = 300  # words laid at once
_ROOM = 200  # words that may be left out before the next part

Costs = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each word of the wording its place in the stretch, or None where it was added; and whether it is the same."""

    places: tuple[int | None, ...]
    same: tuple[bool, ...]
    cost: int

    @property
    def changes(self) -> float:
        """How much differs, in words changed or added; a cut counts as about one."""
        return self.cost / _CHANGED

    @property
    def matched(self) -> int:
        """How many words of the wording are the same as their partners."""
        return sum(self.same)

    def same_places(self) -> list[int]:
        """The places of the words that are the same, in order."""
        return [place for place, same in zip(self.places, self.same, strict=True) if same and place is not None]


def align(wording: Sequence[int], stretch: Sequence[int]) -> Alignment:
    """The cheapest way to lay the wording beside the stretch; words are numbers, equal when the same.

    A wording of more than 300 words is laid part by part, each behind the one before, so that a whole page takes no
    more than its share of time and memory.
    """
    if len(wording) <= _PART:
        return _aligned(wording, stretch)
    places: list[int | None] = []
    same: list[bool] = []
    cost, begin, end = 0, 0, len(stretch)
    for first in range(0, len(wording), _PART):
        part = wording[first : first + _PART]
        laid = _aligned(part, stretch[begin:end])
        places += [None if place is None else begin + place for place in laid.places]
        same += laid.same
        reached = max((place for place in places if place is not None), default=None)
        cut = next((place for place in laid.places if place is not None), 0) if first else 0
        cost += laid.cost + (_CUT + _CUT_WORD * cut if cut else 0)
        if reached is not None:
            begin, end = reached + 1, min(len(stretch), reached + 1 + _PART + _ROOM)
    return Alignment(tuple(places), tuple(same), cost)


def _aligned(wording: Sequence[int], stretch: Sequence[int]) -> Alignment:
    best, direct = _filled(np.array(wording, dtype=np.int64), np.array(stretch, dtype=np.int64))
    places: list[int | None] = []
    same: list[bool] = []
    row, column = len(wording), int(np.argmin(direct[-1]))
    cost = int(direct[-1, column])
    while row:
        if 0 < row < len(wording):
            column = _before_the_cut(best[row], direct[row], column)
        change = 0 if column and wording[row - 1] == stretch[column - 1] else _CHANGED
        row -= 1
        if column and direct[row + 1, column] == best[row, column - 1] + change:
            column -= 1
            places.append(column)
            same.append(change == 0)
        else:
            places.append(None)
            same.append(False)
    return Alignment(tuple(reversed(places)), tuple(reversed(same)), cost)


def _filled(wording: NDArray[np.int64], stretch: NDArray[np.int64]) -> tuple[Costs, Costs]:
    """The cheapest cost of every prefix at every column, and the cheapest that does not end with a cut."""
    columns = np.arange(len(stretch) + 1, dtype=np.int32) * _CUT_WORD
    best = np.zeros((len(wording) + 1, len(columns)), dtype=np.int32)
    direct = best.copy()
    for row, word in enumerate(wording, start=1):
        now = best[row - 1] + _ADDED
        np.minimum(now[1:], best[row - 1, :-1] + np.where(stretch == word, 0, _CHANGED), out=now[1:])
        direct[row] = now
        cut = np.minimum.accumulate(now - columns)
        best[row] = now
        np.minimum(now[1:], cut[:-1] + columns[1:] + _CUT, out=best[row, 1:])
    return best, direct


def _before_the_cut(best: Costs, direct: Costs, column: int) -> int:
    """The column from which a cut led to this one, or this one itself; a cut as late as it may be."""
    lengths = column - np.arange(column, dtype=np.int32)
    starts = np.flatnonzero(direct[:column] + _CUT + lengths * _CUT_WORD == best[column])
    return int(starts[-1]) if len(starts) else column
