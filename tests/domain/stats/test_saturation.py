"""Saturation as docs/method/saturation.md works it out, and what must always hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.stats.saturation import saturation

EIGHT = [  # new codes: 10, 5, 3, 2 (base 20), 2, 1, 1, 0
    {f"c{n}" for n in range(10)},
    {f"c{n}" for n in range(5, 15)},
    {f"c{n}" for n in range(12, 18)},
    {"c1", "c18", "c19"},
    {"c2", "c20", "c21"},
    {"c3", "c22"},
    {"c4", "c23"},
    {"c5", "c6"},
]


def test_the_worked_example() -> None:
    found = saturation(EIGHT)
    assert found.new == (10, 5, 3, 2, 2, 1, 1, 0)
    assert found.curve == (10, 15, 18, 20, 22, 23, 24, 24)
    assert found.base_codes == 20
    assert found.ratios == (0.15, 0.1, 0.05)
    assert found.reached_after == 6  # "6 + 2": the run of interviews 7 and 8 brought 1 new code to 20


def test_a_stricter_threshold_is_not_reached() -> None:
    assert saturation(EIGHT, threshold=0.0).reached_after is None


@pytest.mark.parametrize("count", range(6))
def test_too_few_interviews_are_not_assessable(count: int) -> None:
    found = saturation(EIGHT[:count])
    assert not found.is_assessable
    assert found.why_not == (
        f"Not assessable: 6 coded interviews are needed (4 as a base, a run of 2); there are {count}."
    )
    assert found.reached_after is None


def test_interviews_in_which_nothing_is_coded_are_not_assessable() -> None:
    assert "nothing is coded" in saturation([set()] * 8).why_not


some = st.lists(st.sets(st.sampled_from("abcdefgh")), max_size=12)


@given(some)
def test_the_curve_grows_to_all_codes_within_its_band(interviews: list[set[str]]) -> None:
    found = saturation(interviews, shuffles=20)
    total = len(set().union(*interviews)) if interviews else 0
    assert list(found.curve) == sorted(found.curve)
    assert (found.curve[-1] if found.curve else 0) == total == sum(found.new)
    assert all(low <= mid <= high for low, mid, high in zip(found.low, found.median, found.high, strict=True))
    assert not found.low or found.low[-1] == found.high[-1] == total


@given(some)
def test_the_same_interviews_give_the_same_picture(interviews: list[set[str]]) -> None:
    assert saturation(interviews, shuffles=10) == saturation(interviews, shuffles=10)


@pytest.mark.parametrize("wrong", [{"base": 0}, {"run": 0}, {"threshold": -0.1}])
def test_impossible_settings_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="base and run"):
        saturation(EIGHT, **wrong)  # type: ignore[arg-type]
