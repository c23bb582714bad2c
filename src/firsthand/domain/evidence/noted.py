"""Where words that somebody noted stand in the transcript: first by the quote checker, then by what comes nearest.

A note-taker rarely gets every word. Where the checker finds nothing, every stretch of the transcript about as long as
the note is weighed by the rare words that it shares with it, and the sentences around the heaviest one are offered.
Nothing here decides: a member looks at both wordings and accepts one, or says that it is not there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from firsthand.domain.evidence.quotes import Check, check
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.corpus import Corpus, Place
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.text.concordance import BETWEEN, UNHEARD, Numbers
from firsthand.domain.text.sentences import sentences
from firsthand.domain.text.words import QUESTION, keys

LEAST_SHARED = 0.5  # of the weight of the noted words
LEAST_WORDS = 3  # shared, without those that are said all the time
SLACK = 1.6  # how much longer than the note the stretch may be
COMMON = 0.01  # share of all words above which a word says nothing about the place
NEAR_SECONDS = 90.0  # between two places as good as each other, the one near the note's moment is taken


@dataclass(frozen=True, slots=True)
class Nearest:
    """The place that a note's words come from, as far as can be told."""

    place: Place
    status: Status  # of the noted words as a quote
    difference: str  # between what was said and what was noted; "" where there is none, or where it is too long to say


@dataclass(frozen=True, slots=True)
class Hearing:
    """A transcript ready for looking up notes: all of it, and each participant's turns alone."""

    whole: Corpus
    alone: Corpus

    @classmethod
    def of(cls, transcript: Transcript, turns: Collection[int]) -> Hearing:
        """`turns` are the indices of those whose words may have been noted."""
        theirs = tuple(turn for turn in transcript.turns if turn.index in turns and turn.role is Role.PARTICIPANT)
        return cls(Corpus.of(transcript), Corpus.of(replace(transcript, turns=theirs)))


def nearest(words: str, hearing: Hearing, near_seconds: float | None = None) -> Nearest | None:
    """Where noted words stand, or what comes nearest to them; None where nothing does."""
    found = check(words, hearing.whole, near_seconds=near_seconds)
    if found.role is not Role.PARTICIPANT or not _is_theirs(found, hearing.alone):
        found = check(words, hearing.alone, near_seconds=near_seconds)
    if found.anchor is not None and found.status in _ONE_PLACE:
        place = found.anchor
        where = Place("", place.first_turn, place.begin, place.last_turn, place.finish)
        is_whole = found.status is not Status.ALTERED or place.first_turn != place.last_turn
        return Nearest(where if is_whole else _widened(hearing.whole, where), found.status, found.difference)
    where_else = _heaviest(words, hearing.alone, near_seconds)
    return Nearest(where_else, Status.NOT_FOUND, "") if where_else else None


_ONE_PLACE = {Status.EXACT, Status.SAME_WORDS, Status.CLEANED, Status.ELIDED, Status.ALTERED}


def _widened(corpus: Corpus, place: Place) -> Place:
    """What was noted with changes begins and ends anywhere: the whole sentences are offered."""
    first, _ = corpus.touched(place)
    return _around(place, corpus.turn_at(first).text)


def _around(place: Place, text: str) -> Place:
    near = [one for one in sentences(text) if one.begin < place.finish and place.begin < one.finish]
    return replace(place, begin=near[0].begin, finish=near[-1].finish)


def _is_theirs(found: Check, alone: Corpus) -> bool:
    indices = {turn.index for transcript in alone.transcripts.values() for turn in transcript.turns}
    return found.anchor is not None and found.anchor.first_turn in indices


def _heaviest(words: str, corpus: Corpus, near_seconds: float | None) -> Place | None:
    """The sentences around the stretch that shares the most telling words with the note."""
    row = corpus.concordance.row
    numbers = list(dict.fromkeys(corpus.numbered([key for key in keys(words) if key != QUESTION])))
    telling = _telling(numbers, row)
    if len(telling) < LEAST_WORDS or not len(row):
        return None
    width = max(6, int(len(keys(words)) * SLACK))
    weights = _weights(telling, row, width)
    unheard = sum(1 for number in numbers if number == UNHEARD)
    whole = sum(telling.values()) + unheard * (max(telling.values()) if telling else 0.0)
    best = float(weights.max())
    if best < LEAST_SHARED * whole:
        return None
    starts = [int(at) for at in np.flatnonzero(weights >= best - 1e-9)]
    at = min(starts, key=lambda one: _off(corpus, one, near_seconds))
    hits = [place for place in range(at, min(at + width, len(row))) if int(row[place]) in telling]
    return _sentences(corpus, hits) if len({int(row[place]) for place in hits}) >= LEAST_WORDS else None


def _telling(numbers: Sequence[int], row: Numbers) -> dict[int, float]:
    """The noted words that are said here, each with its weight: the rarer, the heavier; common ones tell nothing."""
    total, found = max(len(row), 1), {}
    for number in numbers:
        times = int(np.count_nonzero(row == number)) if number > BETWEEN else 0
        if times and (times <= 3 or times / total <= COMMON):
            found[number] = float(np.log(1 + total / times))
    return found


def _weights(telling: dict[int, float], row: Numbers, width: int) -> NDArray[np.float64]:
    """For every place, the weight of the different telling words within `width` words from it."""
    weights = np.zeros(len(row))
    for number, weight in telling.items():
        ahead = np.cumsum(row == number)
        behind = np.concatenate((np.zeros(1, dtype=np.int64), ahead[:-1]))
        last = np.minimum(np.arange(len(row)) + width - 1, len(row) - 1)
        weights += weight * (ahead[last] > behind)
    return weights


def _off(corpus: Corpus, at: int, near_seconds: float | None) -> tuple[float, int]:
    start = corpus.turn_at(at).start
    return (0.0 if near_seconds is None or start is None else abs(start - near_seconds), at)


def _sentences(corpus: Corpus, hits: Sequence[int]) -> Place:
    """The sentences of one turn, the one with most of the words found."""
    turns = [corpus.turn_at(at).index for at in hits]
    index = max(set(turns), key=turns.count)
    inside = [at for at, turn in zip(hits, turns, strict=True) if turn == index]
    place = corpus.place(inside[0], inside[-1] + 1)
    return _around(place, corpus.turn_at(inside[0]).text)
