"""Every page opens for who may see it, looks absent to strangers, and costs the same queries for any number of rows."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from firsthand.domain.people.actors import Actor
from firsthand.services import guides, quotes, studies
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.sessions import SessionForm, create_session
from firsthand.services.studies import StudyForm
from people_at_work import CALL, Call, Team, hold_call

OPEN_TO_ALL_MEMBERS = ["/", "/studies/", "/sessions/", "/quotes/", "/workspace/", "/_components"]
FOR_READERS = ["/people/", "/jobs/"]
FOR_CHANGERS = ["/import/", "/studies/new/", "/sessions/new/", "/people/new/"]
OF_A_SESSION = ["", "edit/", "roles/", "transcript/", "turns/1/", "turns/1/correct/", "craft/", "record/", "record.md"]
CHECKED = "transcript/check/?first=1&start=0&last=1&end=16"


def another_call(team: Team, number: int) -> Call:
    return hold_call(team.rui, CALL.replace("March", f"March {number}"), name=f"call-{number}.vtt")


@pytest.mark.parametrize("path", [*OPEN_TO_ALL_MEMBERS, *FOR_READERS, *FOR_CHANGERS])
def test_a_page_opens_in_an_empty_workspace(rui: Client, path: str) -> None:
    assert rui.get(path).status_code == 200


@pytest.mark.parametrize("path", [*OPEN_TO_ALL_MEMBERS, *FOR_READERS])
def test_a_page_opens_with_something_in_it(rui: Client, call: Call, path: str) -> None:
    assert rui.get(path).status_code == 200


@pytest.mark.parametrize("path", [*OF_A_SESSION, CHECKED])
def test_a_page_of_a_session_opens(rui: Client, call: Call, path: str) -> None:
    assert rui.get(f"/sessions/{call.session_id}/{path}").status_code == 200


@pytest.mark.parametrize("path", [*OF_A_SESSION, CHECKED])
def test_a_session_looks_absent_from_another_workspace(
    team: Team, call: Call, signed_in: Callable[[Actor], Client], path: str
) -> None:
    assert signed_in(team.otto).get(f"/sessions/{call.session_id}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["transcript/", "record/", "record.md", "craft/", CHECKED])
def test_a_viewer_is_not_shown_what_people_said(
    team: Team, call: Call, signed_in: Callable[[Actor], Client], path: str
) -> None:
    assert signed_in(team.vera).get(f"/sessions/{call.session_id}/{path}").status_code == 404


def test_a_craft_report_is_hidden_from_owners_until_it_is_shared(
    team: Team, call: Call, rui: Client, signed_in: Callable[[Actor], Client]
) -> None:
    ana, path = signed_in(team.ana), f"/sessions/{call.session_id}/craft/"
    assert ana.get(path).status_code == 404
    rui.post(f"{path}share/", {"shared": "yes"})
    assert ana.get(path).status_code == 200


@pytest.mark.parametrize("path", [*OPEN_TO_ALL_MEMBERS, *FOR_READERS, *FOR_CHANGERS])
def test_a_visitor_is_sent_to_the_sign_in_page(db: None, path: str) -> None:
    answer = Client().get(path)
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("path", ["", "edit/", "record/"])
def test_a_planned_session_opens_without_a_transcript(team: Team, rui: Client, path: str) -> None:
    planned = create_session(team.rui, SessionForm("Mira, next week"))
    assert rui.get(f"/sessions/{planned}/{path}").status_code == 200


@pytest.mark.parametrize("path", ["transcript/", "roles/", "craft/"])
def test_what_needs_a_transcript_says_so_where_there_is_none(team: Team, rui: Client, path: str) -> None:
    planned = create_session(team.rui, SessionForm("Mira, next week"))
    answer = rui.get(f"/sessions/{planned}/{path}")
    assert answer.status_code == 404
    assert "no transcript yet" in answer.content.decode()


def test_a_study_and_its_guide_open_with_the_linters_findings(team: Team, rui: Client) -> None:
    study = studies.create_study(team.rui, StudyForm("Lost parcels", goals=("See who calls whom",)))
    guide = guides.add_guide(team.rui, "Parcels", "## Core\n\n1. Would you use an app that finds it?\n", study)
    assert "See who calls whom" in rui.get(f"/studies/{study}/").content.decode()
    assert "Would you use" in rui.get(f"/guides/{guide}/").content.decode()
    assert rui.get(f"/studies/{study}/edit/").status_code == 200


def test_a_person_opens(team: Team, rui: Client) -> None:
    somebody = add_participant(team.rui, ParticipantForm("Mira <b>Okafor</b>"))
    page = rui.get(f"/people/{somebody}/").content.decode()
    assert "Mira &lt;b&gt;Okafor&lt;/b&gt;" in page
    assert rui.get(f"/people/{somebody}/edit/").status_code == 200


def queries(client: Client, path: str) -> int:
    client.get(path)  # the first visit fills caches that belong to the process, not to the page
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["/", "/studies/", "/sessions/", "/quotes/", "/people/"])
def test_a_list_costs_the_same_queries_for_one_row_and_for_three(team: Team, rui: Client, path: str) -> None:
    def fill(number: int) -> None:
        study = studies.create_study(team.rui, StudyForm(f"Study {number}"))
        held = hold_call(team.rui, CALL.replace("March", f"March {number}"), study_id=study)
        quotes.highlight(team.rui, held.transcript_id, 1, 0, 1, 16)

    fill(1)
    before = queries(rui, path)
    fill(2)
    fill(3)
    assert queries(rui, path) == before


@pytest.mark.parametrize("path", ["", "transcript/", "craft/", "record/"])
def test_a_session_costs_the_same_queries_with_one_quote_and_with_three(
    team: Team, call: Call, rui: Client, path: str
) -> None:
    address = f"/sessions/{call.session_id}/{path}"
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    before = queries(rui, address)
    quotes.highlight(team.rui, call.transcript_id, 3, 0, 3, 24)
    quotes.highlight(team.rui, call.transcript_id, 5, 0, 5, 28)
    assert queries(rui, address) == before


@pytest.mark.parametrize(
    ("name", "entry"),
    [("companies", "People"), ("touchpoints", "People"), ("decisions", "Claims"), ("check_document", "Claims"),
     ("shares", "Claims"), ("observations", "Studies"), ("quotes", "Quotes"), ("home", "Home")],
)  # fmt: skip
def test_the_main_navigation_says_where_one_is_beneath_an_entry_too(rui: Client, name: str, entry: str) -> None:
    page = rui.get(reverse(name)).content.decode()
    nav = page[page.index('<nav class="nav"') :]
    here = re.findall(r'aria-current="\w+">([^<]+)<', nav[: nav.index("</nav>")])
    assert here == [entry]
