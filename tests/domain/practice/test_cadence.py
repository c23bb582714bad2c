"""The habit: months and their ends, streaks, gaps, campaigns and silent segments."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.practice.cadence import (
    Campaign,
    Level,
    Month,
    cadence,
    campaigns,
    level,
    silent,
    team_median,
    without_conversation,
)

TODAY = date(2026, 11, 28)
DAYS = st.lists(st.dates(date(2024, 1, 1), date(2027, 6, 30)), max_size=60)


def days(*written: str) -> list[date]:
    return [date.fromisoformat(f"2026-{one}") for one in written]


@pytest.mark.parametrize(
    ("count", "what"),
    [
        (0, Level.BELOW),
        (1, Level.BELOW),
        (2, Level.INFLUENCES),
        (4, Level.INFLUENCES),
        (5, Level.TRANSFORMS),
        (9, Level.TRANSFORMS),
    ],
)
def test_two_a_month_influence_and_five_transform(count: int, what: Level) -> None:
    assert level(count) is what


def test_a_year_of_months_ends_with_this_one_and_leaves_out_what_is_to_come() -> None:
    found = cadence(days("09-30", "10-01", "10-31", "11-01", "11-28", "11-29"), TODAY, months=3)
    assert found.months == ((Month(2026, 9), 1), (Month(2026, 10), 2), (Month(2026, 11), 2))
    assert (found.this_month, found.streak, found.weeks_without, found.longest_gap_days) == (2, 2, 0, 30)


def test_a_month_that_is_not_over_breaks_no_streak_and_one_that_is_does() -> None:
    steady = days("08-03", "08-17", "09-02", "09-30", "10-05", "10-20")
    assert cadence([*steady, *days("11-02")], TODAY).streak == 3
    assert cadence(steady, date(2026, 12, 1)).streak == 0
    assert cadence([*steady, *days("11-02", "11-03")], date(2026, 12, 1)).streak == 4


def test_somebody_who_has_spoken_with_nobody() -> None:
    found = cadence([], TODAY)
    assert (found.this_month, found.streak, found.weeks_without, found.longest_gap_days) == (0, 0, None, 0)


def test_six_weeks_after_five_in_a_fortnight_it_was_a_campaign() -> None:
    burst = days("09-01", "09-03", "09-07", "09-09", "09-14")
    assert campaigns(burst, date(2026, 10, 25)) == ()
    assert campaigns(burst, date(2026, 10, 26)) == (Campaign(date(2026, 9, 1), date(2026, 9, 14), 5, 42),)
    assert campaigns([*burst, *days("10-20")], TODAY) == ()  # somebody went on


def test_five_over_two_months_are_no_campaign() -> None:
    assert campaigns(days("06-01", "06-15", "06-29", "07-13", "07-27"), TODAY) == ()


def test_a_segment_is_silent_after_ninety_days_and_one_never_heard_comes_first() -> None:
    heard = {"Hospitals": TODAY - timedelta(90), "Schools": TODAY - timedelta(91), "Housing": None, "Ports": TODAY}
    assert silent(heard, TODAY) == (("Housing", None), ("Schools", 91))


def test_a_median_of_two_would_tell_each_of_the_other() -> None:
    assert team_median([4, 1]) is None
    assert team_median([4, 1, 2]) == 2.0


def test_decisions_that_nobody_was_asked_about() -> None:
    assert without_conversation({"dec_1": ["ses_1"], "dec_2": [], "dec_3": ()}) == ("dec_2", "dec_3")


@given(st.dates(date(1970, 1, 1), date(2100, 1, 1)), st.integers(-40, 40))
def test_months_follow_one_another_at_every_end(day: date, step: int) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert month.last + timedelta(days=1) == month.later(1).first
    assert month.later(step).later(-step) == month
    assert (month.later(step) > month) == (step > 0)


@given(DAYS, st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_every_conversation_of_the_months_shown_is_counted_once(held: list[date], today: date) -> None:
    found = cadence(held, today, months=12)
    begin = found.months[0][0].first
    assert sum(count for _, count in found.months) == len([day for day in held if begin <= day <= today])
    assert [month for month, _ in found.months] == [Month.of(today).later(n) for n in range(-11, 1)]


@given(DAYS, st.dates(date(2024, 1, 1), date(2026, 11, 28)))
def test_one_more_conversation_never_shortens_a_streak_or_makes_the_wait_longer(held: list[date], more: date) -> None:
    before, after = cadence(held, TODAY), cadence([*held, more], TODAY)
    assert after.streak >= before.streak
    assert before.weeks_without is None or (after.weeks_without or 0) <= before.weeks_without


@given(DAYS)
def test_a_campaign_is_a_burst_with_silence_behind_it(held: list[date]) -> None:
    for one in campaigns(held, TODAY):
        assert one.conversations >= 5
        assert (one.last - one.first).days < 14
        assert not [day for day in held if one.last < day < min(TODAY, one.last + timedelta(days=42))]
