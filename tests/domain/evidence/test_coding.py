"""Blind coding: closed until the last blind coder is done, and never closed again by one who has seen the others'."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.evidence.coding import CodingTask, is_closed, stays_blind

NOW = datetime(2026, 11, 28, tzinfo=UTC)
TASKS = st.lists(
    st.builds(CodingTask, st.text("abc", min_size=1), st.booleans(), st.sampled_from([None, NOW])), max_size=5
)


def test_blind_coding_is_closed_until_the_last_one_is_done() -> None:
    ana, rui = CodingTask("ana", is_blind=True, done_at=NOW), CodingTask("rui", is_blind=True)
    assert is_closed([ana, rui])
    assert not is_closed([ana, CodingTask("rui", is_blind=True, done_at=NOW)])


def test_coding_with_open_eyes_closes_nothing() -> None:
    assert not is_closed([CodingTask("ana"), CodingTask("rui")])


def test_a_task_opened_again_is_blind_while_another_coder_is_at_work() -> None:
    ana = CodingTask("ana", is_blind=True, done_at=NOW)
    assert stays_blind(ana, [ana, CodingTask("rui", is_blind=True)])


def test_what_has_been_seen_is_not_unseen_by_opening_a_task_again() -> None:
    ana = CodingTask("ana", is_blind=True, done_at=NOW)
    assert not stays_blind(ana, [ana, CodingTask("rui", is_blind=True, done_at=NOW)])


@given(TASKS)
def test_nothing_is_closed_once_all_are_done(tasks: list[CodingTask]) -> None:
    assert not is_closed(CodingTask(one.member, one.is_blind, NOW) for one in tasks)
