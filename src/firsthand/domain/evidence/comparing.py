"""What a quote is where its words don't stand exactly so: cleaned, elided, altered, stitched, or not from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from firsthand.domain.evidence.attribution import same_speaker
from firsthand.domain.evidence.chains import Span
from firsthand.domain.evidence.differences import Change, Kind
from firsthand.domain.evidence.gaps import Gap, gap
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.evidence.wordings import Wording
from firsthand.domain.interviews.corpus import Corpus, Place
from firsthand.domain.text.alignment import Alignment
from firsthand.domain.text.cleaning import has_english_fillers, is_cleaned
from firsthand.domain.text.words import Token

LEAST_ALIKE = 0.6  # share of a quote's words that must be the same, in order, in one place, to call it altered
MOST_CHANGED = 0.5  # changes, cuts included, by which a wording may differ for each of its words
STITCHED_ALIKE = 0.9  # share that must be the same to say that pieces were put together, and not merely words changed
_SURROUNDINGS = 150  # words on each side by which a language is told
_STOPS = ".!?…。"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A quote's words laid beside the row from place `start` on."""

    corpus: Corpus
    wording: Wording
    words: tuple[Token, ...]
    laid: Alignment
    start: int

    @property
    def pieces(self) -> tuple[Span, ...]:
        """The words that are the same, in runs of one speaker without a cut."""
        runs: list[list[int]] = []
        for at in self._same():
            goes_on = runs and at == runs[-1][1] and self._is_one_speaker(runs[-1][0], at)
            if goes_on:
                runs[-1][1] = at + 1
            else:
                runs.append([at, at + 1])
        return tuple((first, last) for first, last in runs)

    @property
    def status(self) -> Status:
        """What the quote is here; a quote that marks cuts can only be altered, for its fragments were not found."""
        kinds = self._gap_kinds()
        is_one_speaker = all(self._is_one_speaker(a, b) for a, b in pairwise(self._same()))
        is_apart = not is_one_speaker or bool(kinds & {Gap.OTHERS, Gap.TOO_FAR})
        share = self.laid.matched / len(self.words)
        if is_apart and share >= STITCHED_ALIKE:
            return Status.STITCHED
        if share == 1 and not self.wording.is_marked:
            return self._with_all_words(kinds)
        is_alike = share >= LEAST_ALIKE and self.laid.changes <= MOST_CHANGED * len(self.words)
        return Status.ALTERED if is_alike else Status.NOT_FOUND

    def changes(self) -> tuple[Change, ...]:
        """Every run of words left out, added or changed, in order."""
        return tuple(self._changes())

    def _with_all_words(self, kinds: set[Gap]) -> Status:
        if kinds == {Gap.BACK_CHANNEL}:
            return Status.ELIDED
        if kinds == {Gap.OWN_WORDS} and self._is_cleaned():
            return Status.CLEANED
        return Status.ALTERED

    def _same(self) -> list[int]:
        return [self.start + place for place in self.laid.same_places()]

    def _is_one_speaker(self, one: int, other: int) -> bool:
        return same_speaker(self.corpus.turn_at(one).speaker, self.corpus.turn_at(other).speaker)

    def _gap_kinds(self) -> set[Gap]:
        return {gap(self.corpus, a + 1, b).kind for a, b in pairwise(self._same()) if b > a + 1}

    def _is_cleaned(self) -> bool:
        same = self._same()
        first, last = same[0], same[-1] + 1
        near = self.corpus.within_document(first, first - _SURROUNDINGS, last + _SURROUNDINGS)
        if not has_english_fillers(_keys(self.corpus, *near)):
            return False
        said = _keys(self.corpus, first, last)
        return is_cleaned(said, [word.key for word in self.words], frozenset(_stops(self.corpus, first, last)))

    def _changes(self) -> Iterator[Change]:
        """Between each two words that are the same, and at the edges, what was said and what is quoted."""
        same = [i for i, is_same in enumerate(self.laid.same) if is_same]
        for before, behind in pairwise([-1, *same, len(self.words)]):
            said = self._said_between(before, behind)
            is_marked_cut = behind == before + 1 and before >= 0 and self._ends_a_fragment(before)
            if (said[0] < said[1] and not is_marked_cut) or behind > before + 1:
                yield self._change(before, behind, *said)

    def _said_between(self, before: int, behind: int) -> Span:
        """The places of what was said between two words of the quote; at its edges as many words as it has there."""
        size = behind - before - 1
        first, last = self._place_of(before), self._place_of(behind)
        if first is not None and last is not None:
            return first + 1, last
        if last is not None:
            return self._near(last, last - size, last)
        return self._near(first, first + 1, first + 1 + size) if first is not None else (self.start, self.start)

    def _place_of(self, word: int) -> int | None:
        place = self.laid.places[word] if 0 <= word < len(self.words) else None
        return None if place is None else self.start + place

    def _near(self, at: int, first: int, last: int) -> Span:
        """The stretch cut to the sentence in which the word at a place stands; it starts or ends beside that word."""
        start, end = self.corpus.bounds_of_turn(at)
        first, last = max(first, start), min(last, end)
        if first > at:
            stops = [at + stop for stop in _stops(self.corpus, at, last)]
            return first, max(first, min(stops, default=last))
        stops = [first + stop for stop in _stops(self.corpus, first, at + 1)]
        return min(last, max(stops, default=first)), last

    def _ends_a_fragment(self, at: int) -> bool:
        return any(fragment and fragment[-1] == self.words[at] for fragment in self.wording.fragments[:-1])

    def _change(self, before: int, behind: int, first: int, last: int) -> Change:
        quoted = self.words[before + 1 : behind]
        begin = quoted[0].begin if quoted else self.words[before].finish
        finish = quoted[-1].finish if quoted else begin
        kind = Kind.CHANGED if quoted and first < last else Kind.ADDED if quoted else Kind.LEFT_OUT
        at = self.corpus.place(first, max(first + 1, last))
        place = at if first < last else Place(at.document, at.first_turn, at.begin, at.first_turn, at.begin)
        said = text_of(self.corpus, first, last) if first < last else ""
        text = self.wording.text[begin:finish]
        return Change(kind, said, text, place.first_turn, place.begin, place.finish, begin, finish)


def text_of(corpus: Corpus, first: int, last: int) -> str:
    """What was said from place `first` to before `last`, turns joined by a space."""
    place, texts = corpus.place(first, last), [turn.text for turn in corpus.turns(first, last)]
    texts[-1] = texts[-1][: place.finish]
    texts[0] = texts[0][place.begin :]
    return " ".join(texts)


def _keys(corpus: Corpus, first: int, last: int) -> list[str]:
    return [corpus.spelling(number) for number in corpus.words(first, last)]


def _stops(corpus: Corpus, first: int, last: int) -> Iterator[int]:
    """Where, counted from `first`, a new sentence begins."""
    for at in range(first + 1, last):
        before, this = corpus.place(at - 1, at), corpus.place(at, at + 1)
        turn = corpus.turn_at(at)
        between = turn.text[before.finish : this.begin] if before.last_turn == this.first_turn else "."
        if any(mark in between for mark in _STOPS):
            yield at - first
