from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.retention import (
    LAST,
    Due,
    Material,
    Rule,
    Unit,
    due,
    later,
    most_lenient,
    rule_for,
    today_in,
)

DAYS = st.dates(date(1990, 1, 1), date(2200, 12, 31))
RULES = st.builds(
    Rule,
    st.just(Material.TRANSCRIPTS),
    st.integers(0, 1_200),
    st.sampled_from(Unit),
    st.integers(0, 90),
    DAYS,
)


@pytest.mark.parametrize(
    ("day", "amount", "unit", "verdict"),
    [
        ("2026-01-31", 1, Unit.MONTHS, "2026-02-28"),
        ("2028-01-31", 1, Unit.MONTHS, "2028-02-29"),
        ("2028-02-29", 12, Unit.MONTHS, "2029-02-28"),
        ("2026-11-30", 3, Unit.MONTHS, "2027-02-28"),
        ("2026-12-31", 12, Unit.MONTHS, "2027-12-31"),
        ("2026-05-15", 0, Unit.MONTHS, "2026-05-15"),
        ("2026-12-31", 1, Unit.DAYS, "2027-01-01"),
        ("2026-02-28", 365, Unit.DAYS, "2027-02-28"),
    ],
)
def test_months_end_where_they_end(day: str, amount: int, unit: Unit, verdict: str) -> None:
    assert later(date.fromisoformat(day), amount, unit) == date.fromisoformat(verdict)


def test_a_thing_is_kept_through_its_whole_last_day() -> None:
    rule = Rule(Material.TRANSCRIPTS, 1, Unit.MONTHS, notice_days=14)
    assert due(rule, date(2026, 10, 7)) == Due(date(2026, 10, 25), date(2026, 11, 8))


def test_what_a_new_rule_finds_overdue_is_announced_first() -> None:
    rule = Rule(Material.TRANSCRIPTS, 1, Unit.MONTHS, 14, made_on=date(2026, 11, 28))
    assert due(rule, date(2024, 1, 1)) == Due(date(2026, 11, 28), date(2026, 12, 12))


def test_what_came_late_is_announced_first() -> None:
    rule = Rule(Material.TRANSCRIPTS, 1, Unit.MONTHS, 7)
    assert due(rule, date(2024, 1, 1), known_on=date(2026, 11, 28)) == Due(date(2026, 11, 28), date(2026, 12, 5))


def test_without_an_amount_nothing_ever_goes() -> None:
    assert due(Rule(Material.ORIGINALS), date(1990, 1, 1)) is None


@given(RULES, DAYS, DAYS)
def test_nothing_goes_before_its_time_or_unannounced(rule: Rule, last_day: date, known_on: date) -> None:
    found = due(rule, last_day, known_on)
    assert found is not None
    assert found.goes_on > last_day
    assert found.goes_on - found.notice_on == timedelta(days=rule.notice_days)
    assert found.notice_on >= min(max(rule.made_on, known_on), LAST)
    assert not found.is_over(found.goes_on - timedelta(days=1))
    assert found.is_over(found.goes_on)


@given(RULES, DAYS)
def test_a_later_day_never_goes_earlier(rule: Rule, last_day: date) -> None:
    first, second = due(rule, last_day), due(rule, last_day + timedelta(days=1))
    assert first is not None
    assert second is not None
    assert first.goes_on <= second.goes_on


@given(DAYS, st.integers(0, 1_200), st.integers(0, 1_200))
def test_months_added_at_once_are_never_fewer_days_than_one_after_the_other(day: date, some: int, more: int) -> None:
    assert later(later(day, some, Unit.MONTHS), more, Unit.MONTHS) <= later(day, some + more, Unit.MONTHS)


@given(DAYS, st.integers(0, 40_000))
def test_days_are_days(day: date, amount: int) -> None:
    assert (later(day, amount, Unit.DAYS) - day).days == amount


def test_nothing_overflows_at_the_end_of_the_calendar() -> None:
    assert later(date(8999, 12, 31), 1_200, Unit.MONTHS) == LAST
    assert due(Rule(Material.LETTERS, 36_500, Unit.DAYS), date(9999, 12, 31)) is not None


def test_a_study_s_own_rule_goes_before_the_workspace_s() -> None:
    own, general = Rule(Material.LETTERS, 3), Rule(Material.LETTERS, 6)
    assert rule_for(Material.LETTERS, own, general) is own
    assert rule_for(Material.LETTERS, None, general) is general
    assert rule_for(Material.LETTERS, None, None).is_for_ever


def test_of_several_studies_the_one_that_keeps_longest_decides() -> None:
    short, months, for_ever = (
        Rule(Material.CONTACTS, 31, Unit.DAYS),
        Rule(Material.CONTACTS, 1, Unit.MONTHS),
        Rule(Material.CONTACTS),
    )
    assert most_lenient([short, months], date(2026, 2, 10)) is short  # February is shorter than 31 days
    assert most_lenient([short, months, for_ever], date(2026, 2, 10)) is for_ever


@pytest.mark.parametrize(
    ("zone", "verdict"),
    [("UTC", "2026-10-31"), ("Pacific/Auckland", "2026-11-01"), ("America/Los_Angeles", "2026-10-31")],
)
def test_the_day_is_the_one_in_the_zone(zone: str, verdict: str) -> None:
    assert today_in(zone, datetime(2026, 10, 31, 23, 30, tzinfo=UTC)) == date.fromisoformat(verdict)
