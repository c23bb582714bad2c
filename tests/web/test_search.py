"""The search page: what was found with its words marked, and nothing that an input could break."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.services import notes, quotes
from firsthand.services.notes import NoteForm
from people_at_work import Call, Team
from web.conftest import SignIn


def page(client: Client, **asked: str) -> str:
    answer = client.get("/search/", asked)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_field_stands_on_every_page_and_leads_to_the_moment(call: Call, rui: Client) -> None:
    assert 'action="/search/"' in rui.get("/").content.decode()
    shown = page(rui, q="driver")
    assert f'href="/sessions/{call.session_id}/transcript/#t-1"' in shown
    assert "I don&#x27;t think the <mark>driver</mark> ever came." in shown
    assert "In conversations" in shown
    assert "Quotes</h2>" not in shown


def test_a_viewer_is_led_to_the_quote_and_not_to_the_transcript(team: Team, call: Call, signed_in: SignIn) -> None:
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    shown = page(signed_in(team.vera), q="march")
    assert f'href="/quotes/?session={call.session_id}#q-{quote}"' in shown
    assert "/transcript/" not in shown
    assert "Who speaks" not in shown


def test_what_was_written_is_shown_as_text(team: Team, call: Call, rui: Client) -> None:
    notes.new_note(team.rui, call.session_id, NoteForm("<script>alert(1)</script> driver"))
    shown = page(rui, q="driver alert", kind="note")
    assert "&lt;script&gt;<mark>alert</mark>" in shown
    assert "<script>alert" not in shown


def test_a_search_can_be_narrowed_to_a_person_and_widened_again(call: Call, rui: Client) -> None:
    person = rui.get(f"/people/{call.participant_id}/").content.decode()
    assert f"/search/?person={call.participant_id}" in person
    shown = page(rui, q="driver", person=call.participant_id)
    assert "Only what Dana Petrov said" in shown
    assert 'href="/search/?q=driver"' in shown
    assert "#t-2" not in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({}, "Look through everything that was said"),
        ({"q": "parrot"}, "Nothing is found"),
        ({"q": "-driver"}, "only a word to leave out"),
        ({"q": " ".join(f"w{n}" for n in range(13))}, "The last word was not looked for"),
        (
            {"q": "\"unbalanced AND (NEAR* \0 ' ;--", "kind": "nothing", "since": "soon", "speaks": "x"},
            "Nothing is found",
        ),
    ],
)
def test_an_empty_page_says_why(call: Call, rui: Client, asked: dict[str, str], told: str) -> None:
    assert told in page(rui, **asked)


def test_more_of_one_kind_goes_on_where_it_stopped(team: Team, call: Call, rui: Client) -> None:
    for n in range(6):
        notes.new_note(team.rui, call.session_id, NoteForm(f"driver number {n}"))
    shown = page(rui, q="driver")
    assert "/search/?q=driver&amp;kind=note" in shown
    assert "number 0" not in shown
    assert "number 0" in page(rui, q="driver", kind="note")
    assert rui.get("/search/", {"q": "driver", "kind": "turn", "after": "x"}).status_code == 400
