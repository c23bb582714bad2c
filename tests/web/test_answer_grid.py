"""The pages of the grid: all questions, one question, and coding in place."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from coders_at_work import new_code
from firsthand.services import guides, studies
from firsthand.services.studies import StudyForm
from firsthand.storage.models import CodingRecord, SessionRecord
from people_at_work import Call, Team, hold_call

QUESTION = "Tell me about the last time a delivery went missing."


@pytest.fixture
def study(team: Team) -> str:
    return studies.create_study(team.rui, StudyForm("Late parcels"))


@pytest.fixture
def call(team: Team, study: str) -> Call:
    held = hold_call(team.rui, study_id=study)
    guide = guides.add_guide(team.rui, "Late", f"# Late\n\n## Core\n\n- {QUESTION}\n- Who paid for it?\n", study)
    SessionRecord.objects.filter(id=held.session_id).update(guide_id=guide)
    return held


def test_all_questions_show_how_answers_begin_and_where_nobody_asked(rui: Client, study: str, call: Call) -> None:
    shown = rui.get(reverse("answer_grid", args=[study])).content.decode()
    assert "It was in March." in shown
    assert "not asked" in shown
    assert f"/sessions/{call.session_id}/transcript/#t-0" in shown
    assert reverse("answer_grid", args=[study]) in rui.get(reverse("coding_queue", args=[study])).content.decode()


def test_an_answer_is_coded_in_place(team: Team, rui: Client, study: str, call: Call) -> None:
    code = new_code(team.rui, study, "Lateness")
    address = reverse("answer_grid", args=[study])
    shown = rui.get(address, {"question": QUESTION}).content.decode()
    assert "and nobody called us." in shown
    form = {"session": call.session_id, "turn": "1", "question": QUESTION, "code": code.id}
    answer = rui.post(reverse("code_answer", args=[study]), form)
    assert answer["Location"].endswith(f"#a-{call.session_id}-1")
    assert CodingRecord.objects.get().first_turn == 1
    assert "colour-" in rui.get(address, {"question": QUESTION}).content.decode().partition("answer-turn")[2]


@pytest.mark.parametrize("form", [{}, {"turn": "x", "code": "c"}, {"turn": "1"}])
def test_nothing_is_marked_without_a_turn_and_a_code(rui: Client, study: str, call: Call, form: dict[str, str]) -> None:
    answer = rui.post(reverse("code_answer", args=[study]), {"session": call.session_id, **form})
    assert answer.status_code == 400
    assert "Nothing was marked" in answer.content.decode()


@pytest.mark.parametrize("start", ["-1", "x", "9" * 40, "7"])
def test_an_odd_place_in_the_list_is_no_failure(rui: Client, study: str, call: Call, start: str) -> None:
    assert rui.get(reverse("answer_grid", args=[study]), {"start": start}).status_code == 200


def test_without_a_guide_it_says_what_to_do(rui: Client, study: str) -> None:
    assert "No guide, no grid" in rui.get(reverse("answer_grid", args=[study])).content.decode()
