from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.services import accounts
from firsthand.storage.models import SignInLinkRecord
from people_at_work import PASSWORD, Team


@pytest.mark.django_db
def test_the_first_start_makes_one_workspace_with_one_owner_and_the_second_makes_none() -> None:
    owner = accounts.local_owner("Ours")
    assert owner.role is WorkspaceRole.OWNER
    assert accounts.local_owner("Ours") == owner


def test_a_sign_in_link_works_once(team: Team) -> None:
    token = accounts.new_sign_in_link(team.ana.user_id)
    assert accounts.use_sign_in_link(token).pk == team.ana.user_id
    with pytest.raises(NotFound, match="used already"):
        accounts.use_sign_in_link(token)


def test_a_sign_in_link_runs_out(team: Team) -> None:
    token = accounts.new_sign_in_link(team.ana.user_id)
    SignInLinkRecord.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(NotFound):
        accounts.use_sign_in_link(token)


def test_the_link_itself_is_not_kept(team: Team) -> None:
    token = accounts.new_sign_in_link(team.ana.user_id)
    assert token not in str(list(SignInLinkRecord.objects.values()))


def test_nobody_has_a_password_until_one_is_set(team: Team) -> None:
    assert not accounts.has_password_account()
    accounts.set_password("ana@example.org", PASSWORD)
    assert accounts.has_password_account()


@pytest.mark.parametrize("password", ["short", "elevenchars", "password1234", "newnewnewnew@example.org"])
def test_a_poor_password_is_refused(team: Team, password: str) -> None:
    with pytest.raises(Invalid):
        accounts.add_member(team.ana, "new@example.org", "New", WorkspaceRole.VIEWER, password)
    assert len(accounts.members(team.ana)) == 3


def test_a_member_is_not_added_twice(team: Team) -> None:
    with pytest.raises(Conflict, match="member already"):
        accounts.add_member(team.ana, "Rui@Example.org", "Rui", WorkspaceRole.VIEWER)


def test_a_person_can_be_in_two_workspaces(team: Team) -> None:
    accounts.add_member(team.otto, "rui@example.org", "Rui", WorkspaceRole.VIEWER)
    there = accounts.actor_of(team.rui.user_id, team.otto.workspace_id)
    assert there.role is WorkspaceRole.VIEWER
    assert accounts.actor_of(team.rui.user_id) == team.rui


def test_a_stranger_is_a_member_of_nothing(team: Team) -> None:
    with pytest.raises(NotFound, match="member of no workspace"):
        accounts.actor_of("usr_0000000000000000000000")
