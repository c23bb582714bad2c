"""The calendar entry that goes with an invitation: a time and a place, and nothing of what the team plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from firsthand.formats.calendars import PRODUCT, add_times, clean


@dataclass(frozen=True, slots=True)
class Appointment:
    """A conversation as the participant's calendar shows it."""

    id: str  # of the invitation: the same entry when it is sent once more
    title: str
    starts_at: datetime  # aware
    minutes: int
    zone: str  # IANA name, of the participant
    location: str = ""


def write_appointment(appointment: Appointment, written_at: datetime) -> str:
    """The calendar file as text (RFC 5545). `written_at` is aware."""
    calendar, event = Calendar(), Event()
    calendar.add("PRODID", PRODUCT)
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    event.add("UID", f"{appointment.id}@firsthand")
    event.add("DTSTAMP", written_at.astimezone(UTC))
    event.add("SUMMARY", clean(appointment.title))
    add_times(
        event, appointment.starts_at, appointment.starts_at + timedelta(minutes=appointment.minutes), appointment.zone
    )
    if appointment.location:
        event.add("LOCATION", clean(appointment.location))
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return str(calendar.to_ical().decode())
