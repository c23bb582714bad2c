from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from firsthand.services import quotes
from firsthand.web.showing import length, moment
from people_at_work import CALL, Call, Team, hold_call

HTMX = {"HX-Request": "true"}
PLACE = {"first": "1", "start": "17", "last": "1", "end": "52"}  # I don't think the driver ever came.


def painted(page: str) -> list[dict[str, object]]:
    found = re.search(r'<script id="quotes-data" type="application/json">(.*?)</script>', page)
    assert found is not None
    quotes_there: list[dict[str, object]] = json.loads(found[1])
    return quotes_there


def test_words_of_a_transcript_are_never_markup(team: Team, rui: Client) -> None:
    attack = CALL.replace("nobody called us.", "nobody said <img src=x onerror=alert(1)> &amp; </script>.")
    text = attack.replace("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;").replace(
        "</script>", "&lt;/script&gt;"
    )
    page = rui.get(f"/sessions/{hold_call(team.rui, text).session_id}/transcript/").content.decode()
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


def test_every_turn_has_its_link_its_speaker_and_its_time(rui: Client, call: Call) -> None:
    page = rui.get(f"/sessions/{call.session_id}/transcript/").content.decode()
    assert re.findall(r'<article class="turn" id="(t-\d+)"', page) == [f"t-{n}" for n in range(6)]
    assert '<b>Dana Petrov</b> <a href="#t-1">00:05</a>' in page


def test_a_selection_is_checked_before_it_is_kept(rui: Client, call: Call) -> None:
    part = rui.get(
        f"/sessions/{call.session_id}/transcript/check/", {**PLACE, "start": "31", "end": "51"}, headers=HTMX
    ).content.decode()
    assert "cropped" in part
    assert "I don&#x27;t think <mark>the driver ever came</mark>." in part
    assert "Quote the whole sentence instead" in part


def test_who_can_not_select_with_a_mouse_types_the_part(rui: Client, call: Call) -> None:
    address, turn = (
        f"/sessions/{call.session_id}/transcript/check/",
        {"first": "5", "start": "0", "last": "5", "end": "91"},
    )
    part = rui.get(address, {**turn, "words": " I called the\nshop three times "}, headers=HTMX).content.decode()
    assert "<q>I called the shop three times</q>" in part
    answer = rui.get(address, {**turn, "words": "I rang the shop"}, headers=HTMX)
    assert answer.status_code == 400
    assert "don’t stand in this turn" in answer.content.decode()


def test_keeping_gives_the_new_list_and_says_so(team: Team, rui: Client, call: Call) -> None:
    part = rui.post(f"/sessions/{call.session_id}/transcript/quote/", PLACE, headers=HTMX).content.decode()
    [kept] = quotes.quotes(team.rui).items
    assert kept.text == "I don't think the driver ever came."
    assert painted(part) == [
        {"id": kept.id, "first": "1", "last": "1", "start": 17, "end": 52, "state": "quoted"},
    ]
    assert "The quote is kept." in part


def test_keeping_works_without_scripts(team: Team, rui: Client, call: Call) -> None:
    answer = rui.post(f"/sessions/{call.session_id}/transcript/quote/", PLACE)
    assert (answer.status_code, answer["Location"]) == (302, f"/sessions/{call.session_id}/transcript/#t-1")


@pytest.mark.parametrize("wrong", [{}, {**PLACE, "first": "-1"}, {**PLACE, "end": "9" * 40}, {**PLACE, "start": "²"}])
def test_a_place_that_is_none_is_refused_in_words(rui: Client, call: Call, wrong: dict[str, str]) -> None:
    answer = rui.get(f"/sessions/{call.session_id}/transcript/check/", wrong)
    assert answer.status_code == 400
    assert "No words were selected" in answer.content.decode()


def test_a_refusal_inside_a_page_is_a_toast(rui: Client, call: Call) -> None:
    answer = rui.post(
        f"/sessions/{call.session_id}/transcript/quote/", {**PLACE, "first": "0", "last": "0"}, headers=HTMX
    )
    assert answer.status_code in (400, 403)
    assert (answer["HX-Retarget"], answer["HX-Reswap"]) == ("#toasts", "beforeend")


def test_a_correction_keeps_the_original_in_sight(rui: Client, call: Call) -> None:
    address = f"/sessions/{call.session_id}/turns/3/correct/"
    rui.post(f"/sessions/{call.session_id}/transcript/quote/", {"first": "3", "start": "0", "last": "3", "end": "24"})
    part = rui.post(address, {"text": "Sure, it might be nice. But.", "listened": "yes"}, headers=HTMX).content.decode()
    assert "Sure, it might be nice. But." in part
    assert "corrected by Rui, after listening" in part
    assert "1 quote was checked again." in part


def test_an_emptied_turn_is_refused_and_the_form_stays(rui: Client, call: Call) -> None:
    answer = rui.post(f"/sessions/{call.session_id}/turns/3/correct/", {"text": "  "}, headers=HTMX)
    assert answer.status_code == 400
    assert "can&#x27;t be emptied" in answer.content.decode()


def test_faults_of_questions_show_only_to_who_may_see_the_craft_report(
    team: Team, rui: Client, call: Call, signed_in: object
) -> None:
    assert callable(signed_in)
    address = f"/sessions/{call.session_id}/transcript/"
    assert 'class="about"' in rui.get(address).content.decode()
    assert 'class="about"' not in signed_in(team.ana).get(address).content.decode()


def test_moments_and_lengths_read_like_a_clock() -> None:
    assert (moment(760.4), moment(3723), moment(None)) == ("12:40", "1:02:03", "")
    assert (length(20), length(2892), length(5400)) == ("1 min", "48 min", "1 h 30 min")
