"""When and where a session takes place, in the participant's time zone, and who of the team is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.people.actors import Actor
from firsthand.services.fields import line
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.team import Named, require_members
from firsthand.storage.sessions import SessionObserverRecord, SessionRecord

USUAL_MINUTES = 60
MINUTES = range(5, 721)
CALENDAR = ("starts_at", "interview_date", "zone", "minutes", "location", "title")  # what a calendar entry says


@dataclass(frozen=True, slots=True)
class SessionForm:
    """What a member can say about a session."""

    title: str
    interview_date: date | None = None  # the day of `starts_at`, else today if not given
    study_id: str | None = None
    guide_id: str | None = None
    participant_ids: tuple[str, ...] = ()
    zone: str = "UTC"  # IANA name
    starts_at: datetime | None = None  # without a zone of its own: as the clocks in `zone` show it
    minutes: int = USUAL_MINUTES
    location: str = ""  # a room, or the address of the call
    facilitator_id: str | None = None  # whoever it is now; for a new session the one who writes it down
    note_taker_id: str | None = None
    observer_ids: tuple[str, ...] = ()


def form_of(record: SessionRecord, participant_ids: Sequence[str], observer_ids: Sequence[str]) -> SessionForm:
    """The form as it would have to be filled in to leave the session as it is; change it with `replace`."""
    return SessionForm(
        record.title,
        record.interview_date,
        record.study_id,
        record.guide_id,
        tuple(participant_ids),
        record.zone,
        record.starts_at,
        record.minutes,
        record.location,
        record.interviewer_id,
        record.note_taker_id,
        tuple(observer_ids),
    )


def scheduled(form: SessionForm) -> dict[str, object]:
    """The columns about time and place.

    Raises Invalid for a zone that is none, a length out of bounds, and a time that the clocks skip on that day.
    """
    zone = require_zone(form.zone)
    if form.minutes not in MINUTES:
        raise Invalid("A session takes between 5 and 720 minutes. Nothing was saved.", where="minutes")
    starts_at = moment_in(form.starts_at, zone) if form.starts_at else None
    day = starts_at.astimezone(ZoneInfo(zone)).date() if starts_at else form.interview_date or timezone.localdate()
    return {
        "interview_date": day,
        "starts_at": starts_at,
        "zone": zone,
        "minutes": form.minutes,
        "location": line(form.location, "location", 500),
    }


def require_zone(zone: str) -> str:
    """The name of a time zone, UTC for none. Raises Invalid for what is no such name."""
    zone = line(zone, "time zone", 64) or "UTC"
    if zone not in _zones():
        raise Invalid(f"There is no time zone “{zone}”. Nothing was saved; it looks like Europe/Lisbon.", where="zone")
    return zone


def present(actor: Actor, form: SessionForm, record: SessionRecord | None = None) -> dict[str, object]:
    """The columns about who asks and who writes, all found in the workspace.

    Raises NotAllowed where somebody other than the facilitator would name another one for a session that was held:
    the report on how it was held is theirs.
    """
    kept = {record.interviewer_id, record.note_taker_id} - {None} if record else set()
    asked = form.facilitator_id or (record.interviewer_id if record else None) or actor.member_id
    require_members(
        actor,
        [m for m in (asked, form.note_taker_id) if m],
        [m for m in kept if m],
        must_change=True,
        study_id=form.study_id,
    )
    was = record.interviewer_id if record else None
    if record and record.state not in NOT_HELD and was not in (None, asked, actor.member_id):
        raise NotAllowed(
            "This conversation was held, and only its facilitator can hand that over: the report on how it was held "
            "is theirs. Nothing was changed."
        )
    return {"interviewer_id": asked, "note_taker_id": form.note_taker_id or None}


def has_moved(record: SessionRecord, fields: dict[str, object]) -> bool:
    """Whether a calendar would show something else after these changes."""
    return any(getattr(record, name) != fields[name] for name in CALENDAR if name in fields)


def in_calendar(record: SessionRecord) -> dict[str, object]:
    """The columns that tell calendars that this entry is a newer one."""
    return {"sequence": record.sequence + 1, "scheduled_at": timezone.now()}


def set_observers(actor: Actor, session_id: str, member_ids: Collection[str], study_id: str | None = None) -> None:
    """Say inside the caller's act who listens in. Raises Invalid for somebody who is no member."""
    seats = SessionObserverRecord.objects.filter(session_id=session_id)
    kept = set(seats.values_list("member_id", flat=True))
    require_members(actor, member_ids, kept, study_id=study_id)
    seats.exclude(member_id__in=member_ids).delete()
    SessionObserverRecord.objects.bulk_create(
        SessionObserverRecord(workspace_id=actor.workspace_id, session_id=session_id, member_id=member_id)
        for member_id in dict.fromkeys(member_ids)
        if member_id not in kept
    )


def observers_of(session_id: str) -> tuple[Named, ...]:
    """Who listens in; one query."""
    records = SessionObserverRecord.objects.filter(session_id=session_id).select_related("member__user")
    return tuple(Named(record.member_id, record.member.user.name) for record in records.order_by("created_at", "id"))


def moment_in(starts_at: datetime, zone: str) -> datetime:
    """The moment as UTC of a time in this zone. Of a time that the clocks show twice that day it is the first.

    Raises Invalid for a time that the clocks skip on that day.
    """
    if starts_at.tzinfo is not None:
        return _bounded(starts_at)
    local = starts_at.replace(tzinfo=ZoneInfo(zone))
    moment = _bounded(local)
    if moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != starts_at:
        raise Invalid(
            "The clocks are put forward on that day and skip this time. Nothing was saved; choose another hour.",
            where="starts_at",
        )
    return moment


def _bounded(moment: datetime) -> datetime:
    if not 1900 < moment.year < 9000:  # far from the ends of the calendar, where zones overflow
        raise Invalid("This is not a time at which anybody meets. Nothing was saved.", where="starts_at")
    return moment.astimezone(UTC)


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())
