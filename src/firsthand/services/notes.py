"""Notes: what members write down while they listen; among them a participant's words, "noted by" and never a quote.

Noted words need the participant's consent to being quoted inside, like a quote; without it they are kept and closed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent_uses import Use
from firsthand.services.access import absent, found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.consents import allowed, closed
from firsthand.services.fields import passage
from firsthand.services.participants import Person, person
from firsthand.services.undo import take_away
from firsthand.storage.notes import NoteRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord

LONGEST = 5_000  # characters of a note
LONGEST_CALL = 24 * 3600  # seconds
CLOSED = (
    "Nobody has logged that this participant agrees to be quoted inside the company, or the consent has ended. "
    "The words are kept and not shown; log the consent on their page."
)


@dataclass(frozen=True, slots=True)
class NoteForm:
    """What a member can write in a note."""

    text: str
    kind: NoteKind = NoteKind.NOTE
    at_seconds: float | None = None  # from the start of the conversation
    participant_id: str = ""  # whose words they are, or whom it is about; "" takes the only one who was there


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One note."""

    id: str
    session_id: str
    session_title: str
    study_id: str | None
    kind: NoteKind
    text: str  # "" where it is closed
    closed_because: str
    at_seconds: float | None
    noted_at: datetime
    by: str
    person: Person | None
    quote_id: str | None  # the checked quote that its words became
    is_unmatched: bool  # a member said that the transcript does not hold these words
    version: int

    @property
    def is_noted(self) -> bool:
        """Whether these are a participant's words as somebody heard them."""
        return self.kind is NoteKind.VERBATIM


def notes(actor: Actor, session_id: str) -> tuple[NoteRow, ...]:
    """The notes of one session in the order of the conversation; a few queries."""
    session = found(actor, Action.READ, SessionRecord, session_id)
    records = _living(actor).filter(session=session)
    rows = _rows(actor, list(records.order_by("noted_at", "id")))
    return tuple(sorted(rows, key=lambda row: (row.at_seconds is None, row.at_seconds or 0.0)))


def note_rows(actor: Actor, note_ids: Iterable[str]) -> dict[str, NoteRow]:
    """These notes as the actor may see them; deleted ones are left out. The same queries however many."""
    require(actor, Action.READ)
    records = _living(actor).filter(id__in=set(note_ids))
    return {row.id: row for row in _rows(actor, list(records))}


def note(actor: Actor, note_id: str) -> NoteRow:
    """One note."""
    return _rows(actor, [_there(actor, Action.READ, note_id)])[0]


def new_note(actor: Actor, session_id: str, form: NoteForm) -> str:
    """Write a note down; gives its id. Raises Invalid for an empty one, or of somebody who was not there."""
    session = found(actor, Action.CHANGE, SessionRecord, session_id)
    columns, note_id = _checked(session.id, form), new_id(Kind.NOTE)
    with acting(actor, "took note", Ref(Kind.NOTE, note_id)):
        NoteRecord.objects.create(
            id=note_id,
            workspace_id=actor.workspace_id,
            session=session,
            member_id=actor.id,
            noted_at=timezone.now(),
            **columns,
        )
    return note_id


def edit_note(actor: Actor, note_id: str, form: NoteForm, version: int | None = None) -> None:
    """Save what a member changed about a note; who noted it and when stays.

    Noted words that became a quote have to stay as they are: raises Invalid. Raises Conflict where somebody saved
    since `version`, NotAllowed where the words are closed.
    """
    record = _there(actor, Action.CHANGE, note_id)
    require_version(version, record.version, "note")
    if closed_notes([record]):
        raise NotAllowed(CLOSED)
    columns = _checked(record.session_id, form)
    if record.quote_id and columns["text"] != record.text:
        raise Invalid(
            "These words were found in the transcript and became a quote, so they stay as they were noted. "
            "Nothing was saved; write another note.",
            where="text",
        )
    with acting(actor, "edited note", Ref(Kind.NOTE, record.id)):
        query = NoteRecord.objects.filter(id=record.id, version=record.version)
        saved = query.update(**columns, is_unmatched=False, version=record.version + 1)
        require_version(record.version, record.version if saved else -1, "note")


