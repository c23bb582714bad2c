from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.moments import is_moment, moment_of
from firsthand.formats.table_values import DateOrder, Habits

LISBON, AMERICAN = ZoneInfo("Europe/Lisbon"), Habits(DateOrder.MONTH_FIRST)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-07-03T09:30:00Z", "2026-07-03T09:30"),
        ("2026-07-03T09:30:00.123+02:00", "2026-07-03T07:30"),
        ("2026-07-03 09:30:00 UTC", "2026-07-03T09:30"),
        ("2026-07-03 09:30:00 -0700", "2026-07-03T16:30"),
        ("2026-07-03 09:30", "2026-07-03T08:30"),
        ("3/7/2026 9:30 PM", "2026-07-03T20:30"),
        ("3.7.2026, 21:30", "2026-07-03T20:30"),
        ("3 July 2026 at 9:30 a.m.", "2026-07-03T08:30"),
        ("Jul 3, 2026 12:05 AM", "2026-07-02T23:05"),
        ("2026-07-03", "2026-07-02T23:00"),
        ("1783071000", "2026-07-03T09:30"),
        ("1783071000000", "2026-07-03T09:30"),
    ],
)
def test_a_moment_is_read_as_tables_write_it(text: str, utc: str) -> None:
    found = moment_of(text)
    assert found is not None
    assert found.at(LISBON) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_a_day_alone_has_no_clock_and_a_plain_time_no_offset() -> None:
    day, plain, full = (moment_of(text) for text in ("2026-07-03", "2026-07-03 09:30", "2026-07-03T09:30Z"))
    assert day is not None
    assert plain is not None
    assert full is not None
    assert (day.clock, plain.offset, full.offset) == (None, None, UTC)
    assert plain.clock is not None


def test_the_files_habit_says_whether_the_month_comes_first() -> None:
    found = moment_of("7/3/2026 9:30 PM", AMERICAN)
    assert found is not None
    assert found.day.isoformat() == "2026-07-03"


@pytest.mark.parametrize(
    "text", ["", "soon", "12", "25:00", "2026-07-03 25:00", "2026-07-03 13:00 PM", "2026-13-40", "0001-01-01", "9:30"]
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert moment_of(text) is None
    assert not is_moment(text)


@given(st.text(max_size=80))
def test_any_text_is_a_moment_or_none(text: str) -> None:
    found = moment_of(text)
    assert found is None or found.at(LISBON).tzinfo is UTC


@given(st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1)), st.integers(-14 * 60, 14 * 60))  # noqa: DTZ001
def test_what_is_written_with_its_offset_comes_back(local: datetime, minutes: int) -> None:
    moment = local.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    found = moment_of(moment.isoformat())
    assert found is not None
    assert found.at(LISBON) == moment
