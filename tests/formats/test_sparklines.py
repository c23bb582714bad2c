from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from firsthand.formats.sparklines import EDGE, HIGH, MOST, WIDE, amount, sparkline

MAY = date(2026, 5, 1)


def points(*values: float) -> list[tuple[date, float]]:
    return [(MAY + timedelta(days=30 * n), value) for n, value in enumerate(values)]


def test_a_line_says_in_words_and_in_a_table_what_it_shows() -> None:
    drawn = sparkline(points(21, 22, 19), title="Usage", key="u", unit="days")
    assert drawn.description == "19 days on 2026-06-30, from 21 days on 2026-05-01; 3 values"
    assert drawn.rows == (("2026-06-30", "19 days"), ("2026-05-31", "22 days"), ("2026-05-01", "21 days"))


def test_one_value_is_a_dot_and_none_is_nothing() -> None:
    assert ("<circle" in sparkline(points(6), title="NPS", key="n").svg, "<path" in drawn_of(6)) == (True, False)
    assert "<circle" not in sparkline([], title="NPS", key="n").svg


def drawn_of(*values: float) -> str:
    return sparkline(points(*values), title="NPS", key="n").svg


def test_what_is_lent_is_dashed() -> None:
    assert "stroke-dasharray" in sparkline(points(1, 2), title="Usage", key="u", is_lent=True).svg
    assert "stroke-dasharray" not in drawn_of(1, 2)


def test_a_percent_stands_at_its_number() -> None:
    assert (amount(87, "%"), amount(1204, "jobs"), amount(9, "")) == ("87%", "1,204 jobs", "9")


@given(st.lists(st.tuples(st.dates(), st.floats(-1e12, 1e12)), max_size=30), st.text(max_size=20), st.text(max_size=9))
def test_every_line_is_sound_svg_within_its_frame(values: list[tuple[date, float]], title: str, unit: str) -> None:
    drawn = sparkline(sorted(dict(values).items()), title=title, key="k", unit=unit)
    root = etree.fromstring(drawn.svg.encode())
    for dot in root.iter("{http://www.w3.org/2000/svg}circle"):
        assert EDGE <= float(dot.get("cx", "")) <= WIDE - EDGE
        assert EDGE - 0.1 <= float(dot.get("cy", "")) <= HIGH - EDGE + 0.1
    assert len(drawn.rows) <= MOST
