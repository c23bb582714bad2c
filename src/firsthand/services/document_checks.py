"""Every quotation in a deck, memo or message, checked against what was said; the document itself is not kept.

Only for members who may read transcripts: a document with guesses in it, and the difference to what was said, would
otherwise tell a viewer word by word what is covered for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from firsthand.domain.errors import NotAllowed
from firsthand.domain.evidence.attribution import is_same_person
from firsthand.domain.evidence.quotes import Check, check
from firsthand.domain.evidence.redacted import check_redacted, has_placeholders
from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_uses import Use, allows
from firsthand.domain.text.words import count
from firsthand.formats.papers import Paper, paper_of, read_paper
from firsthand.formats.quotations import Quotation
from firsthand.services.access import require, visible
from firsthand.services.checking import NEAR
from firsthand.services.consents import scopes_of
from firsthand.services.likely_places import Likely, likely_places
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.transcripts import TranscriptRecord

LEAST_WORDS = 4  # shorter ones are terms and titles more often than speech
MOST = 500  # quotations of one document


@dataclass(frozen=True, slots=True)
class CheckedQuotation:
    """One quotation of a document and what it is."""

    text: str  # as the document has it
    place: str  # "slide 3"; "" where the line says it
    line: int
    said_by: str  # the name that the document gives; "" where it gives none
    status: str  # "" where it was too short to be checked
    marks: tuple[str, ...]
    may_stand: bool
    difference: str
    whole_sentence: str  # where it is cropped
    cut_off: tuple[str, ...]  # the words cut off, or left out inside, that change what it says
    speaker: str  # who said it
    session_id: str  # "" where it was found nowhere
    session_title: str
    interview_date: date | None
    turn: int
    closed_because: str  # why these words may not be quoted at all; "" where they may
    may_leave: bool  # whether whoever said it agrees to being quoted outside the company
    elsewhere: int  # other places where the same words stand


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """All quotations of a document in its order."""

    name: str
    quotations: tuple[CheckedQuotation, ...]
    searched: int  # conversations that were looked through
    closed: int  # conversations that could not be, for want of consent
    left_over: int  # quotations beyond those that were checked

    @property
    def checked(self) -> tuple[CheckedQuotation, ...]:
        """Those that were long enough to be checked."""
        return tuple(one for one in self.quotations if one.status)

    @property
    def failing(self) -> tuple[CheckedQuotation, ...]:
        """Those that may not stand in the document as they are."""
        return tuple(one for one in self.checked if not one.may_stand)


def check_document(actor: Actor, data: bytes, name: str = "") -> CheckedDocument:
    """Check a file: PPTX, DOCX, PDF, HTML, e-mail, Markdown or text. Raises Invalid for one that can't be read."""
    require(actor, Action.READ)
    return _checked(actor, read_paper(data, name), name)


def check_text(actor: Actor, text: str, name: str = "") -> CheckedDocument:
    """Check text that was pasted."""
    require(actor, Action.READ)
    return _checked(actor, paper_of(text), name)


def _checked(actor: Actor, paper: Paper, name: str) -> CheckedDocument:
    found = paper.quotations()
    quotations = found[:MOST]
    query = visible(actor, TranscriptRecord).filter(is_of_record=True, session__deleted_at=None).exclude(format="")
    records = list(query.select_related("session").order_by("created_at", "id"))
    long_enough = [one.text for one in quotations if count(one.text) >= LEAST_WORDS]
    places = dict(zip(long_enough, likely_places(records, long_enough), strict=True))
    known = _Known.of(records, (place for some in places.values() for place in some))
    rows = tuple(known.checked(one, places[one.text]) if one.text in places else _blank(one, "") for one in quotations)
    return CheckedDocument(name, rows, len(records) - known.closed, known.closed, len(found) - len(quotations))


