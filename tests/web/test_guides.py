"""Guides in the browser: reading, the check while somebody types, saving, versions, review and import."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.reviews import ReviewState
from firsthand.services import guides, studies
from firsthand.services.studies import StudyForm
from people_at_work import Team

SignIn = Callable[[Actor], Client]

TEXT = """# Parcels

## Opening (5 min)

1. What do you do here?

## Late ones (20 min)

> One story is enough.

1. Walk me through the last parcel that came late.
    > After: who told whom.
    - Would you use an app for that?

## Glossary

- **dock**: where the vans stand
"""


@pytest.fixture
def guide(team: Team) -> str:
    return guides.add_guide(team.rui, "Parcels", TEXT)


def lint(client: Client, **asked: object) -> dict[str, Any]:
    answer = client.post("/guides/lint/", json.dumps(asked), content_type="application/json")
    return {"status": answer.status_code, **answer.json()}


def test_a_guide_is_read_with_its_notes_terms_and_findings(rui: Client, guide: str) -> None:
    page = rui.get(f"/guides/{guide}/").content.decode()
    for words in ("Walk me through the last parcel", "After: who told whom.", "where the vans stand", "not reviewed"):
        assert words in page
    assert page.index("Would you use an app") < page.index("hypothetical")


def test_a_viewer_reads_and_is_offered_nothing_to_change(team: Team, signed_in: SignIn, guide: str) -> None:
    page = signed_in(team.vera).get(f"/guides/{guide}/").content.decode()
    assert "Walk me through" in page
    assert f"/guides/{guide}/edit/" not in page
    assert "textarea" not in page


def test_scripts_that_were_pasted_in_stay_words(team: Team, rui: Client) -> None:
    evil = guides.add_guide(team.rui, "x", "# A\n\n## B\n\n1. <script>alert(1)</script> What happened?\n")
    for address in ("", "edit/", "versions/"):
        assert "<script>alert(1)" not in rui.get(f"/guides/{evil}/{address}").content.decode()


def test_offsets_point_at_the_words_in_the_item_for_a_form_and_in_the_text_for_the_text(rui: Client) -> None:
    text = "# A\n\n1. 🙂 Would you use an app for that?\n"
    for view, inside in (("form", "🙂 Would you use an app for that?"), ("text", text)):
        [finding] = [f for f in lint(rui, view=view, text=text)["findings"] if f["fault"] == "hypothetical"]
        begin, finish = finding["at"]
        units = inside.encode("utf-16-le")
        assert units[2 * begin : 2 * finish].decode("utf-16-le") == finding["words"]


def test_a_form_comes_back_as_the_same_text(rui: Client, guide: str) -> None:
    form = lint(rui, view="form", text=TEXT)["form"]
    assert lint(rui, view="form", form=form)["text"] == TEXT


def test_a_finding_that_is_left_in_the_text_gets_its_reason_beside_the_question(rui: Client) -> None:
    [finding] = [f for f in lint(rui, view="text", text=TEXT)["findings"] if f["fault"] == "hypothetical"]
    left = {"fault": "hypothetical", "line": finding["line"], "reason": "a warm-up"}
    answer = lint(rui, view="text", text=TEXT, ignore=left)
    assert "    <!-- firsthand: ignore hypothetical — a warm-up -->" in answer["text"]
    assert "hypothetical" not in [f["fault"] for f in answer["findings"]]


@pytest.mark.parametrize("asked", [{"form": {"sections": 3}}, {"form": []}, {"text": "x" * 200_001}])
def test_what_is_no_guide_is_refused_with_words(rui: Client, asked: dict[str, object]) -> None:
    answer = lint(rui, **asked)
    assert answer["status"] == 400
    assert answer["problem"]


def test_the_second_editor_sees_both_changes_and_keeps_the_text(team: Team, rui: Client, guide: str) -> None:
    guides.save_text(team.ana, guide, TEXT.replace("What do you do here?", "What is your work?"), 1)
    mine = TEXT.replace("the last parcel that came late", "the last parcel that got lost")
    answer = rui.post(f"/guides/{guide}/edit/", {"text": mine, "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Ana" in page
    assert "got lost" in page
    assert guides.guide_page(team.rui, guide).version == 2
    rui.post(f"/guides/{guide}/edit/", {"text": mine, "version": "1", "on_top": "2"})
    assert guides.guide_page(team.rui, guide).text == mine


def test_a_text_that_is_refused_stays_in_the_editor(rui: Client, guide: str) -> None:
    answer = rui.post(f"/guides/{guide}/edit/", {"text": "y" * 200_001, "version": "1"})
    assert answer.status_code == 400
    assert "y" * 1_000 in answer.content.decode()


def test_an_old_version_is_compared_and_brought_back(team: Team, rui: Client, guide: str) -> None:
    guides.save_text(team.rui, guide, TEXT.replace("What do you do here?", "What is your work?"), 1)
    assert "What is your work?" in rui.get(f"/guides/{guide}/versions/").content.decode()
    rui.post(f"/guides/{guide}/versions/restore/", {"number": "1", "version": "2"})
    assert guides.guide_page(team.rui, guide).text == TEXT


def test_a_review_is_asked_for_commented_and_given(team: Team, rui: Client, signed_in: SignIn, guide: str) -> None:
    ana = signed_in(team.ana)
    rui.post(f"/guides/{guide}/review/ask/", {"reviewer": team.ana.member_id})
    assert "You were asked to read this guide." in ana.get(f"/guides/{guide}/").content.decode()
    ana.post(f"/guides/{guide}/comments/", {"text": "Too broad.", "question": "What do you do here?"})
    ana.post(f"/guides/{guide}/review/answer/", {"verdict": "approved", "version": "1"})
    page = guides.guide_page(team.rui, guide)
    assert page.review.state is ReviewState.APPROVED
    rui.post(f"/guides/{guide}/comments/settle/", {"comment": page.comments[0].id})
    assert "settled by Rui" in rui.get(f"/guides/{guide}/").content.decode()


def test_a_new_guide_starts_from_a_template_with_its_slots_filled(team: Team, rui: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    form = {"title": "Rota", "template": "ai-product", "product": "Rotabot", "study": study}
    address = rui.post("/guides/new/", form)["Location"]
    page = guides.guide_page(team.rui, address.split("/")[2])
    assert (page.title, page.study_id, page.read.guide.product) == ("Rota", study, "Rotabot")


def test_a_pasted_guide_is_shown_before_it_is_kept_and_parts_can_be_taken_out(team: Team, rui: Client) -> None:
    pasted = (
        "WARM UP (5 min)\n1. What do you do here?\n\nTHE STORY (20 min)\n1. What happened last time?\n2. Who won?\n"
    )
    seen = rui.post("/guides/import/", {"pasted": pasted})
    page = seen.content.decode()
    assert "3 questions" in page
    kept = {
        "step": "keep",
        "title": "Pasted",
        "parts": "yes",
        "text": seen.context["seen"].text,
        "keep": ["0:0", "1:0"],
    }
    address = rui.post("/guides/import/", kept)["Location"]
    text = guides.guide_page(team.rui, address.split("/")[2]).text
    assert "What happened last time?" in text
    assert "Who won?" not in text


def test_a_file_that_nobody_can_read_says_so(rui: Client) -> None:
    broken = SimpleUploadedFile("guide.docx", b"PK\x03\x04 not a document")
    answer = rui.post("/guides/import/", {"file": broken})
    assert answer.status_code == 400
    assert "can’t be read" in answer.content.decode() or "can&#x27;t be read" in answer.content.decode()


def test_two_thousand_questions_are_shown_as_text(team: Team, rui: Client) -> None:
    long = guides.add_guide(team.rui, "Long", "\n".join(f"{n}. What happened on day {n}?" for n in range(1, 2001)))
    page = rui.get(f"/guides/{long}/").content.decode()
    assert "It is shown as its text." in page
    assert rui.get(f"/guides/{long}/edit/").status_code == 200
    assert lint(rui, view="form", text="\n".join(f"{n}. What? When?" for n in range(1, 500)))["form"] is None
