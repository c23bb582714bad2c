"""Which thing in a guide's new version is which in the old one, though it was moved or reworded."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from firsthand.domain.planning.version_parts import Kind, Part
from firsthand.domain.text.words import keys

ALIKE = 55  # of 100 (rapidfuzz token_sort_ratio): from here two texts are one that was reworded
SAME_SECTION_ALIKE = 40  # the same, where they also stand under the same heading or question
MOST_COMPARED = 400  # unmatched parts of a kind that are compared with one another; beyond, they are added and removed


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of the new guide with its counterpart; `old` is None where it is new."""

    old: Part | None
    new: Part


def paired(before: Sequence[Part], after: Sequence[Part]) -> tuple[Pair, ...]:
    """Every part of the new guide, in its order, with the part of the old one that it was."""
    found: dict[int, Part] = {}  # index in `after` → part of `before`
    taken: set[int] = set()

    def match(key: Callable[[Part], Hashable]) -> None:
        waiting: dict[Hashable, list[Part]] = defaultdict(list)
        for part in before:
            if part.at not in taken:
                waiting[key(part)].append(part)
        for part in after:
            if part.at not in found and (same := waiting[key(part)]):
                found[part.at] = same.pop(0)
                taken.add(found[part.at].at)

    def match_alike(least: int, *, within_parent: bool) -> None:
        for new, old in _alike(before, after, found, taken, least, within_parent=within_parent):
            found[new.at] = old
            taken.add(old.at)

    match(lambda part: (part.kind, part.section, part.text))
    match(lambda part: (_family(part.kind), keys(part.text)))
    match_alike(SAME_SECTION_ALIKE, within_parent=True)
    match_alike(ALIKE, within_parent=False)
    return tuple(Pair(found.get(part.at), part) for part in after)


def unmoved(pairs: Sequence[Pair]) -> frozenset[int]:
    """Indexes of the new parts that stayed where they were.

    Under one parent, as many as possible stay: the longest run of parts in their old order. A part whose parent is
    another one has moved.
    """
    now = {pair.old.at: pair.new.at for pair in pairs if pair.old is not None}
    siblings: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        if pair.old is not None and now.get(pair.old.parent, -1 if pair.old.parent == -1 else None) == pair.new.parent:
            siblings[pair.new.parent].append((pair.old.at, pair.new.at))
    return frozenset(at for group in siblings.values() for at in _longest_in_order(group))


def _family(kind: Kind) -> Kind:
    return Kind.QUESTION if kind is Kind.PROBE else kind


def _alike(
    before: Sequence[Part],
    after: Sequence[Part],
    found: dict[int, Part],
    taken: set[int],
    least: int,
    *,
    within_parent: bool,
) -> list[tuple[Part, Part]]:
    """The most alike of what has no counterpart yet, best first; each part once."""
    by_kind: dict[Kind, tuple[list[Part], list[Part]]] = defaultdict(lambda: ([], []))
    for part in after:
        if part.at not in found:
            by_kind[_family(part.kind)][0].append(part)
    for part in before:
        if part.at not in taken:
            by_kind[_family(part.kind)][1].append(part)
    was = {new: old.at for new, old in found.items()}
    scored = [
        (score, new, old)
        for news, olds in by_kind.values()
        for score, new, old in _scores(news[:MOST_COMPARED], olds[:MOST_COMPARED], least)
        if not within_parent or was.get(new.parent, -1) == old.parent
    ]
    return _each_once(sorted(scored, key=lambda entry: (-entry[0], entry[1].at, entry[2].at)))


def _scores(news: list[Part], olds: list[Part], least: int) -> list[tuple[float, Part, Part]]:
    if not news or not olds:
        return []
    table = process.cdist(
        [_plain(part.text) for part in news],
        [_plain(part.text) for part in olds],
        scorer=fuzz.token_sort_ratio,
        score_cutoff=least,
    )
    return [(float(table[i, j]), news[i], olds[j]) for i, j in zip(*table.nonzero(), strict=True)]


def _plain(text: str) -> str:
    return " ".join(keys(text[:2_000]))


def _each_once(scored: list[tuple[float, Part, Part]]) -> list[tuple[Part, Part]]:
    kept: list[tuple[Part, Part]] = []
    used_new: set[int] = set()
    used_old: set[int] = set()
    for _, new, old in scored:
        if new.at not in used_new and old.at not in used_old:
            kept.append((new, old))
            used_new.add(new.at)
            used_old.add(old.at)
    return kept


def _longest_in_order(group: list[tuple[int, int]]) -> list[int]:
    """The new indexes of the longest run whose old indexes rise (patience sorting)."""
    tails: list[int] = []  # old index that ends the best run of each length
    ends: list[int] = []  # its place in the group
    before: list[int] = []
    for place, (old, _) in enumerate(group):
        length = bisect_left(tails, old)
        before.append(ends[length - 1] if length else -1)
        tails[length : length + 1] = [old]
        ends[length : length + 1] = [place]
    run, place = [], ends[-1] if ends else -1
    while place >= 0:
        run.append(group[place][1])
        place = before[place]
    return run
