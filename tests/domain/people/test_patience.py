from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.patience import RULES, TOKENS, Guarded, Patience, in_words, rule

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
FIVE = Patience(5)


@pytest.mark.parametrize(
    ("failures", "seconds"), [(0, 0), (4, 0), (5, 5), (6, 10), (7, 20), (9, 80), (12, 640), (13, 900), (5_000, 900)]
)
def test_the_pause_doubles_after_the_free_failures_up_to_a_quarter_of_an_hour(failures: int, seconds: int) -> None:
    assert FIVE.pause(failures) == timedelta(seconds=seconds)


def test_what_is_left_of_a_pause_runs_down_and_is_never_negative() -> None:
    waits = [FIVE.wait(6, NOON, NOON + timedelta(seconds=later)).total_seconds() for later in (0, 4, 10, 600)]
    assert waits == [10, 6, 0, 0]


def test_after_an_hour_without_failures_they_are_forgotten() -> None:
    assert FIVE.counted(40, NOON, NOON + timedelta(minutes=59)) == 40
    assert FIVE.counted(40, NOON, NOON + timedelta(minutes=60)) == 0


@given(st.integers(0, 10_000), st.integers(1, 50), st.integers(0, 100_000))
def test_more_failures_never_mean_a_shorter_wait_and_nobody_waits_for_ever(
    failures: int, free: int, later: int
) -> None:
    patience, now = Patience(free), NOON + timedelta(seconds=later)
    assert patience.pause(failures) <= patience.pause(failures + 1) <= patience.longest_pause
    assert timedelta(0) <= patience.wait(failures, NOON, now) <= patience.longest_pause


def test_short_secrets_are_counted_for_the_account_and_long_ones_only_for_the_address() -> None:
    assert {guarded for guarded in Guarded if rule(guarded).account} == set(RULES)
    assert rule(Guarded.CALENDAR) is TOKENS


def test_six_digits_can_t_be_found_by_trying_from_everywhere_for_a_year() -> None:
    patience = RULES[Guarded.FACTOR].account
    assert patience is not None
    in_a_year = patience.free + timedelta(days=365) / patience.longest_pause
    assert in_a_year * 3 / 10**6 < 0.11  # three codes hold at any time


@pytest.mark.parametrize(
    ("wait", "words"),
    [
        (timedelta(milliseconds=1), "1 second"),
        (timedelta(seconds=40), "40 seconds"),
        (timedelta(seconds=59.2), "1 minute"),
        (timedelta(seconds=61), "2 minutes"),
        (timedelta(minutes=15), "15 minutes"),
    ],
)
def test_a_wait_is_said_in_words_and_rounded_up(wait: timedelta, words: str) -> None:
    assert in_words(wait) == words
