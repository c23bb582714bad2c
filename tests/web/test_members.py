"""Members, invitations, tokens and several workspaces in the browser's words: pages, forms and where they lead."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.services import accounts, member_invitations, members, studies, tokens, workspaces
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.studies import StudyForm
from firsthand.services.tokens import TokenForm
from firsthand.storage.models import UserRecord
from people_at_work import PASSWORD, Call, Team

VIEWER = WorkspaceRole.VIEWER


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(UserRecord.objects.get(id=actor.user_id))
    return client


def text(answer: Any) -> str:
    return str(answer.content.decode())


def link_in(page: str) -> str:
    found = re.search(r'value="http://testserver(/join/[\w-]+/)"', page)
    assert found is not None
    return found[1]


def invited(team: Team, form: InvitationForm = InvitationForm()) -> str:  # noqa: B008  (frozen)
    return f"/join/{member_invitations.invite_member(team.ana, form).token}/"


MIA = {"name": "Mia", "email": "mia@example.org", "password": PASSWORD}


def test_an_owner_invites_and_somebody_comes_in(team: Team) -> None:
    ana, visitor = signed_in(team.ana), Client()
    made = ana.post("/workspace/members/invite/", {"role": "viewer", "limit": "2", "days": "7"})
    assert "no-store" in made["Cache-Control"]
    link = link_in(text(made))
    waiting = text(ana.get("/workspace/members/"))
    assert "Whoever has the link, as viewer" in waiting
    assert link not in waiting
    page = visitor.get(link)
    assert "An invitation from Ana, to come in as viewer." in text(page)
    assert page["X-Robots-Tag"] == "noindex"
    came = visitor.post(link, MIA, follow=True)
    assert came.redirect_chain == [("/", 302)]
    assert "Welcome to Parcel people. You are viewer here." in text(came)
    assert "1 of 2 places taken" in text(ana.get("/workspace/members/"))
    assert "Mia" in text(ana.get("/workspace/"))


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"password": "short"}, "too short"),
        ({"email": "rui@example.org"}, "has an account here"),
        ({"email": "no address"}, "is no e-mail address"),
        ({"name": ""}, "required"),
    ],
)
def test_an_account_that_won_t_do_is_refused_beside_its_field(team: Team, wrong: dict[str, str], says: str) -> None:
    answer = Client().post(invited(team), {**MIA, **wrong})
    assert answer.status_code == 400
    assert says in text(answer)
    assert PASSWORD not in text(answer)


def test_somebody_with_an_account_joins_with_it_and_is_taken_there(team: Team) -> None:
    otto, link = signed_in(team.otto), invited(team)
    assert "You are signed in as Otto" in text(otto.get(link))
    home = otto.post(link, follow=True)
    assert "Parcel people" in text(home)
    assert "You are a member already" in text(otto.get(invited(team)))


def test_a_link_for_another_address_offers_to_sign_out(team: Team) -> None:
    link = invited(team, InvitationForm(email="mia@example.org"))
    otto = signed_in(team.otto)
    assert "This invitation is for mia@example.org" in text(otto.get(link))
    assert otto.post(link).status_code == 403
    assert 'name="email"' not in text(Client().get(link))


def test_who_has_an_account_signs_in_first_and_comes_back(team: Team) -> None:
    link = invited(team, InvitationForm(email="otto@example.org"))
    assert f"/accounts/login/?next={link}" in text(Client().get(link))


def test_a_link_that_was_taken_back_says_so_to_everybody(team: Team) -> None:
    link = invited(team)
    waiting = member_invitations.invitations(team.ana)[0].id
    signed_in(team.ana).post(f"/workspace/invitations/{waiting}/revoke/")
    for client in (Client(), signed_in(team.otto)):
        for answer in (client.get(link), client.post(link, MIA)):
            assert answer.status_code == 404
            assert "taken back" in text(answer)
    assert "no such invitation" in text(Client().get("/join/xyz/"))


def test_an_owner_gives_another_role_and_removes(team: Team) -> None:
    ana = signed_in(team.ana)
    page = f"/workspace/members/{team.vera.id}/"
    assert "Remove Vera from the workspace" in text(ana.get(page))
    changed = ana.post(f"{page}role/", {"role": "researcher"}, follow=True)
    assert "Vera is researcher from now on." in text(changed)
    removed = ana.post(f"{page}remove/", follow=True)
    assert "Vera is no member any more" in text(removed)
    assert ana.get(page).status_code == 404


def test_the_last_owner_is_told_and_stays(team: Team) -> None:
    ana = signed_in(team.ana)
    page = f"/workspace/members/{team.ana.id}/"
    assert "last owner" in text(ana.get(page))
    demoted = ana.post(f"{page}role/", {"role": "viewer"})
    assert (demoted.status_code, "last owner" in text(demoted)) == (400, True)
    assert ana.post(f"{page}remove/").status_code == 400
    left = ana.post("/workspace/leave/")
    assert (left.status_code, "last owner" in text(left)) == (409, True)


def test_whoever_leaves_is_shown_the_door_and_whoever_is_removed_is_out_at_once(team: Team) -> None:
    vera, rui = signed_in(team.vera), signed_in(team.rui)
    vera.post("/workspace/leave/")
    members.remove_member(team.ana, team.rui.id)
    for client in (vera, rui):
        answer = client.get("/studies/")
        assert (answer.status_code, answer.headers.get("Location", "")[:16]) == (302, "/accounts/login/")


def test_a_token_is_shown_once_and_revoked(team: Team) -> None:
    rui = signed_in(team.rui)
    assert "Manage" not in text(rui.get("/workspace/tokens/new/"))
    made = text(rui.post("/workspace/tokens/new/", {"name": "Nightly", "reach": "read", "days": "0"}))
    found = re.search(r'value="(fst_\w{42})"', made)
    assert found is not None
    assert tokens.actor_of_token(found[1]).id == team.rui.id
    listed = text(rui.get("/workspace/tokens/"))
    assert found[1][:8] in listed
    assert found[1] not in listed
    (row,) = tokens.tokens(team.rui)
    rui.post(f"/workspace/tokens/{row.id}/revoke/")
    assert "None yet." in text(rui.get("/workspace/tokens/"))


def test_a_token_opens_no_page(team: Team) -> None:
    _id, token = tokens.new_token(team.ana, TokenForm("All", tokens.Reach.MANAGE))
    for path in ("/", "/studies/", "/workspace/members/"):
        assert Client().get(path, headers={"authorization": f"Bearer {token}"}).status_code == 302


def test_somebody_in_two_workspaces_switches_and_stays_there(team: Team) -> None:
    there = workspaces.found_another(team.ana, "Second")
    ana = signed_in(team.ana)
    home = text(ana.get("/"))
    assert "switcher" in home
    assert "switcher" not in text(signed_in(team.rui).get("/"))
    studies.create_study(there, StudyForm("Elsewhere"))
    assert "Elsewhere" not in text(ana.get("/studies/"))
    moved = ana.post("/workspace/switch/", {"workspace": there.workspace_id, "next": "/studies/"}, follow=True)
    assert moved.redirect_chain == [("/studies/", 302)]
    assert "Elsewhere" in text(moved)
    assert ana.get("/api/v1/workspace").json()["name"] == "Second"
    assert "Elsewhere" in text(ana.get("/studies/"))
    for wanted in (team.otto.workspace_id, "", "none"):
        assert ana.post("/workspace/switch/", {"workspace": wanted}).status_code == 404
    away = ana.post("/workspace/switch/", {"workspace": there.workspace_id, "next": "https://evil.example/"})
    assert away["Location"] == "/"


def test_a_membership_that_ends_lets_the_session_fall_back(team: Team) -> None:
    there = workspaces.found_another(team.ana, "Second")
    link = member_invitations.invite_member(there, InvitationForm(WorkspaceRole.OWNER)).token
    beside = member_invitations.join(link, team.rui.user_id)
    ana = signed_in(team.ana)
    ana.post("/workspace/switch/", {"workspace": there.workspace_id})
    members.remove_member(beside, there.id)
    assert "Parcel people" in text(ana.get("/workspace/"))


def test_a_link_into_another_workspace_of_mine_offers_to_go_there_and_to_nobody_else(team: Team, call: Call) -> None:
    link = member_invitations.invite_member(team.ana, InvitationForm()).token
    otto = signed_in(team.otto)
    page = f"/sessions/{call.session_id}/"
    before = otto.get(page)
    member_invitations.join(link, team.otto.user_id)
    after = otto.get(page)
    assert (before.status_code, after.status_code) == (404, 404)
    assert "other workspace" not in text(before)
    assert "It is in your other workspace, <strong>Parcel people</strong>" in text(after)
    assert "other workspace" not in text(otto.get(f"/people/{call.participant_id}/"))
    there = otto.post("/workspace/switch/", {"workspace": team.ana.workspace_id, "next": page}, follow=True)
    assert there.status_code == 200


def test_an_owner_founds_a_workspace_and_is_there(team: Team) -> None:
    ana = signed_in(team.ana)
    home = ana.post("/workspace/new/", {"name": "Second"}, follow=True)
    assert "you are its owner" in text(home)
    assert [one.name for one in workspaces.my_workspaces(team.ana.user_id)] == ["Parcel people", "Second"]
    assert accounts.actor_of(team.ana.user_id) == team.ana
