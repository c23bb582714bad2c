"""The habit of talking with customers: how many conversations a month, without a break, and who is not heard.

Two conversations a month influence how somebody thinks, five transform it (the essay among our sources; a rule of
thumb, not a measurement). A month is a calendar month in the member's own zone; whoever calls this has put each
conversation on that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median

INFLUENCES = 2  # conversations a month
TRANSFORMS = 5
BURST_DAYS = 14
BURST = 5  # conversations within so many days
SILENCE_DAYS = 42  # after the last of a burst, with none at all
SEGMENT_DAYS = 90  # without a conversation, and a segment is silent
FEWEST_FOR_A_MEDIAN = 3  # members: of two, each would see the other's figure


class Level(StrEnum):
    """What a month of so many conversations does."""

    BELOW = "below"
    INFLUENCES = "influences"
    TRANSFORMS = "transforms"


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int  # 1 to 12

    @classmethod
    def of(cls, day: date) -> Month:
        """The month of a day."""
        return cls(day.year, day.month)

    def later(self, months: int) -> Month:
        """The month so many months later, or earlier with a negative number."""
        at = self.year * 12 + self.number - 1 + months
        return Month(at // 12, at % 12 + 1)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.later(1).first - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cadence:
    """One member's conversations, or a team's, up to a day."""

    months: tuple[tuple[Month, int], ...]  # oldest first, without a gap, this month last
    streak: int  # months in a row that reached two; this month counts once it has
    weeks_without: int | None  # whole weeks since the last conversation; None where there was none
    longest_gap_days: int  # days between one conversation and the next, or until today

    @property
    def this_month(self) -> int:
        """Conversations so far this month."""
        return self.months[-1][1]


@dataclass(frozen=True, slots=True)
class Campaign:
    """Many conversations at once and then none: what was heard ages, and nobody notices."""

    first: date
    last: date
    conversations: int
    silent_days: int


def level(conversations: int) -> Level:
    """What so many conversations in one month do."""
    if conversations >= TRANSFORMS:
        return Level.TRANSFORMS
    return Level.INFLUENCES if conversations >= INFLUENCES else Level.BELOW


def cadence(days: Iterable[date], today: date, months: int = 12) -> Cadence:
    """How steady the conversations of these days are; those after today are left out."""
    held = sorted(day for day in days if day <= today)
    by_month = Counter(map(Month.of, held))
    here = Month.of(today)
    shown = tuple((here.later(back), by_month[here.later(back)]) for back in range(1 - months, 1))
    gaps = [(after - before).days for before, after in zip(held, [*held[1:], today], strict=True)] if held else []
    weeks = (today - held[-1]).days // 7 if held else None
    return Cadence(shown, _streak(by_month, here), weeks, max(gaps, default=0))


def _streak(by_month: Mapping[Month, int], here: Month) -> int:
    """Months in a row up to now; a month that is not over breaks nothing yet."""
    month = here if level(by_month.get(here, 0)) is not Level.BELOW else here.later(-1)
    length = 0
    while level(by_month.get(month, 0)) is not Level.BELOW:
        length, month = length + 1, month.later(-1)
    return length


def campaigns(days: Iterable[date], today: date) -> tuple[Campaign, ...]:
    """Every burst of five or more within two weeks that six weeks of silence followed, oldest first."""
    held = sorted(day for day in days if day <= today)
    stretches = _stretches(held)
    ends = [*(stretch[0] for stretch in stretches), today][1:]
    found = []
    for stretch, following in zip(stretches, ends, strict=True):
        silent = (following - stretch[-1]).days
        if silent >= SILENCE_DAYS and (burst := _burst(stretch)):
            found.append(Campaign(burst[0], stretch[-1], len([day for day in stretch if day >= burst[0]]), silent))
    return tuple(found)


def _stretches(held: Sequence[date]) -> list[list[date]]:
    """The days in runs that no silence divides."""
    runs: list[list[date]] = []
    for day in held:
        if runs and (day - runs[-1][-1]).days < SILENCE_DAYS:
            runs[-1].append(day)
        else:
            runs.append([day])
    return runs


def _burst(stretch: Sequence[date]) -> Sequence[date]:
    """The last conversations of a stretch that lie close together, if they are many; else nothing."""
    close = [day for day in stretch if (stretch[-1] - day).days < BURST_DAYS]
    return close if len(close) >= BURST else ()


def silent(last_heard: Mapping[str, date | None], today: date) -> tuple[tuple[str, int | None], ...]:
    """The segments not heard for 90 days, with how many days; None for one that was never heard. Longest first."""
    waited = {name: (today - day).days if day else None for name, day in last_heard.items()}
    quiet = [(name, days) for name, days in waited.items() if days is None or days > SEGMENT_DAYS]
    return tuple(sorted(quiet, key=lambda one: (one[1] is not None, -(one[1] or 0), one[0])))


def team_median(counts: Iterable[int]) -> float | None:
    """The median of what members did; None for a team so small that it would give somebody's own figure away."""
    known = list(counts)
    return float(median(known)) if len(known) >= FEWEST_FOR_A_MEDIAN else None


def without_conversation(decisions: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The decisions that no conversation stands behind; each is given with the sessions of its claims' evidence."""
    return tuple(decision for decision, sessions in decisions.items() if not any(True for _ in sessions))
