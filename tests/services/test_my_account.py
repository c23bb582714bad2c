from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.people.sign_ins import Way
from firsthand.services import accounts, events, my_account, sign_ins, sign_ons
from firsthand.services.my_account import account_page
from firsthand.services.tokens import TokenForm, actor_of_token, new_token
from firsthand.storage.models import UserRecord
from people_at_work import PASSWORD, Team


def test_an_account_shows_what_it_has_whatever_the_number_of_queries_stays(
    team: Team, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        sign_ins.begin_sign_in(team.rui.user_id, Way.PASSWORD, "", f"203.0.113.{number}")
        SocialAccount.objects.create(user_id=team.rui.user_id, provider="oidc", uid=str(number))
    with django_assert_num_queries(5):
        page = account_page(team.rui.user_id)
    assert (page.name, page.email, page.has_password) == ("Rui", "rui@example.org", False)
    assert (len(page.sign_ins), len(page.sign_ons), page.memberships[0].workspace) == (3, 3, "Parcel people")


def test_a_member_changes_their_own_name(team: Team) -> None:
    my_account.rename_oneself(team.vera.user_id, "  Vera  Lind ")
    assert accounts.actor_of(team.vera.user_id).name == "Vera Lind"
    assert events.events(team.ana)[0].verb == "changed own name"
    with pytest.raises(Invalid):
        my_account.rename_oneself(team.vera.user_id, " ")


@pytest.mark.django_db
def test_the_person_at_this_machine_sets_a_first_address_and_signs_in_by_it() -> None:
    owner = accounts.local_owner("Ours", "Ana")
    my_account.set_first_address(owner.user_id, " Ana@Example.org ")
    assert account_page(owner.user_id).email == "ana@example.org"
    accounts.set_password("ana@example.org", PASSWORD)
    assert accounts.has_password_account()


def test_a_first_address_can_be_set_once_and_not_to_somebody_else_s(team: Team) -> None:
    with pytest.raises(NotAllowed):
        my_account.set_first_address(team.rui.user_id, "new@example.org")
    local = accounts.found_workspace("Third", "Local")
    with pytest.raises(Conflict, match="can't be used here"):
        my_account.set_first_address(local.user_id, "rui@example.org")
    assert account_page(local.user_id).email == ""


def test_an_address_replaced_from_the_shell_opens_nothing_any_more(team: Team) -> None:
    my_account.replace_address("rui@example.org", "rui.alves@example.org")
    assert accounts.user_with("rui@example.org") == ""
    assert accounts.user_with("rui.alves@example.org") == team.rui.user_id
    assert list(EmailAddress.objects.filter(user_id=team.rui.user_id).values_list("email", "verified")) == [
        ("rui.alves@example.org", True)
    ]
    with pytest.raises(NotFound):
        my_account.replace_address("rui@example.org", "other@example.org")


def test_single_sign_on_can_be_removed_by_who_has_it(team: Team) -> None:
    row = SocialAccount.objects.create(user_id=team.rui.user_id, provider="oidc", uid="rui")
    with pytest.raises(NotFound):
        my_account.forget_sign_on(team.vera.user_id, row.pk)
    my_account.forget_sign_on(team.rui.user_id, row.pk)
    assert account_page(team.rui.user_id).sign_ons == ()


def test_an_account_that_whoever_runs_the_server_made_keeps_its_password_when_a_provider_vouches(team: Team) -> None:
    accounts.set_password("rui@example.org", PASSWORD)
    vouched = sign_ons.vouched_account("rui@example.org")
    assert vouched is not None
    assert vouched.has_usable_password()


def test_an_account_whose_address_nobody_had_shown_to_be_theirs_goes_to_whom_the_provider_vouches_for(
    team: Team,
) -> None:
    squatter = UserRecord.objects.get(id=team.rui.user_id)
    EmailAddress.objects.filter(user_id=squatter.id).delete()  # as with an open invitation, where anybody types any
    accounts.set_password("rui@example.org", PASSWORD)
    theirs = sign_ins.begin_sign_in(squatter.id, Way.PASSWORD, "", "")
    token = new_token(team.rui, TokenForm("Nightly"))[1]

    vouched = sign_ons.vouched_account("rui@example.org")

    assert vouched is not None
    assert not vouched.has_usable_password()
    assert not sign_ins.is_signed_in(theirs, squatter.id)
    with pytest.raises(NotFound, match="revoked"):
        actor_of_token(token)
    assert events.events(team.ana)[0].verb == "single sign-on took account over"


def test_nobody_s_address_is_nobody_s_account(team: Team) -> None:
    assert sign_ons.vouched_account("nobody@example.org") is None


def test_a_stranger_who_is_welcome_becomes_a_viewer_of_the_first_workspace(team: Team) -> None:
    user = sign_ons.welcome("New@Example.org", "Nia New")
    actor = accounts.actor_of(user.id)
    assert (actor.name, actor.role, actor.workspace_id) == ("Nia New", "viewer", team.ana.workspace_id)
    assert not user.has_usable_password()
    assert events.events(team.ana)[0].verb == "added member by single sign-on"
