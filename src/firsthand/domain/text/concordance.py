"""Finds any wording in a long row of words at once, and guesses where an inexact one may come from.

Words are numbers from 1 up; 0 stands between two texts and matches nothing. A sequence is looked up by its rarest three
words in a row (exact, no hashing), so what is touched depends on how often a wording occurs, not on the row's length.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
BETWEEN = 0  # stands between two texts
UNHEARD = -1  # the number of a word that is nowhere in the row
_BITS = 21  # three words share 63 bits: room for two million different words
MOST_SEEDS = 4_000  # places looked at while guessing where an inexact wording may come from


@dataclass(slots=True)
class Work:
    """How many places of the row were looked at, and how many stretches aligned, for those who measure."""

    places: int = 0
    alignments: int = 0


@dataclass(frozen=True, slots=True)
class Concordance:
    """A row of words with every word and every three in a row indexed; made by `Concordance.of`."""

    row: Numbers
    _by_word: Numbers  # the places, sorted by word
    _word_starts: Numbers  # where each word's places start in `_by_word`
    _triples: Numbers  # every three words in a row as one number, sorted
    _by_triple: Numbers  # their places
    work: Work = field(default_factory=Work)

    @classmethod
    def of(cls, row: Numbers, different: int) -> Concordance:
        """Index a row whose words are numbered from 1 to `different`."""
        if different >= 1 << _BITS:
            raise ValueError(f"{different} different words are more than the index has room for")
        counts = np.bincount(row, minlength=different + 1)
        triples = _triples(np.append(row, [BETWEEN, BETWEEN]))  # so that the last two words start one, too
        by_triple = np.argsort(triples, kind="stable")
        starts = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))
        return cls(row, np.argsort(row, kind="stable"), starts, triples[by_triple], by_triple)

    def find(self, sequence: Sequence[int]) -> list[int]:
        """The places where the sequence starts, in order."""
        if not sequence or UNHEARD in sequence:
            return []
        offset, seeds = self._seed(sequence)
        places = seeds - offset
        places = places[(places >= 0) & (places + len(sequence) <= len(self.row))]
        self.work.places += len(places)
        for step, word in enumerate(sequence):
            places = places[self.row[places + step] == word]
        return [int(place) for place in places]

    def longest(self, sequence: Sequence[int], at: int) -> tuple[int, Numbers]:
        """How many words from `at` on stand in the row one after the other (0 or at least three), and where."""
        codes = _triples(_numbers(sequence[at : at + 3]))
        if not len(codes) or codes[0] < 0:
            return 0, self._by_triple[:0]
        (left,), (right,) = self._ranges(codes)
        places, length = self._by_triple[left:right], 3 if right > left else 0
        self.work.places += len(places)
        while length and at + length < len(sequence):
            places = places[places + length < len(self.row)]
            further = places[self.row[places + length] == sequence[at + length]]
            if not len(further):
                break
            places, length = further, length + 1
        return length, places

    def seeds(self, sequence: Sequence[int]) -> int:
        """How many places must be looked at to find the sequence; 0 where a word of it is unheard."""
        return 0 if UNHEARD in sequence or not sequence else len(self._seed(sequence)[1])

    def places_of(self, word: int) -> Numbers:
        """Every place of one word, in order."""
        if word <= BETWEEN:
            return self._by_word[:0]
        return self._by_word[self._word_starts[word] : self._word_starts[word + 1]]

    def breaks(self) -> Numbers:
        """The places that stand between two texts."""
        return self._by_word[: self._word_starts[1]]

    def likely(self, sequence: Sequence[int], spread: int, most: int) -> list[int]:
        """The places where a wording like the sequence may start, best first, at most `most`.

        Words left out or added shift what follows by up to `spread` words; the places lie at least so far apart.
        """
        hits, weights = self._hits(sequence)
        order = np.argsort(hits, kind="stable")
        hits, total = hits[order], np.concatenate((np.zeros(1), np.cumsum(weights[order])))
        behind = np.searchsorted(hits, hits + spread)
        scores = total[behind] - total[: len(hits)]
        return [int(hits[i]) for i in _peaks(hits, scores, spread, most)]

    def _seed(self, sequence: Sequence[int]) -> tuple[int, Numbers]:
        """The rarest part of the sequence: its offset, and all its places."""
        if len(sequence) == 1:
            return 0, self.places_of(sequence[0])
        lefts, rights = self._pairs(sequence) if len(sequence) == 2 else self._ranges(_triples(_numbers(sequence)))
        rarest = int(np.argmin(rights - lefts))
        return rarest, self._places(int(lefts[rarest]), int(rights[rarest]))

    def _pairs(self, sequence: Sequence[int]) -> tuple[Numbers, Numbers]:
        """Where every two words in a row stand among the sorted threes: from the lowest third word to the highest."""
        words = _numbers(sequence)
        codes = (words[:-1] << 2 * _BITS) | (words[1:] << _BITS)
        codes = np.where((words[:-1] == UNHEARD) | (words[1:] == UNHEARD), np.int64(-1) << _BITS, codes)
        return np.searchsorted(self._triples, codes), np.searchsorted(self._triples, codes + (1 << _BITS))

    def _places(self, left: int, right: int) -> Numbers:
        return np.sort(self._by_triple[left:right])

    def _ranges(self, codes: Numbers) -> tuple[Numbers, Numbers]:
        return np.searchsorted(self._triples, codes), np.searchsorted(self._triples, codes, side="right")

    def _hits(self, sequence: Sequence[int]) -> tuple[Numbers, NDArray[np.float64]]:
        """Where the sequence would start by each place of its rarest parts, and what each such place weighs."""
        hits: list[Numbers] = []
        weights: list[NDArray[np.float64]] = []
        seen = 0
        for offset, places, weight in sorted(self._parts(sequence), key=lambda part: len(part[1])):
            if seen and seen + len(places) > MOST_SEEDS:
                break
            hits.append(places[:MOST_SEEDS] - offset)
            weights.append(np.full(len(hits[-1]), weight / (1 + np.log1p(len(places)))))
            seen += len(hits[-1])
        self.work.places += seen
        return np.concatenate([np.zeros(0, dtype=np.int64), *hits]), np.concatenate([np.zeros(0), *weights])

    def _parts(self, sequence: Sequence[int]) -> list[tuple[int, Numbers, float]]:
        words = [(i, self.places_of(word), 1.0) for i, word in enumerate(sequence)]
        twos = self._parts_between(*self._pairs(sequence), 2.0)
        threes = self._parts_between(*self._ranges(_triples(_numbers(sequence))), 3.0)
        return [part for part in (*words, *twos, *threes) if len(part[1])]

    def _parts_between(self, lefts: Numbers, rights: Numbers, weight: float) -> list[tuple[int, Numbers, float]]:
        return [(i, self._by_triple[a:b], weight) for i, (a, b) in enumerate(zip(lefts, rights, strict=True))]


def _numbers(words: Sequence[int]) -> Numbers:
    return np.array(words, dtype=np.int64)


def _triples(words: Numbers) -> Numbers:
    """Every three words in a row as one number; negative where one of them is unheard."""
    if len(words) < 3:
        return np.zeros(0, dtype=np.int64)
    first, second, third = words[:-2], words[1:-1], words[2:]
    codes = (first << 2 * _BITS) | (second << _BITS) | third
    unheard = (first == UNHEARD) | (second == UNHEARD) | (third == UNHEARD)
    return np.where(unheard, np.int64(-1), codes)


def _peaks(hits: Numbers, scores: NDArray[np.float64], apart: int, most: int) -> list[int]:
    """The best hits that lie at least so far apart."""
    chosen: list[int] = []
    for i in np.argsort(-scores, kind="stable"):
        if len(chosen) == most:
            break
        if all(abs(int(hits[i]) - int(hits[j])) >= apart for j in chosen):
            chosen.append(int(i))
    return chosen
