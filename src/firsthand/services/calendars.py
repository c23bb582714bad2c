"""Sessions for calendar programs: a file for one of them, and a private address that a member's calendar fetches."""

from __future__ import annotations

import hashlib
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from firsthand.domain.errors import FactorMissing, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.practice.clocks import TEAM, Meeting, clocks, team_debriefs
from firsthand.formats.calendars import CalendarSession, TeamDebrief, write_calendar
from firsthand.services.access import absent, found, require, visible
from firsthand.services.accounts import actor_of
from firsthand.services.acting import acting
from firsthand.services.sight import Sight, sight
from firsthand.storage.calendar_feeds import CalendarFeedRecord
from firsthand.storage.sessions import SessionObserverRecord, SessionRecord
from firsthand.storage.studies import StudyMemberRecord

BACK, AHEAD = timedelta(days=30), timedelta(days=365)  # what a feed holds
RELATED = ("study", "interviewer__user", "note_taker__user")
PageOf = Callable[[str], str]  # a session's id -> the address of its page


def session_calendar(actor: Actor, session_id: str, page_of: PageOf = lambda _: "") -> tuple[str, bytes]:
    """The calendar file of one session: its name and its bytes."""
    record = found(actor, Action.VIEW, SessionRecord, session_id, *RELATED)
    title = sight(actor, [record]).remark(record.id, record.title)
    name = slugify(f"{record.interview_date} {title}") or "session"
    return f"{name}.ics", write_calendar(title, _entries(actor, [record], page_of), timezone.now())


def feed(token: str, page_of: PageOf = lambda _: "") -> tuple[str, bytes]:
    """The sessions of the member to whom this secret belongs, from 30 days ago to a year ahead: name and bytes.

    Nobody signs in for it, so it only ever shows what that member may see. Raises NotFound for a secret that is
    unknown or revoked, and for a member who has left or whose second factor the workspace is still waiting for.
    """
    record = CalendarFeedRecord.objects.filter(digest=_digest(token)).select_related("member").first()
    if record is None:
        raise absent()
    try:
        actor = actor_of(record.member.user_id, record.workspace_id)
    except (NotFound, FactorMissing) as left:
        raise absent() from left
    require(actor, Action.VIEW)
    return "firsthand.ics", write_calendar("Firsthand sessions", _entries(actor, _own(actor), page_of), timezone.now())


def feed_made_at(actor: Actor) -> datetime | None:
    """When the actor's own address was made; None where there is none."""
    require(actor, Action.VIEW)
    feeds = CalendarFeedRecord.objects.filter(workspace_id=actor.workspace_id, member_id=actor.id)
    return feeds.values_list("created_at", flat=True).first()


def new_feed_address(actor: Actor) -> str:
    """The secret part of a new address for the actor's own sessions; an older one works no longer.

    It is shown this once: only its SHA-256 is kept.
    """
    require(actor, Action.VIEW)
    member_id = _member(actor)
    token = secrets.token_urlsafe(32)
    with acting(actor, "made calendar address", Ref(Kind.MEMBER, member_id)):
        CalendarFeedRecord.objects.filter(member_id=member_id).delete()
        CalendarFeedRecord.objects.create(workspace_id=actor.workspace_id, member_id=member_id, digest=_digest(token))
    return token


def revoke_feed(actor: Actor) -> None:
    """Take the actor's own address back; where there is none, nothing happens."""
    require(actor, Action.VIEW)
    member_id = _member(actor)
    feeds = CalendarFeedRecord.objects.filter(member_id=member_id)
    if feeds.exists():
        with acting(actor, "revoked calendar address", Ref(Kind.MEMBER, member_id)):
            feeds.delete()


def _own(actor: Actor) -> list[SessionRecord]:
    """The sessions in which this member asks, writes or listens."""
    today = timezone.localdate()
    listens = SessionObserverRecord.objects.filter(member_id=actor.id).values("session_id")
    query = visible(actor, SessionRecord).filter(
        Q(interviewer_id=actor.id) | Q(note_taker_id=actor.id) | Q(id__in=listens),
        interview_date__range=(today - BACK, today + AHEAD),
    )
    return list(query.select_related(*RELATED).order_by("interview_date", "id"))


