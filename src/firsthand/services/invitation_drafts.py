"""Drafting invitations: one letter per person, in their language and time zone, with times that clash with nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.fatigue import Reach
from firsthand.domain.people.invitation_letters import draft
from firsthand.domain.people.invitations import (
    DEBRIEF,
    InvitationState,
    Occasion,
    speaks_german,
    suggested_times,
)
from firsthand.domain.planning.built_in import study_template
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fatigue import verdicts
from firsthand.services.invitations import stored
from firsthand.services.workspaces import workspace_name, workspace_zone
from firsthand.storage.invitations import InvitationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import StudyRecord

MOST_AT_ONCE = 50
USUAL_MINUTES = 45
OPEN = (InvitationState.DRAFTED, InvitationState.SENT)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
Busy = list[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What all letters of one round share."""

    study: StudyRecord | None
    session: SessionRecord | None
    member: str
    workspace: str
    zones: Mapping[str, str]  # of each person
    minutes: int


def draft_invitations(
    actor: Actor, participant_ids: Sequence[str], *, study_id: str | None = None, session_id: str | None = None
) -> tuple[str, ...]:
    """Write a draft for each of these people, for a study or to a planned session; gives the drafts' ids.

    Raises NotAllowed for somebody who does not want to be asked, Invalid for nobody at all or too many at once.
    """
    require(actor, Action.CHANGE)
    session = found(actor, Action.CHANGE, SessionRecord, session_id, "study") if session_id else None
    study = found(actor, Action.CHANGE, StudyRecord, study_id) if study_id else session.study if session else None
    people = _people(actor, participant_ids)
    _require_open(actor, people, session_id or "")
    plan, busy = _plan(actor, people, study, session), _busy(actor)
    records = [_draft(actor, one, plan, busy) for one in people]
    with acting(actor, "drafted invitation", Ref(Kind.INVITATION, records[0].id)) as act:
        for record in records[1:]:
            act.also("drafted invitation", Ref(Kind.INVITATION, record.id))
        InvitationRecord.objects.bulk_create(records)
    return tuple(record.id for record in records)


def _people(actor: Actor, participant_ids: Sequence[str]) -> list[ParticipantRecord]:
    wanted = list(dict.fromkeys(participant_ids))
    if not wanted:
        raise Invalid("Choose at least one person to invite. Nothing was drafted.", where="people")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(f"Invite at most {MOST_AT_ONCE} people at once. Nothing was drafted.", where="people")
    if len(wanted) == 1:
        return [found(actor, Action.CHANGE, ParticipantRecord, wanted[0], "company")]
    known = visible(actor, ParticipantRecord).select_related("company").in_bulk(wanted)
    return [known.get(one) or found(actor, Action.CHANGE, ParticipantRecord, one) for one in wanted]


def _require_open(actor: Actor, people: Iterable[ParticipantRecord], session_id: str) -> None:
    names = {one.id: one.name for one in people}
    for participant_id, verdict in verdicts(actor, names, apart_from=session_id).items():
        if verdict.reach is Reach.NO:
            raise NotAllowed(f"{names[participant_id]}: {verdict.reasons[0]} Nothing was drafted.")


def _plan(
    actor: Actor, people: Sequence[ParticipantRecord], study: StudyRecord | None, session: SessionRecord | None
) -> _Plan:
    longest = study_template(study.template).minutes_range if study else None
    minutes = session.minutes if session else longest[1] if longest else USUAL_MINUTES
    zones = {one.id: session.zone for one in people} if session else _zones(actor, people)
    return _Plan(study, session, actor.name, workspace_name(actor), zones, minutes)


def _zones(actor: Actor, people: Sequence[ParticipantRecord]) -> dict[str, str]:
    """The zone of each person: that of their latest conversation with a time, else the workspace's."""
    seats = visible(actor, SessionParticipantRecord).filter(participant__in=people, session__deleted_at=None)
    timed = seats.filter(session__starts_at__isnull=False).order_by("session__starts_at")
    usual = workspace_zone(actor)
    return dict.fromkeys((one.id for one in people), usual) | dict(timed.values_list("participant_id", "session__zone"))


def _busy(actor: Actor) -> Busy:
    """When the member who invites has a conversation already, or has proposed one to somebody else."""
    now = timezone.now()
    ahead = visible(actor, SessionRecord).filter(
        interviewer_id=actor.member_id, state=SessionState.PLANNED, starts_at__gt=now
    )
    busy = [_span(begins, minutes) for begins, minutes in ahead.values_list("starts_at", "minutes") if begins]
    open_ones = visible(actor, InvitationRecord).filter(member_id=actor.member_id, state__in=OPEN)
    for record in open_ones.only("times", "minutes"):
        busy.extend(_span(moment, record.minutes) for moment in record.moments() if moment > now)
    return busy


def _span(starts_at: datetime, minutes: int) -> tuple[datetime, datetime]:
    return starts_at, starts_at + timedelta(minutes=minutes) + DEBRIEF


def _draft(actor: Actor, one: ParticipantRecord, plan: _Plan, busy: Busy) -> InvitationRecord:
    """One draft; the times it proposes are taken for those that follow."""
    zone, is_german = plan.zones[one.id], speaks_german(one.language)
    fixed = plan.session.starts_at if plan.session else None
    times = (fixed,) if fixed else suggested_times(timezone.now(), zone, plan.minutes, busy)
    busy.extend(_span(moment, plan.minutes) for moment in times)
    letter = draft(_occasion(one, plan), is_german=is_german)
    return InvitationRecord(
        id=new_id(Kind.INVITATION),
        workspace_id=actor.workspace_id,
        participant=one,
        study=plan.study,
        session=plan.session,
        member_id=actor.member_id,
        to_address=_address(one),
        is_german=is_german,
        subject=letter.subject,
        text=letter.text,
        times=stored(times),
        zone=zone,
        minutes=plan.minutes,
        location=plan.session.location if plan.session else "",
    )


def _occasion(one: ParticipantRecord, plan: _Plan) -> Occasion:
    return Occasion(
        name=one.name,
        member=plan.member,
        workspace=plan.workspace,
        title=one.title,
        company=one.company.name if one.company else "",
        topic=plan.study.title if plan.study else "",
        minutes=plan.minutes,
    )


def _address(one: ParticipantRecord) -> str:
    """Their e-mail address, also where it only stands among their other contacts."""
    written = _ADDRESS.search(one.contact)
    return one.email or (written[0] if written else "")
