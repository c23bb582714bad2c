"""A study goes through its states by a table, and a prediction made after the fact is marked late."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.planning.studies import (
    TRANSITIONS,
    Hypothesis,
    Standing,
    StudyState,
    TeamRole,
    checked_hypothesis,
    move,
    next_states,
    require_open,
    standing,
    state_by_sessions,
    team_remark,
)

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)


def test_a_study_goes_from_planning_to_closed_step_by_step():
    state = StudyState.PLANNING
    for step in (StudyState.FIELDWORK, StudyState.SYNTHESIS, StudyState.CLOSED, StudyState.ARCHIVED):
        state = move(state, step, sessions_held=3)
    assert state is StudyState.ARCHIVED


def test_every_state_is_in_the_table_and_every_one_can_be_archived_and_left_again():
    assert set(TRANSITIONS) == set(StudyState)
    for state in set(StudyState) - {StudyState.ARCHIVED}:
        assert StudyState.ARCHIVED in TRANSITIONS[state]
        assert state in TRANSITIONS[StudyState.ARCHIVED]


def test_a_step_that_does_not_exist_is_refused_with_those_that_do():
    with pytest.raises(Conflict, match="fieldwork or archived"):
        move(StudyState.PLANNING, StudyState.CLOSED, sessions_held=0)


def test_after_a_session_there_is_no_way_back_to_planning():
    assert StudyState.PLANNING in next_states(StudyState.FIELDWORK, sessions_held=0)
    assert StudyState.PLANNING not in next_states(StudyState.FIELDWORK, sessions_held=1)


def test_the_first_session_ends_the_planning_by_itself():
    assert state_by_sessions(StudyState.PLANNING, 1) is StudyState.FIELDWORK
    assert state_by_sessions(StudyState.PLANNING, 0) is StudyState.PLANNING
    assert state_by_sessions(StudyState.CLOSED, 1) is StudyState.CLOSED


@pytest.mark.parametrize(
    ("written", "first_session", "expected"),
    [
        (MONDAY, None, Standing.OPEN),
        (MONDAY, TUESDAY, Standing.LOCKED),
        (TUESDAY, MONDAY, Standing.LATE),
        (MONDAY, MONDAY, Standing.LATE),
        (None, MONDAY, Standing.LATE),
    ],
)
def test_a_hypothesis_is_locked_by_the_first_session_or_late(written, first_session, expected):
    assert standing(Hypothesis("They don't trust the board", "They phone", written), first_session) is expected


def test_a_locked_hypothesis_can_not_be_changed_but_a_late_one_can():
    with pytest.raises(Conflict, match="marked late"):
        require_open(Hypothesis("A", "B", MONDAY), TUESDAY)
    require_open(Hypothesis("A", "B", TUESDAY), MONDAY)
    require_open(Hypothesis("A", "B", MONDAY), None)


def test_a_hypothesis_needs_a_statement_and_a_prediction():
    assert checked_hypothesis(" They  phone ", "calls", MONDAY) == Hypothesis("They phone", "calls", MONDAY)
    for statement, prediction in (("", "x"), ("x", "  ")):
        with pytest.raises(Invalid):
            checked_hypothesis(statement, prediction, MONDAY)


def test_a_team_without_its_own_note_taker_is_told():
    asking, writing = ("ida", TeamRole.FACILITATOR), ("ben", TeamRole.NOTE_TAKER)
    assert team_remark([asking, writing]) == ""
    assert "facilitator" in team_remark([writing])
    assert "Nobody takes notes" in team_remark([asking, ("ben", TeamRole.OBSERVER)])
    assert "same person" in team_remark([asking, ("ida", TeamRole.NOTE_TAKER)])
