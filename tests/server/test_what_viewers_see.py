"""A viewer opens every page and every route: no name, number or address that was planted comes out anywhere.

Planted are names and numbers in a transcript, in a correction, in titles and places of sessions, in notes of quotes and
in the name of a file. What a viewer is shown is looked at before anybody has looked through the transcript, and after.
"""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.services import guides, quotes, redactions, sessions, transcripts
from firsthand.services.quotes import QuoteFilter
from firsthand.storage.models import UserRecord
from names_said import SECRETS, Said, talk
from people_at_work import Team

PLANTED = (*SECRETS, "Tobias", "Wunderlich", "dana-petrov")
PAGES = (
    "/",
    "/studies/",
    "/studies/{study}/",
    "/studies/{study}/sample/",
    "/studies/{study}/preparation/",
    "/sessions/",
    "/sessions/{session}/",
    "/sessions/{session}/preparation/",
    "/sessions/{session}/calendar.ics",
    "/quotes/",
    "/quotes/?session={session}",
    "/quotes/?study={study}",
    "/quotes/?words=Graham",
    "/quotes/?words=never",
    "/guides/{guide}/",
    "/workspace/",
    "/api/v1/studies",
    "/api/v1/studies/{study}",
    "/api/v1/sessions",
    "/api/v1/sessions?study_id={study}",
    "/api/v1/sessions/{session}",
    "/api/v1/sessions/{session}/preparation",
    "/api/v1/quotes",
    "/api/v1/quotes?search=Graham",
    "/api/v1/quotes?search=never",
    "/api/v1/workspace",
)
CLOSED = (
    "/sessions/{session}/transcript/",
    "/sessions/{session}/transcript/?as=viewers",
    "/sessions/{session}/redaction/",
    "/sessions/{session}/record/",
    "/sessions/{session}/brief/",
    "/studies/{study}/before-sharing/",
    "/people/",
    "/people/{person}/",
    "/quotes/?person={person}",
    "/api/v1/quotes?participant_id={person}",
    "/api/v1/sessions/{session}/transcript",
    "/api/v1/sessions/{session}/redaction",
    "/api/v1/sessions/{session}/unlanded",
    "/api/v1/studies/{study}/before-sharing",
    "/api/v1/quotes/{quote}/proof",
    "/api/v1/participants/{person}",
    "/media/{transcript}",
)


@pytest.fixture
def said(team: Team) -> Said:
    said = talk(team)
    title = "Dana Petrov, Northmoor Hospital, 020 7946 0958"
    form = sessions.SessionForm(title, location="Ask Dana for the door code", study_id=said.study_id)
    sessions.edit_session(team.rui, said.call.session_id, form)
    text = "Northmoor wrote to dana@petrov.example 😀 and Graham never called back. I told Tobias Wunderlich at six."
    transcripts.correct_turn(team.rui, said.call.transcript_id, 3, text, has_listened=True)
    return said


def vera(team: Team) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=team.vera.user_id))
    return client


def address(route: str, team: Team, said: Said) -> str:
    guide = guides.add_guide(team.rui, "Guide", "# Guide", said.study_id) if "{guide}" in route else ""
    return route.format(
        study=said.study_id,
        session=said.call.session_id,
        person=said.call.participant_id,
        transcript=said.call.transcript_id,
        quote=said.first,
        guide=guide,
    )


def shown(team: Team, said: Said, route: str) -> str:
    answer = vera(team).get(address(route, team, said))
    assert answer.status_code == 200, (route, answer.status_code)
    return answer.content.decode()


def planted_in(text: str, route: str) -> list[str]:
    """What of the planted is in it; the search box shows a viewer their own words again."""
    searched = {"Graham"} if "words=Graham" in route else set()
    return [secret for secret in PLANTED if secret in text and secret not in searched]


@pytest.mark.parametrize("route", PAGES)
def test_nothing_planted_is_shown_before_anybody_looked(team: Team, said: Said, route: str) -> None:
    assert planted_in(shown(team, said, route), route) == []


@pytest.mark.parametrize("route", ["/", "/sessions/{session}/", "/quotes/", "/api/v1/quotes", "/api/v1/sessions"])
def test_nothing_planted_is_shown_once_it_is_covered(team: Team, said: Said, route: str) -> None:
    for turn in redactions.redaction_page(team.rui, said.call.session_id).turns:
        for one in turn.stretches:
            place = (turn.index, one.begin, one.finish)
            redactions.decide(team.rui, said.call.session_id, *place, is_covered=True)
    redactions.finish_review(team.rui, said.call.session_id)
    text = shown(team, said, route)
    assert planted_in(text, route) == []
    assert "[person " in text or "quotes" not in route


@pytest.mark.parametrize("route", CLOSED)
def test_what_holds_the_original_is_not_there_for_a_viewer(team: Team, said: Said, route: str) -> None:
    answer = vera(team).get(address(route, team, said))
    assert answer.status_code in (403, 404), (route, answer.status_code)
    assert planted_in(answer.content.decode(), route) == []


def test_a_search_for_covered_words_finds_nothing_and_counts_nothing(team: Team, said: Said) -> None:
    for words in ("Graham", "grah", "Northmoor", "7946", "petrov", "Tobias", "Wunder"):
        assert quotes.quotes(team.vera, QuoteFilter(search=words)).total == 0, words
    assert quotes.quotes(team.vera, QuoteFilter(search="never called back")).total == 1


def test_offsets_tell_nothing_of_the_length_of_covered_words(team: Team, said: Said) -> None:
    rows = quotes.quotes(team.vera, QuoteFilter(session_id=said.call.session_id)).items
    row = next(row for row in rows if row.first_turn == 1)
    assert (row.begin, row.finish) == (0, len(row.text))


def test_somebody_who_may_read_sees_all_of_it(team: Team, said: Said) -> None:
    client = Client()
    client.force_login(UserRecord.objects.get(id=team.rui.user_id))
    text = client.get(f"/quotes/?session={said.call.session_id}").content.decode()
    assert {secret for secret in SECRETS if secret in text} == set(SECRETS)
