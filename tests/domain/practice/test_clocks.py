from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.planning.built_in.customer_interview import FOLLOW_UPS
from firsthand.domain.practice.clocks import WITHIN, Meeting, Owed, after, clocks, team_debriefs

LISBON = "Europe/Lisbon"
ZONES = st.sampled_from(
    ["UTC", LISBON, "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "Pacific/Apia", "America/St_Johns"]
)
NEAR_A_CHANGE = st.sampled_from(
    ["2026-03-29T01:00", "2026-10-25T01:00", "2026-03-08T07:00", "2026-11-01T06:00", "2026-04-04T15:00",
     "2026-10-03T15:30", "2026-02-28T12:00", "2026-12-31T23:30", "2028-02-28T12:00"]
)  # fmt: skip
MOMENTS = st.builds(
    lambda moment, minutes: datetime.fromisoformat(moment).replace(tzinfo=UTC) + timedelta(minutes=minutes),
    NEAR_A_CHANGE,
    st.integers(-4000, 4000),
)
MEETINGS = st.builds(Meeting, MOMENTS, st.integers(5, 720), ZONES)


def at(text: str, zone: str = LISBON) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def wall(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")


def due(meeting: Meeting) -> dict[str, str]:
    return {clock.owed: wall(clock.due_at) for clock in clocks(meeting, is_team=True)}


def test_an_ordinary_conversation_sets_four_clocks_going() -> None:
    assert due(Meeting(at("2026-05-12 14:00"), 60, LISBON)) == {
        "debrief": "2026-05-12 15:15",
        "thank_you": "2026-05-13 15:00",
        "transcript_and_notes": "2026-05-13 15:00",
        "team_debrief": "2026-05-14 15:00",
    }


def test_when_the_clocks_go_forward_24_hours_later_is_an_hour_later_by_the_wall() -> None:
    assert due(Meeting(at("2026-03-28 14:00"), 60, LISBON))["thank_you"] == "2026-03-29 16:00"


def test_when_the_clocks_go_back_24_hours_later_is_an_hour_earlier_by_the_wall() -> None:
    assert due(Meeting(at("2026-10-24 14:00"), 60, LISBON))["thank_you"] == "2026-10-25 14:00"


def test_a_conversation_held_while_the_clocks_go_back_takes_as_long_as_planned() -> None:
    meeting = Meeting(at("2026-10-25 00:30"), 90, LISBON)
    assert (wall(meeting.ends_at), meeting.ends_at.utcoffset()) == ("2026-10-25 01:00", timedelta(0))


def test_the_last_day_of_february_leads_into_march() -> None:
    assert due(Meeting(at("2026-02-27 23:30"), 60, LISBON))["team_debrief"] == "2026-03-02 00:30"


def test_the_real_end_counts_once_it_is_known() -> None:
    meeting = Meeting(at("2026-05-12 14:00"), 60, LISBON, ended_at=at("2026-05-12 15:20"))
    assert due(meeting)["debrief"] == "2026-05-12 15:35"


def test_the_clocks_show_the_zone_of_the_session_and_not_of_whoever_asks() -> None:
    meeting = Meeting(datetime(2026, 5, 12, 13, tzinfo=UTC), 60, "Asia/Kolkata")
    assert due(meeting)["thank_you"] == "2026-05-13 19:30"


def test_alone_there_is_no_debrief_with_the_team() -> None:
    owed = [clock.owed for clock in clocks(Meeting(at("2026-05-12 14:00"), 60, LISBON), is_team=False)]
    assert owed == [Owed.DEBRIEF, Owed.THANK_YOU, Owed.TRANSCRIPT_AND_NOTES]


def test_something_is_overdue_from_the_moment_after_it_was_due() -> None:
    debrief = clocks(Meeting(at("2026-05-12 14:00"), 60, LISBON), is_team=False)[0]
    assert [debrief.is_overdue(at(f"2026-05-12 {time}")) for time in ("15:15:00", "15:15:01")] == [False, True]


def test_the_templates_promise_the_same_times() -> None:
    assert {follow.key: timedelta(minutes=follow.due_minutes) for follow in FOLLOW_UPS} == {
        str(owed): within for owed, within in WITHIN.items()
    }


@given(MEETINGS)
def test_due_is_so_many_hours_after_the_end_whatever_the_clocks_do(meeting: Meeting) -> None:
    end = meeting.starts_at.astimezone(UTC) + timedelta(minutes=meeting.minutes)
    for clock in clocks(meeting, is_team=True):
        assert clock.opens_at.astimezone(UTC) == end
        assert clock.due_at.astimezone(UTC) - end == WITHIN[clock.owed]
        assert str(clock.due_at.tzinfo) == meeting.zone


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=4)), ZONES)
def test_time_passes_the_same_in_every_zone(moment: datetime, passed: timedelta, zone: str) -> None:
    local = moment.astimezone(ZoneInfo(zone))
    assert after(local, passed).astimezone(UTC) - moment == passed


def test_one_team_debrief_covers_what_ends_within_48_hours_of_the_first() -> None:
    meetings = {
        "late": Meeting(at("2026-05-14 15:30"), 60, LISBON),
        "first": Meeting(at("2026-05-12 14:00"), 60, LISBON),
        "just in": Meeting(at("2026-05-14 14:00"), 60, LISBON),
    }
    assert team_debriefs(meetings) == {"first": ("first", "just in"), "late": ("late",)}


@given(st.dictionaries(st.text("abc", min_size=1, max_size=3), MEETINGS, max_size=6))
def test_every_conversation_is_in_exactly_one_team_debrief_and_none_waits_longer_than_48_hours(
    meetings: dict[str, Meeting],
) -> None:
    together = team_debriefs(meetings)
    assert sorted(one for group in together.values() for one in group) == sorted(meetings)
    for first, group in together.items():
        begin = meetings[first].ends_at.astimezone(UTC)
        waits = [meetings[one].ends_at.astimezone(UTC) - begin for one in group]
        assert waits == sorted(waits)
        assert waits[-1] <= WITHIN[Owed.TEAM_DEBRIEF]
