"""Whether words may be shown as somebody's own: found in the transcript, said by a participant, nothing hidden.

`check` looks for a quote in one transcript or many; `check_selection` checks words that a reader selected. Neither
takes anybody's word for a status.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.domain.evidence.attribution import Standing, same_speaker
from firsthand.domain.evidence.chains import Span
from firsthand.domain.evidence.cropping import Crop, CutOff, crop, cues
from firsthand.domain.evidence.differences import Change, in_words
from firsthand.domain.evidence.finding import Found, Search
from firsthand.domain.evidence.selecting import selected
from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.evidence.surroundings import surroundings
from firsthand.domain.evidence.wordings import Wording, wordings
from firsthand.domain.interviews.anchors import Anchor, at, starts_at
from firsthand.domain.interviews.corpus import Corpus, Place
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.text.words import QUESTION, keys

SHORT = 6  # words; shorter quotes may stand in many places, all of which are listed
NEAR = 60.0  # seconds by which the time beside a quote may differ


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a quote's words stand, and who says them there."""

    place: Place
    speaker: str
    role: Role
    start: float | None  # seconds from the start of the recording


@dataclass(frozen=True, slots=True)
class Check:
    """What a quote is, computed; everything that a reader must see beside it."""

    text: str  # as it may be shown, without quotation marks
    status: Status
    marks: tuple[Mark, ...] = ()
    anchor: Anchor | None = None  # None where nothing was found
    document: str = ""  # the transcript's name
    speaker: str = ""
    role: Role = Role.UNKNOWN
    matches: tuple[Match, ...] = ()  # every place where these words stand
    changes: tuple[Change, ...] = ()  # what the quote leaves out, adds or replaces
    sentence: str = ""  # the whole sentences around the quote
    cut_off: tuple[CutOff, ...] = ()  # what was cut off at the edges, or left out inside, that changes the meaning
    as_imported: str = ""  # the turns' texts before the correction, where the words were corrected

    @property
    def may_be_shown(self) -> bool:
        """Whether the words may be shown as a quote; unconfirmed roles are the services' matter."""
        return self.status.may_be_shown

    @property
    def difference(self) -> str:
        """The changes in one line; "" where there are none."""
        return in_words(self.changes)


def check(
    quote: str, transcripts: Corpus | Transcript, *, said_by: str | None = None, near_seconds: float | None = None
) -> Check:
    """What a quote is, looked for in a transcript or in an indexed corpus of them.

    `said_by` is the name given beside the quote: words by anybody else are the wrong speaker's. `near_seconds` is the
    time given beside it: of several places the nearest counts, and one more than a minute off is marked.
    """
    corpus = transcripts if isinstance(transcripts, Corpus) else Corpus.of(transcripts)
    readings = wordings(quote)
    readings = tuple(dict.fromkeys((*readings, readings[0].with_notes)))
    found = [(one, wording) for wording in readings for one in _quotable(Search(corpus, wording, said_by))]
    if not any(one.may_be_shown for one, _ in found):
        found += [(one, wording) for wording in readings for one in _inexact(Search(corpus, wording, said_by))]
    if not found:
        return Check(readings[0].text, Status.NOT_FOUND)
    best, wording = min(found, key=lambda pair: (pair[0].rank, _seconds_off(corpus, pair[0], near_seconds)))
    if best.status is Status.NOT_FOUND:
        return Check(wording.text, Status.NOT_FOUND)
    return _Checking(corpus, wording, best, [one for one, _ in found], near_seconds).check()


def check_selection(
    transcript: Transcript, first_turn: int, begin: int, last_turn: int, finish: int, *, source: str = ""
) -> Check:
    """What the words are that a reader selected: turns by index, offsets in code points, end exclusive.

    A selection is widened to whole words. Over somebody's mm-hm it is elided, over more it is stitched. Raises Invalid
    where there is no such turn or offset, or no word between them.
    """
    corpus, found, text = selected(transcript, first_turn, begin, last_turn, finish, source)
    return _Checking(corpus, wordings(text)[0], found, [found], None, transcript).check()


def _quotable(search: Search) -> list[Found]:
    return [*search.literal(), *search.marked()] if search.wording.has_words else []


def _inexact(search: Search) -> list[Found]:
    """What comes closest; pieces from different places count before a bad likeness in one place."""
    if not search.wording.has_words or not search.wording.spoken:
        return []
    found = search.inexact()
    if any(one.may_be_shown or one.is_nearly(len(search.wording.spoken)) for one in found):
        return found
    return [*found, *search.pieced()]


def _seconds_off(corpus: Corpus, found: Found, near: float | None) -> float:
    start = corpus.turn_at(found.whole[0]).start
    return 0.0 if near is None or start is None else abs(start - near)


