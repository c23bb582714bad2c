"""`firsthand member` where Firsthand runs: the same rules as the pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from firsthand.cli import member as commands
from firsthand.domain.errors import Conflict, NotFound
from firsthand.services import accounts, workspaces
from people_at_work import PASSWORD, Team

Run = Callable[..., str]


@pytest.fixture
def run(team: Team, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the test's database; the refusal it ends with is raised."""
    monkeypatch.setattr(commands, "_prepare", lambda data: None)

    def run(*arguments: str) -> str:
        return CliRunner().invoke(commands.member, arguments, catch_exceptions=False).output

    return run


@pytest.fixture
def team(db: None) -> Team:
    from people_at_work import make_team

    return make_team()


def test_members_are_added_get_another_role_are_removed_and_come_back(team: Team, run: Run) -> None:
    run("add", "mia@example.org", "--name", "Mia", "--role", "viewer", "--password", PASSWORD)
    assert "is researcher from now on." in run("role", "Mia@example.org", "researcher")
    assert "mia@example.org\tresearcher\tMia" in run("list")
    assert "no member any more" in run("remove", "mia@example.org")
    assert "mia@example.org" not in run("list")
    run("add", "mia@example.org", "--role", "owner", "--password", PASSWORD)
    assert "mia@example.org\towner\tMia" in run("list")


def test_the_last_owner_stays_here_too(team: Team, run: Run) -> None:
    for command in (("remove", "ana@example.org"), ("role", "ana@example.org", "viewer")):
        with pytest.raises(Conflict, match="last owner"):
            run(*command)


def test_the_workspace_is_named_where_there_are_several(team: Team, run: Run) -> None:
    run("role", "otto@example.org", "owner", "--workspace", "Somewhere else")
    assert "otto@example.org" in run("list", "--workspace", team.otto.workspace_id)
    assert "otto@example.org" not in run("list")
    with pytest.raises(NotFound, match="no member"):
        run("remove", "otto@example.org")
    with pytest.raises(NotFound, match="no workspace"):
        run("list", "--workspace", "Nowhere")
    workspaces.found_another(team.otto, "Parcel people")
    with pytest.raises(Conflict, match="Several"):
        accounts.owner_of("Parcel people")


def test_somebody_s_address_is_changed_where_no_mail_is_sent(team: Team, run: Run) -> None:
    assert "rui.alves@example.org it is" in run("address", "rui@example.org", "rui.alves@example.org")
    assert accounts.user_with("rui.alves@example.org") == team.rui.user_id
    with pytest.raises(Conflict, match="can't be used here"):
        run("address", "rui.alves@example.org", "vera@example.org")


def test_who_lost_phone_key_and_codes_gets_in_by_password_again(team: Team, run: Run) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user_id=team.rui.user_id, type="totp", data={"secret": "x"})
    assert "no second factor any more" in run("remove-factors", "rui@example.org")
    assert "had no second factor" in run("remove-factors", "rui@example.org")
