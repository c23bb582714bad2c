"""How each invitation stands: what is kept of it, its letter, and the conversations that were planned since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.invitations import InvitationState, Standing, standing
from firsthand.domain.people.outbox import LetterStatus
from firsthand.services.access import visible
from firsthand.services.participants import Person, person
from firsthand.storage.invitations import InvitationRecord
from firsthand.storage.sessions import SessionParticipantRecord

RELATED = ("participant__company", "participant__segment", "study", "message", "member__user")


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation as a list shows it."""

    id: str
    person: Person
    study_id: str | None
    study_title: str
    subject: str
    by: str  # the member who wrote or sent it
    standing: Standing
    error: str  # why its letter has not left
    created_at: datetime
    sent_at: datetime | None
    planned_session_id: str | None  # the conversation that was planned since


def invitation_rows(actor: Actor, records: Sequence[InvitationRecord]) -> list[InvitationRow]:
    """Invitations as rows; one query however many there are. Each record comes with `RELATED`."""
    planned, now = _planned(actor, records), timezone.now()
    return [_row(actor, record, planned.get(record.id), now) for record in records]


def _row(actor: Actor, record: InvitationRecord, planned: str | None, now: datetime) -> InvitationRow:
    message = record.message
    letter = LetterStatus(message.status) if message else None
    return InvitationRow(
        id=record.id,
        person=person(actor, record.participant),
        study_id=record.study_id,
        study_title=record.study.title if record.study and record.study.deleted_at is None else "",
        subject=record.subject,
        by=record.member.user.name if record.member else "",
        standing=standing(InvitationState(record.state), record.sent_at, letter, now, is_planned=planned is not None),
        error=message.error if message else "",
        created_at=record.created_at,
        sent_at=record.sent_at,
        planned_session_id=planned,
    )


def _planned(actor: Actor, records: Iterable[InvitationRecord]) -> dict[str, str]:
    """The first conversation that was planned with each person after their invitation went out, if any."""
    sent = [record for record in records if record.sent_at is not None]
    if not sent:
        return {}
    seats = _seats(actor, {record.participant_id for record in sent})
    found = {}
    for record in sent:
        for seat in seats.get(record.participant_id, ()):
            if record.sent_at and seat.created_at >= record.sent_at and _fits(record, seat):
                found[record.id] = seat.session_id
                break
    return found


def _fits(record: InvitationRecord, seat: SessionParticipantRecord) -> bool:
    return record.study_id is None or seat.session.study_id in (None, record.study_id)


def _seats(actor: Actor, participant_ids: Iterable[str]) -> Mapping[str, list[SessionParticipantRecord]]:
    seats = visible(actor, SessionParticipantRecord).filter(participant_id__in=participant_ids)
    live = seats.filter(session__deleted_at=None).exclude(session__state=SessionState.CANCELLED)
    found: defaultdict[str, list[SessionParticipantRecord]] = defaultdict(list)
    for seat in live.select_related("session").order_by("created_at", "id"):
        found[seat.participant_id].append(seat)
    return found
