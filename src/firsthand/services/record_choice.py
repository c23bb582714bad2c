"""Of a session's transcripts one is of record: choosing another one, and the quotes that did not land in it."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.errors import Conflict
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent_uses import Use
from firsthand.services import landing
from firsthand.services.access import found
from firsthand.services.acting import acting
from firsthand.services.consents import allowed
from firsthand.services.undo import back_to_record
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord


@dataclass(frozen=True, slots=True)
class Unlanded:
    """A quote that does not stand in the transcript of record; closed until somebody marks it anew or deletes it."""

    id: str
    transcript_id: str  # where it stands
    file_name: str
    first_turn: int
    last_turn: int
    words: str  # for whoever marks it anew, not as a quote; "" where consent has ended


@dataclass(frozen=True, slots=True)
class Chosen:
    """What became of the quotes."""

    unlanded: int
    undo_id: str  # by which the choice can be taken back for a day; "" where nothing changed


def choose_record(actor: Actor, transcript_id: str) -> Chosen:
    """Make a transcript the one of record of its session: quotes that land in it move, the others are closed.

    Raises Conflict while the file is still being read, NotAllowed where a participant does not agree to it being kept.
    """
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id)
    if not record.format:
        raise Conflict("This file is still being read. Nothing was changed; try again when it is in.")
    if record.is_of_record:
        return Chosen(len(unlanded(actor, record.session_id)), "")
    with acting(actor, "chose transcript of record", Ref(Kind.TRANSCRIPT, record.id)):
        landing.hold(record.session_id)
        before = landing.current(record.session_id)
        landing.make_of_record(record)
        undo_id = back_to_record(actor, record.session_id, record.id, before.id) if before else ""
    return Chosen(len(unlanded(actor, record.session_id)), undo_id)


def unlanded(actor: Actor, session_id: str) -> tuple[Unlanded, ...]:
    """The session's quotes that did not land in its transcript of record; three queries however many there are."""
    session = found(actor, Action.READ, SessionRecord, session_id)
    left = QuoteRecord.objects.filter(transcript__session=session, transcript__is_of_record=False, deleted_at=None)
    records = list(left.select_related("transcript").order_by("first_turn", "begin", "id"))
    if not records:
        return ()
    people = landing.participants_at(records)
    quotable = allowed((participant for participant in people.values() if participant), Use.QUOTE_INSIDE)
    return tuple(_row(record, people[record.transcript_id, record.first_turn] in quotable) for record in records)


def _row(record: QuoteRecord, is_quotable: bool) -> Unlanded:
    words = record.exact if is_quotable else ""
    transcript = record.transcript
    return Unlanded(record.id, transcript.id, transcript.file_name, record.first_turn, record.last_turn, words)