@dataclass(frozen=True, slots=True)
class _Checking:
    """The best place found for one quote, and what is to be said about it."""

    corpus: Corpus
    wording: Wording
    best: Found
    found: Sequence[Found]
    near_seconds: float | None
    whole: Transcript | None = None  # where the corpus holds a part of it only

    def check(self) -> Check:
        """Everything computed."""
        place, turn = self._place(), self.corpus.turn_at(self.best.whole[0])
        transcript = self.whole or self.corpus.transcripts[place.document]
        anchor, cropped = at(transcript, place, source=place.document), crop(*surroundings(transcript, place))
        inside = tuple(dict.fromkeys(self._left_out()))
        is_wrong = self.best.status.may_be_shown and self.best.standing is Standing.WRONG
        matches = self._matches()
        return Check(
            self.wording.text,
            Status.WRONG_SPEAKER if is_wrong else self.best.status,
            tuple(self._marks(anchor, cropped, inside, matches)),
            anchor,
            place.document,
            turn.speaker,
            turn.role,
            matches,
            self.best.changes,
            cropped.sentence,
            (*cropped.cut_off, *inside),
            "\n".join(self._imported()),
        )

    def _place(self) -> Place:
        """Where the quote stands; of an exact one with the marks at its edges."""
        place = self.corpus.place(*self.best.whole)
        if self.best.status is not Status.EXACT:
            return place
        words = self.wording.words
        lead, tail = words[0].begin, len(self.wording.text) - words[-1].finish
        return Place(place.document, place.first_turn, place.begin - lead, place.last_turn, place.finish + tail)

    def _marks(
        self, anchor: Anchor, cropped: Crop, inside: Sequence[CutOff], matches: Sequence[Match]
    ) -> Iterator[Mark]:
        if cropped.cut_off:
            yield Mark.CROPPED
        if inside:
            yield Mark.LEFT_OUT
        if cropped.is_inside and not cropped.is_read:
            yield Mark.EDGE_UNREAD
        if any(self._imported()):
            yield Mark.CORRECTED
        if sum(word.key != QUESTION for word in self.wording.words) < SHORT:
            yield Mark.SHORT
        if self._alternatives() > 1:
            yield Mark.AMBIGUOUS
        if self.best.standing is Standing.UNCONFIRMED:
            yield Mark.UNCONFIRMED
        if self.near_seconds is not None and anchor.start is not None and self._is_far(anchor):
            yield Mark.TIME_DIFFERS

    def _is_far(self, anchor: Anchor) -> bool:
        turn = self.corpus.turn_at(self.best.whole[0])
        start, end = turn.start or 0.0, anchor.end if anchor.end is not None else anchor.start or 0.0
        return not start - NEAR <= (self.near_seconds or 0.0) <= end + NEAR

    def _alternatives(self) -> int:
        """How many places would do as well."""
        best = self.best
        alike = {one.whole for one in self.found if one.may_be_shown and one.standing == best.standing}
        return len(alike) if best.may_be_shown else 0

    def _matches(self) -> tuple[Match, ...]:
        """Every place where the words stand, by anybody; of a stitched quote its pieces, of a changed one its place."""
        if self.best.home:
            return tuple(map(self._match, self.best.pieces))
        exact = {one.whole for one in self.found if one.status.may_be_shown}
        return tuple(self._match(span) for span in sorted(exact or {self.best.whole}))

    def _match(self, span: Span) -> Match:
        place, turn = self.corpus.place(*span), self.corpus.turn_at(span[0])
        start = starts_at(self.corpus.transcripts[place.document], place)
        return Match(place, turn.speaker, turn.role, start)

    def _left_out(self) -> Iterator[CutOff]:
        """The cues among the speaker's own words that a marked cut leaves out inside."""
        if self.best.status is not Status.ELIDED:
            return
        pieces = self.best.pieces
        speaker = self.corpus.turn_at(pieces[0][0]).speaker
        for (_, last), (first, _) in pairwise(pieces):
            own = [p for p in range(last, first) if same_speaker(self.corpus.turn_at(p).speaker, speaker)]
            yield from cues([self.corpus.spelling(self.corpus.words(p, p + 1)[0]) for p in own])

    def _imported(self) -> Iterator[str]:
        """The imported text of every turn whose quoted words were corrected."""
        for piece in self.best.pieces:
            for turn, first, last in self.corpus.by_turn(*piece):
                quoted = [self.corpus.spelling(number) for number in self.corpus.words(first, last)]
                if turn.imported is not None and turn.is_corrected and not _holds(keys(turn.imported), quoted):
                    yield turn.imported


def _holds(words: Sequence[str], quoted: Sequence[str]) -> bool:
    size = len(quoted)
    return any(list(words[i : i + size]) == list(quoted) for i in range(len(words) - size + 1))
