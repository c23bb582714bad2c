"""The codebook's pages: what is done there can be taken back where the toast says so."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coders_at_work import Coded, coded
from firsthand.services import codes, codings, studies
from firsthand.services.codes import CodeForm
from people_at_work import Team
from web.conftest import SignIn


@pytest.fixture
def made(team: Team) -> Coded:
    return coded(team)


def paths(team: Team, made: Coded) -> list[str]:
    return [row.path for row in codes.codebook(team.rui, made.study_id).codes]


def take_back(client: Client, page: str) -> None:
    (address,) = re.findall(r'action="(/undo/und_\w{22}/)"', client.get(page).content.decode())
    client.post(address)


def test_the_tree_is_shown_with_counts_and_a_viewer_sees_none_of_it(
    team: Team, made: Coded, rui: Client, signed_in: SignIn
) -> None:
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    page = " ".join(rui.get(reverse("codebook", args=[made.study_id])).content.decode().split())
    assert "2 codes" in page
    assert "1 coding · 1 person · 1 coder" in page
    assert signed_in(team.vera).get(reverse("codebook", args=[made.study_id])).status_code == 404


def test_an_empty_codebook_says_what_to_do_first(team: Team, rui: Client) -> None:
    page = rui.get(reverse("codebook", args=[codes_free_study(team)])).content.decode()
    assert "Register the first code" in page


def codes_free_study(team: Team) -> str:
    return studies.create_study(team.rui, studies.StudyForm("Empty"))


def test_a_step_is_taken_and_taken_back(team: Team, made: Coded, rui: Client) -> None:
    answer = rui.post(reverse("move_code", args=[made.taxi]), {"step": "in"})
    assert paths(team, made) == ["Waiting", "Waiting › Taxi"]
    assert answer["Location"].endswith(f"#{made.taxi}")
    take_back(rui, reverse("codebook", args=[made.study_id]))
    assert paths(team, made) == ["Waiting", "Taxi"]


def test_codes_are_merged_after_a_look_and_taken_apart_again(team: Team, made: Coded, rui: Client) -> None:
    codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, -1)
    page = rui.get(reverse("merge_code", args=[made.taxi]), {"into": made.waiting}).content.decode()
    assert "Merge “Taxi” into “Waiting”" in page
    rui.post(reverse("merge_code", args=[made.taxi]), {"into": made.waiting})
    assert paths(team, made) == ["Waiting"]
    take_back(rui, reverse("code", args=[made.waiting]))
    assert paths(team, made) == ["Waiting", "Taxi"]


def test_ticked_codings_are_split_off_in_the_words_of_the_transcript(team: Team, made: Coded, rui: Client) -> None:
    coding = codings.mark(team.rui, made.call.transcript_id, made.taxi, 1, 0, 1, 9)
    assert "It was in" in rui.get(reverse("code", args=[made.taxi])).content.decode()
    rui.post(reverse("split_code", args=[made.taxi]), {"name": "By night", "coding": [coding]})
    assert paths(team, made) == ["Waiting", "Taxi", "By night"]
    take_back(rui, reverse("codebook", args=[made.study_id]))
    assert paths(team, made) == ["Waiting", "Taxi"]


def test_a_form_that_will_not_do_keeps_what_was_typed(made: Coded, rui: Client) -> None:
    answer = rui.post(reverse("new_code", args=[made.study_id]), {"name": "taxi", "colour": "3"})
    assert answer.status_code == 400
    assert "stands in this place already" in answer.content.decode()
    assert 'value="taxi"' in answer.content.decode()


def test_a_code_is_edited_retired_and_deleted(team: Team, made: Coded, rui: Client) -> None:
    rui.post(reverse("edit_code", args=[made.taxi]), {"name": "Cab", "colour": "2", "version": "1"})
    rui.post(reverse("retire_code", args=[made.taxi]), {"retired": "yes"})
    row = codes.codebook(team.rui, made.study_id).codes[1]
    assert (row.name, row.colour, row.is_retired) == ("Cab", 2, True)
    rui.post(reverse("delete_code", args=[made.taxi]))
    assert paths(team, made) == ["Waiting"]


def test_a_codebook_is_taken_away_and_brought_to_another_study(team: Team, made: Coded, rui: Client) -> None:
    codes.new_code(team.rui, made.study_id, CodeForm("Late", parent_id=made.waiting))
    other = codes_free_study(team)
    for name in ("codebook_qdc", "codebook_csv"):
        data = rui.get(reverse(name, args=[made.study_id])).content
        page = rui.post(reverse("import_codebook", args=[other]), {"file": SimpleUploadedFile("c.qdc", data)})
        (upload,) = re.findall(r'name="upload" value="(\w{64})"', page.content.decode())
        answer = rui.post(reverse("import_codebook", args=[other]), {"upload": upload, "name": "c.qdc"})
        assert answer.status_code == 302
    assert [row.path for row in codes.codebook(team.rui, other).codes] == ["Waiting", "Waiting › Late", "Taxi"]


def test_a_file_that_is_no_codebook_is_refused_on_the_page(made: Coded, rui: Client) -> None:
    file = SimpleUploadedFile("c.qdc", b"<!DOCTYPE a><CodeBook/>")
    answer = rui.post(reverse("import_codebook", args=[made.study_id]), {"file": file})
    assert answer.status_code == 400
    assert "declares a document type" in answer.content.decode()
