"""Places on a board, and who stands behind a theme."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.board import (
    Behind,
    Coverage,
    coverage,
    numbered_anew,
    position_between,
    put_among,
)

ids = st.text("abcdef", min_size=1, max_size=1)
behinds = st.builds(Behind, st.lists(ids).map(tuple), st.lists(ids).map(tuple), st.lists(ids).map(tuple))


def test_everybody_is_counted_once_however_many_of_their_cards_lie_there() -> None:
    marta, jiwoo = Behind(("marta",), ("Northmoor",), ("Hospitals",)), Behind(("ji-woo",), ("Kestrel",), ())
    assert coverage([marta, marta, jiwoo]) == Coverage(2, 2, ("Hospitals",))
    assert coverage([marta, marta]).is_one_person
    assert not coverage([]).is_one_person


@given(st.lists(behinds), st.lists(behinds))
def test_a_theme_never_reaches_fewer_for_another_card(some: list[Behind], more: list[Behind]) -> None:
    before, after = coverage(some), coverage([*some, *more])
    assert before.people <= after.people <= before.people + coverage(more).people
    assert before.companies <= after.companies
    assert set(before.segments) <= set(after.segments)


def test_a_place_lies_between_its_neighbours_or_beyond_the_last() -> None:
    assert position_between(None, None) == 0.0
    assert position_between(1.0, 2.0) == 1.5
    assert position_between(1.0, 1.0) is None
    assert position_between(1.0, 1.0 + 1e-9) is None


@given(st.lists(st.tuples(ids, st.integers(0, 5)), max_size=80))
def test_moving_card_after_card_keeps_the_order_that_everybody_saw(moves: list[tuple[str, int]]) -> None:
    """However often cards are put between the same two, the order by place is the order that was asked for."""
    order: list[str] = []
    places: dict[str, float] = {}
    for card, at in moves:
        rest = [one for one in order if one != card]
        index = min(at, len(rest))
        after = rest[index - 1] if index else ""
        before = rest[index] if index < len(rest) else ""
        order = [*rest[:index], card, *rest[index:]]
        found, place = put_among(
            [(one, places[one]) for one in sorted(places, key=places.__getitem__)], card, after, before
        )
        assert found == index
        places = numbered_anew(order) if place is None else {**places, card: place}
        assert sorted(places, key=places.__getitem__) == order


def test_a_card_whose_neighbours_have_gone_goes_to_the_end() -> None:
    assert put_among([("a", 0.0), ("b", 1.0)], "x", "gone", "gone too") == (2, 1025.0)
    assert put_among([("a", 0.0), ("b", 1.0)], "x", "gone", "b") == (1, 0.5)
    assert put_among([], "x", "", "") == (0, 0.0)
