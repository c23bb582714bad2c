from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from firsthand.api.routes import api
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.tokens import Reach
from firsthand.services import events, member_invitations, members, tokens, workspaces
from firsthand.services.tokens import TokenForm
from firsthand.storage.models import TokenRecord, UserRecord
from people_at_work import Call, Team

V1 = "/api/v1"


def with_token(actor: Actor, reach: Reach = Reach.READ) -> Client:
    """A program: no cookie, no CSRF token, and the check for it switched on."""
    text = tokens.new_token(actor, TokenForm("Nightly", reach))[1]
    return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {text}"})


def test_a_program_reads_and_changes_without_a_token_against_forgery(team: Team, call: Call) -> None:
    program = with_token(team.rui, Reach.CHANGE)
    assert program.get(f"{V1}/sessions").json()["total"] == 1
    made = program.post(f"{V1}/studies", {"title": "Late parcels"}, content_type="application/json")
    assert made.status_code == 201
    newest = events.events(team.ana)
    assert ("used token", team.rui.id) in [(event.verb, event.actor_id) for event in newest[:3]]


def test_a_cookie_still_needs_one_and_no_cookie_helps_a_bad_token(team: Team) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(UserRecord.objects.get(id=team.rui.user_id))
    study = {"title": "Late parcels"}
    assert browser.post(f"{V1}/studies", study, content_type="application/json").status_code == 403
    for bad in ("Bearer", "Bearer ", "Bearer fst_nothing", "bearer x"):
        assert browser.get(f"{V1}/studies", headers={"authorization": bad}).status_code == 401
    assert browser.get(f"{V1}/studies", headers={"authorization": "Basic eDp5"}).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [({"expires_at": timezone.now() - timedelta(days=1)}, "expired"), ({"revoked_at": timezone.now()}, "revoked")],
)
def test_a_token_that_works_no_more_gets_401_in_words(team: Team, change: dict[str, Any], words: str) -> None:
    program = with_token(team.rui)
    TokenRecord.objects.update(**change)
    answer = program.get(f"{V1}/studies")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert words in answer.json()["detail"]
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_removed_members_token_gets_401(team: Team) -> None:
    program = with_token(team.rui)
    members.remove_member(team.ana, team.rui.id)
    answer = program.get(f"{V1}/studies")
    assert (answer.status_code, "no member" in answer.json()["detail"]) == (401, True)


def test_a_token_for_findings_sees_no_names_and_no_transcripts(team: Team, call: Call) -> None:
    program = with_token(team.rui, Reach.VIEW)
    session = program.get(f"{V1}/sessions/{call.session_id}")
    assert session.status_code == 200
    assert b"Dana" not in session.content
    for path in (f"/sessions/{call.session_id}/transcript", "/participants", f"/sessions/{call.session_id}/craft"):
        assert program.get(V1 + path).status_code == 404
    assert program.delete(f"{V1}/sessions/{call.session_id}").status_code == 403


def test_nobodys_private_craft_report_comes_out_of_an_owners_token(team: Team, call: Call) -> None:
    path = f"{V1}/sessions/{call.session_id}/craft"
    assert with_token(team.rui).get(path).status_code == 200
    assert with_token(team.ana, Reach.MANAGE).get(path).status_code == 404
    owner = Client()
    owner.force_login(UserRecord.objects.get(id=team.ana.user_id))
    assert owner.get(path).status_code == 404


def test_a_token_is_of_one_workspace_and_a_person_names_theirs(team: Team) -> None:
    there = workspaces.found_another(team.ana, "Second")
    program, ana = with_token(team.ana), Client()
    ana.force_login(UserRecord.objects.get(id=team.ana.user_id))
    elsewhere = {"x-firsthand-workspace": there.workspace_id}
    assert [one["name"] for one in program.get(f"{V1}/workspaces").json()] == ["Parcel people"]
    assert program.get(f"{V1}/workspace").json()["name"] == "Parcel people"
    assert program.get(f"{V1}/workspace", headers=elsewhere).status_code == 404
    assert [one["name"] for one in ana.get(f"{V1}/workspaces").json()] == ["Parcel people", "Second"]
    assert ana.get(f"{V1}/workspace", headers=elsewhere).json()["name"] == "Second"
    assert ana.get(f"{V1}/workspace").json()["name"] == "Parcel people"
    for wrong in (team.otto.workspace_id, "x"):
        assert ana.get(f"{V1}/workspace", headers={"x-firsthand-workspace": wrong}).status_code == 404


def test_tokens_are_made_and_revoked_by_people_only(team: Team) -> None:
    rui, program = Client(), with_token(team.rui, Reach.CHANGE)
    rui.force_login(UserRecord.objects.get(id=team.rui.user_id))
    wanted = {"name": "Wall", "reach": "view", "days": None}
    assert program.post(f"{V1}/tokens", wanted, content_type="application/json").status_code == 403
    made = rui.post(f"{V1}/tokens", wanted, content_type="application/json")
    assert (made.status_code, made.json()["token"][:4]) == (201, "fst_")
    assert [row["name"] for row in rui.get(f"{V1}/tokens").json()] == ["Wall", "Nightly"]
    assert program.delete(f"{V1}/tokens/{made.json()['id']}").status_code == 403
    assert rui.delete(f"{V1}/tokens/{made.json()['id']}").status_code == 204


def test_an_owners_program_invites_and_looks_after_members(team: Team) -> None:
    program = with_token(team.ana, Reach.MANAGE)
    made = program.post(f"{V1}/invitations", {"role": "researcher"}, content_type="application/json").json()
    assert made["link"].startswith("http://testserver/join/")
    assert [row["role"] for row in program.get(f"{V1}/invitations").json()] == ["researcher"]
    assert program.delete(f"{V1}/invitations/{made['id']}").status_code == 204
    role = program.put(f"{V1}/members/{team.vera.id}", {"role": "researcher"}, content_type="application/json")
    assert role.status_code == 204
    assert program.get(f"{V1}/members/{team.vera.id}").json()["role"] == "researcher"
    assert program.delete(f"{V1}/members/{team.vera.id}").status_code == 204
    last = program.delete(f"{V1}/members/{team.ana.id}")
    assert (last.status_code, "last owner" in last.json()["detail"]) == (409, True)
    assert member_invitations.invitations(team.ana) == ()


def test_the_description_names_both_ways_to_sign_in() -> None:
    described = api.get_openapi_schema()
    ways = described["components"]["securitySchemes"]
    assert ways["Token"]["scheme"] == "bearer"
    assert ways["SessionAuth"]["in"] == "cookie"
    for operations in described["paths"].values():
        for operation in operations.values():
            assert operation["security"] == [{"Token": []}, {"SessionAuth": []}]
