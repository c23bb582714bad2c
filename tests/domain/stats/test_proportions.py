from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.stats.proportions import Proportion, wilson


def test_the_interval_is_the_published_one() -> None:
    # Newcombe 1998, Statistics in Medicine 17, table I: 81 of 263 and 0 of 20 by the score method
    assert wilson(81, 263) == (pytest.approx(0.2553, abs=1e-4), pytest.approx(0.3662, abs=1e-4))
    assert wilson(0, 20) == (pytest.approx(0.0, abs=1e-4), pytest.approx(0.1611, abs=1e-4))


def test_of_nothing_anything_is_possible() -> None:
    assert Proportion(0, 0).share is None
    assert Proportion(0, 0).interval == (0.0, 1.0)


def test_more_hits_than_items_is_no_proportion() -> None:
    with pytest.raises(ValueError, match="3 of 2"):
        wilson(3, 2)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_interval_lies_around_the_share_and_within_zero_and_one(hits: int, misses: int) -> None:
    low, high = wilson(hits, hits + misses)
    assert 0 <= low <= high <= 1
    if hits + misses:
        assert low - 1e-12 <= hits / (hits + misses) <= high + 1e-12
