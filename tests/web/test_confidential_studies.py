"""A confidential study on the pages and over the API: the box, the mark, and who is told that they are in."""

from __future__ import annotations

import pytest
from django.test import Client

from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import guides, studies
from firsthand.services import team as team_service
from firsthand.services.studies import StudyForm
from firsthand.storage.models import UserRecord
from people_at_work import CALL, Team, hold_call

MARK = "badge plain locked"


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=actor.user_id))
    return client


def page_of(actor: Actor, path: str) -> str:
    return str(signed_in(actor).get(path).content.decode())


def test_a_researcher_starts_a_confidential_study_and_is_in_it(team: Team) -> None:
    rui = signed_in(team.rui)
    assert "As things stand, that is Ana, Rui." in rui.get("/studies/new/").content.decode()
    made = rui.post("/studies/new/", {"title": "Lay-offs", "template": "blank", "is_confidential": "on"}, follow=True)
    page = made.content.decode()
    assert MARK in page
    assert "Confidential: only Ana, Rui know of this study." in page
    assert "Save as a template" not in page
    assert "Lay-offs" not in page_of(team.vera, "/studies/")
    assert MARK in page_of(team.ana, "/studies/")
    assert MARK in page_of(team.ana, "/")


def test_the_box_is_there_for_the_team_and_owners_and_for_nobody_else(team: Team) -> None:
    study = studies.create_study(team.ana, StudyForm("Lay-offs"))
    address = f"/studies/{study}/edit/"
    assert 'name="is_confidential"' in page_of(team.ana, address)
    assert 'name="is_confidential"' not in page_of(team.rui, address)
    signed_in(team.rui).post(address, {"title": "Lay-offs", "is_confidential": "on"})
    assert not studies.study_page(team.ana, study).row.is_confidential
    signed_in(team.ana).post(address, {"title": "Lay-offs", "is_confidential": "on"})
    assert signed_in(team.rui).get(address).status_code == 404
    signed_in(team.ana).post(address, {"title": "Lay-offs"})
    assert signed_in(team.rui).get(address).status_code == 200


@pytest.fixture
def closed(team: Team) -> dict[str, str]:
    study = studies.create_study(team.ana, StudyForm("Lay-offs", is_confidential=True))
    guide = guides.add_guide(team.ana, "Careful", "# Careful", study)
    call = hold_call(team.ana, CALL, study_id=study)
    team_service.set_team(team.ana, study, [(team.vera.id, TeamRole.OBSERVER)])
    return {"study": study, "guide": guide, "session": call.session_id}


@pytest.mark.parametrize("path", ["/studies/{study}/", "/guides/{guide}/", "/sessions/{session}/", "/sessions/"])
def test_it_is_marked_wherever_it_stands(team: Team, closed: dict[str, str], path: str) -> None:
    assert MARK in page_of(team.ana, path.format(**closed))
    assert MARK in page_of(team.vera, path.format(**closed))  # in its team
    assert MARK not in page_of(team.rui, path.format(**closed))


def test_the_team_page_says_what_a_place_means_and_refuses_a_lock_out(team: Team, closed: dict[str, str]) -> None:
    assert "This study is confidential" in page_of(team.ana, f"/studies/{closed['study']}/team/")
    team_service.set_team(team.ana, closed["study"], [(team.rui.id, TeamRole.FACILITATOR)])
    refused = signed_in(team.rui).post(f"/studies/{closed['study']}/team/", {team.ana.id: ["facilitator"]})
    assert (refused.status_code, "keep a place" in refused.content.decode()) == (400, True)


def test_the_api_keeps_it_closed_unless_told_and_says_who_may_not(team: Team, closed: dict[str, str]) -> None:
    path, ana = f"/api/v1/studies/{closed['study']}", signed_in(team.ana)
    assert ana.put(path, {"title": "Lay-offs, 2"}, content_type="application/json").status_code == 204
    assert ana.get(path).json()["row"]["is_confidential"] is True
    assert ana.get(path).json()["known_to"] == ["Ana", "Vera"]
    assert signed_in(team.rui).get(path).status_code == 404
    opened = {"title": "Lay-offs", "is_confidential": False}
    assert ana.put(path, opened, content_type="application/json").status_code == 204
    closing = {"title": "Lay-offs", "is_confidential": True}
    refused = signed_in(team.rui).put(path, closing, content_type="application/json")
    assert (refused.status_code, "own team" in refused.json()["detail"]) == (403, True)