@dataclass(frozen=True, slots=True)
class _Known:
    """The transcripts in which something may stand, and the people in them."""

    loaded: Mapping[str, Loaded]
    people: Mapping[str, ParticipantRecord]
    scopes: Mapping[str, frozenset[Scope]]
    closed: int

    @classmethod
    def of(cls, records: Sequence[TranscriptRecord], likely: Iterable[Likely]) -> _Known:
        wanted, loaded, closed = {one.transcript_id for one in likely}, {}, 0
        for record in records:
            if record.id in wanted:
                try:
                    loaded[record.id] = load(record)
                except NotAllowed:
                    closed += 1
        linked = {one.participant_id for each in loaded.values() for one in each.speakers if one.participant_id}
        people = {one.id: one for one in ParticipantRecord.objects.filter(id__in=linked)}
        return cls(loaded, people, scopes_of(sorted(linked)), closed)

    def checked(self, quotation: Quotation, places: Sequence[Likely]) -> CheckedQuotation:
        """One quotation, looked for around its likely places."""
        corpus = Corpus.of(self._around(places))
        found = _check(quotation, corpus, self._meant(quotation, places))
        if found.anchor is None or not found.document:
            return _blank(quotation, Status.NOT_FOUND)
        return self._placed(quotation, found)

    def _around(self, places: Sequence[Likely]) -> dict[str, Transcript]:
        """The turns around the likely places of each transcript, with people by their own names."""
        turns: defaultdict[str, set[int]] = defaultdict(set)
        for one in places:
            if one.transcript_id in self.loaded:
                turns[one.transcript_id] |= set(range(one.turn - NEAR, one.turn + NEAR + 1))
        return {
            f"{name} {first}": self._part(self.loaded[name], first, last)
            for name, some in turns.items()
            for first, last in _runs(sorted(some))
        }

    def _part(self, loaded: Loaded, first: int, last: int) -> Transcript:
        near = loaded.transcript.turns[max(0, first) : last + 1]
        return replace(
            loaded.transcript, turns=tuple(replace(turn, speaker=self._name(loaded, turn.index)) for turn in near)
        )

    def _name(self, loaded: Loaded, turn: int) -> str:
        speaker = loaded.speaker_at(turn)
        person = self.people.get(speaker.participant_id or "")
        return person.name if person else speaker.name

    def _meant(self, quotation: Quotation, places: Sequence[Likely]) -> str | None:
        """The name beside a quotation as our speakers have it; a label of the file stands for whom it was linked to.

        A name that only a sentence gives ("Warning: …") and that nobody has is no name.
        """
        beside = quotation.attribution
        if beside is None or not beside.name:
            return None
        files = [self.loaded[one.transcript_id] for one in places if one.transcript_id in self.loaded]
        for loaded in files:
            for at, speaker in enumerate(loaded.speakers):
                if is_same_person(beside.name, speaker.name) and at in loaded.speaker_of:
                    return self._name(loaded, loaded.speaker_of.index(at))
        names = {self._name(loaded, turn) for loaded in files for turn in range(len(loaded.transcript.turns))}
        is_known = any(is_same_person(beside.name, name) for name in names)
        return beside.name if is_known or not beside.is_told else None

    def _placed(self, quotation: Quotation, found: Check) -> CheckedQuotation:
        loaded, anchor = self.loaded[found.document.split(" ")[0]], found.anchor
        assert anchor is not None
        heard = loaded.participants_between(anchor.first_turn, anchor.last_turn)
        scopes = [self.scopes[one] for one in heard]
        is_open = all(allows(Use.QUOTE_INSIDE, one) for one in scopes)
        closed = "" if is_open else "Whoever said this does not agree to be quoted, or no longer does."
        session, is_cropped = loaded.record.session, {Mark.CROPPED, Mark.LEFT_OUT} & set(found.marks)
        return CheckedQuotation(
            text=quotation.text,
            place=quotation.place,
            line=quotation.line,
            said_by=_said_by(quotation),
            status=found.status.value,
            marks=tuple(mark.value for mark in found.marks),
            may_stand=found.may_be_shown and not closed,
            difference="" if closed else found.difference,
            whole_sentence=found.sentence if is_cropped and not closed else "",
            cut_off=() if closed else tuple(one.words for one in found.cut_off),
            speaker=self._name(loaded, anchor.first_turn),
            session_id=session.id,
            session_title=session.title,
            interview_date=session.interview_date,
            turn=anchor.first_turn,
            closed_because=closed,
            may_leave=bool(scopes) and all(allows(Use.QUOTE_OUTSIDE, one) for one in scopes),
            elsewhere=max(0, len(found.matches) - 1) if found.may_be_shown else 0,
        )


def _check(quotation: Quotation, corpus: Corpus, said_by: str | None) -> Check:
    near = quotation.attribution.seconds if quotation.attribution else None
    if has_placeholders(quotation.text):
        return check_redacted(quotation.text, corpus, said_by=said_by, near_seconds=near).check
    return check(quotation.text, corpus, said_by=said_by, near_seconds=near)


def _runs(turns: Sequence[int]) -> Iterable[tuple[int, int]]:
    """First and last of each row of turns that follow one another."""
    start = before = None
    for turn in turns:
        if before is not None and turn != before + 1:
            yield start or 0, before
            start = turn
        start = turn if start is None else start
        before = turn
    if start is not None and before is not None:
        yield start, before


def _said_by(quotation: Quotation) -> str:
    return quotation.attribution.name if quotation.attribution else ""


def _blank(quotation: Quotation, status: str) -> CheckedQuotation:
    return CheckedQuotation(
        text=quotation.text,
        place=quotation.place,
        line=quotation.line,
        said_by=_said_by(quotation),
        status=str(status),
        marks=(),
        may_stand=False,
        difference="",
        whole_sentence="",
        cut_off=(),
        speaker="",
        session_id="",
        session_title="",
        interview_date=None,
        turn=0,
        closed_because="",
        may_leave=False,
        elsewhere=0,
    )
