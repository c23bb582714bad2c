"""Rank correlations: against worked examples, against hands and pencil, and what must hold for any data."""

from __future__ import annotations

import math
from itertools import product
from statistics import correlation

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.stats.relations import FEWEST, chance_warning, rank_biserial, ranks, spearman

NUMBERS = st.integers(-50, 50).map(float)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=FEWEST, max_size=25)
GROUP = st.lists(NUMBERS, min_size=5, max_size=15)

# The IQ of ten people and their hours before a television each week, a textbook's example: rho is -29/165.
TELEVISION = [(106, 7), (100, 27), (86, 2), (101, 50), (99, 28), (103, 29), (97, 20), (113, 12), (112, 6), (110, 17)]


def test_the_textbooks_rho_of_ten_people() -> None:
    found = spearman([(float(a), float(b)) for a, b in TELEVISION])
    assert found.value == pytest.approx(-29 / 165)
    assert found.people == 10
    assert found.low is not None
    assert found.high is not None
    assert found.low < -29 / 165 < found.high


def test_tied_values_share_the_average_of_their_ranks() -> None:
    assert list(ranks([10.0, 20.0, 20.0, 5.0, 20.0])) == [2.0, 4.0, 4.0, 1.0, 4.0]


def test_rho_with_ties_is_the_correlation_of_the_ranks() -> None:
    depth, days = [0, 0, 1, 1, 1, 2, 2, 3, 3, 3], [1, 2, 2, 5, 3, 6, 9, 7, 9, 20]
    found = spearman([(float(a), float(b)) for a, b in zip(depth, days, strict=True)])
    by_hand = [1.5, 1.5, 4, 4, 4, 6.5, 6.5, 9, 9, 9], [1, 2.5, 2.5, 5, 4, 6, 8.5, 7, 8.5, 10]
    assert found.value == pytest.approx(correlation(*by_hand))


def test_rank_biserial_is_the_share_of_pairs_for_less_the_share_against() -> None:
    encouraged, discouraged = [3.0, 3.0, 2.0, 2.0, 1.0, 3.0], [0.0, 1.0, 2.0, 0.0]
    pairs = list(product(encouraged, discouraged))
    by_hand = (sum(a > b for a, b in pairs) - sum(a < b for a, b in pairs)) / len(pairs)
    assert rank_biserial(encouraged, discouraged).value == pytest.approx(by_hand) == pytest.approx(0.7917, abs=0.0001)


@pytest.mark.parametrize("people", range(FEWEST))
def test_of_fewer_than_ten_nothing_is_said(people: int) -> None:
    found = spearman([(float(n), float(n)) for n in range(people)])
    assert (found.value, found.low, found.high, found.people) == (None, None, None, people)
    assert "too few" in found.why_not
    assert rank_biserial([1.0] * people, []).value is None


def test_a_measure_that_is_the_same_for_everybody_goes_with_nothing() -> None:
    found = spearman([(1.0, float(n)) for n in range(12)])
    assert (found.value, found.people) == (None, 12)
    assert "same for everybody" in found.why_not


def test_a_group_of_two_is_no_group() -> None:
    assert "fewer than 3" in rank_biserial([1.0, 2.0], [float(n) for n in range(20)]).why_not


@pytest.mark.parametrize(
    ("looked_at", "said"), [(1, ""), (4, ""), (5, "one of them"), (20, "one of them"), (60, "about 3 of them")]
)
def test_many_relations_at_once_come_with_a_warning(looked_at: int, said: str) -> None:
    assert said in chance_warning(looked_at)
    assert bool(chance_warning(looked_at)) == bool(said)


@given(PAIRS)
@settings(deadline=None, max_examples=30)
def test_rho_stays_in_bounds_and_does_not_care_which_comes_first(pairs: list[tuple[float, float]]) -> None:
    found, turned = spearman(pairs), spearman([(b, a) for a, b in pairs])
    assert found.value == turned.value or math.isclose(found.value or 0, turned.value or 0)
    assert found.value is None or -1 - 1e-9 <= found.value <= 1 + 1e-9
    assert found.low is None or found.high is None or found.low <= found.high


@given(PAIRS)
@settings(deadline=None, max_examples=30)
def test_only_the_order_of_the_values_counts(pairs: list[tuple[float, float]]) -> None:
    assert spearman(pairs) == spearman([(a**3, math.exp(b / 50)) for a, b in pairs])


@given(GROUP, GROUP)
@settings(deadline=None, max_examples=30)
def test_turned_round_the_groups_give_the_opposite(first: list[float], second: list[float]) -> None:
    one, other = rank_biserial(first, second).value, rank_biserial(second, first).value
    assert one is not None
    assert other is not None
    assert one == pytest.approx(-other)


def test_the_same_data_give_the_same_interval() -> None:
    pairs = [(float(n % 4), float(n * 7 % 11)) for n in range(30)]
    assert spearman(pairs) == spearman(list(pairs))
