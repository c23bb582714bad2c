"""How often somebody may be asked for a conversation: fine now, better later, or not at all, and why.

The limits are round numbers that a team can change, not science: they keep the same willing few from being asked for
ever. What somebody said about being contacted again is no limit but an answer, and stands above all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ONE_ASKING = timedelta(days=60)  # a conversation this soon after an invitation came of it: the two are one asking
QUARTER, YEAR = timedelta(days=90), timedelta(days=365)


class Reach(StrEnum):
    """Whether to ask."""

    FINE = "fine"
    WAIT = "wait"
    NO = "no"


class Asked(StrEnum):
    """How somebody's time was asked for."""

    INVITED = "invited"
    MET = "met"  # a conversation, held or planned
    SURVEYED = "surveyed"


class Again(StrEnum):
    """What somebody said about being contacted again."""

    YES = "yes"
    NEVER_SAID = "never_said"
    NO = "no"  # they said no, or no longer agree
    RAN_OUT = "ran_out"


@dataclass(frozen=True, slots=True)
class Asking:
    """One time that somebody was asked, or will be."""

    how: Asked
    on: date


@dataclass(frozen=True, slots=True)
class Limits:
    """How much asking a team allows itself."""

    days_between: int = 30  # from one asking to the next
    most_in_90_days: int = 2
    most_in_365_days: int = 4
    days_after_no: int = 180  # after somebody declined


@dataclass(frozen=True, slots=True)
class History:
    """What is known of one person when one thinks of asking them."""

    askings: tuple[Asking, ...] = ()
    declined_on: date | None = None  # the last time
    not_before: date | None = None  # what was noted on their page
    has_spoken: bool = False  # at least one conversation was held
    again: Again = Again.NEVER_SAID


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to ask somebody today, with the reasons in words."""

    reach: Reach
    until: date | None  # the first day on which asking is fine; None where it is already, or never is
    reasons: tuple[str, ...]
    last_asked: date | None
    in_90_days: int
    in_365_days: int


@dataclass(frozen=True, slots=True)
class _Wait:
    until: date
    words: str


def verdict(history: History, limits: Limits, today: date) -> Verdict:
    """Whether to ask this person today. A later day is never worse, unless something new happens."""
    days = sorted(asking_days(history.askings))
    counts = {
        "last_asked": max((day for day in days if day <= today), default=None),
        "in_90_days": _since(days, today - QUARTER, today),
        "in_365_days": _since(days, today - YEAR, today),
    }
    no = _no(history)
    if no:
        return Verdict(Reach.NO, None, (no,), **counts)  # type: ignore[arg-type]
    waits = [wait for wait in _waits(history, days, limits, today) if wait.until > today]
    if not waits:
        return Verdict(Reach.FINE, None, (), **counts)  # type: ignore[arg-type]
    until = max(wait.until for wait in waits)
    return Verdict(Reach.WAIT, until, tuple(wait.words for wait in waits), **counts)  # type: ignore[arg-type]


def asking_days(askings: Iterable[Asking]) -> list[date]:
    """The days on which somebody was asked: a conversation that an invitation led to is no second asking.

    The conversation's day stands for both: that is when their time was taken.
    """
    ordered = sorted(askings, key=lambda one: (one.on, one.how))
    invited = [one.on for one in ordered if one.how is Asked.INVITED]
    days = [one.on for one in ordered if one.how is not Asked.INVITED]
    for met in (one.on for one in ordered if one.how is Asked.MET):
        led_to_it = [day for day in invited if timedelta(0) <= met - day <= ONE_ASKING]
        if led_to_it:
            invited.remove(led_to_it[-1])
    return [*days, *invited]


def _no(history: History) -> str:
    if history.again is Again.NO:
        return "They have said that they do not want to be contacted again."
    if history.again is Again.RAN_OUT:
        return "Their consent to be contacted again has run out."
    if history.has_spoken and history.again is Again.NEVER_SAID:
        return "You have talked with them, and they have not said that you may contact them again."
    return ""


def _waits(history: History, days: list[date], limits: Limits, today: date) -> Iterator[_Wait]:
    if history.not_before:
        yield _Wait(history.not_before, f"It was noted not to ask them before {written(history.not_before)}.")
    if history.declined_on:
        until = history.declined_on + timedelta(days=limits.days_after_no)
        yield _Wait(until, f"They declined on {written(history.declined_on)}.")
    if days:
        until = days[-1] + timedelta(days=limits.days_between)
        yield _Wait(until, _last(days[-1], limits, today))
    for most, span in ((limits.most_in_90_days, QUARTER), (limits.most_in_365_days, YEAR)):
        if len(days) >= most:
            in_span = _since(days, today - span, max(days[-1], today))
            yield _Wait(days[-most] + span, f"Asked {_times(in_span)} within {span.days} days; the limit is {most}.")


def _last(day: date, limits: Limits, today: date) -> str:
    if day > today:
        return f"A conversation with them is planned for {written(day)}."
    return f"Last asked on {written(day)}; {limits.days_between} days should lie between."


def _since(days: list[date], after: date, upto: date) -> int:
    return sum(after < day <= upto for day in days)


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def written(day: date) -> str:
    """A date as people write it: "12 October 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
