"""Calendar files: a conversation and what is owed after it, as calendar programs read them (RFC 5545, iCalendar).

What is owed is written as short events that don't block the day, not as to-dos: Google and Outlook leave to-dos out of
a calendar that they subscribe to, and Apple shows them in another program. Nothing that a participant said is in them,
and of a participant's name only what the team put into the title.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone

from firsthand.domain.practice.clocks import Clock, Meeting, Owed, clocks

PRODUCT = "-//Firsthand//Conversations with customers//EN"
FETCH_EVERY = timedelta(hours=1)
REMINDER = timedelta(minutes=15)  # how long a reminder is drawn; it ends when the thing is due
BEFORE_SESSION = timedelta(minutes=15)
BEFORE_DUE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class TeamDebrief:
    """The debrief of a team after one or several conversations; it has the id of the first of them."""

    session_id: str
    due_at: datetime  # aware
    zone: str  # IANA name
    conversations: int = 1
    sequence: int = 0
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class CalendarSession:
    """What a calendar is told about one conversation."""

    id: str
    title: str
    day: date  # in the session's zone; where no time is known it is all that is known
    meeting: Meeting | None
    changed_at: datetime
    sequence: int = 0  # grows with every change that matters to a calendar
    is_cancelled: bool = False
    location: str = ""
    url: str = ""  # of the session's page
    study: str = ""
    facilitator: str = ""
    note_taker: str = ""
    team_debrief: TeamDebrief | None = None  # that it is part of; several may share one


def write_calendar(name: str, sessions: Sequence[CalendarSession], written_at: datetime) -> bytes:
    """One calendar file with the events of all these conversations, in the order given.

    `written_at` is aware and goes into every event. Times stand in the zone of their session, with its rules in the
    file; a time that the clocks show twice that day stands in UTC, since iCalendar has no way to name the second.
    """
    calendar = Calendar()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("NAME", clean(name))
    calendar.add("X-WR-CALNAME", clean(name))
    calendar.add("REFRESH-INTERVAL", FETCH_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", "PT1H")
    events = {event["UID"]: event for session in reversed(sessions) for event in reversed(_events(session, written_at))}
    for event in reversed(events.values()):  # a debrief that several share stands where the first of them does
        calendar.add_component(event)
    if sessions:
        first, last = min(one.day for one in sessions), max(one.day for one in sessions)
        calendar.add_missing_timezones(date(first.year - 1, 1, 1), date(last.year + 2, 1, 1))
    else:
        calendar.add_component(Timezone.from_tzid("UTC"))  # a calendar without any component is none
    return bytes(calendar.to_ical())


def _events(session: CalendarSession, written_at: datetime) -> list[Event]:
    if session.meeting is None:
        return [_whole_day(session, written_at)]
    debrief, thanks = (
        clock for clock in clocks(session.meeting, is_team=False) if clock.owed in (Owed.DEBRIEF, Owed.THANK_YOU)
    )
    events = [
        _conversation(session, session.meeting, written_at),
        _debrief(session, debrief, written_at),
        _thank_you(session, thanks, written_at),
    ]
    return [*events, _team_debrief(session, session.team_debrief, written_at)] if session.team_debrief else events


def _whole_day(session: CalendarSession, written_at: datetime) -> Event:
    event = _event(session, "session", session.title, _about(session), written_at)
    event.add("DTSTART", session.day)
    event.add("DTEND", session.day + timedelta(days=1))
    event.add("TRANSP", "TRANSPARENT")
    _add_place(event, session)
    return event


def _conversation(session: CalendarSession, meeting: Meeting, written_at: datetime) -> Event:
    event = _event(session, "session", session.title, _about(session), written_at)
    add_times(event, meeting.starts_at, meeting.ends_at, meeting.zone)
    event.add("TRANSP", "TRANSPARENT" if session.is_cancelled else "OPAQUE")
    _add_place(event, session)
    _add_alarm(event, session, -BEFORE_SESSION)
    return event


def _debrief(session: CalendarSession, clock: Clock, written_at: datetime) -> Event:
    text = (
        "What surprised us, what we heard, what we would ask differently, and the three strongest quotes. "
        "Write it down before you read any summary."
    )
    event = _event(session, "debrief", f"Debrief: {session.title}", text, written_at)
    add_times(event, clock.opens_at, clock.due_at, str(clock.due_at.tzinfo))
    event.add("TRANSP", "TRANSPARENT" if session.is_cancelled else "OPAQUE")
    _add_alarm(event, session, timedelta(0))
    return event


def _thank_you(session: CalendarSession, clock: Clock, written_at: datetime) -> Event:
    text = (
        "A short note to the participant, within 24 hours: what you took from it, without your notes. "
        "The transcript and the notes should be in Firsthand by now too."
    )
    event = _event(session, "thank-you", f"Thank-you due: {session.title}", text, written_at)
    return _due(event, session, clock.due_at, str(clock.due_at.tzinfo))


def _team_debrief(session: CalendarSession, debrief: TeamDebrief, written_at: datetime) -> Event:
    pooled = f": {debrief.conversations} conversations are pooled here." if debrief.conversations > 1 else "."
    text = f"Lay your observations side by side, within 48 hours{pooled}"
    about = replace(
        session, id=debrief.session_id, sequence=debrief.sequence, is_cancelled=debrief.is_cancelled, url=""
    )
    event = _event(about, "team-debrief", f"Team debrief due: {session.study or session.title}", text, written_at)
    return _due(event, about, debrief.due_at, debrief.zone)


def _due(event: Event, session: CalendarSession, due_at: datetime, zone: str) -> Event:
    """A reminder that ends when the thing is due."""
    add_times(event, due_at.astimezone(UTC) - REMINDER, due_at, zone)
    event.add("TRANSP", "TRANSPARENT")
    _add_alarm(event, session, REMINDER - BEFORE_DUE)
    return event


def _event(session: CalendarSession, kind: str, title: str, text: str, written_at: datetime) -> Event:
    event = Event()
    event.add("UID", f"{session.id}-{kind}@firsthand")
    event.add("DTSTAMP", written_at.astimezone(UTC))
    event.add("LAST-MODIFIED", session.changed_at.astimezone(UTC))
    event.add("SEQUENCE", session.sequence)
    event.add("STATUS", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    event.add("SUMMARY", clean(f"Cancelled: {title}" if session.is_cancelled else title))
    if session.url:
        event.add("URL", session.url)
        text = f"{text}\n\n{session.url}"
    event.add("DESCRIPTION", clean(text))
    return event


def _about(session: CalendarSession) -> str:
    named = (("Study", session.study), ("Facilitator", session.facilitator), ("Note-taker", session.note_taker))
    told = [f"{label}: {words}" for label, words in named if words]
    return "\n".join([*told, "Directly afterwards: 15 minutes to debrief, while it is fresh."])


def add_times(event: Event, starts_at: datetime, ends_at: datetime, zone: str) -> None:
    """When it begins and ends, as the clocks in this zone show it."""
    local = [moment.astimezone(ZoneInfo(zone)) for moment in (starts_at, ends_at)]
    if any(moment.fold for moment in local):
        local = [moment.astimezone(UTC) for moment in local]
    event.add("DTSTART", local[0])
    event.add("DTEND", local[1])


def _add_place(event: Event, session: CalendarSession) -> None:
    if session.location:
        event.add("LOCATION", clean(session.location))


def _add_alarm(event: Event, session: CalendarSession, offset: timedelta) -> None:
    """A reminder on the screen, counted from the start of the event; none for what will not take place."""
    if session.is_cancelled:
        return
    alarm = Alarm()
    alarm.add("ACTION", "DISPLAY")
    alarm.add("DESCRIPTION", event["SUMMARY"])
    alarm.add("TRIGGER", offset)
    event.add_component(alarm)


def clean(text: str) -> str:
    """Text without the control characters that iCalendar can't carry; line breaks and tabs stay."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in plain if character in "\n\t" or not _is_control(character))


def _is_control(character: str) -> bool:
    return character < " " or "\x7f" <= character <= "\x9f"
