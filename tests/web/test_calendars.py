from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from icalendar import Calendar

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.actors import Actor
from firsthand.services.sessions import SessionForm, create_session, move_session
from people_at_work import Call, Team


def planned(actor: Actor) -> str:
    return create_session(actor, SessionForm("Mira, next week"))


def made_address(client: Client) -> str:
    page = client.post("/workspace/calendar/new/").content.decode()
    return re.findall(r'value="http://testserver(/calendar/[^"]+\.ics)"', page)[0]


def test_the_file_of_a_session_is_a_calendar_with_a_link_back(team: Team, rui: Client) -> None:
    session_id = planned(team.rui)
    answer = rui.get(f"/sessions/{session_id}/calendar.ics")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8; method=PUBLISH")
    assert re.fullmatch(r'attachment; filename="\d{4}-\d\d-\d\d-mira-next-week\.ics"', answer["Content-Disposition"])
    [event] = Calendar.from_ical(answer.content).events
    assert event["URL"] == f"http://testserver/sessions/{session_id}/"


def test_the_page_of_a_session_ahead_or_called_off_offers_the_file(team: Team, call: Call, rui: Client) -> None:
    session_id = planned(team.rui)
    address = f"/sessions/{session_id}/calendar.ics"
    assert address in rui.get(f"/sessions/{session_id}/").content.decode()
    move_session(team.rui, session_id, SessionState.CANCELLED)
    assert address in rui.get(f"/sessions/{session_id}/").content.decode()
    assert "calendar.ics" not in rui.get(f"/sessions/{call.session_id}/").content.decode()


def test_the_file_looks_absent_from_another_workspace(team: Team, signed_in: Callable[[Actor], Client]) -> None:
    assert signed_in(team.otto).get(f"/sessions/{planned(team.rui)}/calendar.ics").status_code == 404


def test_a_calendar_program_fetches_the_address_without_signing_in(team: Team, rui: Client) -> None:
    session_id = planned(team.rui)
    answer = Client().get(made_address(rui))
    assert (answer.status_code, answer["X-Robots-Tag"], answer["Referrer-Policy"]) == (200, "noindex", "no-referrer")
    assert "no-store" in answer["Cache-Control"]
    assert [event["UID"] for event in Calendar.from_ical(answer.content).events] == [f"{session_id}-session@firsthand"]
    assert Client().head(made_address(rui)).status_code == 200


def test_an_unknown_address_is_not_found(team: Team) -> None:
    assert Client().get("/calendar/nothing.ics").status_code == 404


def test_the_address_is_shown_once_and_the_workspace_page_says_that_there_is_one(team: Team, rui: Client) -> None:
    assert "Make a calendar address" in rui.get("/workspace/").content.decode()
    secret = made_address(rui).removeprefix("/calendar/").removesuffix(".ics")
    page = rui.get("/workspace/").content.decode()
    assert "Make another address" in page
    assert secret not in page


def test_a_second_address_ends_the_first_and_revoking_ends_the_second(team: Team, rui: Client) -> None:
    first, second = made_address(rui), made_address(rui)
    assert [Client().get(one).status_code for one in (first, second)] == [404, 200]
    assert "is revoked" in rui.post("/workspace/calendar/revoke/", follow=True).content.decode()
    assert Client().get(second).status_code == 404
    assert rui.post("/workspace/calendar/revoke/").status_code == 302


def test_a_viewer_makes_an_address_too(team: Team, signed_in: Callable[[Actor], Client]) -> None:
    assert Client().get(made_address(signed_in(team.vera))).status_code == 200


def test_addresses_are_only_made_by_who_is_signed_in_and_never_by_following_a_link(team: Team, rui: Client) -> None:
    assert Client().post("/workspace/calendar/new/")["Location"].startswith("/accounts/login/")
    assert rui.get("/workspace/calendar/new/").status_code == 405
