from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from firsthand.domain.errors import Conflict, NotAllowed, NotFound, Refusal
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.domain.planning.studies import TeamRole
from firsthand.services import (
    accounts,
    calendars,
    craft,
    events,
    guide_reviews,
    guides,
    member_invitations,
    members,
    quotes,
    sessions,
    studies,
    tokens,
)
from firsthand.services import team as team_service
from firsthand.services.member_invitations import InvitationForm
from firsthand.services.sessions import SessionForm
from firsthand.services.studies import StudyForm
from firsthand.services.tokens import TokenForm
from firsthand.storage.models import MemberRecord
from people_at_work import Call, Team

OWNER, RESEARCHER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.RESEARCHER, WorkspaceRole.VIEWER


def roles(actor: Actor) -> dict[str, WorkspaceRole]:
    return {row.name: row.role for row in accounts.members(actor)}


def again(actor: Actor) -> Actor:
    """The same person as they are now."""
    return accounts.actor_of(actor.user_id, actor.workspace_id)


def test_an_owner_changes_roles_and_the_log_says_so(team: Team) -> None:
    members.change_role(team.ana, team.vera.id, RESEARCHER)
    assert roles(team.ana) == {"Ana": OWNER, "Rui": RESEARCHER, "Vera": RESEARCHER}
    newest = events.events(team.ana)[0]
    assert (newest.verb, newest.actor_id, newest.subject_id) == ("made member researcher", team.ana.id, team.vera.id)


def test_the_same_role_again_is_no_event(team: Team) -> None:
    before = len(events.events(team.ana))
    members.change_role(team.ana, team.vera.id, VIEWER)
    assert len(events.events(team.ana)) == before


LAST_OWNER: dict[str, Callable[[Team], object]] = {
    "leaves": lambda team: members.leave_workspace(team.ana),
    "is removed": lambda team: members.remove_member(team.ana, team.ana.id),
    "becomes a researcher": lambda team: members.change_role(team.ana, team.ana.id, RESEARCHER),
}


@pytest.mark.parametrize("goes", LAST_OWNER.values(), ids=list(LAST_OWNER))
def test_the_last_owner_stays(team: Team, goes: Callable[[Team], object]) -> None:
    with pytest.raises(Conflict, match="last owner"):
        goes(team)
    assert roles(team.ana)["Ana"] is OWNER
    members.change_role(team.ana, team.rui.id, OWNER)
    goes(team)
    assert roles(again(team.rui)).get("Ana") in (None, RESEARCHER)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("how", ["demote", "remove", "leave"])
def test_two_owners_who_get_rid_of_each_other_at_once_leave_one(transactional_team: Team, how: str) -> None:
    team = transactional_team
    members.change_role(team.ana, team.rui.id, OWNER)
    both = (team.ana, again(team.rui))
    at_once, refused = threading.Barrier(2), []

    def go(actor: Actor, other: Actor) -> None:
        at_once.wait(timeout=10)
        try:
            if how == "demote":
                members.change_role(actor, other.id, VIEWER)
            elif how == "remove":
                members.remove_member(actor, other.id)
            else:
                members.leave_workspace(actor)
        except Refusal as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=pair) for pair in (both, both[::-1])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    owners = MemberRecord.objects.filter(workspace_id=team.ana.workspace_id, role=OWNER, left_at=None)
    assert owners.count() == 1


def test_who_is_no_owner_any_more_manages_nothing_even_with_an_old_page(team: Team) -> None:
    members.change_role(team.ana, team.rui.id, OWNER)
    as_owner = again(team.rui)
    members.change_role(team.ana, team.rui.id, RESEARCHER)
    with pytest.raises(NotAllowed, match="no owner"):
        members.change_role(as_owner, team.vera.id, OWNER)


def busy(team: Team) -> tuple[str, str, str]:
    """Rui is in a team, asks in a session ahead, is asked for a review, has an address, a token and an invitation."""
    study = studies.create_study(team.ana, StudyForm("Late parcels"))
    team_service.set_team(team.ana, study, [(team.rui.id, TeamRole.FACILITATOR), (team.ana.id, TeamRole.NOTE_TAKER)])
    guide = guides.add_guide(team.ana, "Guide", "# Guide", study)
    guide_reviews.ask_for_review(team.ana, guide, team.rui.id)
    ahead = sessions.create_session(team.rui, SessionForm("Ahead", timezone.localdate() + timedelta(days=3), study))
    return study, guide, ahead


def test_what_falls_open_is_said_before_somebody_is_removed(team: Team) -> None:
    busy(team)
    tokens.new_token(team.rui, TokenForm("Nightly"))
    page = members.member_page(team.ana, team.rui.id)
    assert (page.studies, page.planned_sessions, page.reviews, page.tokens) == (1, 1, 1, 1)
    assert not page.is_last_owner
    assert members.member_page(team.ana, team.ana.id).is_last_owner


