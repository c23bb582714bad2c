"""Asking somebody for a conversation: how far an invitation is, which times to propose, what a draft is made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from firsthand.domain.people.outbox import LetterStatus

MOST_TIMES = 5
USUAL_TIMES = 3
QUIET_FOR = timedelta(days=14)  # without an answer: nobody waits any longer
NOTICE_DAYS = 4  # between today and the first time proposed
HOURS = (10, 14, 16, 11, 15)  # of the clock where the participant is
DEBRIEF = timedelta(minutes=15)  # kept free right after every conversation
TIMES_HERE, LINK_HERE = "{times}", "{consent link}"  # in a draft: what is filled in when it is looked over and sent


class InvitationState(StrEnum):
    """What is kept about an invitation."""

    DRAFTED = "drafted"
    SENT = "sent"
    ANSWERED = "answered"  # they said yes
    DECLINED = "declined"
    NO_ANSWER = "no_answer"


ANSWERS = (InvitationState.ANSWERED, InvitationState.DECLINED, InvitationState.NO_ANSWER)
TRANSITIONS: dict[InvitationState, tuple[InvitationState, ...]] = {
    InvitationState.DRAFTED: (InvitationState.SENT,),
    InvitationState.SENT: ANSWERS,
    InvitationState.ANSWERED: (InvitationState.DECLINED, InvitationState.NO_ANSWER),
    InvitationState.DECLINED: (InvitationState.ANSWERED, InvitationState.NO_ANSWER),
    InvitationState.NO_ANSWER: (InvitationState.ANSWERED, InvitationState.DECLINED),
}


class Standing(StrEnum):
    """How an invitation stands at this moment, computed from what is kept, the letter, the sessions and the clock."""

    DRAFTED = "drafted"
    WAITING = "waiting"  # its letter has not left yet
    NOT_LEFT = "not_left"  # its letter failed or was called off
    SENT = "sent"
    PLANNED = "planned"  # a conversation has been planned since
    ANSWERED = "answered"
    DECLINED = "declined"
    NO_ANSWER = "no_answer"


def standing(
    state: InvitationState,
    sent_at: datetime | None,
    letter: LetterStatus | None,
    now: datetime,
    *,
    is_planned: bool,
) -> Standing:
    """How an invitation stands. `is_planned`: a conversation with them was planned after it was sent."""
    if state is not InvitationState.SENT or sent_at is None:
        return Standing.PLANNED if is_planned and state is InvitationState.ANSWERED else Standing(state.value)
    if is_planned:
        return Standing.PLANNED
    if letter in (LetterStatus.FAILED, LetterStatus.CANCELLED):
        return Standing.NOT_LEFT
    if letter in (LetterStatus.WAITING, LetterStatus.SENDING):
        return Standing.WAITING
    return Standing.NO_ANSWER if now - sent_at > QUIET_FOR else Standing.SENT


def suggested_times(
    now: datetime,
    zone: str,
    minutes: int,
    busy: Sequence[tuple[datetime, datetime]] = (),
    count: int = USUAL_TIMES,
) -> tuple[datetime, ...]:
    """Times on different working days, in working hours of the participant's zone, that clash with nothing in `busy`.

    All moments are aware. Each time leaves room for the debrief that follows it.
    """
    found: list[datetime] = []
    day = now.astimezone(ZoneInfo(zone)).date() + timedelta(days=NOTICE_DAYS)
    for _ in range(60):
        if len(found) == count:
            break
        if day.weekday() < 5 and (moment := _free(day, zone, minutes, busy, start=len(found))):
            found.append(moment)
            day += timedelta(days=1)  # leave a day between two proposals
        day += timedelta(days=1)
    return tuple(found)


def speaks_german(language: str) -> bool:
    """Whether what is written about somebody's language means German: "de-AT", "German", "Deutsch"."""
    return language.strip().casefold().replace("_", "-").startswith(("de-", "german", "deutsch", "ger")) or (
        language.strip().casefold() in ("de", "deu")
    )


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a draft is made from; everything but the names may be empty."""

    name: str  # of the participant
    member: str
    workspace: str
    title: str = ""
    company: str = ""
    topic: str = ""
    minutes: int = 45


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter to be edited by a member."""

    subject: str
    text: str


def _free(day: date, zone: str, minutes: int, busy: Sequence[tuple[datetime, datetime]], start: int) -> datetime | None:
    for hour in (*HOURS[start % len(HOURS) :], *HOURS[: start % len(HOURS)]):
        begins = datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)
        ends = begins + timedelta(minutes=minutes) + DEBRIEF
        if not any(one_begins < ends and begins < one_ends for one_begins, one_ends in busy):
            return begins
    return None
