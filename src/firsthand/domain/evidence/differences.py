"""What a quote changes: the words it leaves out, adds or replaces, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What was done to the words."""

    LEFT_OUT = "left_out"
    ADDED = "added"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: what was said and what is quoted; "" where there is nothing on that side."""

    kind: Kind
    said: str
    quoted: str
    turn: int  # index of the turn where `said` stands, or where it would stand
    begin: int  # of `said` in that turn, code points
    finish: int
    quote_begin: int  # of `quoted` in the quote
    quote_finish: int

    def __str__(self) -> str:
        if self.kind is Kind.LEFT_OUT:
            return f"left out “{self.said}”"
        if self.kind is Kind.ADDED:
            return f"added “{self.quoted}”"
        return f"“{self.said}” became “{self.quoted}”"


def in_words(changes: tuple[Change, ...]) -> str:
    """All changes in one line."""
    return "; ".join(map(str, changes))
