from __future__ import annotations

from datetime import timedelta

import pytest

from coders_at_work import coded
from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.services import codes, codings
from firsthand.services.codes import CodeForm
from firsthand.services.undo import undo
from firsthand.storage.models import CodeRecord, StudyRecord
from people_at_work import Team


def names(team: Team, study_id: str) -> list[str]:
    return [row.path for row in codes.codebook(team.rui, study_id).codes]


def study_with(team: Team, *wanted: str) -> tuple[str, dict[str, str]]:
    study_id = coded(team).study_id
    CodeRecord.objects.all().delete()
    return study_id, {name: codes.new_code(team.rui, study_id, CodeForm(name)) for name in wanted}


def test_codes_stand_under_each_other_in_the_order_in_which_they_were_registered(team: Team) -> None:
    study_id, made = study_with(team, "Waiting", "Taxi")
    codes.new_code(team.rui, study_id, CodeForm("Late", parent_id=made["Waiting"]))
    assert names(team, study_id) == ["Waiting", "Waiting › Late", "Taxi"]


def test_a_code_counts_its_codings_the_people_who_speak_and_the_coders(team: Team) -> None:
    made = coded(team)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 0, 0, 3, -1)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    codings.mark(team.ana, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    codings.mark(team.ana, made.call.transcript_id, made.taxi, 1, 0, 1, -1, model="small-1")
    codings.mark(team.ana, made.call.transcript_id, made.waiting, 0, 0, 0, -1)
    rows = {row.id: (row.codings, row.people, row.coders) for row in codes.codebook(team.rui, made.study_id).codes}
    assert rows == {made.taxi: (4, 1, 3), made.waiting: (1, 0, 1)}


def test_what_was_registered_after_the_first_conversation_began_is_emergent(team: Team) -> None:
    made = coded(team)
    began = StudyRecord.objects.get(id=made.study_id).locked_at
    assert began is not None
    before = codes.new_code(team.rui, made.study_id, CodeForm("Before"), registered_at=began - timedelta(days=1))
    rows = {row.id: row.is_emergent for row in codes.codebook(team.rui, made.study_id).codes}
    assert rows == {made.waiting: True, made.taxi: True, before: False}


def test_moving_a_code_takes_along_what_stands_under_it_and_comes_back(team: Team) -> None:
    study_id, made = study_with(team, "Waiting", "Taxi", "Phone")
    codes.new_code(team.rui, study_id, CodeForm("Late", parent_id=made["Waiting"]))
    before = names(team, study_id)
    undo_id = codes.move_code(team.rui, made["Waiting"], made["Phone"])
    assert names(team, study_id) == ["Taxi", "Phone", "Phone › Waiting", "Phone › Waiting › Late"]
    undo(team.rui, undo_id)
    assert names(team, study_id) == before


def test_a_code_can_be_put_in_front_of_another(team: Team) -> None:
    study_id, made = study_with(team, "Waiting", "Taxi", "Phone")
    codes.move_code(team.rui, made["Phone"], before_id=made["Waiting"])
    assert names(team, study_id) == ["Phone", "Waiting", "Taxi"]


def test_a_code_never_stands_under_itself(team: Team) -> None:
    study_id, made = study_with(team, "Waiting")
    late = codes.new_code(team.rui, study_id, CodeForm("Late", parent_id=made["Waiting"]))
    with pytest.raises(Invalid, match="under itself"):
        codes.move_code(team.rui, made["Waiting"], late)
    with pytest.raises(Invalid, match="under itself"):
        codes.edit_code(team.rui, late, CodeForm("Late", parent_id=late))


def test_two_codes_of_one_place_have_two_names(team: Team) -> None:
    study_id, made = study_with(team, "Waiting", "Taxi")
    with pytest.raises(Conflict, match="already"):
        codes.new_code(team.rui, study_id, CodeForm(" waiting "))
    with pytest.raises(Conflict, match="already"):
        codes.rename_code(team.rui, made["Taxi"], "Waiting")


def test_a_new_name_keeps_the_codings_and_can_be_taken_back(team: Team) -> None:
    made = coded(team)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    undo_id = codes.rename_code(team.rui, made.taxi, "Cab", version=1)
    assert [(row.name, row.codings) for row in codes.codebook(team.rui, made.study_id).codes][1] == ("Cab", 1)
    undo(team.rui, undo_id)
    assert names(team, made.study_id) == ["Waiting", "Taxi"]


def test_an_edit_of_an_older_version_is_refused(team: Team) -> None:
    _study, made = study_with(team, "Waiting")
    codes.edit_code(team.rui, made["Waiting"], CodeForm("Waiting", "They stand and wait"), version=1)
    with pytest.raises(Conflict, match="Somebody changed"):
        codes.edit_code(team.rui, made["Waiting"], CodeForm("Waiting", "They sit"), version=1)


def test_what_was_changed_again_since_is_not_taken_back(team: Team) -> None:
    study_id, made = study_with(team, "Waiting")
    undo_id = codes.rename_code(team.rui, made["Waiting"], "Delay")
    codes.rename_code(team.rui, made["Waiting"], "Lateness")
    with pytest.raises(Conflict, match="changed again"):
        undo(team.rui, undo_id)
    assert names(team, study_id) == ["Lateness"]


def test_a_retired_code_keeps_what_it_marked_and_takes_nothing_new(team: Team) -> None:
    made = coded(team)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    undo_id = codes.retire_code(team.rui, made.taxi)
    assert [(row.is_retired, row.codings) for row in codes.codebook(team.rui, made.study_id).codes][1] == (True, 1)
    with pytest.raises(Conflict, match="retired"):
        codings.mark(team.rui, made.call.transcript_id, made.taxi, 3, 0, 3, -1)
    undo(team.rui, undo_id)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 3, 0, 3, -1)


def test_only_an_unused_code_is_deleted_and_what_stood_under_it_goes_one_up(team: Team) -> None:
    made = coded(team)
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    with pytest.raises(Conflict, match="marks 1 place"):
        codes.delete_code(team.rui, made.taxi)
    codes.new_code(team.rui, made.study_id, CodeForm("Late", parent_id=made.waiting))
    undo_id = codes.delete_code(team.rui, made.waiting)
    assert names(team, made.study_id) == ["Late", "Taxi"]
    undo(team.rui, undo_id)
    assert names(team, made.study_id) == ["Waiting", "Waiting › Late", "Taxi"]


def test_the_codebook_of_another_workspace_is_not_there(team: Team) -> None:
    study_id, _made = study_with(team, "Waiting")
    with pytest.raises(NotFound):
        codes.codebook(team.otto, study_id)


def test_a_codebook_takes_the_same_queries_for_one_and_for_many(team: Team, django_assert_num_queries: object) -> None:
    study_id, made = study_with(team, "Waiting")
    for name in ("Taxi", "Phone", "Late"):
        codes.new_code(team.rui, study_id, CodeForm(name, parent_id=made["Waiting"]))
    with django_assert_num_queries(4):  # type: ignore[operator]
        codes.codebook(team.rui, study_id)
