"""Covers over words: what is shown, where an offset goes, and the original back; the words themselves never change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cover:
    """A stretch that is not shown, and the placeholder that stands for it; code points, end exclusive."""

    begin: int
    finish: int
    placeholder: str


def laid(covers: Iterable[Cover]) -> tuple[Cover, ...]:
    """Covers in order, none overlapping: those that overlap become one, under the placeholder of the first given."""
    merged: list[Cover] = []
    for one in covers:
        for other in [other for other in merged if one.begin < other.finish and other.begin < one.finish]:
            merged.remove(other)
            one = Cover(min(one.begin, other.begin), max(one.finish, other.finish), other.placeholder)
        merged.append(one)
    return tuple(sorted(merged, key=lambda cover: cover.begin))


def covered(text: str, covers: Sequence[Cover]) -> str:
    """The text as it is shown; `covers` as `laid` gives them."""
    parts, at = [], 0
    for one in covers:
        parts += [text[at : one.begin], one.placeholder]
        at = one.finish
    return "".join([*parts, text[at:]])


def uncovered(shown: str, covers: Sequence[Cover], hidden: Sequence[str]) -> str:
    """The original again, from what is shown and the words under each cover."""
    parts, at, shift = [], 0, 0
    for one, words in zip(covers, hidden, strict=True):
        begin = one.begin + shift
        parts += [shown[at:begin], words]
        at = begin + len(one.placeholder)
        shift += len(one.placeholder) - (one.finish - one.begin)
    return "".join([*parts, shown[at:]])


def moved(offset: int, covers: Sequence[Cover], *, is_end: bool) -> int:
    """Where an offset into the original lies in what is shown; inside a cover it goes to the placeholder's edge."""
    shift = 0
    for one in covers:
        if offset <= one.begin:
            break
        if offset < one.finish:
            return one.begin + shift + (len(one.placeholder) if is_end else 0)
        shift += len(one.placeholder) - (one.finish - one.begin)
    return offset + shift


def inside(covers: Iterable[Cover], begin: int, finish: int) -> tuple[Cover, ...]:
    """The covers that touch a stretch of the text, whole."""
    return tuple(one for one in covers if one.begin < finish and begin < one.finish)
