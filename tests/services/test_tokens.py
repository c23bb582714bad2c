from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from firsthand.domain.errors import Invalid, NotAllowed, NotFound
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.people.tokens import Reach, Standing
from firsthand.services import (
    craft,
    events,
    members,
    participants,
    quotes,
    reader,
    sessions,
    studies,
    tokens,
    workspaces,
)
from firsthand.services.studies import StudyForm
from firsthand.services.tokens import TokenForm
from firsthand.storage.models import TokenRecord, UserRecord
from people_at_work import Call, Team


def text_of(team: Team, reach: Reach = Reach.READ) -> str:
    return tokens.new_token(team.rui, TokenForm("Nightly", reach))[1]


def test_a_token_acts_for_its_member_in_their_workspace(team: Team) -> None:
    came = tokens.actor_of_token(text_of(team, Reach.CHANGE))
    assert (came.id, came.workspace_id, came.name) == (team.rui.id, team.rui.workspace_id, "Rui")
    study = studies.create_study(came, StudyForm("Late parcels"))
    newest = events.events(team.ana)[:2]
    assert [(event.verb, event.actor_id) for event in newest] == [
        ("used token", team.rui.id),
        ("created study", team.rui.id),
    ]
    assert [event.subject_id for event in newest] == [came.token_id, study]
    assert events.chain(team.ana).is_whole


def test_only_the_digest_and_the_first_characters_are_kept(team: Team) -> None:
    text = text_of(team)
    kept = str(list(TokenRecord.objects.values()))
    assert text not in kept
    assert tokens.tokens(team.rui)[0].start == text[:8]


def test_a_token_for_findings_sees_what_a_viewer_sees(team: Team, call: Call) -> None:
    came = tokens.actor_of_token(text_of(team, Reach.VIEW))
    quotes.highlight(team.rui, call.transcript_id, 1, 0, 1, 16)
    assert sessions.session_page(came, call.session_id).row.people[0].name != "Dana Petrov"
    assert quotes.quotes(came).items
    for deed in (
        lambda: reader.reader_page(came, call.session_id),
        lambda: participants.participants(came),
        lambda: craft.craft_page(came, call.session_id),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(NotAllowed):
        studies.create_study(came, StudyForm("Mine"))


def test_a_token_reads_its_members_own_craft_report_and_nobody_elses(team: Team, call: Call) -> None:
    assert craft.craft_page(tokens.actor_of_token(text_of(team)), call.session_id).is_mine
    _id, of_the_owner = tokens.new_token(team.ana, TokenForm("All", Reach.MANAGE))
    with pytest.raises(NotFound):
        craft.craft_page(tokens.actor_of_token(of_the_owner), call.session_id)


def test_no_token_can_do_more_than_its_member(team: Team) -> None:
    for who, reach in ((team.vera, Reach.READ), (team.rui, Reach.MANAGE)):
        with pytest.raises(NotAllowed, match="can't do more than you"):
            tokens.new_token(who, TokenForm("Too much", reach))
    text = text_of(team, Reach.CHANGE)
    members.change_role(team.ana, team.rui.id, WorkspaceRole.VIEWER)
    with pytest.raises(NotAllowed):
        studies.create_study(tokens.actor_of_token(text), StudyForm("Mine"))


def test_an_owner_manages_by_a_token_that_may(team: Team) -> None:
    for reach, may in ((Reach.CHANGE, False), (Reach.MANAGE, True)):
        _id, text = tokens.new_token(team.ana, TokenForm(reach, reach))
        came = tokens.actor_of_token(text)
        if may:
            workspaces.rename_workspace(came, "Parcel folk")
        else:
            with pytest.raises(NotAllowed):
                workspaces.rename_workspace(came, "Parcel folk")


def test_no_token_makes_sees_or_revokes_tokens_or_founds_a_workspace(team: Team) -> None:
    token_id, text = tokens.new_token(team.ana, TokenForm("All", Reach.MANAGE))
    came = tokens.actor_of_token(text)
    for deed in (
        lambda: tokens.new_token(came, TokenForm("Another")),
        lambda: tokens.tokens(came),
        lambda: tokens.revoke_token(came, token_id),
        lambda: workspaces.found_another(came, "Another"),
    ):
        with pytest.raises(NotAllowed, match="token"):
            deed()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, "expired"),
        ({"revoked_at": timezone.now()}, "revoked"),
        ({"digest": "0" * 64}, "not known"),
    ],
)
def test_a_token_that_works_no_more_says_why(team: Team, change: dict[str, object], words: str) -> None:
    text = text_of(team)
    TokenRecord.objects.update(**change)
    with pytest.raises(NotFound, match=words):
        tokens.actor_of_token(text)


@pytest.mark.parametrize("text", ["", "fst_", "x" * 5_000, "fst_" + "é" * 42, "fst_" + "0" * 42, "\0", "\ud800"])
def test_what_is_no_token_is_refused_without_a_query(team: Team, text: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0), pytest.raises(NotFound, match="not known"):  # type: ignore[operator]
        tokens.actor_of_token(text)


def test_a_token_of_a_closed_account_is_worth_nothing(team: Team) -> None:
    text = text_of(team)
    UserRecord.objects.filter(id=team.rui.user_id).update(is_active=False)
    with pytest.raises(NotFound, match="no member"):
        tokens.actor_of_token(text)


def test_the_last_use_is_noted_once_a_minute(team: Team, django_assert_num_queries: object) -> None:
    text = text_of(team)
    with django_assert_num_queries(2):  # type: ignore[operator]
        tokens.actor_of_token(text)
    with django_assert_num_queries(1):  # type: ignore[operator]
        tokens.actor_of_token(text)
    assert tokens.tokens(team.rui)[0].last_used_at is not None


def test_everybody_lists_and_revokes_their_own_and_owners_all(team: Team) -> None:
    mine, _text = tokens.new_token(team.rui, TokenForm("Nightly"))
    other, _text = tokens.new_token(team.vera, TokenForm("Wall", Reach.VIEW, None))
    assert [row.id for row in tokens.tokens(team.rui)] == [mine]
    assert {(row.member, row.is_mine) for row in tokens.tokens(team.ana)} == {("Rui", False), ("Vera", False)}
    with pytest.raises(NotFound):
        tokens.revoke_token(team.rui, other)
    tokens.revoke_token(team.rui, mine)
    tokens.revoke_token(team.ana, other)
    assert tokens.tokens(team.ana) == ()


def test_an_expired_token_is_listed_as_such(team: Team) -> None:
    text_of(team)
    TokenRecord.objects.update(expires_at=timezone.now())
    assert tokens.tokens(team.rui)[0].standing is Standing.EXPIRED


@pytest.mark.parametrize(
    "form", [TokenForm(""), TokenForm("x" * 101), TokenForm("x", days=0), TokenForm("x", days=9_999)]
)
def test_a_token_without_a_name_or_with_an_odd_life_is_not_made(team: Team, form: TokenForm) -> None:
    with pytest.raises(Invalid):
        tokens.new_token(team.rui, form)
