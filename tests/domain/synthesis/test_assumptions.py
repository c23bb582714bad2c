from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.assumptions import Age, Confidence, Decay, decay, freshness_curve

TODAY = date(2026, 11, 28)


def aged(days: int, confidence: Confidence = Confidence.HIGH, half_life: int = 90) -> Decay:
    return decay(confidence, half_life, TODAY, TODAY - timedelta(days=days), TODAY)


@pytest.mark.parametrize(
    ("days", "freshness", "age"),
    [
        (0, 1.0, Age.FRESH),
        (90, 0.5, Age.FRESH),
        (91, 0.4962, Age.FADING),
        (180, 0.25, Age.FADING),
        (181, 0.2481, Age.STALE),
    ],
)
def test_the_worked_examples(days: int, freshness: float, age: Age) -> None:
    found = aged(days)
    assert found.freshness == pytest.approx(freshness, abs=0.0001)
    assert found.age is age


def test_sure_and_long_unheard_is_the_loudest() -> None:
    assert aged(200).is_loud
    assert not aged(200, Confidence.MEDIUM).is_loud
    assert not aged(100).is_loud
    loudness = [aged(200, confidence).loudness for confidence in (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)]
    assert loudness == sorted(loudness, reverse=True)


def test_what_nobody_ever_heard_ages_from_the_day_it_was_stated() -> None:
    found = decay(Confidence.HIGH, 90, TODAY - timedelta(days=90), None, TODAY)
    assert (found.days, found.was_heard, found.freshness) == (90, False, 0.5)


@given(st.integers(0, 2_000), st.integers(5, 400), st.sampled_from(Confidence))
def test_time_only_takes_away(days: int, half_life: int, confidence: Confidence) -> None:
    younger, older = aged(days, confidence, half_life), aged(days + 1, confidence, half_life)
    assert 0 < older.freshness < younger.freshness <= 1
    assert younger.loudness <= older.loudness
    assert (younger.age is Age.STALE) == (younger.stale_on <= TODAY)
    assert (younger.age is Age.FRESH) == (younger.fading_on > TODAY)


def test_a_day_in_the_future_is_fresh() -> None:
    assert aged(-5).freshness == 1


def test_the_curve_goes_down_from_one() -> None:
    curve = freshness_curve(90, 270)
    assert curve[0] == (0, 1)
    assert curve[-1] == (270, 0.125)
    assert [value for _, value in curve] == sorted((value for _, value in curve), reverse=True)


def test_no_half_life_is_under_a_day() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        aged(1, half_life=0)
