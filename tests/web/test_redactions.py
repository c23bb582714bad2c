"""The pages on which members look through a transcript and what they wrote themselves."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.services import redactions
from firsthand.storage.models import RedactionRecord
from names_said import Said, talk
from people_at_work import Team


@pytest.fixture
def said(team: Team) -> Said:
    return talk(team)


def page_of(said: Said) -> str:
    return f"/sessions/{said.call.session_id}/redaction/"


def place(team: Team, said: Said, text: str) -> dict[str, str]:
    turns = redactions.redaction_page(team.rui, said.call.session_id).turns
    index, one = next((turn.index, one) for turn in turns for one in turn.stretches if one.text == text)
    return {"turn": str(index), "begin": str(one.begin), "finish": str(one.finish)}


def test_the_page_says_what_was_found_and_why(rui: Client, said: Said) -> None:
    text = rui.get(page_of(said)).content.decode()
    assert "introduced" in text or "a common given name" in text
    assert "0 of 7 places looked at" in text
    assert "not reviewed" in text


def test_deciding_leads_to_the_next_open_place_or_sends_the_part_that_changed(
    team: Team, rui: Client, said: Said
) -> None:
    form = {**place(team, said, "Graham"), "do": "cover_all", "showing": "open"}
    answer = rui.post(f"{page_of(said)}decide/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"{page_of(said)}?show=open#next")
    form = {**place(team, said, "Northmoor"), "do": "show"}
    part = rui.post(f"{page_of(said)}decide/", form, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith('<div class="redaction" id="redaction">')
    assert "Shown in 1 place." in part


def test_words_typed_by_hand_must_stand_in_the_turn(rui: Client, said: Said) -> None:
    form = {"turn": "1", "words": "head  of stores", "kind": "detail"}
    assert rui.post(f"{page_of(said)}cover/", form).status_code == 302
    assert RedactionRecord.objects.get().exact == "head of stores"
    wrong = rui.post(f"{page_of(said)}cover/", {**form, "words": "head of sales"})
    assert (wrong.status_code, RedactionRecord.objects.count()) == (400, 1)
    assert rui.post(f"{page_of(said)}cover/", {**form, "kind": "nonsense"}).status_code == 400


def test_nobody_has_read_it_to_the_end_while_something_waits(team: Team, rui: Client, said: Said) -> None:
    assert rui.post(f"{page_of(said)}finish/").status_code == 400
    for turn in redactions.redaction_page(team.rui, said.call.session_id).turns:
        for one in turn.stretches:
            redactions.decide(team.rui, said.call.session_id, turn.index, one.begin, one.finish, is_covered=True)
    assert rui.post(f"{page_of(said)}finish/").status_code == 302
    assert "reviewed by Rui on" in rui.get(f"/sessions/{said.call.session_id}/").content.decode()


def test_a_member_is_warned_about_a_note_that_names_somebody(rui: Client, said: Said) -> None:
    quote = {"first": "1", "start": "0", "last": "1", "end": "8", "note": "Ask Dana about it"}
    rui.post(f"/sessions/{said.call.session_id}/transcript/quote/", quote)
    text = rui.get("/quotes/").content.decode()
    assert "Your note names “Dana”" in text


def test_before_sharing_every_name_in_what_members_wrote_is_listed_with_a_way_to_it(rui: Client, said: Said) -> None:
    text = rui.get(f"/studies/{said.study_id}/before-sharing/").content.decode()
    assert "<mark>Dana</mark> says that <mark>Graham</mark> is hard to reach." in text
    assert f"/quotes/?session={said.call.session_id}#q-{said.second}" in text
    assert "the title of a session" in text
    assert "1 of 1 still open" in text


def test_words_of_a_transcript_are_never_markup(team: Team, rui: Client) -> None:
    from names_said import CALL

    nasty = CALL.replace("I called Graham", "I called <script>alert(1)</script> Graham")
    said = talk(team, text=nasty)
    text = rui.get(f"{page_of(said)}?show=all").content.decode()
    assert "<script>alert" not in text
