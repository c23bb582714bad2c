"""The curve of codes as a picture: drawn for any number of interviews, with its facts as a table."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from firsthand.formats.growth_picture import growth_picture
from firsthand.formats.pictures import Picture


def picture(new: list[int], *, with_band: bool = True) -> Picture:
    curve = [sum(new[: place + 1]) for place in range(len(new))]
    band = ([float(total) for total in curve],) * 2 if with_band else ((), ())
    labels = [f"{place}, <Dana>" for place in range(1, len(new) + 1)]
    return growth_picture(
        labels, curve, new, band, base=4, title="Codes", headers=("Interview", "New", "All"), base_label="base", key="g"
    )


@pytest.mark.parametrize("new", [[], [0], [3], [10, 5, 3, 2, 2, 1, 1, 0], [1] * 200])
def test_it_is_drawn_for_any_number_of_interviews(new: list[int]) -> None:
    drawn = picture(new, with_band=bool(new))
    root = ElementTree.fromstring(drawn.svg)
    places = [float(one.attrib["cy"]) for one in root.iter("{http://www.w3.org/2000/svg}circle")]
    assert len(places) == len(new) == len(drawn.rows)
    assert places == sorted(places, reverse=True)


def test_names_are_escaped_and_facts_are_a_table() -> None:
    drawn = picture([2, 0])
    assert "<Dana>" not in drawn.svg + drawn.table
    assert drawn.rows == (("1, <Dana>", "2", "2"), ("2, <Dana>", "0", "2"))
    assert "base" not in drawn.svg.replace("baseline", "")  # the line stands behind a base that is whole
