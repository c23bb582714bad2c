"""Finds where a quote comes from, and how far it is from what was said there.

Tried in order: the words as they are; marked cuts; the most alike stretches, where words differ; pieces from several
places. Of all that is found the most quotable counts: a participant's own words before a researcher's, fewer changes
before more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from firsthand.domain.evidence.attribution import Standing, same_speaker, standing
from firsthand.domain.evidence.chains import Span, chains
from firsthand.domain.evidence.comparing import Comparison, text_of
from firsthand.domain.evidence.differences import Change, Kind
from firsthand.domain.evidence.gaps import LONGEST_GAP
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.evidence.wordings import Wording
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.text.alignment import Alignment, align
from firsthand.domain.text.cleaning import FILLERS
from firsthand.domain.text.concordance import UNHEARD, Numbers
from firsthand.domain.text.words import QUESTION, Token, keys

SLACK = LONGEST_GAP + 10  # words of room around a likely place
PIECE = 4  # words; shorter pieces occur everywhere by chance
MOST_PIECES = 6
MOST_WORDS = 200_000  # words of all places of one quote; a page of "yeah" stands anywhere
STRAYS = ((1, 8), (2, 20))  # so few words at an edge, so far from the rest, belong to another sentence
_REPLACES_A_QUESTION = ".!,;:。、！"


@dataclass(frozen=True, slots=True)
class Found:
    """One place, or one row of pieces, that a quote may come from."""

    status: Status
    pieces: tuple[Span, ...]
    standing: Standing
    alike: float = 1.0  # share of the quote's words that are the same
    changes: tuple[Change, ...] = ()
    home: Span | None = None  # the place to show, where the pieces stand anywhere

    @property
    def may_be_shown(self) -> bool:
        """Whether these are words that may be quoted, by somebody who may be quoted."""
        return self.status.may_be_shown and self.standing is not Standing.WRONG

    def is_nearly(self, words: int) -> bool:
        """Whether of so many words of the quote at most two differ."""
        return self.status is Status.ALTERED and (1 - self.alike) * words < 2.5

    @property
    def rank(self) -> tuple[bool, float, int, int]:
        """Sorts the most quotable first, and what may not be shown by how alike it is."""
        return not self.may_be_shown, 0 if self.may_be_shown else -self.alike, self.status.order, self.standing

    @property
    def whole(self) -> Span:
        """From the first piece's first word to behind the last one's last, or the place to show."""
        return self.home or (self.pieces[0][0], self.pieces[-1][1])


@dataclass(frozen=True, slots=True)
class Search:
    """One quote looked for in one corpus, as the words of one speaker where that is said."""

    corpus: Corpus
    wording: Wording
    said_by: str | None = None

    def literal(self) -> list[Found]:
        """Every place where the quote's words stand as they are."""
        words = self.wording.words
        starts = self.corpus.concordance.find(self._numbered(words))[: max(1, MOST_WORDS // len(words))]
        return [self._as_it_stands(start, start + len(words)) for start in starts]

    def marked(self) -> list[Found]:
        """The quote's fragments, found in order with gaps that may be skipped."""
        if not self.wording.is_marked:
            return []
        fragments = [self._numbered(fragment) for fragment in self.wording.fragments]
        found = chains(self.corpus, fragments)
        return [self._found(Status.ELIDED, chain) for chain in found if not self._changes_a_note(chain)]

    def inexact(self) -> list[Found]:
        """The most alike stretches, each with what differs there."""
        words = self.wording.spoken
        sequence = self._numbered(words)
        return [found for stretch in self.corpus.stretches(sequence, SLACK) if (found := self._laid(words, stretch))]

    def pieced(self) -> list[Found]:
        """The quote put together from a few longer pieces that stand too far apart to be one quote."""
        sequence = self._numbered(self.wording.spoken)
        pieces = list(_cover(self.corpus, sequence))
        if not 2 <= len(pieces) <= MOST_PIECES or _is_near(pieces[0][1], pieces[-1][1], len(sequence) + SLACK):
            return []
        spans = tuple((int(places[0]), int(places[0]) + length) for length, places in pieces)
        longest = max(spans, key=lambda span: span[1] - span[0])
        return [replace(self._found(Status.STITCHED, spans), home=longest)]

    def _changes_a_note(self, chain: Sequence[Span]) -> bool:
        """Whether the words in square brackets are the transcriber's own note ("[inaudible]"), but not as it stands."""
        own = [[word.key for word in words] for words in self.wording.own_words]
        if not own:
            return False
        reach = max(map(len, own)) + 2
        first, last = self.corpus.within_document(chain[0][0], chain[0][0] - reach, chain[-1][1] + reach)
        edges = [(first, chain[0][0]), *((a[1], b[0]) for a, b in pairwise(chain)), (chain[-1][1], last)]
        return any(self._holds_a_note(*edge, own) for edge in edges if edge[0] < edge[1])

    def _holds_a_note(self, first: int, last: int, own: list[list[str]]) -> bool:
        said = keys(text_of(self.corpus, first, last))
        around = text_of(self.corpus, *self.corpus.within_document(first, first - 1, last + 1))
        is_alike = any(len({*words} & {*said}) * 2 >= len({*words}) for words in own)
        is_shortened = any(_is_shortened(said, words) for words in own)
        return any(mark in around for mark in "[]") and is_alike and not is_shortened

    def _numbered(self, words: Sequence[Token]) -> list[int]:
        return self.corpus.numbered([word.key for word in words])

    def _found(self, status: Status, pieces: Sequence[Span]) -> Found:
        turns = (turn for span in pieces for turn in self.corpus.turns(*span))
        return Found(status, tuple(pieces), max(standing(turn, self.said_by) for turn in turns))

    def _as_it_stands(self, first: int, last: int) -> Found:
        pieces = tuple(by_speaker(self.corpus, first, last))
        if len(pieces) > 1:
            return self._found(Status.STITCHED, pieces)
        if self._asks_no_more(last):
            return replace(self._found(Status.ALTERED, pieces), changes=(self._lost_question(last),))
        return self._found(Status.EXACT if self._is_literal(first, last) else Status.SAME_WORDS, pieces)

    def _asks_no_more(self, last: int) -> bool:
        """Whether the quote ends with another mark where the transcript has a question mark."""
        tail = self.wording.text[self.wording.words[-1].finish :].replace("...", "")
        followed_by = self.corpus.words(last, last + 1)
        return followed_by == self.corpus.numbered([QUESTION]) and any(mark in tail for mark in _REPLACES_A_QUESTION)

    def _lost_question(self, last: int) -> Change:
        place = self.corpus.place(last, last + 1)
        tail = self.wording.words[-1].finish
        quoted = self.wording.text[tail : tail + 1]
        return Change(Kind.CHANGED, "?", quoted, place.first_turn, place.begin, place.finish, tail, tail + 1)

    def _is_literal(self, first: int, last: int) -> bool:
        """Whether the quote stands there character by character; where a turn ends and goes on any space will do."""
        text, words, place = self.wording.text, self.wording.words, self.corpus.place(first, last)
        begin, behind = place.begin - words[0].begin, len(text) - words[-1].finish
        texts = [turn.text for turn in self.corpus.turns(first, last)]
        if begin < 0 or place.finish + behind > len(texts[-1]):
            return False
        texts[-1] = texts[-1][: place.finish + behind]
        texts[0] = texts[0][begin:]
        return (
            text == texts[0] or re.fullmatch(r"\s*".join(re.escape(part.strip()) for part in texts), text) is not None
        )

    def _laid(self, words: tuple[Token, ...], stretch: Span) -> Found | None:
        """The words laid beside a stretch, and what they are there."""
        sequence = self._numbered(words)
        laid = self._with_questions_in_place(sequence, self._aligned(sequence, self.corpus.words(*stretch)))
        laid = laid if self.wording.is_marked else _without_strays(laid)
        self.corpus.concordance.work.alignments += 1
        if not laid.matched:
            return None
        compared = Comparison(self.corpus, self.wording, words, laid, stretch[0])
        found = self._found(compared.status, compared.pieces)
        return replace(found, alike=laid.matched / len(words), changes=compared.changes())

    def _aligned(self, sequence: list[int], said: list[int]) -> Alignment:
        """The alignment; where the quote has no fillers, those that were said cost nothing."""
        fillers = {*self.corpus.numbered(sorted(FILLERS))} - {UNHEARD}
        if fillers & {*sequence}:
            return align(sequence, said)
        kept = [at for at, word in enumerate(said) if word not in fillers]
        laid = align(sequence, [said[at] for at in kept])
        return replace(laid, places=tuple(None if place is None else kept[place] for place in laid.places))

    def _with_questions_in_place(self, sequence: list[int], laid: Alignment) -> Alignment:
        """The alignment where no question mark is laid beside one that ends another sentence."""
        (question,) = self.corpus.numbered([QUESTION])
        moved = {
            i
            for i, ((before, place), word) in enumerate(zip(pairwise((None, *laid.places)), sequence, strict=True))
            if word == question and place is not None and before is not None and place != before + 1
        }
        places = tuple(None if i in moved else place for i, place in enumerate(laid.places))
        return replace(laid, places=places, same=tuple(same and i not in moved for i, same in enumerate(laid.same)))


def _without_strays(laid: Alignment) -> Alignment:
    """The alignment without a word or two at its edges that only happen to stand again farther off."""
    same = [i for i, is_same in enumerate(laid.same) if is_same]
    strays: set[int] = set()
    for size, distance in STRAYS:
        if len(same) > 3 * size and _gap_between(laid, same[size - 1], same[size]) > distance:
            strays.update(same[:size])
        if len(same) > 3 * size and _gap_between(laid, same[-size - 1], same[-size]) > distance:
            strays.update(same[-size:])
    places = tuple(None if i in strays else place for i, place in enumerate(laid.places))
    return replace(laid, places=places, same=tuple(is_same and i not in strays for i, is_same in enumerate(laid.same)))


def _gap_between(laid: Alignment, one: int, other: int) -> int:
    """How many words were said between two words of the quote, beyond those that it has there."""
    first, last = laid.places[one], laid.places[other]
    return 0 if first is None or last is None else (last - first) - (other - one)


def _is_shortened(said: Sequence[str], own: Sequence[str]) -> bool:
    """Whether all of the own words were said, in this order."""
    rest = iter(said)
    return all(word in rest for word in own)


def by_speaker(corpus: Corpus, first: int, last: int) -> Iterator[Span]:
    """The stretch in pieces of one speaker each."""
    start = at = first
    while at < last:
        at = min(last, corpus.bounds_of_turn(at)[1])
        if at == last or not same_speaker(corpus.turn_at(at).speaker, corpus.turn_at(start).speaker):
            yield start, at
            start = at


def _cover(corpus: Corpus, sequence: Sequence[int]) -> Iterator[tuple[int, Numbers]]:
    """The sequence in the longest pieces, from left to right; nothing where a piece is too short."""
    pieces, at = [], 0
    while at < len(sequence):
        length, places = corpus.concordance.longest(sequence, at)
        if length < min(PIECE, len(sequence)):
            return
        pieces.append((length, places))
        at += length
    yield from pieces


def _is_near(ones: Numbers, others: Numbers, reach: int) -> bool:
    """Whether one of the others stands behind one of the ones within reach."""
    nearest = np.searchsorted(others, ones)
    inside = nearest < len(others)
    return bool(np.any(others[nearest[inside]] - ones[inside] <= reach))