def _entries(actor: Actor, records: Sequence[SessionRecord], page_of: PageOf) -> list[CalendarSession]:
    """What calendars are told about these sessions; a few queries more, however many there are."""
    debriefs, seen = _debriefs(records), sight(actor, records)
    return [_entry(record, debriefs.get(record.id), page_of(record.id), seen) for record in records]


def _entry(record: SessionRecord, debrief: TeamDebrief | None, page: str, seen: Sight) -> CalendarSession:
    return CalendarSession(
        id=record.id,
        title=seen.remark(record.id, record.title),
        day=record.interview_date,
        meeting=_meeting(record),
        changed_at=record.scheduled_at,
        sequence=record.sequence,
        is_cancelled=record.state == SessionState.CANCELLED,
        location=seen.remark(record.id, record.location),
        url=page,
        study=record.study.title if record.study else "",
        facilitator=record.interviewer.user.name if record.interviewer else "",
        note_taker=record.note_taker.user.name if record.note_taker else "",
        team_debrief=debrief,
    )


def _meeting(record: SessionRecord) -> Meeting | None:
    return Meeting(record.starts_at, record.minutes, record.zone) if record.starts_at else None


def _debriefs(records: Sequence[SessionRecord]) -> dict[str, TeamDebrief]:
    """The team's debrief that each of these sessions belongs to, by session id; the other sessions of their studies
    are looked at too, since what happens within 48 hours is debriefed together.
    """
    studies = {record.study_id for record in records if record.study_id}
    others = SessionRecord.objects.filter(study_id__in=studies, deleted_at=None).exclude(starts_at=None)
    known = {record.id: record for record in (*others, *records) if record.starts_at}
    teams = _teams(known.values())
    debriefs = {}
    for together in _groups(known.values()):
        for first, group in team_debriefs({one.id: meeting for one in together if (meeting := _meeting(one))}).items():
            if len(set().union(*(teams[one] for one in group))) >= TEAM:
                debriefs.update(dict.fromkeys(group, _debrief(known[first], len(group))))
    return debriefs


def _groups(records: Iterable[SessionRecord]) -> list[list[SessionRecord]]:
    """The sessions of each study that take place; one without a study or cancelled stands for itself."""
    groups: defaultdict[str, list[SessionRecord]] = defaultdict(list)
    for record in records:
        stands_alone = record.study_id is None or record.state == SessionState.CANCELLED
        groups[record.id if stands_alone else str(record.study_id)].append(record)
    return list(groups.values())


def _teams(records: Iterable[SessionRecord]) -> Mapping[str, set[str]]:
    """The members who are there or in the study's team, by session id; two queries."""
    records = list(records)
    in_study: defaultdict[str | None, set[str]] = defaultdict(set)
    for study_id, member_id in StudyMemberRecord.objects.filter(
        study_id__in={record.study_id for record in records if record.study_id}
    ).values_list("study_id", "member_id"):
        in_study[study_id].add(member_id)
    teams = {
        record.id: {one for one in (record.interviewer_id, record.note_taker_id) if one} | in_study[record.study_id]
        for record in records
    }
    listening = SessionObserverRecord.objects.filter(session_id__in=teams)
    for session_id, member_id in listening.values_list("session_id", "member_id"):
        teams[session_id].add(member_id)
    return teams


def _debrief(first: SessionRecord, conversations: int) -> TeamDebrief:
    meeting = _meeting(first)
    assert meeting is not None
    return TeamDebrief(
        session_id=first.id,
        due_at=clocks(meeting, is_team=True)[-1].due_at,
        zone=first.zone,
        conversations=conversations,
        sequence=first.sequence,
        is_cancelled=first.state == SessionState.CANCELLED,
    )


def _member(actor: Actor) -> str:
    if actor.member_id is None:
        raise absent()
    return actor.member_id


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
