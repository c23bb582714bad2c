"""What we write is read back with icalendar, and by rules of RFC 5545 written here a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event, Timezone

from firsthand.domain.practice.clocks import WITHIN, Meeting, Owed, after
from firsthand.formats.calendars import CalendarSession, TeamDebrief, write_calendar

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LISBON = "Europe/Lisbon"
KINDS = ["session", "debrief", "thank-you", "team-debrief"]
ZONES = st.sampled_from(
    ["UTC", LISBON, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Casablanca"]
)
NEAR_A_CHANGE = st.sampled_from(
    ["2026-03-29T01:00", "2026-10-25T01:00", "2026-03-08T07:00", "2026-11-01T06:00", "2026-04-04T15:00",
     "2026-10-03T15:30", "2026-12-31T23:30"]
)  # fmt: skip
MOMENTS = st.builds(
    lambda text, minutes: datetime.fromisoformat(text).replace(tzinfo=UTC) + timedelta(minutes=minutes),
    NEAR_A_CHANGE,
    st.integers(-3500, 3500),
)
WORDS = st.text(st.characters(codec="utf-8"), max_size=200)


def conversation(starts_at: str = "2026-05-12 14:00", zone: str = LISBON, **more: object) -> CalendarSession:
    start = datetime.fromisoformat(starts_at).replace(tzinfo=ZoneInfo(zone))
    made = CalendarSession("ses_1", "Mira, on Tuesday", start.date(), Meeting(start, 60, zone), NOW)
    return replace(made, **{"team_debrief": debriefed(made), **more})  # type: ignore[arg-type]


def debriefed(first: CalendarSession, **more: object) -> TeamDebrief:
    assert first.meeting
    due_at = after(first.meeting.ends_at, WITHIN[Owed.TEAM_DEBRIEF])
    return replace(TeamDebrief(first.id, due_at, first.meeting.zone), **more)  # type: ignore[arg-type]


def events(*sessions: CalendarSession) -> list[Event]:
    return [*Calendar.from_ical(write_calendar("Mine", sessions, NOW)).events]


def times(event: Event) -> tuple[str, str]:
    return event["DTSTART"].to_ical().decode(), event["DTEND"].to_ical().decode()


def unfolded(file: bytes) -> list[str]:
    return file.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def components(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Each component's name with the names of its own properties."""
    stack: list[tuple[str, list[str]]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            assert stack[-1][0] == value
            yield stack.pop()
        else:
            stack[-1][1].append(name.partition(";")[0])
    assert stack == []


def test_a_conversation_brings_its_debrief_the_thank_you_and_the_teams_debrief() -> None:
    assert {event["UID"]: (event["SUMMARY"], *times(event)) for event in events(conversation())} == {
        "ses_1-session@firsthand": ("Mira, on Tuesday", "20260512T140000", "20260512T150000"),
        "ses_1-debrief@firsthand": ("Debrief: Mira, on Tuesday", "20260512T150000", "20260512T151500"),
        "ses_1-thank-you@firsthand": ("Thank-you due: Mira, on Tuesday", "20260513T144500", "20260513T150000"),
        "ses_1-team-debrief@firsthand": ("Team debrief due: Mira, on Tuesday", "20260514T144500", "20260514T150000"),
    }


def test_only_the_conversation_and_its_debrief_block_the_time() -> None:
    assert [event["TRANSP"] for event in events(conversation())] == ["OPAQUE", "OPAQUE", "TRANSPARENT", "TRANSPARENT"]


def test_alone_there_is_no_team_debrief() -> None:
    assert len(events(conversation(team_debrief=None))) == 3


def test_two_conversations_that_share_a_team_debrief_bring_it_once() -> None:
    first = conversation(study="Late parcels")
    shared = debriefed(first, conversations=2)
    second = conversation("2026-05-13 10:00", study="Late parcels", id="ses_2", team_debrief=shared)
    found = [event for event in events(replace(first, team_debrief=shared), second) if "team" in event["UID"]]
    assert [(event["UID"], event["SUMMARY"]) for event in found] == [
        ("ses_1-team-debrief@firsthand", "Team debrief due: Late parcels")
    ]
    assert "2 conversations" in found[0]["DESCRIPTION"]


def test_where_only_the_day_is_known_the_conversation_stands_at_the_top_of_it() -> None:
    [event] = events(conversation(meeting=None, day=date(2026, 5, 12)))
    assert (times(event), event["DTSTART"].params["VALUE"]) == (("20260512", "20260513"), "DATE")


def test_moving_a_conversation_keeps_its_uids_and_raises_its_sequence() -> None:
    before, moved = events(conversation())[:3], events(conversation("2026-05-13 09:30", sequence=1))[:3]
    assert [event["UID"] for event in moved] == [event["UID"] for event in before]
    assert {event["SEQUENCE"] for event in moved} == {1}


def test_cancelling_says_so_in_every_event_and_rings_no_alarm() -> None:
    gone = debriefed(conversation(), is_cancelled=True)
    cancelled = events(conversation(is_cancelled=True, sequence=2, team_debrief=gone))
    assert {(event["STATUS"], event["TRANSP"]) for event in cancelled} == {("CANCELLED", "TRANSPARENT")}
    assert [event["SUMMARY"].startswith("Cancelled: ") for event in cancelled] == [True] * 4
    assert [alarm for event in cancelled for alarm in event.walk("VALARM")] == []


def test_alarms_ring_before_the_talk_at_the_debrief_and_two_hours_before_something_is_due() -> None:
    rung = [event.walk("VALARM")[0]["TRIGGER"].dt for event in events(conversation())]
    due = timedelta(hours=-1, minutes=-45)  # from the start of a 15-minute event that ends when the thing is due
    assert rung == [timedelta(minutes=-15), timedelta(0), due, due]


def test_the_place_the_page_and_the_team_are_in_it() -> None:
    place, page = "https://meet.example/abc,def", "https://firsthand.example/sessions/ses_1/"
    event = events(conversation(location=place, url=page, study="Late parcels", facilitator="Ana", note_taker="Rui"))[0]
    assert (event["LOCATION"], event["URL"]) == (place, page)
    assert event["DESCRIPTION"].split("\n")[:3] == ["Study: Late parcels", "Facilitator: Ana", "Note-taker: Rui"]
    assert event["DESCRIPTION"].endswith(page)


def test_a_time_that_the_clocks_show_twice_is_written_so_that_it_means_one_moment() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 01:30 in Lisbon for the second time
    event = events(conversation(meeting=Meeting(second, 60, LISBON)))[0]
    assert times(event) == ("20261025T013000Z", "20261025T023000Z")


def test_an_empty_calendar_still_holds_a_component_as_the_rules_want() -> None:
    assert [name for name, _ in components(unfolded(write_calendar("Mine", [], NOW)))][1:] == ["VTIMEZONE", "VCALENDAR"]


@settings(deadline=None, max_examples=40)
@given(MOMENTS, st.integers(5, 720), ZONES)
def test_every_event_stands_at_its_moment_whatever_the_clocks_do(start: datetime, minutes: int, zone: str) -> None:
    meeting = Meeting(start, minutes, zone)
    made = conversation(meeting=meeting, day=start.astimezone(ZoneInfo(zone)).date())
    made = replace(made, team_debrief=debriefed(made))
    end = start + timedelta(minutes=minutes)
    read = {event["UID"]: (event.start.astimezone(UTC), event.end.astimezone(UTC)) for event in events(made)}
    day, quarter = timedelta(hours=24), timedelta(minutes=15)
    assert [read[f"ses_1-{kind}@firsthand"] for kind in KINDS] == [
        (start, end),
        (end, end + quarter),
        (end + day - quarter, end + day),
        (end + 2 * day - quarter, end + 2 * day),
    ]


@settings(deadline=None, max_examples=40)
@given(MOMENTS, ZONES)
def test_the_rules_of_the_zone_in_the_file_tell_the_same_moment(start: datetime, zone: str) -> None:
    """A client that knows no zone by name has only the file's VTIMEZONE."""
    made = conversation(meeting=Meeting(start, 60, zone), day=start.astimezone(ZoneInfo(zone)).date())
    calendar = Calendar.from_ical(write_calendar("Mine", [made], NOW))
    offsets = {str(part["TZID"]): part for part in calendar.walk("VTIMEZONE")}
    for event in calendar.events:
        zone_named = event["DTSTART"].params.get("TZID")
        if zone_named:
            naive = datetime.strptime(event["DTSTART"].to_ical().decode(), "%Y%m%dT%H%M%S")  # noqa: DTZ007
            assert naive - offset_at(offsets[zone_named], naive) == event.start.astimezone(UTC).replace(tzinfo=None)


def offset_at(zone: Timezone, naive: datetime) -> timedelta:
    """The offset that the last change before this wall-clock time set, read by hand."""
    changes = []
    for part in zone.subcomponents:
        dates = [part["DTSTART"].dt]
        listed = part.get("RDATE", [])
        for group in listed if isinstance(listed, list) else [listed]:
            dates += [one.dt for one in group.dts]
        changes += [(one.replace(tzinfo=None), part["TZOFFSETTO"].td) for one in dates]
    return max(change for change in changes if change[0] <= naive)[1]


@settings(deadline=None, max_examples=40)
@given(WORDS, WORDS, WORDS, st.booleans())
def test_any_words_make_a_file_that_keeps_the_rules(title: str, place: str, study: str, is_cancelled: bool) -> None:
    made = conversation(title=title, location=place, study=study, is_cancelled=is_cancelled)
    other = replace(made, id="ses_2", meeting=None)
    file = write_calendar("Mine", [made, other], NOW)
    assert all(len(line) <= 75 for line in file.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", file)
    found = list(components(unfolded(file)))
    for name, properties in found:
        once = {"VEVENT": ["UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "STATUS", "SUMMARY", "DESCRIPTION"],
                "VALARM": ["ACTION", "DESCRIPTION", "TRIGGER"], "VTIMEZONE": ["TZID"],
                "VCALENDAR": ["PRODID", "VERSION", "METHOD"]}.get(name, [])  # fmt: skip
        assert [properties.count(one) for one in once] == [1] * len(once)
    calendar = Calendar.from_ical(file)
    uids = [event["UID"] for event in calendar.events]
    assert len(uids) == len(set(uids)) == 5
    used = {event["DTSTART"].params["TZID"] for event in calendar.events if "TZID" in event["DTSTART"].params}
    assert used <= {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_words_come_back_as_they_were(title: str) -> None:
    assert events(conversation(title=title))[0]["SUMMARY"] == title


def test_a_line_break_in_a_title_starts_no_property_of_its_own() -> None:
    file = write_calendar("Mine", [conversation(title="Mira\r\nATTENDEE:mailto:x@example.org")], NOW)
    assert not any(line.startswith("ATTENDEE") for line in unfolded(file))


@pytest.mark.parametrize("word", ["ATTENDEE", "ORGANIZER", "VTODO"])
def test_nobody_is_invited_by_it(word: str) -> None:
    assert word.encode() not in write_calendar("Mine", [conversation()], NOW)
