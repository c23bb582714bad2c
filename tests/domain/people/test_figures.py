from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid
from firsthand.domain.people.figures import (
    Series,
    checked_value,
    known_until,
    measure_name,
    series,
    with_fallback,
)

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)


@pytest.mark.parametrize(
    ("written", "used", "name"),
    [
        ("nps", (), "NPS"),
        ("  Net   promoter score ", (), "NPS"),
        ("USAGE", (), "Usage"),
        ("Jobs closed", (), "Jobs closed"),
        ("jobs CLOSED", ("Jobs closed",), "Jobs closed"),
        ("nps", ("Nps",), "Nps"),
    ],
)
def test_a_measure_goes_by_one_name(written: str, used: tuple[str, ...], name: str) -> None:
    assert measure_name(written, used) == name


def test_of_several_values_for_a_day_the_last_one_given_counts() -> None:
    usage = series("Usage", "jobs", [(JUNE, 3.0), (MAY, 9.0), (JUNE, 4.0)])
    assert usage.points == ((MAY, 9.0), (JUNE, 4.0))
    assert (usage.latest, usage.before) == ((JUNE, 4.0), (MAY, 9.0))


def test_a_company_lends_what_a_person_does_not_have_and_it_says_so() -> None:
    own = [series("Usage", "jobs", [(MAY, 9.0)])]
    companys = [series("Usage", "people", [(MAY, 40.0)]), series("Retention", "%", [(MAY, 91.0)])]
    known = with_fallback(own, companys)
    assert {name: (one.unit, one.is_of_company) for name, one in known.items()} == {
        "Usage": ("jobs", False),
        "Retention": ("%", True),
    }


def test_usage_retention_and_nps_come_first_then_the_others_by_name() -> None:
    some = [series(name, "", [(MAY, 1.0)]) for name in ("NPS", "apples", "Usage", "Bees", "Retention")]
    assert list(with_fallback(some, [])) == ["Usage", "Retention", "NPS", "apples", "Bees"]


def test_a_measure_is_known_as_it_stood_on_a_day() -> None:
    some = [series("Usage", "", [(MAY, 1.0), (JULY, 2.0)]), series("NPS", "", [(JULY, 9.0)])]
    assert known_until(some, JUNE) == (series("Usage", "", [(MAY, 1.0)]),)


@given(st.lists(st.tuples(st.integers(0, 60), st.floats(-100, 100)), min_size=1))
def test_a_series_has_one_value_a_day_in_order(values: list[tuple[int, float]]) -> None:
    points = [(MAY + timedelta(days=days), value) for days, value in values]
    made = series("Usage", "", points)
    assert made == series("Usage", "", made.points)
    assert [day for day, _ in made.points] == sorted({day for day, _ in points})
    assert isinstance(made, Series)


@pytest.mark.parametrize("value", [float("inf"), float("nan"), 1e16])
def test_what_can_not_be_drawn_is_refused(value: float) -> None:
    with pytest.raises(Invalid):
        checked_value(value)
