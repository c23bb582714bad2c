"""Who has read what is known of a person, and whether something came in since: the checklist asks for it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import visible
from firsthand.services.acting import acting
from firsthand.services.touchpoints import NOBODY
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.touchpoints import TouchpointReadingRecord, TouchpointRecord


@dataclass(frozen=True, slots=True)
class Reading:
    """Whether somebody of the team has read what is known of all these people."""

    is_anything_known: bool
    is_read: bool  # by somebody, and nothing came in since
    was_read: bool  # by somebody, ever
    by: str  # who read last; "" where nobody did
    at: datetime | None


def note_read(actor: Actor, participant_ids: Collection[str]) -> None:
    """Note that this member looks at what is known of these people.

    It is an act of its own only where something came in since they last looked, so that the log stays quiet. A member
    who may only look, a key and the system leave no note.
    """
    if actor.member_id is None or actor.granted is not None or not may(actor, Action.CHANGE):
        return
    people = _companies(actor, participant_ids)
    newest = _newest(people)
    mine = TouchpointReadingRecord.objects.filter(member_id=actor.id, participant__in=people)
    last = dict(mine.values_list("participant_id", "read_at"))
    for one in [one for one, known in newest.items() if one not in last or last[one] < known]:
        with acting(actor, "read touchpoints", Ref(Kind.PARTICIPANT, one)):
            TouchpointReadingRecord.objects.update_or_create(
                participant_id=one,
                member_id=actor.id,
                defaults={"read_at": timezone.now()},
                create_defaults={"workspace_id": actor.workspace_id, "read_at": timezone.now()},
            )


def reading_of(actor: Actor, participant_ids: Collection[str]) -> Reading:
    """Whether what is known of these people was read; four queries. It says nothing of what is known, to nobody."""
    people = _companies(actor, participant_ids)
    newest = _newest(people)
    rows = visible(actor, TouchpointReadingRecord).filter(participant__in=people).select_related("member__user")
    latest = {row.participant_id: row for row in rows.order_by("read_at", "id")}
    unread = [one for one, known in newest.items() if one not in latest or latest[one].read_at < known]
    last = max((latest[one] for one in newest if one in latest), key=lambda row: row.read_at, default=None)
    return Reading(
        bool(newest),
        is_read=not unread and last is not None,
        was_read=last is not None,
        by=last.member.user.name if last else "",
        at=last.read_at if last else None,
    )


def _companies(actor: Actor, participant_ids: Collection[str]) -> dict[str, str | None]:
    people = visible(actor, ParticipantRecord).filter(id__in=participant_ids)
    return dict(people.values_list("id", "company_id"))


def _newest(people: dict[str, str | None]) -> dict[str, datetime]:
    """When the newest touchpoint of each person, or of their company as a whole, came to be known here."""
    known = TouchpointRecord.objects.filter(deleted_at=None)
    own = known.filter(participant__in=people).values_list("participant_id")
    of_company = known.filter(NOBODY, participant=None, company__in={one for one in people.values() if one})
    newest = dict(own.annotate(newest=Max("created_at")))
    companys = dict(of_company.values_list("company_id").annotate(newest=Max("created_at")))
    both = {one: [newest.get(one), companys.get(company)] for one, company in people.items()}
    return {one: max(moment for moment in some if moment) for one, some in both.items() if any(some)}
