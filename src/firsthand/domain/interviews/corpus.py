"""All that was said in one or more transcripts as one row of words, each with its turn and its place in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.domain.text.cleaning import FILLERS
from firsthand.domain.text.concordance import BETWEEN, UNHEARD, Concordance, Numbers
from firsthand.domain.text.words import QUESTION, fold_word, spans

_CLOSE = 5  # words by which a few changes shift the rest
_MOST = 3  # stretches tried of each kind
_SHORT = 12  # words
_MANY = 40  # places compared for a short wording


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: the document's name, then turn and offset of the first and behind the last character."""

    document: str
    first_turn: int  # the turn's own index
    begin: int
    last_turn: int
    finish: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """Transcripts by name with all their words indexed; made by `Corpus.of`."""

    transcripts: Mapping[str, Transcript]
    concordance: Concordance
    _numbers: Mapping[str, int]  # of each word by its folded spelling
    _spellings: tuple[str, ...]  # of each word by its number
    _turns: tuple[tuple[str, int], ...]  # of every turn in the row: its document, and its position there
    _turn_starts: Numbers  # where each turn's words start in the row, and the row's end
    _columns: tuple[Numbers, Numbers, Numbers]  # of every word: its turn's ordinal, begin, finish

    @classmethod
    def of(cls, transcripts: Transcript | Mapping[str, Transcript]) -> Corpus:
        """Index one transcript (its document name is "") or several by name."""
        named = {"": transcripts} if isinstance(transcripts, Transcript) else dict(transcripts)
        numbers: dict[str, int] = {}
        words, columns, starts = _laid_out(named, numbers)
        turns = tuple((name, at) for name, transcript in named.items() for at in range(len(transcript.turns)))
        return cls(named, Concordance.of(words, len(numbers)), numbers, ("", *numbers), turns, starts, columns)

    def numbered(self, keys: Sequence[str]) -> list[int]:
        """The number of each word; UNHEARD for one that nobody said."""
        return [self._numbers.get(key, UNHEARD) for key in keys]

    def spelling(self, number: int) -> str:
        """The folded spelling of a word by its number."""
        return self._spellings[number]

    def words(self, first: int, last: int) -> list[int]:
        """The numbers of the words from place `first` to before `last`."""
        return [int(word) for word in self.concordance.row[first:last]]

    def count(self, first: int, last: int) -> int:
        """How many words were said from place `first` to before `last`; question marks are not counted."""
        question = self._numbers.get(QUESTION, UNHEARD)
        return sum(1 for word in self.words(first, last) if word not in (question, BETWEEN))

    def place(self, first: int, last: int) -> Place:
        """Where the words from place `first` to before `last` stand."""
        _, begins, finishes = self._columns
        begin, finish = int(begins[first]), int(finishes[last - 1])
        return Place(self.document_at(first), self.turn_at(first).index, begin, self.turn_at(last - 1).index, finish)

    def document_at(self, at: int) -> str:
        """The name of the transcript to which the word at a place belongs."""
        return self._turns[self._ordinal(at)][0]

    def turn_at(self, at: int) -> Turn:
        """The turn in which the word at a place was said."""
        return self._turn(self._ordinal(at))

    def turns(self, first: int, last: int) -> tuple[Turn, ...]:
        """The turns of the words from place `first` to before `last`, with the wordless ones between them."""
        if first >= last:
            return ()
        return tuple(self._turn(ordinal) for ordinal in range(self._ordinal(first), self._ordinal(last - 1) + 1))

    def by_turn(self, first: int, last: int) -> Iterator[tuple[Turn, int, int]]:
        """The words from place `first` to before `last` turn by turn: the turn, and its part of the stretch."""
        while first < last:
            end = min(last, self.bounds_of_turn(first)[1])
            yield self.turn_at(first), first, end
            first = end

    def bounds_of_turn(self, at: int) -> tuple[int, int]:
        """The first place, and the one behind the last, of the turn to which the word at a place belongs."""
        return self._bounds(self._ordinal(at))

    def within_document(self, at: int, first: int, last: int) -> tuple[int, int]:
        """The stretch from `first` to before `last`, cut to the transcript to which the word at a place belongs."""
        breaks = self.concordance.breaks()
        which = bisect_right(breaks, at)
        start = int(breaks[which - 1]) + 1 if which else 0
        return max(start, first), min(int(breaks[which]) if which < len(breaks) else len(self.concordance.row), last)

    def stretches(self, sequence: Sequence[int], slack: int) -> list[tuple[int, int]]:
        """Where in one transcript a wording like the sequence may stand: first place, and one behind the last.

        Looked for are few words changed (all that is found lies close together), and long cuts of up to `slack` words.
        """
        width = len(sequence) + slack
        close, wide = self._close(sequence), self.concordance.likely(sequence, width, _MOST)
        starts = [
            at for i, at in enumerate(wide + close) if i < len(wide) or all(abs(at - w) > width // 2 for w in wide)
        ]
        end = len(self.concordance.row) - 1
        middles = [min(max(0, start + len(sequence) // 2), end) for start in starts]
        return [self.within_document(at, at - 2 * width, at + 2 * width) for at in middles]

    def _close(self, sequence: Sequence[int]) -> list[int]:
        """Where few words may be changed; of a short wording, whose words are everywhere, many places are compared."""
        if len(sequence) > _SHORT:
            return self.concordance.likely(sequence, _CLOSE, _MOST)
        places = self.concordance.likely(sequence, _CLOSE, _MANY)
        return sorted(places, key=lambda at: -self._pairs_alike(sequence, at))[:_MOST]

    def _pairs_alike(self, sequence: Sequence[int], at: int) -> int:
        """How many words follow one another in the sequence as they do at a place, fillers and repetitions aside."""
        fillers = {*self.numbered(sorted(FILLERS))}
        said = [
            word for word in self.words(max(0, at - _CLOSE), at + len(sequence) + 2 * _CLOSE) if word not in fillers
        ]
        return len({*pairwise(sequence)} & {*pairwise(said)})

    def touched(self, place: Place) -> tuple[int, int]:
        """The places of the words that a place touches, even in part: first, and behind the last."""
        _, begins, finishes = self._columns
        first, first_end = self._bounds(self._ordinal_of(place.document, place.first_turn))
        last, last_end = self._bounds(self._ordinal_of(place.document, place.last_turn))
        start = first + int(np.searchsorted(finishes[first:first_end], place.begin, side="right"))
        return start, last + int(np.searchsorted(begins[last:last_end], place.finish))

    def _ordinal(self, at: int) -> int:
        return int(self._columns[0][at])

    def _turn(self, ordinal: int) -> Turn:
        document, position = self._turns[ordinal]
        return self.transcripts[document].turns[position]

    def _bounds(self, ordinal: int) -> tuple[int, int]:
        start, end = int(self._turn_starts[ordinal]), int(self._turn_starts[ordinal + 1])
        return start, end - (end > start and int(self.concordance.row[end - 1]) == BETWEEN)

    def _ordinal_of(self, document: str, index: int) -> int:
        return next(i for i, (name, _) in enumerate(self._turns) if name == document and self._turn(i).index == index)


def _laid_out(
    named: Mapping[str, Transcript], numbers: dict[str, int]
) -> tuple[Numbers, tuple[Numbers, Numbers, Numbers], Numbers]:
    """All words' numbers in a row with turn, begin and finish of each, and where each turn starts.

    Numbers are given in passing, by the words' folded spelling. The last turn of a transcript ends with BETWEEN.
    """
    written: dict[str, int] = {}  # most words are written alike every time: fold each spelling once
    tables = [np.zeros((4, 0), dtype=np.int64)]
    starts = [0]
    for transcript in named.values():
        rows: list[tuple[int, int, int, int]] = []
        before = starts[-1]
        for turn in transcript.turns:
            ordinal = len(starts) - 1
            for word, begin, finish in spans(turn.text):
                number = written.get(word)
                if number is None:
                    number = written[word] = numbers.setdefault(fold_word(word), len(numbers) + 1)
                rows.append((number, ordinal, begin, finish))
            starts.append(before + len(rows))
        if transcript.turns:
            rows.append((BETWEEN, len(starts) - 2, 0, 0))
            starts[-1] += 1
            tables.append(np.array(rows, dtype=np.int64).T)
    table = np.concatenate(tables, axis=1)
    return table[0], (table[1], table[2], table[3]), np.array(starts, dtype=np.int64)
