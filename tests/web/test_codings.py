"""Coding in the reader's page, with htmx and without a script; the queue."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from coders_at_work import Coded, coded
from firsthand.services import coding_tasks, codings
from firsthand.services.codings import Span
from firsthand.storage.models import CodeRecord
from people_at_work import Team

HTMX = {"HX-Request": "true"}
MARCH = {"first": "1", "start": "0", "last": "1", "end": "16"}


@pytest.fixture
def study(team: Team) -> Coded:
    return coded(team)


def reader(study: Coded) -> str:
    return f"/sessions/{study.call.session_id}/transcript/"


def test_marking_words_gives_back_the_labels_of_their_turn(rui: Client, study: Coded) -> None:
    part = rui.post(f"{reader(study)}mark/", {**MARCH, "code": study.waiting}, headers=HTMX).content.decode()
    assert re.search(r'<ul class="coded" id="codes-1" hx-swap-oob="true"><li class="code-label colour-0"', part)
    assert 'data-spans="1:0-1:16=cdg_' in part
    assert '<div id="coding" hx-swap-oob="innerHTML">' in part


def test_the_reader_shows_whose_codes_are_where(team: Team, rui: Client, study: Coded) -> None:
    for actor in (team.rui, team.ana):
        codings.mark_all(actor, study.call.transcript_id, [study.waiting], Span(1, 0, 1, 16))
    page = rui.get(reader(study)).content.decode()
    assert page.count('class="code-label') == 1
    assert "Waiting <small>you, A</small>" in page
    assert page.count('<ul class="coded"') == 6


def test_names_of_codes_are_never_markup(rui: Client, study: Coded) -> None:
    CodeRecord.objects.filter(id=study.waiting).update(name="<img src=x>")
    rui.post(f"{reader(study)}mark/", {**MARCH, "code": study.waiting})
    page = rui.get(reader(study)).content.decode()
    assert "<img" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_code_typed_while_coding_is_registered_and_used(rui: Client, study: Coded) -> None:
    part = rui.post(f"{reader(study)}mark/", {**MARCH, "new": "Paid again"}, headers=HTMX).content.decode()
    assert CodeRecord.objects.filter(study=study.study_id, name="Paid again").count() == 1
    assert 'id="codes-data"' in part
    rui.post(f"{reader(study)}mark/", {**MARCH, "first": "3", "last": "3", "new": "paid AGAIN", "end": "4"})
    assert CodeRecord.objects.filter(study=study.study_id, name__iexact="paid again").count() == 1


def test_taking_a_mark_away_offers_the_way_back(team: Team, rui: Client, study: Coded) -> None:
    coding = codings.mark_all(team.rui, study.call.transcript_id, [study.waiting], Span(1, 0, 1, 16))[0]
    part = rui.post(f"{reader(study)}unmark/", {"codings": coding}, headers=HTMX).content.decode()
    undo = re.search(r'action="(/undo/[^"]+)"', part)
    assert undo is not None
    assert rui.post(undo[1], {"next": reader(study)}).headers["Location"] == reader(study)
    assert [row.id for row in codings.codings_in(team.rui, study.call.transcript_id)] == [coding]


def test_a_turn_is_coded_without_a_script(rui: Client, study: Coded) -> None:
    page = f"/sessions/{study.call.session_id}/turns/1/code/"
    assert rui.get(f"/sessions/{study.call.session_id}/code-turn/", {"turn": "#1"}).headers["Location"] == page
    assert "Which words" in rui.get(page).content.decode()
    form = {"first": "1", "last": "1", "start": "0", "end": "0", "words": "It was  in March.", "code": study.taxi}
    assert rui.post(f"{reader(study)}mark/", form).headers["Location"] == f"{reader(study)}#t-1"
    assert "Marked here" in rui.get(page).content.decode()


def test_the_queue_leads_to_the_next_conversation(rui: Client, study: Coded) -> None:
    queue = f"/studies/{study.study_id}/coding/"
    page = rui.get(queue).content.decode()
    assert f'href="{reader(study)}" data-next' in page
    act = f"/sessions/{study.call.session_id}/coding-task/"
    rui.post(act, {"do": "take", "next": queue})
    rui.post(f"{reader(study)}reach/", {"turn": "3"})
    assert "turn 4 of 6" in rui.get(queue).content.decode()
    assert rui.post(act, {"do": "finish", "next": queue}).headers["Location"] == queue
    assert "You are done with everything" in rui.get(queue).content.decode()
    assert "Open again" in rui.get(reader(study)).content.decode()


def test_two_are_asked_to_code_blind(team: Team, rui: Client, study: Coded) -> None:
    form = {"session": study.call.session_id, "member": [team.rui.id, team.ana.id], "blind": "yes"}
    rui.post(f"/studies/{study.study_id}/coding/assign/", form)
    codings.mark_all(team.ana, study.call.transcript_id, [study.waiting], Span(1, 0, 1, 16))
    page = rui.get(reader(study)).content.decode()
    assert "coded blind" in page
    assert 'class="code-label' not in page
    task = coding_tasks.tasks_in(team.rui, study.call.session_id)[0].id
    rui.post(f"/coding/{task}/drop/")
    assert len(coding_tasks.tasks_in(team.rui, study.call.session_id)) == 1
