"""What was done in a workspace, in order, and whether the chain of it is whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import absent, require
from firsthand.services.acting import GENESIS, event_hash, reason_digest
from firsthand.storage.events import EventRecord, ReasonRecord


@dataclass(frozen=True, slots=True)
class EventRow:
    """One act: who did what to which thing, when; never anybody's words."""

    number: int
    at: datetime
    actor_kind: str
    actor_id: str
    verb: str
    subject_id: str
    reason: str  # "" where none was given, or where it was erased


def events(actor: Actor, before: int | None = None, limit: int = 100) -> tuple[EventRow, ...]:
    """The newest events, or those before a number; owners only."""
    require(actor, Action.MANAGE)
    query = EventRecord.objects.filter(workspace_id=actor.workspace_id).select_related("reason")
    if before is not None:
        query = query.filter(number__lt=before)
    return tuple(_row(record) for record in query.order_by("-number")[: max(1, min(limit, 200))])


def first_break(actor: Actor) -> int | None:
    """The number of the first event that does not fit the one before it; None where the whole chain fits.

    A changed, removed or inserted event is seen, and so is a changed reason; an erased reason is no break.
    """
    require(actor, Action.MANAGE)
    previous, expected = GENESIS, 1
    records = EventRecord.objects.filter(workspace_id=actor.workspace_id).select_related("reason").order_by("number")
    for record in records.iterator(chunk_size=2_000):
        if record.number != expected or record.previous != previous or record.hash != event_hash(record):
            return expected
        if not _reason_fits(record):
            return expected
        previous, expected = record.hash, expected + 1
    return None


def erase_reason(actor: Actor, number: int) -> None:
    """Take the words of a reason away, with the salt by which they could be guessed; the chain stays whole."""
    require(actor, Action.MANAGE)
    erased, _ = ReasonRecord.objects.filter(event__workspace_id=actor.workspace_id, event__number=number).delete()
    if not erased:
        raise absent()


def _reason_fits(record: EventRecord) -> bool:
    reason = getattr(record, "reason", None)
    return reason is None or reason_digest(reason.salt, reason.text) == record.reason_digest


def _row(record: EventRecord) -> EventRow:
    reason = getattr(record, "reason", None)
    return EventRow(
        record.number,
        record.at,
        record.actor_kind,
        record.actor_id,
        record.verb,
        record.subject_id,
        reason.text if reason else "",
    )
