"""Whether somebody may be asked for a conversation now: what they said about it, and how often they were asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Scope, standings
from firsthand.domain.people.consent import Verdict as Said
from firsthand.domain.people.fatigue import Again, Asked, Asking, History, Limits, Verdict, verdict
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.people.outbox import LetterStatus
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services.access import absent, require, visible
from firsthand.services.acting import acting
from firsthand.services.consents import answers_of
from firsthand.services.fieldwork import NOT_HELD
from firsthand.storage.invitations import ContactLimitRecord, InvitationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.touchpoints import TouchpointRecord
from firsthand.storage.workspaces import WorkspaceRecord

NEVER_LEFT = (LetterStatus.FAILED, LetterStatus.CANCELLED)
SAID = {Said.YES: Again.YES, Said.NO: Again.NO, Said.EXPIRED: Again.RAN_OUT, Said.OPEN: Again.NEVER_SAID}
BOUNDS = {
    "days_between": range(366),
    "most_in_90_days": range(1, 31),
    "most_in_365_days": range(1, 101),
    "days_after_no": range(1_826),
}


def verdicts(actor: Actor, participant_ids: Iterable[str], *, apart_from: str = "") -> dict[str, Verdict]:
    """Whether to ask each of these participants today; the same number of queries however many they are.

    `apart_from` is the id of a planned session that does not count: the one they are being invited to. Raises NotFound
    for somebody who is not there.
    """
    require(actor, Action.READ)
    wanted = set(participant_ids)
    asked, allowed = _histories(actor, wanted, apart_from), limits(actor)
    today = _today(actor)
    return {participant: verdict(asked[participant], allowed, today) for participant in wanted}


def limits(actor: Actor) -> Limits:
    """How much asking the workspace allows itself."""
    require(actor, Action.READ)
    record = visible(actor, ContactLimitRecord).first()
    return record.limits() if record else Limits()


def set_limits(actor: Actor, wanted: Limits) -> None:
    """Change how much asking the workspace allows itself; owners only. Raises Invalid for what is no such limit."""
    require(actor, Action.MANAGE)
    for name, bounds in BOUNDS.items():
        if getattr(wanted, name) not in bounds:
            where = name.replace("_", " ")
            raise Invalid(f"This is between {bounds[0]} and {bounds[-1]}. Nothing was saved.", where=where)
    with acting(actor, "set contact limits", Ref(Kind.WORKSPACE, actor.workspace_id)):
        ContactLimitRecord.objects.update_or_create(
            workspace_id=actor.workspace_id, defaults={name: getattr(wanted, name) for name in BOUNDS}
        )


def _histories(actor: Actor, wanted: Collection[str], apart_from: str) -> Mapping[str, History]:
    not_before = _not_before(actor, wanted)
    askings, declined, spoken = _invited(actor, wanted), _declined(actor, wanted), set()
    for participant, moment in _surveyed(actor, wanted):
        askings[participant].append(Asking(Asked.SURVEYED, moment.date()))
    for seat in _seats(actor, wanted, apart_from):
        askings[seat.participant_id].append(Asking(Asked.MET, seat.session.interview_date))
        if seat.session.state not in NOT_HELD:
            spoken.add(seat.participant_id)
    again = _again(wanted)
    return {
        one: History(tuple(askings[one]), declined.get(one), not_before[one], one in spoken, again[one])
        for one in wanted
    }


def _invited(actor: Actor, wanted: Collection[str]) -> defaultdict[str, list[Asking]]:
    sent = visible(actor, InvitationRecord).filter(participant_id__in=wanted).exclude(state=InvitationState.DRAFTED)
    left = sent.exclude(message__status__in=NEVER_LEFT)
    found: defaultdict[str, list[Asking]] = defaultdict(list)
    for participant, moment in left.values_list("participant_id", "sent_at"):
        if moment is not None:
            found[participant].append(Asking(Asked.INVITED, moment.date()))
    return found


def _surveyed(actor: Actor, wanted: Collection[str]) -> Iterable[tuple[str, datetime]]:
    answers = visible(actor, TouchpointRecord).filter(participant_id__in=wanted, kind=TouchpointKind.NPS)
    return [(one, at) for one, at in answers.values_list("participant_id", "happened_at") if one]


def _declined(actor: Actor, wanted: Collection[str]) -> dict[str, date]:
    no = visible(actor, InvitationRecord).filter(participant_id__in=wanted, state=InvitationState.DECLINED)
    answers = no.order_by("answered_at").values_list("participant_id", "answered_at")
    return {participant: moment.date() for participant, moment in answers if moment is not None}


def _seats(actor: Actor, wanted: Collection[str], apart_from: str) -> Iterable[SessionParticipantRecord]:
    seats = visible(actor, SessionParticipantRecord).filter(participant_id__in=wanted, session__deleted_at=None)
    live = seats.exclude(session__state=SessionState.CANCELLED).exclude(session_id=apart_from)
    return live.select_related("session")


def _not_before(actor: Actor, wanted: Collection[str]) -> dict[str, date | None]:
    """What each person's page says. Raises NotFound unless the actor may know of all of them."""
    noted = dict(visible(actor, ParticipantRecord).filter(id__in=wanted).values_list("id", "not_before"))
    if len(noted) < len(wanted):
        raise absent()
    return noted


def _again(wanted: Collection[str]) -> dict[str, Again]:
    now = timezone.now()
    return {one: SAID[standings(said, now)[Scope.CONTACT_AGAIN].verdict] for one, said in answers_of(wanted).items()}


def _today(actor: Actor) -> date:
    zone = WorkspaceRecord.objects.values_list("zone", flat=True).get(id=actor.workspace_id)
    return timezone.now().astimezone(ZoneInfo(zone)).date()
