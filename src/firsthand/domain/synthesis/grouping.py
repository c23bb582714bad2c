"""Which cards of a board may belong together: groups by shared words, offered and never made.

A card is its words: their beginnings, without the small words that every sentence has, and rare ones weigh more. Two
cards are as near as the angle between them says; groups grow by average linkage until no two are near enough. The same
cards give the same groups in whatever order they come, and no group has one card.
Method, figures and limits: docs/method/grouping.md.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from firsthand.domain.synthesis.word_stems import stems

Table: TypeAlias = NDArray[np.float64]

NEAR = 0.1  # average cosine that two groups need to become one; measured in docs/method/grouping.md
LARGEST = 12  # cards; a larger heap says nothing
NAMED_BY = 3  # words in the name that is suggested
MOST_CARDS = 1_000  # more are not looked through


@dataclass(frozen=True, slots=True)
class SuggestedGroup:
    """Cards that share words, with the words they share."""

    cards: tuple[str, ...]  # ids, in order
    words: tuple[str, ...]  # as written, the most telling first

    @property
    def name(self) -> str:
        """What the group might be called until somebody who has read it says better."""
        return " · ".join(self.words)


@dataclass(frozen=True, slots=True)
class _Bags:
    """Cards as counts of stems, with how each stem is most often written."""

    ids: tuple[str, ...]
    counts: tuple[Counter[str], ...]
    spellings: Mapping[str, str]


def suggested_groups(cards: Iterable[tuple[str, str]], near: float = NEAR) -> tuple[SuggestedGroup, ...]:
    """Groups among cards given as (id, text), the largest first; the order in which they are given says nothing."""
    bags = _bags(sorted(cards, key=lambda card: (card[1], card[0]))[:MOST_CARDS])
    if len(bags.ids) < 2:
        return ()
    weights, names = _weights(bags.counts)
    found = [_group(members, bags, weights, names) for members in _linked(np.round(weights @ weights.T, 9), near)]
    return tuple(sorted((one for one in found if one.words), key=lambda one: (-len(one.cards), one.name, one.cards)))


def _bags(cards: Sequence[tuple[str, str]]) -> _Bags:
    written: dict[str, Counter[str]] = {}
    counts = []
    for _, text in cards:
        found = list(stems(text))
        counts.append(Counter(stem for stem, _ in found))
        for stem, word in found:
            written.setdefault(stem, Counter())[word] += 1
    spellings = {stem: min(words, key=lambda word: (-words[word], len(word), word)) for stem, words in written.items()}
    return _Bags(tuple(card for card, _ in cards), tuple(counts), spellings)


def _weights(counts: Sequence[Counter[str]]) -> tuple[Table, tuple[str, ...]]:
    """Cards by stems: (1 + ln count) · (1 + ln((1 + cards) / (1 + cards with it))), each row of length one.

    A stem of one card alone joins nothing; it stays in the length, so that a long card is not near everything.
    """
    with_it = Counter(stem for bag in counts for stem in bag)
    names = tuple(sorted(with_it))
    column = {name: place for place, name in enumerate(names)}
    table: Table = np.zeros((len(counts), max(len(names), 1)))
    for row, bag in enumerate(counts):
        for stem, count in bag.items():
            rare = math.log((1 + len(counts)) / (1 + with_it[stem])) + 1
            table[row, column[stem]] = (1 + math.log(count)) * rare
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    return table / np.where(lengths == 0, 1.0, lengths), names


def _linked(near_to: Table, near: float) -> list[list[int]]:
    """Average linkage: the two nearest groups become one, as long as they are near enough and not too large."""
    groups: list[list[int]] = [[one] for one in range(len(near_to))]
    sizes = np.ones(len(near_to))
    table = near_to.copy()
    np.fill_diagonal(table, -1.0)
    while True:
        place = int(np.argmax(table))  # the first of several as near: the cards' own order decides
        first, second = divmod(place, len(table))
        if table[first, second] < near:
            return [sorted(group) for group in groups if len(group) > 1]
        if len(groups[first]) + len(groups[second]) > LARGEST:
            table[first, second] = table[second, first] = -1.0
            continue
        _join(table, sizes, first, second)
        groups[first] += groups[second]
        groups[second] = []


def _join(table: Table, sizes: Table, first: int, second: int) -> None:
    """Put the second group into the first: its nearness to others is that of both, weighted by their cards."""
    both = sizes[first] + sizes[second]
    row = (table[first] * sizes[first] + table[second] * sizes[second]) / both
    row[(table[first] < 0) | (table[second] < 0)] = -1.0
    table[first], table[:, first] = row, row
    table[second], table[:, second] = -1.0, -1.0
    sizes[first] = both


def _group(members: Sequence[int], bags: _Bags, weights: Table, names: Sequence[str]) -> SuggestedGroup:
    """The cards of a group with the words that most of its weight lies on, each in at least two of the cards."""
    weight: dict[str, float] = {}
    for stem in {stem for member in members for stem in bags.counts[member]}:
        cards = [member for member in members if stem in bags.counts[member]]
        if len(cards) > 1:
            weight[stem] = round(float(sum(weights[card, names.index(stem)] for card in cards)), 9)
    best = sorted(weight, key=lambda stem: (-weight[stem], stem))[:NAMED_BY]
    ids = tuple(sorted(bags.ids[member] for member in members))
    return SuggestedGroup(ids, tuple(bags.spellings[stem] for stem in best))
