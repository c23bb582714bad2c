"""The codebook of a study as a tree: its order, who stands under whom, and what merging two codes does.

A code is *emergent* where it was registered after the study's first conversation had begun: it was found in what people
said, not brought along. Nothing here knows words of participants; a coding is a place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

BETWEEN = " › "  # the names of a path
COLOURS = ("slate", "blue", "teal", "green", "olive", "amber", "rust", "red", "plum", "violet")  # the palette, in order

SHADES = (  # the same as other tools write colours, for files that go to them
    *("#64707D", "#2F6FB3", "#1C7F86", "#3A7F3F", "#77771D"),
    *("#B07812", "#B0571F", "#B33A3A", "#8C4686", "#5B54B0"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code stands in the codebook."""

    id: str
    parent: str | None  # None at the top, and where the one above was deleted
    depth: int  # 0 at the top
    path: str  # the names from the top: "Waiting › Late"


class Span(NamedTuple):
    """One coding as a place: the same words marked by the same coder are the same span."""

    id: str
    coder: str
    transcript: str
    first_turn: int
    begin: int
    last_turn: int
    finish: int


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What happens to the codings of a code that is merged into another one."""

    moving: tuple[str, ...]  # they get the other code
    doubled: tuple[str, ...]  # the same coder marked the same words with the other code already


def in_order(codes: Iterable[tuple[str, str | None, str]]) -> list[Place]:
    """The codes (id, parent, name), given in the order of siblings, as the tree is read from top to bottom."""
    rows = {one[0]: one for one in codes}
    below: defaultdict[str | None, list[str]] = defaultdict(list)
    for code_id, parent, _ in rows.values():
        below[parent if parent in rows else None].append(code_id)
    found: list[Place] = []
    ahead: list[tuple[str, Place | None]] = [(one, None) for one in reversed(below[None])]
    while ahead:
        code_id, above = ahead.pop()
        name = rows[code_id][2]
        path = above.path + BETWEEN + name if above else name
        found.append(Place(code_id, above.id if above else None, above.depth + 1 if above else 0, path))
        ahead += [(one, found[-1]) for one in reversed(below[code_id])]
    return found


def under(parents: Mapping[str, str | None], code_id: str) -> set[str]:
    """The code and everything under it."""
    found, grew = {code_id}, True
    while grew:
        more = {one for one, parent in parents.items() if parent in found} - found
        grew, found = bool(more), found | more
    return found


def would_circle(parents: Mapping[str, str | None], code_id: str, parent: str | None) -> bool:
    """Whether a code would come to stand under itself."""
    return parent is not None and parent in under(parents, code_id)


def circles(parents: Mapping[str, str | None]) -> Iterator[str]:
    """The codes that can't be reached from the top because they stand under themselves."""
    for code_id in parents:
        seen: set[str] = set()
        above: str | None = code_id
        while above is not None and above in parents and above not in seen:
            seen.add(above)
            above = parents[above]
        if above in seen:
            yield code_id


def placed(siblings: Sequence[str], code_id: str, before: str | None) -> list[str]:
    """The siblings with the code in front of `before`, at the end where that is None or not among them."""
    others = [one for one in siblings if one != code_id]
    at = others.index(before) if before in others else len(others)
    return [*others[:at], code_id, *others[at:]]


class Step(StrEnum):
    """One step of a code in its tree, as a key takes it."""

    UP = "up"
    DOWN = "down"
    IN = "in"  # under the sibling in front of it
    OUT = "out"  # behind the one that it stands under


def stepped(tree: Sequence[Place], code_id: str, step: Step) -> tuple[str | None, str | None] | None:
    """Where a step takes a code: under which one, and in front of which; None where it can't be taken."""
    places = {one.id: one for one in tree}
    parent = places[code_id].parent
    there = [one.id for one in tree if one.parent == parent]
    at = there.index(code_id)
    if step is Step.UP:
        return (parent, there[at - 1]) if at else None
    if step is Step.DOWN:
        return (parent, there[at + 2] if at + 2 < len(there) else None) if at + 1 < len(there) else None
    if step is Step.IN:
        return (there[at - 1], None) if at else None
    if parent is None:
        return None
    above = [one.id for one in tree if one.parent == places[parent].parent]
    behind = above.index(parent) + 1
    return places[parent].parent, above[behind] if behind < len(above) else None


def merge_plan(moving: Iterable[Span], there: Iterable[Span]) -> MergePlan:
    """What to do with the codings of a code that is merged: the same words of the same coder count once."""
    taken = {span[1:] for span in there}
    moved: list[str] = []
    doubled: list[str] = []
    for span in moving:
        (doubled if span[1:] in taken else moved).append(span.id)
        taken.add(span[1:])
    return MergePlan(tuple(moved), tuple(doubled))


def is_emergent(registered_at: datetime, began_at: datetime | None) -> bool:
    """Whether a code was registered after the study's first conversation had begun."""
    return began_at is not None and registered_at > began_at


def shade(colour: int) -> str:
    """A colour of the palette as "#2F6FB3"."""
    return SHADES[colour] if 0 <= colour < len(SHADES) else SHADES[0]


def nearest_colour(text: str) -> int:
    """The place in the palette that is nearest to "#2F6FB3" or "#26B", or that a word names; 0 for anything else."""
    if text.strip().casefold() in COLOURS:
        return COLOURS.index(text.strip().casefold())
    digits = text.strip().removeprefix("#")
    digits = "".join(2 * one for one in digits) if len(digits) == 3 else digits
    if len(digits) != 6 or not set(digits.casefold()) <= set("0123456789abcdef"):
        return 0
    wanted = _parts(digits)
    distances = [sum((a - b) ** 2 for a, b in zip(wanted, _parts(one[1:]), strict=True)) for one in SHADES]
    return distances.index(min(distances))


def _parts(digits: str) -> tuple[int, int, int]:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
