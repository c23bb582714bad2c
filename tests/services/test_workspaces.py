from __future__ import annotations

from typing import Any

import pytest

from firsthand.domain.errors import NotAllowed, NotFound
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.services import accounts, elsewhere, events, member_invitations, members, studies, workspaces
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.studies import StudyForm
from people_at_work import Call, Team


def test_an_owner_founds_another_workspace_and_is_in_both(team: Team) -> None:
    founder = workspaces.found_another(team.ana, " Second ")
    assert workspaces.my_workspaces(team.ana.user_id) == (
        workspaces.Mine(team.ana.workspace_id, "Parcel people", WorkspaceRole.OWNER),
        workspaces.Mine(founder.workspace_id, "Second", WorkspaceRole.OWNER),
    )
    assert accounts.actor_of(team.ana.user_id, chosen=founder.workspace_id) == founder
    assert [event.verb for event in events.events(founder)] == ["founded workspace"]
    assert [row.name for row in accounts.members(founder)] == ["Ana"]


def test_researchers_found_none_and_nobody_does_where_the_server_says_so(team: Team, settings: Any) -> None:
    assert not workspaces.may_found(team.rui)
    with pytest.raises(NotAllowed, match="owner"):
        workspaces.found_another(team.rui, "Mine")
    settings.FIRSTHAND_NEW_WORKSPACES = False
    assert not workspaces.may_found(team.ana)
    with pytest.raises(NotAllowed, match="who runs it"):
        workspaces.found_another(team.ana, "Mine")


def test_a_session_falls_back_when_its_workspace_is_lost(team: Team) -> None:
    link = member_invitations.invite_member(team.ana, InvitationForm()).token
    there = member_invitations.join(link, team.otto.user_id)
    assert accounts.actor_of(team.otto.user_id, chosen=there.workspace_id) == there
    members.remove_member(team.ana, there.id)
    assert accounts.actor_of(team.otto.user_id, chosen=there.workspace_id) == team.otto
    with pytest.raises(NotFound):
        accounts.actor_of(team.otto.user_id, there.workspace_id)


def test_a_link_leads_to_another_workspace_only_where_the_thing_is_theirs_to_see(team: Team, call: Call) -> None:
    study = studies.create_study(team.rui, StudyForm("Late parcels"))
    paths = {"study": f"/studies/{study}/edit/", "person": f"/people/{call.participant_id}/"}

    def led(path: str) -> str | None:
        found = elsewhere.workspace_of_link(team.otto.user_id, team.otto.workspace_id, path)
        return found.name if found else None

    assert [led(path) for path in paths.values()] == [None, None]
    link = member_invitations.invite_member(team.ana, InvitationForm()).token
    there = member_invitations.join(link, team.otto.user_id)
    assert [led(path) for path in paths.values()] == ["Parcel people", None]  # a viewer sees no people
    members.change_role(team.ana, there.id, WorkspaceRole.RESEARCHER)
    assert [led(path) for path in paths.values()] == ["Parcel people", "Parcel people"]
    studies.delete_study(team.rui, study)
    assert led(paths["study"]) is None
    assert led("/studies/stu_0000000000000000000000/") is None
    assert led("/studies/") is None


def test_the_person_at_this_machine_owns_the_first_workspace_even_when_its_owner_changed(team: Team) -> None:
    members.change_role(team.ana, team.rui.id, WorkspaceRole.OWNER)
    members.change_role(team.ana, team.ana.id, WorkspaceRole.RESEARCHER)
    assert accounts.local_owner().id == team.rui.id