def delete_note(actor: Actor, note_id: str) -> str:
    """Take a note away; gives the id by which it can be undone for a day."""
    record = _there(actor, Action.CHANGE, note_id)
    subject = Ref(Kind.NOTE, record.id)
    with acting(actor, "deleted note", subject):
        return take_away(actor, "deleted note", subject, {Kind.NOTE: [record.id]})


_RELATED = ("session", "member__user", "participant__company", "participant__segment")


def _there(actor: Actor, action: Action, note_id: str) -> NoteRecord:
    """A note of a session that is there."""
    record = found(actor, action, NoteRecord, note_id, *_RELATED)
    if record.session.deleted_at:
        raise absent()
    return record


def _living(actor: Actor) -> QuerySet[NoteRecord]:
    return visible(actor, NoteRecord).filter(session__deleted_at=None).select_related(*_RELATED)


def _checked(session_id: str, form: NoteForm) -> dict[str, object]:
    text = passage(form.text, "text", LONGEST)
    if not text:
        raise Invalid("The note is empty. Nothing was saved; write something first.", where="text")
    if form.at_seconds is not None and not 0 <= form.at_seconds <= LONGEST_CALL:
        raise Invalid("The moment lies outside a conversation. Nothing was saved; write it as mm:ss.", where="moment")
    return {
        "text": text,
        "kind": form.kind,
        "at_seconds": form.at_seconds,
        "participant_id": _whose(session_id, form),
    }


def _whose(session_id: str, form: NoteForm) -> str | None:
    seats = SessionParticipantRecord.objects.filter(session_id=session_id, participant__deleted_at=None)
    present = list(seats.order_by("created_at", "id").values_list("participant_id", flat=True))
    if form.participant_id and form.participant_id not in present:
        raise Invalid("This person did not take part in the session. Nothing was saved.", where="participant")
    if form.kind is NoteKind.VERBATIM and not form.participant_id and len(present) > 1:
        raise Invalid("Say whose words these are: several people took part. Nothing was saved.", where="participant")
    if form.kind is NoteKind.VERBATIM and not form.participant_id and present:
        return present[0]
    return form.participant_id or None


def closed_notes(records: Sequence[NoteRecord]) -> frozenset[str]:
    """Those of these notes (ids) whose words nobody may be shown now; three queries."""
    concerned = _concerned(records)
    everybody = {one for some in concerned.values() for one in some}
    quotable, shut = allowed(everybody, Use.SHOW_NOTED), closed(everybody)
    return frozenset(one.id for one in records if not _is_open(one, concerned[one.id], quotable, shut))


def _rows(actor: Actor, records: Sequence[NoteRecord]) -> list[NoteRow]:
    shut = closed_notes(records)
    return [_row(actor, record, CLOSED if record.id in shut else "") for record in records]


def _concerned(records: Sequence[NoteRecord]) -> dict[str, frozenset[str]]:
    """Whose words a note holds or may hold: the one it names, else everybody who was there; one query."""
    open_ones = {record.session_id for record in records if not record.participant_id}
    present: dict[str, set[str]] = {session: set() for session in open_ones}
    seats = SessionParticipantRecord.objects.filter(session_id__in=open_ones)
    for session, participant in seats.values_list("session_id", "participant_id"):
        present[session].add(participant)
    return {
        record.id: frozenset({record.participant_id} if record.participant_id else present[record.session_id])
        for record in records
    }


def _is_open(record: NoteRecord, concerned: frozenset[str], quotable: frozenset[str], shut: frozenset[str]) -> bool:
    if record.kind == NoteKind.VERBATIM:
        return bool(concerned) and concerned <= quotable
    return not concerned & shut


def _row(actor: Actor, record: NoteRecord, closed_because: str) -> NoteRow:
    return NoteRow(
        id=record.id,
        session_id=record.session_id,
        session_title=record.session.title,
        study_id=record.session.study_id,
        kind=NoteKind(record.kind),
        text="" if closed_because else record.text,
        closed_because=closed_because,
        at_seconds=record.at_seconds,
        noted_at=record.noted_at,
        by=record.member.user.name,
        person=person(actor, record.participant) if record.participant else None,
        quote_id=record.quote_id,
        is_unmatched=record.is_unmatched,
        version=record.version,
    )
