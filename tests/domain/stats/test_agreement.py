"""Agreement against published worked examples, the `krippendorff` package, and what must always hold."""

from __future__ import annotations

from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from firsthand.domain.stats.agreement import Unit, cohen_kappa_interval, krippendorff_alpha
from firsthand.domain.stats.classification import cohen_kappa

N = None
FOUR_OBSERVERS = [  # Krippendorff 2011, section C: four observers, twelve units, values missing
    *((1, 1, N, 1), (2, 2, 3, 2), (3, 3, 3, 3), (3, 3, 3, 3), (2, 2, 2, 2), (1, 2, 3, 4)),
    *((4, 4, 4, 4), (1, 1, 2, 1), (2, 2, 2, 2), (N, 5, 5, 5), (N, N, 1, 1), (N, N, 3, N)),
]
TWO_BINARY = list(zip("0100000000", "1110010100", strict=True))  # section A: alpha 0.095


def test_four_observers_with_missing_data() -> None:
    found = krippendorff_alpha(FOUR_OBSERVERS)
    assert found.value == pytest.approx(0.743, abs=0.0005)
    assert found.units == 11


def test_two_observers_and_two_values() -> None:
    found = krippendorff_alpha(TWO_BINARY)
    assert found.value == pytest.approx(0.095, abs=0.0005)


def test_kappa_of_the_usual_textbook_table() -> None:
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    found = cohen_kappa_interval(pairs)
    assert found.value == pytest.approx(0.4)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0.4 < found.high


units = st.lists(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=3, max_size=3), min_size=1, max_size=30)


@given(units)
def test_alpha_is_what_the_package_says(some: list[Unit]) -> None:
    ours = krippendorff_alpha(some, resamples=0)
    values = {value for unit in some for value in unit if value is not None}
    pairable = [unit for unit in some if sum(value is not None for value in unit) > 1]
    assume(len({value for unit in pairable for value in unit if value is not None}) > 1)
    codes = {value: float(place) for place, value in enumerate(sorted(values, key=str))}
    table = np.array([[np.nan if value is None else codes[value] for value in unit] for unit in some]).T
    theirs = krippendorff.alpha(reliability_data=table, level_of_measurement="nominal")
    assert ours.value == pytest.approx(float(theirs))


@given(st.lists(st.tuples(st.sampled_from("ab"), st.sampled_from("ab")), min_size=1, max_size=40))
def test_kappa_is_the_one_that_we_had(pairs: list[tuple[str, str]]) -> None:
    ours, before = cohen_kappa_interval(pairs, resamples=0).value, cohen_kappa(pairs)
    assert (ours is None) == (before is None)
    assert ours is None or ours == pytest.approx(before)


@given(units)
def test_the_order_of_coders_and_of_units_changes_nothing(some: list[Unit]) -> None:
    turned = [list(reversed(unit)) for unit in reversed(some)]
    one, other = krippendorff_alpha(some, resamples=0), krippendorff_alpha(turned, resamples=0)
    assert (one.value is None) == (other.value is None)
    assert one.value is None or one.value == pytest.approx(other.value)


@given(st.lists(st.sampled_from("abc"), min_size=10, max_size=30).filter(lambda values: len(set(values)) > 1))
def test_who_always_agrees_agrees_perfectly(values: Sequence[str]) -> None:
    found = krippendorff_alpha([(value, value, None) for value in values], resamples=50)
    assert (found.value, found.high) == (1, 1)


def test_the_same_data_give_the_same_interval() -> None:
    assert krippendorff_alpha(FOUR_OBSERVERS) == krippendorff_alpha(FOUR_OBSERVERS)


@pytest.mark.parametrize("some", [[], [("a", None)], [(None, None), ("a", None)]])
def test_where_no_two_looked_at_the_same_place_there_is_no_figure(some: list[Unit]) -> None:
    found = krippendorff_alpha(some)
    assert (found.value, found.why_not) == (None, "No two coders have looked at the same place yet.")


def test_where_all_gave_the_same_value_chance_explains_it() -> None:
    assert "same value" in krippendorff_alpha([("a", "a")] * 12).why_not
    assert "same value" in cohen_kappa_interval([("a", "a")] * 12).why_not


def test_under_ten_units_there_is_no_interval() -> None:
    found = krippendorff_alpha([("a", "a"), ("a", "b"), ("b", "b")])
    assert found.value is not None
    assert (found.low, found.high) == (None, None)
