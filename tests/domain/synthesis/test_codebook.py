from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.codebook import (
    Span,
    Step,
    circles,
    in_order,
    is_emergent,
    merge_plan,
    placed,
    stepped,
    under,
    would_circle,
)

NOON = datetime(2026, 10, 7, 12, tzinfo=UTC)
PARENTS = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.sampled_from("abcdefgh"), max_size=8)
SPANS = st.lists(st.tuples(st.sampled_from(("ana", "rui")), st.integers(0, 3), st.integers(0, 2)), max_size=12)


def spans(rows: list[tuple[str, int, int]], key: str) -> list[Span]:
    return [Span(f"{key}{at}", who, "t", turn, begin, turn, 9) for at, (who, turn, begin) in enumerate(rows)]


def test_a_tree_is_read_from_top_to_bottom() -> None:
    codes = [("a", None, "Waiting"), ("b", None, "Taxi"), ("c", "a", "Late"), ("d", "c", "Very")]
    assert [(one.id, one.depth, one.path) for one in in_order(codes)] == [
        ("a", 0, "Waiting"),
        ("c", 1, "Waiting › Late"),
        ("d", 2, "Waiting › Late › Very"),
        ("b", 0, "Taxi"),
    ]


def test_what_stood_under_a_deleted_code_stands_at_the_top() -> None:
    assert [(one.id, one.parent) for one in in_order([("c", "gone", "Late")])] == [("c", None)]


@given(PARENTS)
def test_every_code_is_in_the_tree_once_or_stands_in_a_circle(parents: dict[str, str | None]) -> None:
    there = [one.id for one in in_order((code, parent, code) for code, parent in parents.items())]
    assert len(there) == len(set(there))
    assert set(parents) - set(there) == set(circles(parents))


@given(PARENTS, st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))
def test_a_move_that_is_allowed_makes_no_circle(parents: dict[str, str | None], code: str, to: str) -> None:
    if not set(circles(parents)) and code in parents and to in parents and not would_circle(parents, code, to):
        assert not set(circles({**parents, code: to}))


def test_under_a_code_is_all_of_its_branch() -> None:
    assert under({"a": None, "b": "a", "c": "b", "d": None}, "a") == {"a", "b", "c"}


def test_a_code_is_put_in_front_of_another_or_at_the_end() -> None:
    assert placed(["a", "b", "c"], "c", "a") == ["c", "a", "b"]
    assert placed(["a", "b", "c"], "a", None) == ["b", "c", "a"]
    assert placed(["a", "b"], "new", "gone") == ["a", "b", "new"]


@given(SPANS, SPANS)
def test_merging_keeps_every_place_of_every_coder_once(
    mine: list[tuple[str, int, int]], theirs: list[tuple[str, int, int]]
) -> None:
    moving, there = spans(mine, "m"), spans(theirs, "t")
    plan = merge_plan(moving, there)
    assert sorted([*plan.moving, *plan.doubled]) == sorted(one.id for one in moving)
    after = [one[1:] for one in moving if one.id in plan.moving]
    assert len(after) == len(set(after))
    assert {*after, *(one[1:] for one in there)} == {one[1:] for one in [*moving, *there]}


def test_only_what_was_registered_after_the_first_conversation_is_emergent() -> None:
    assert is_emergent(NOON + timedelta(minutes=1), NOON)
    assert not is_emergent(NOON, NOON)
    assert not is_emergent(NOON, None)


TREE = in_order([("a", None, "A"), ("b", None, "B"), ("c", None, "C"), ("d", "b", "D"), ("e", "b", "E")])


def test_a_step_moves_a_code_among_its_siblings_under_the_one_before_or_out() -> None:
    assert stepped(TREE, "b", Step.UP) == (None, "a")
    assert stepped(TREE, "a", Step.DOWN) == (None, "c")
    assert stepped(TREE, "b", Step.DOWN) == (None, None)
    assert stepped(TREE, "c", Step.IN) == ("b", None)
    assert stepped(TREE, "e", Step.OUT) == (None, "c")


def test_a_step_that_leads_nowhere_is_none() -> None:
    assert [stepped(TREE, "a", step) for step in (Step.UP, Step.IN, Step.OUT)] == [None] * 3
    assert stepped(TREE, "c", Step.DOWN) is None
