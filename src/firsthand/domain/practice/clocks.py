"""What a conversation sets going: the debrief right after it, the thank-you, the notes, the debrief with the team.

Every due time is so many hours that pass, not so many that a clock on the wall shows: over a night in which the clocks
change, 24 hours later is an hour earlier or later by the wall. Shown are the clocks of the session's own zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class Owed(StrEnum):
    """What is owed after a conversation; the values are the keys of the templates' follow-ups."""

    DEBRIEF = "debrief"
    THANK_YOU = "thank_you"
    TRANSCRIPT_AND_NOTES = "transcript_and_notes"
    TEAM_DEBRIEF = "team_debrief"


WITHIN: dict[Owed, timedelta] = {
    Owed.DEBRIEF: timedelta(minutes=15),
    Owed.THANK_YOU: timedelta(hours=24),
    Owed.TRANSCRIPT_AND_NOTES: timedelta(hours=24),
    Owed.TEAM_DEBRIEF: timedelta(hours=48),
}
TEAM = 2  # members from whom on there is anything to pool


@dataclass(frozen=True, slots=True)
class Meeting:
    """When one conversation takes place; both times are aware, `minutes` is the length planned."""

    starts_at: datetime
    minutes: int
    zone: str  # IANA name
    ended_at: datetime | None = None  # the real end, once it is known

    @property
    def ends_at(self) -> datetime:
        """The real end, else the planned one; in the session's zone."""
        end = self.ended_at or self.starts_at.astimezone(UTC) + timedelta(minutes=self.minutes)
        return end.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Clock:
    """One thing owed: it can be done from `opens_at` and should be done by `due_at`; both in the session's zone."""

    owed: Owed
    opens_at: datetime
    due_at: datetime

    def is_overdue(self, now: datetime) -> bool:
        """Whether the time for it has passed."""
        return now.astimezone(UTC) > self.due_at.astimezone(UTC)  # within one zone Python compares the wall clocks


def clocks(meeting: Meeting, *, is_team: bool) -> tuple[Clock, ...]:
    """Everything owed after a conversation, soonest first; the team's debrief only where there is a team."""
    owed = [one for one in Owed if is_team or one is not Owed.TEAM_DEBRIEF]
    return tuple(Clock(one, meeting.ends_at, after(meeting.ends_at, WITHIN[one])) for one in owed)


def after(moment: datetime, passed: timedelta) -> datetime:
    """The moment when this much time has passed, shown in the zone of `moment`.

    Adding to an aware time moves the hands of its wall clock instead, which is an hour off when the clocks change.
    """
    return (moment.astimezone(UTC) + passed).astimezone(moment.tzinfo)


def team_debriefs(meetings: Mapping[str, Meeting]) -> dict[str, tuple[str, ...]]:
    """Which conversations of one study are debriefed together, by session id.

    One debrief covers every conversation that ends before it is due; it is due 48 hours after the first of them ended.
    The key is that first one, and the tuple holds all, itself included, in the order they ended.
    """
    together: dict[str, tuple[str, ...]] = {}
    due: datetime | None = None
    first = ""
    ends = sorted((meeting.ends_at.astimezone(UTC), session_id) for session_id, meeting in meetings.items())
    for end, session_id in ends:
        if due is None or end > due:
            first, due = session_id, end + WITHIN[Owed.TEAM_DEBRIEF]
        together[first] = (*together.get(first, ()), session_id)
    return together
