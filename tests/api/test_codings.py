"""Codings and the coding queue over the API."""

from __future__ import annotations

import pytest
from django.test import Client

from api.test_routes import V1, send
from coders_at_work import Coded, coded
from firsthand.services import coding_tasks, codings, withdrawals, withdrawing
from firsthand.services.coding_tasks import CodingWish
from firsthand.storage.models import CodingRecord
from people_at_work import Team
from two_people import hold_both


@pytest.fixture
def study(team: Team) -> Coded:
    return coded(team)


def test_words_are_marked_listed_and_taken_away(rui: Client, study: Coded) -> None:
    where = f"/transcripts/{study.call.transcript_id}/codings"
    mark = {"code_ids": [study.waiting, study.taxi], "first_turn": 1, "begin": 0, "finish": 16}
    made = send(rui, "POST", where, mark)
    assert made.status_code == 201
    first, second = made.json()["ids"]
    assert send(rui, "POST", where, mark).json()["ids"] == [first, second]
    listed = rui.get(f"{V1}{where}").json()
    assert {row["id"] for row in listed["items"]} == {first, second}
    assert {row["text"] for row in listed["items"]} == {"It was in March."}
    assert [row["id"] for row in rui.get(f"{V1}/codes/{study.waiting}/codings").json()["items"]] == [first]
    assert rui.delete(f"{V1}/codings/{first}").json()["undo_id"]
    assert rui.get(f"{V1}/codes/{study.waiting}/codings").json()["items"] == []


def test_a_list_comes_in_slices(rui: Client, study: Coded) -> None:
    where = f"/transcripts/{study.call.transcript_id}/codings"
    made = send(rui, "POST", where, {"code_ids": [study.waiting, study.taxi], "first_turn": 1}).json()["ids"]
    first = rui.get(f"{V1}{where}?limit=1").json()
    second = rui.get(f"{V1}{where}", {"limit": 1, "cursor": first["next_cursor"]}).json()
    assert {first["items"][0]["id"], second["items"][0]["id"]} == set(made)
    assert (first["total"], second["next_cursor"]) == (2, None)


def test_a_model_marks_under_its_own_name(rui: Client, study: Coded) -> None:
    where = f"/transcripts/{study.call.transcript_id}/codings"
    mark = {"code_ids": [study.taxi], "first_turn": 1, "model": {"name": "tern", "version": "3.1"}}
    assert send(rui, "POST", where, mark).status_code == 201
    (row,) = rui.get(f"{V1}{where}").json()["items"]
    assert (row["coder"], row["coder_name"], row["is_mine"]) == ("model:tern 3.1", "tern 3.1", False)
    nameless = mark | {"model": {"name": " ", "version": "3.1"}}
    assert send(rui, "POST", where, nameless).status_code == 400
    assert CodingRecord.objects.count() == 1


def test_a_place_outside_the_transcript_is_refused(rui: Client, study: Coded) -> None:
    where = f"/transcripts/{study.call.transcript_id}/codings"
    for place in ({"first_turn": 999}, {"first_turn": 1, "begin": 9_999}, {"first_turn": 1, "begin": 5, "finish": 5}):
        assert send(rui, "POST", where, {"code_ids": [study.taxi], **place}).status_code == 400
    assert not CodingRecord.objects.exists()


def test_the_queue_is_filled_worked_and_opened_again(rui: Client, team: Team, study: Coded) -> None:
    session = study.call.session_id
    wish = {"session_ids": [session], "member_ids": [team.rui.id], "is_blind": True}
    (task,) = send(rui, "POST", "/coding-tasks", wish).json()["ids"]
    assert send(rui, "POST", "/coding-tasks", wish).json()["ids"] == []
    assert send(rui, "POST", f"/sessions/{session}/coding/take", {}).json()["ids"] == [task]
    assert send(rui, "PUT", f"/sessions/{session}/coding/reached", {"turn": 1}).status_code == 204
    (row,) = rui.get(f"{V1}/studies/{study.study_id}/coding-queue").json()["rows"]
    assert (row["tasks"][0]["reached"], row["tasks"][0]["is_blind"], row["is_closed"]) == (2, True, True)
    assert send(rui, "POST", f"/sessions/{session}/coding/finish", {}).status_code == 204
    mark = {"code_ids": [study.taxi], "first_turn": 1}
    assert send(rui, "POST", f"/transcripts/{study.call.transcript_id}/codings", mark).status_code == 409
    assert send(rui, "POST", f"/sessions/{session}/coding/reopen", {}).status_code == 204
    assert rui.delete(f"{V1}/coding-tasks/{task}").status_code == 204


def test_while_somebody_codes_blind_only_ones_own_marks_are_listed(rui: Client, team: Team, study: Coded) -> None:
    coding_tasks.assign_coding(team.ana, CodingWish((study.call.session_id,), (team.rui.id,), is_blind=True))
    codings.mark(team.ana, study.call.transcript_id, study.waiting, 1, 0, 1, 16)
    mine = codings.mark(team.rui, study.call.transcript_id, study.taxi, 1, 0, 1, 16)
    listed = rui.get(f"{V1}/transcripts/{study.call.transcript_id}/codings").json()
    assert ([row["id"] for row in listed["items"]], listed["total"]) == ([mine], 1)
    assert rui.get(f"{V1}/codes/{study.waiting}/codings").json()["items"] == []


def test_after_a_withdrawal_no_coding_of_the_words_is_left(team: Team, study: Coded) -> None:
    codings.mark(team.rui, study.call.transcript_id, study.taxi, 1, 0, 1, 16)
    withdrawing.carry_out(withdrawals.withdraw(team.rui, study.call.participant_id, "Dana Petrov"))
    assert not CodingRecord.objects.exists()


def test_of_two_people_the_codings_of_the_other_stay(team: Team, study: Coded) -> None:
    both = hold_both(team.rui, study.study_id)
    codings.mark(team.rui, both.transcript, study.waiting, 4, 0, 4, codings.WHOLE_TURN)
    owens = codings.mark(team.rui, both.transcript, study.taxi, 5, 0, 5, 7)
    withdrawing.carry_out(withdrawals.withdraw(team.rui, both.leila, "Leila Farouk"))
    (left,) = CodingRecord.objects.all()
    assert (left.id, left.exact) == (owens, "I drove")
