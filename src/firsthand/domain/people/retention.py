"""For how long what is kept: the day on which each thing goes, and from when that is announced.

Days are the days of a place, not of the machine: a session's day is the one in its own zone, a person's last contact is
counted in the workspace's.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Material(StrEnum):
    """Kinds of things that have a rule of their own."""

    ORIGINALS = "originals"  # files as they were imported, recordings
    TRANSCRIPTS = "transcripts"  # with their quotes and corrections
    CONTACTS = "contacts"  # how to reach a participant
    CONSENT_SCANS = "consent_scans"
    TOUCHPOINTS = "touchpoints"
    LETTERS = "letters"  # sent out


class Unit(StrEnum):
    """What a time is counted in."""

    DAYS = "days"
    MONTHS = "months"


OF_A_SESSION = (Material.ORIGINALS, Material.TRANSCRIPTS)  # counted from its day
MOST = {Unit.DAYS: 36_500, Unit.MONTHS: 1_200}
MOST_NOTICE = 90  # days
LAST = date(9000, 1, 1)  # far enough from the calendar's end for zones not to overflow


@dataclass(frozen=True, slots=True)
class Rule:
    """Keep something for so long after its last day; for ever where there is no amount."""

    material: Material
    amount: int | None = None
    unit: Unit = Unit.MONTHS
    notice_days: int = 14
    made_on: date = date.min  # the day on which it began to hold as it stands

    @property
    def is_for_ever(self) -> bool:
        """Whether nothing ever goes by this rule."""
        return self.amount is None


@dataclass(frozen=True, slots=True)
class Due:
    """When one thing goes."""

    notice_on: date
    goes_on: date

    def is_announced(self, today: date) -> bool:
        """Whether it should be told by now that it goes."""
        return self.notice_on <= today

    def is_over(self, today: date) -> bool:
        """Whether its time is over."""
        return self.goes_on <= today


def due(rule: Rule, last_day: date, known_on: date = date.min) -> Due | None:
    """When something goes whose last day was this; None for what stays for ever.

    It is kept through its whole last day. What was overdue when the rule was made, or when the thing itself came
    (`known_on`), is announced for the whole of the rule's notice all the same.
    """
    if rule.amount is None:
        return None
    notice = timedelta(days=rule.notice_days)
    announced = _shifted(max(rule.made_on, known_on), notice)
    goes_on = max(later(_shifted(last_day, timedelta(days=1)), rule.amount, rule.unit), announced)
    return Due(_shifted(goes_on, -notice), goes_on)


def later(day: date, amount: int, unit: Unit) -> date:
    """So many days or months later; in a month that is too short, its last day. Never beyond the calendar's end."""
    if unit is Unit.DAYS:
        return _shifted(day, timedelta(days=amount))
    year, month = divmod(day.year * 12 + day.month - 1 + amount, 12)
    if year >= LAST.year:
        return LAST
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def rule_for(material: Material, own: Rule | None, general: Rule | None) -> Rule:
    """The rule that holds: a study's own before the workspace's; without either, for ever."""
    return own or general or Rule(material)


def most_lenient(rules: Sequence[Rule], last_day: date) -> Rule:
    """Of the rules of several studies that a person took part in, the one that keeps longest."""
    return max(rules, key=lambda rule: _goes_on(rule, last_day))


def today_in(zone: str, now: datetime) -> date:
    """The day it is in a zone."""
    return now.astimezone(ZoneInfo(zone)).date()


def _goes_on(rule: Rule, last_day: date) -> date:
    found = due(rule, last_day)
    return found.goes_on if found else date.max


def _shifted(day: date, by: timedelta) -> date:
    """So much later or earlier, as far as the calendar goes."""
    try:
        return min(day + by, LAST)
    except OverflowError:
        return LAST if by > timedelta() else date.min
