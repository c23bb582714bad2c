"""Who codes what: the queue, how far everybody is, and eyes that stay closed until all are done."""

from __future__ import annotations

from typing import Any

import pytest

from coders_at_work import Coded, coded
from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.services import coding_tasks, codings, members, sessions
from firsthand.services.coding_tasks import CodingWish
from firsthand.services.codings import Span
from firsthand.services.sessions import SessionForm
from people_at_work import CALL, Team, hold_call

MARCH = Span(1, 0, 1, 16)


@pytest.fixture
def study(team: Team) -> Coded:
    return coded(team)


def ask(team: Team, study: Coded, *, blind: bool = False) -> None:
    wish = CodingWish((study.call.session_id,), (team.ana.id, team.rui.id), blind)
    coding_tasks.assign_coding(team.ana, wish)


def seen(actor: Any, study: Coded) -> list[str]:
    return [row.coder_name for row in codings.codings_in(actor, study.call.transcript_id)]


def both_mark(team: Team, study: Coded) -> None:
    for actor in (team.rui, team.ana):
        codings.mark_all(actor, study.call.transcript_id, [study.waiting], MARCH)


def test_blind_coders_see_their_own_until_both_are_done(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    both_mark(team, study)
    assert (seen(team.rui, study), seen(team.ana, study)) == (["Rui"], ["Ana"])
    coding_tasks.finish_coding(team.rui, study.call.session_id)
    assert (seen(team.rui, study), seen(team.ana, study)) == (["Rui"], ["Ana"])
    coding_tasks.finish_coding(team.ana, study.call.session_id)
    assert seen(team.rui, study) == ["Rui", "Ana"]


def test_blind_coders_see_no_model_either(team: Team, study: Coded) -> None:
    codings.mark(team.rui, study.call.transcript_id, study.waiting, 1, 0, 1, 16, "coder-7b 1.2")
    assert seen(team.ana, study) == ["coder-7b 1.2"]
    ask(team, study, blind=True)
    assert seen(team.ana, study) == []


def test_what_is_hidden_can_not_be_taken_away(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    coding = codings.mark_all(team.rui, study.call.transcript_id, [study.waiting], MARCH)[0]
    with pytest.raises(NotFound):
        codings.unmark(team.ana, coding)


def test_the_queue_counts_no_hidden_codings(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    both_mark(team, study)
    row = coding_tasks.coding_queue(team.rui, study.study_id).rows[0]
    assert (row.codings, row.is_closed) == (1, True)


def test_a_blind_task_opened_again_while_the_other_works_stays_blind(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    both_mark(team, study)
    coding_tasks.finish_coding(team.rui, study.call.session_id)
    coding_tasks.reopen_coding(team.rui, study.call.session_id)
    assert coding_tasks.coding_queue(team.rui, study.study_id).rows[0].mine.is_blind  # type: ignore[union-attr]


def test_after_all_were_done_a_task_is_opened_again_with_open_eyes(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    both_mark(team, study)
    for actor in (team.rui, team.ana):
        coding_tasks.finish_coding(actor, study.call.session_id)
    coding_tasks.reopen_coding(team.rui, study.call.session_id)
    assert not coding_tasks.coding_queue(team.rui, study.study_id).rows[0].mine.is_blind  # type: ignore[union-attr]
    assert seen(team.rui, study) == ["Rui", "Ana"]


def test_who_is_done_changes_nothing_until_they_open_their_task_again(team: Team, study: Coded) -> None:
    ask(team, study)
    coding = codings.mark_all(team.rui, study.call.transcript_id, [study.waiting], MARCH)[0]
    coding_tasks.finish_coding(team.rui, study.call.session_id)
    with pytest.raises(Conflict, match="done"):
        codings.mark_all(team.rui, study.call.transcript_id, [study.taxi], MARCH)
    with pytest.raises(Conflict, match="done"):
        codings.unmark(team.rui, coding)
    coding_tasks.reopen_coding(team.rui, study.call.session_id)
    codings.unmark(team.rui, coding)


def test_a_member_takes_a_session_blind_where_others_code_it_blind(team: Team, study: Coded) -> None:
    coding_tasks.assign_coding(team.ana, CodingWish((study.call.session_id,), (team.ana.id,), is_blind=True))
    coding_tasks.take_coding(team.rui, study.call.session_id)
    tasks = coding_tasks.tasks_in(team.rui, study.call.session_id)
    assert [(task.coder.name, task.is_blind) for task in tasks] == [("Ana", True), ("Rui", True)]


def test_being_asked_twice_is_one_task(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    assert coding_tasks.assign_coding(team.ana, CodingWish((study.call.session_id,), (team.rui.id,))) == ()
    assert len(coding_tasks.tasks_in(team.rui, study.call.session_id)) == 2


def test_a_viewer_is_not_asked_to_code(team: Team, study: Coded) -> None:
    with pytest.raises(Invalid, match="viewers"):
        coding_tasks.assign_coding(team.ana, CodingWish((study.call.session_id,), (team.vera.id,)))


def test_a_session_without_a_transcript_is_not_coded(team: Team, study: Coded) -> None:
    bare = sessions.create_session(team.rui, SessionForm("Bare", study_id=study.study_id))
    with pytest.raises(Invalid, match="without a transcript"):
        coding_tasks.take_coding(team.rui, bare)
    assert coding_tasks.coding_queue(team.rui, study.study_id).without_transcript == 1


def test_next_is_what_was_begun_then_what_was_asked_then_what_nobody_has(team: Team, study: Coded) -> None:
    text = CALL.replace("March", "May").replace("Dana Petrov", "Noa Lind")
    second = hold_call(team.rui, text, study_id=study.study_id, name="noa.vtt")
    queue = lambda: coding_tasks.coding_queue(team.rui, study.study_id)  # noqa: E731
    assert queue().next_session == queue().rows[0].session_id
    coding_tasks.take_coding(team.rui, study.call.session_id)
    coding_tasks.take_coding(team.rui, second.session_id)
    coding_tasks.reach_turn(team.rui, second.session_id, 3)
    assert queue().next_session == second.session_id
    coding_tasks.finish_coding(team.rui, second.session_id)
    assert queue().next_session == study.call.session_id
    coding_tasks.finish_coding(team.rui, study.call.session_id)
    assert queue().next_session == ""


def test_progress_only_grows_and_ends_with_the_transcript(team: Team, study: Coded) -> None:
    coding_tasks.take_coding(team.rui, study.call.session_id)
    for turn, reached in ((2, 3), (0, 3), (99, 6)):
        coding_tasks.reach_turn(team.rui, study.call.session_id, turn)
        assert coding_tasks.tasks_in(team.rui, study.call.session_id)[0].reached == reached


def test_nobody_waits_for_a_coder_who_left(team: Team, study: Coded) -> None:
    ask(team, study, blind=True)
    both_mark(team, study)
    coding_tasks.finish_coding(team.ana, study.call.session_id)
    members.remove_member(team.ana, team.rui.id)
    assert seen(team.ana, study) == ["Rui", "Ana"]


@pytest.mark.parametrize("calls", [1, 3])
def test_the_queue_makes_the_same_queries_for_one_session_and_three(
    team: Team, study: Coded, django_assert_num_queries: Any, calls: int
) -> None:
    for number in range(calls - 1):
        text = CALL.replace("March", f"May {number}").replace("Dana Petrov", f"Noa {number}")
        hold_call(team.rui, text, study_id=study.study_id, name=f"noa{number}.vtt")
    ask(team, study)
    with django_assert_num_queries(8):
        coding_tasks.coding_queue(team.rui, study.study_id)
