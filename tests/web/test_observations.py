"""Observations, notes and snapshots in the browser: written, looked through, matched, taken away; not for viewers."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.services import notes, observations, quotes, sessions
from firsthand.services.notes import NoteForm
from firsthand.services.observations import ObservationForm
from people_at_work import Call, Team
from web.conftest import SignIn


@pytest.fixture
def quote(team: Team, call: Call) -> str:
    return quotes.highlight(team.rui, call.transcript_id, 1, 53, 1, 95)


@pytest.fixture
def seen(team: Team, quote: str) -> str:
    form = ObservationForm(ObservationKind.SAID, "She seems tired of waiting.", quote_ids=(quote,))
    return observations.new_observation(team.rui, form)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def test_an_observation_is_written_from_a_session_and_shows_its_quote(
    team: Team, call: Call, quote: str, rui: Client
) -> None:
    new = f"/observations/new/?session={call.session_id}"
    assert f'value="{quote}"' in page(rui, new)
    sent = rui.post(new, {"kind": "said", "text": "They waited until six.", "quotes": quote})
    assert sent.status_code == 302
    shown = page(rui, sent["Location"])
    assert "They waited until six." in shown
    assert quotes.quote(team.rui, quote).text in shown
    assert "They waited until six." in page(rui, f"/sessions/{call.session_id}/")
    assert "They waited until six." in page(rui, "/observations/")


def test_one_that_rests_on_nothing_comes_back_with_what_was_typed(call: Call, rui: Client) -> None:
    sent = rui.post(f"/observations/new/?session={call.session_id}", {"kind": "said", "text": "They <b>waited</b>."})
    shown = sent.content.decode()
    assert sent.status_code == 400
    assert "rests on something: a quote, a note, or a count" in shown
    assert "They &lt;b&gt;waited&lt;/b&gt;." in shown


def test_what_is_being_typed_is_looked_through_and_words_of_the_quote_let_stand(rui: Client, quote: str) -> None:
    found = rui.post("/observations/check/", {"text": "He wants a call because nobody called us."}).content.decode()
    assert "<mark>wants</mark>" in found
    assert "<mark>because</mark>" in found
    assert "No word of interpretation found" in rui.post("/observations/check/", {"text": "He rang."}).content.decode()


def test_words_of_interpretation_are_marked_on_the_page(rui: Client, seen: str) -> None:
    assert '<mark title="' in page(rui, f"/observations/{seen}/")
    assert "1 word of interpretation" in page(rui, "/observations/")


def test_there_is_no_way_from_an_observation_to_an_opportunity(rui: Client, seen: str) -> None:
    for way in ("opportunity", "promote", "convert"):
        assert rui.post(f"/observations/{seen}/{way}/").status_code == 404
    shown = page(rui, f"/observations/{seen}/")
    assert "the observation itself never becomes one" in shown


def test_deleting_offers_the_way_back(rui: Client, seen: str) -> None:
    gone = rui.post(f"/observations/{seen}/delete/", follow=True).content.decode()
    assert "The observation was deleted" in gone
    undo = gone.split('action="/undo/')[1].split('"')[0]
    assert rui.post(f"/undo/{undo}")["Location"] == f"/observations/{seen}/"


def test_an_observation_speaks_for_a_claim_from_its_own_page(rui: Client, seen: str) -> None:
    claim = rui.post("/claims/new/", {"statement": "Nobody calls."})["Location"].split("/")[2]
    assert "Nobody calls" in page(rui, f"/observations/{seen}/evidence/")
    rui.post(f"/observations/{seen}/evidence/", {"claim": claim, "source": seen, "side": "supports"})
    assert "1 of 1 person interviewed said so" in page(rui, f"/claims/{claim}/")
    assert "Nobody calls" in page(rui, f"/observations/{seen}/")


def test_a_note_is_taken_with_a_moment_and_a_wrong_one_is_explained(call: Call, rui: Client) -> None:
    path = f"/sessions/{call.session_id}/notes/"
    wrong = rui.post(path, {"text": "Laughs", "kind": "note", "moment": "12.40"})
    assert "such as 12:40" in wrong.content.decode()
    assert rui.post(path, {"text": "Laughs", "kind": "note", "moment": "1:02:03"}).status_code == 302
    assert "noted by Rui, 1:02:03" in page(rui, path)


def test_noted_words_stand_without_quotation_marks_until_they_are_found(team: Team, call: Call, rui: Client) -> None:
    kept = notes.new_note(team.rui, call.session_id, NoteForm("nobody called us until six", NoteKind.VERBATIM, 9.0))
    path = f"/sessions/{call.session_id}/notes/"
    shown = page(rui, path)
    assert "“nobody called us until six”" not in shown
    assert "noted by Rui, 00:09" in shown
    assert "1 noted wording looked for in the transcript" in shown
    place = shown.split('name="place" value="')[1].split('"')[0]
    assert "The transcript has changed" in rui.post(f"/notes/{kept}/accept/", {"place": "0.0-0.1"}).content.decode()
    rui.post(f"/notes/{kept}/accept/", {"place": place})
    assert "found in the transcript, kept as a quote" in page(rui, path)
    assert "We waited until six, and nobody called us." in page(rui, "/quotes/")


def test_a_note_that_is_not_in_the_transcript_can_be_looked_for_again(team: Team, call: Call, rui: Client) -> None:
    kept = notes.new_note(team.rui, call.session_id, NoteForm("nobody called us", NoteKind.VERBATIM))
    path = f"/sessions/{call.session_id}/notes/"
    rui.post(f"/notes/{kept}/unmatched/")
    assert "not in the transcript" in page(rui, path)
    rui.post(f"/notes/{kept}/unmatched/", {"again": "yes"})
    assert "1 noted wording looked for" in page(rui, path)


def test_a_snapshot_is_edited_printed_and_taken_away(call: Call, seen: str, rui: Client) -> None:
    path = f"/sessions/{call.session_id}/snapshot/"
    assert "She seems tired of waiting." in page(rui, path)
    rui.post(f"{path}edit/", {"headline": "They fetch it.", "shown": seen, "version": "0"})
    assert "They fetch it." in page(rui, path)
    assert "They fetch it." in page(rui, f"{path}print/")
    assert "They fetch it." in page(rui, f"/sessions/{call.session_id}/snapshot.md")
    assert rui.get(f"/sessions/{call.session_id}/snapshot.pdf").content.startswith(b"%PDF")
    assert "Somebody changed this snapshot" in rui.post(f"{path}edit/", {"version": "0"}).content.decode()


def test_a_viewer_sees_neither_column_and_no_way_to_them(team: Team, call: Call, seen: str, signed_in: SignIn) -> None:
    vera = signed_in(team.vera)
    shown = page(vera, f"/sessions/{call.session_id}/")
    assert "What we heard" not in shown
    assert "tired of waiting" not in shown
    for path in ("/observations/", f"/observations/{seen}/", f"/sessions/{call.session_id}/notes/"):
        assert vera.get(path).status_code in (403, 404), path


def test_the_two_columns_stand_apart_and_an_empty_session_says_what_to_do(team: Team, call: Call, rui: Client) -> None:
    shown = page(rui, f"/sessions/{call.session_id}/")
    assert shown.index("What we heard") < shown.index("What it may mean")
    planned = sessions.create_session(team.rui, sessions.SessionForm("Soon"))
    assert "Take notes while you listen" in page(rui, f"/sessions/{planned}/")