def test_whoever_is_removed_finds_nothing_and_what_they_made_stays(team: Team, call: Call) -> None:
    study, guide, ahead = busy(team)
    quote = quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    feed, (_id, token) = calendars.new_feed_address(team.rui), tokens.new_token(team.rui, TokenForm("Nightly"))
    members.remove_member(team.ana, team.rui.id)
    with pytest.raises(NotFound):
        accounts.actor_of(team.rui.user_id)
    with pytest.raises(NotFound):
        calendars.feed(feed)
    with pytest.raises(NotFound):
        tokens.actor_of_token(token)
    assert "Rui" not in roles(team.ana)
    assert sessions.session_page(team.ana, call.session_id).interviewer == "Rui"
    assert [row.id for row in quotes.quotes(team.ana).items] == [quote]
    assert sessions.session_page(team.ana, ahead).interviewer == ""
    assert [row.name for row in studies.study_page(team.ana, study).team] == ["Ana"]
    assert guides.guide_page(team.ana, guide).review.reviewer == ""
    with pytest.raises(NotFound):
        craft.craft_page(team.ana, call.session_id)  # private, still


def test_a_new_viewer_listens_where_they_were_to_ask(team: Team) -> None:
    study, guide, ahead = busy(team)
    members.change_role(team.ana, team.rui.id, VIEWER)
    assert {(row.name, row.role) for row in studies.study_page(team.ana, study).team} == {
        ("Rui", TeamRole.OBSERVER),
        ("Ana", TeamRole.NOTE_TAKER),
    }
    assert sessions.session_page(team.ana, ahead).interviewer == ""
    assert guides.guide_page(team.ana, guide).review.reviewer == ""


def test_an_owner_who_goes_takes_their_open_invitations_along(team: Team) -> None:
    members.change_role(team.ana, team.rui.id, OWNER)
    link = member_invitations.invite_member(again(team.rui), InvitationForm(limit=5)).token
    members.remove_member(team.ana, team.rui.id)
    with pytest.raises(NotFound, match="taken back"):
        member_invitations.join_page(link)


def test_who_left_can_be_invited_again_and_is_who_they_were(team: Team) -> None:
    members.leave_workspace(team.vera)
    with pytest.raises(NotFound):
        members.member_page(team.ana, team.vera.id)
    link = member_invitations.invite_member(team.ana, InvitationForm(RESEARCHER)).token
    back = member_invitations.join(link, team.vera.user_id)
    assert (back.id, back.role) == (team.vera.id, RESEARCHER)
    assert accounts.add_member(team.otto, "vera@example.org", "Vera", VIEWER) != team.vera.id


def test_the_shell_brings_somebody_back_too(team: Team) -> None:
    members.remove_member(team.ana, team.vera.id)
    assert accounts.add_member(team.ana, "vera@example.org", "Vera", RESEARCHER) == team.vera.id
    assert roles(team.ana)["Vera"] is RESEARCHER


def test_everybody_sees_themselves_and_only_owners_see_the_page_of_others(team: Team) -> None:
    assert members.member_page(team.vera, team.vera.id).is_me
    with pytest.raises(NotAllowed):
        members.member_page(team.rui, team.vera.id)


def test_no_token_leaves_for_its_member(team: Team) -> None:
    _id, text = tokens.new_token(team.vera, TokenForm("Nightly", tokens.Reach.VIEW))
    with pytest.raises(NotAllowed, match="token"):
        members.leave_workspace(tokens.actor_of_token(text))
    assert roles(team.ana)["Vera"] is VIEWER


def test_lists_cost_the_same_queries_for_one_and_for_three(team: Team) -> None:
    def cost(ask: Callable[[Actor], object]) -> int:
        with CaptureQueriesContext(connection) as caught:
            ask(team.ana)
        return len(caught)

    lists: tuple[Callable[[Actor], object], ...] = (
        accounts.members,
        member_invitations.invitations,
        tokens.tokens,
        lambda actor: members.member_page(actor, team.rui.id),
    )
    for _once in range(2):
        member_invitations.invite_member(team.ana, InvitationForm())
        tokens.new_token(team.rui, TokenForm("Nightly"))
    before = [cost(one) for one in lists]
    for number in range(3):
        accounts.add_member(team.ana, f"more{number}@example.org", "More", VIEWER)
        member_invitations.invite_member(team.ana, InvitationForm())
        tokens.new_token(team.rui, TokenForm("Nightly"))
    assert [cost(one) for one in lists] == before == [1, 1, 1, 8]
