from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from firsthand.services import accounts, events
from people_at_work import PASSWORD, Team


@pytest.fixture
def ana(team: Team) -> Team:
    cache.clear()  # how often somebody guessed is counted there
    accounts.set_password("ana@example.org", PASSWORD)
    return team


def test_a_password_signs_in_and_leaves_an_event(ana: Team, client: Client) -> None:
    assert client.get("/accounts/login/").status_code == 200
    answer = client.post("/accounts/login/?next=/studies/", {"login": "ana@example.org", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/studies/")
    assert client.get("/studies/").status_code == 200
    assert events.events(ana.ana)[0].verb == "signed in"


def test_a_wrong_password_says_nothing_about_who_has_an_account(ana: Team, client: Client) -> None:
    wrong = client.post("/accounts/login/", {"login": "ana@example.org", "password": "not the passphrase"})
    nobody = client.post("/accounts/login/", {"login": "nobody@example.org", "password": "not the passphrase"})
    assert wrong.status_code == nobody.status_code == 200
    assert wrong.context["form"].errors == nobody.context["form"].errors


def test_the_way_back_never_leads_elsewhere(ana: Team, client: Client) -> None:
    answer = client.post(
        "/accounts/login/?next=https://elsewhere.example/", {"login": "ana@example.org", "password": PASSWORD}
    )
    assert answer["Location"] == "/"


def test_guessing_is_slowed_down(ana: Team, client: Client) -> None:
    said = [
        client.post("/accounts/login/", {"login": "ana@example.org", "password": f"guess number {n}"})
        for n in range(12)
    ]
    assert "Too many" in said[-1].content.decode() or said[-1].status_code == 429


def test_the_password_of_an_account_is_kept_as_argon2(ana: Team) -> None:
    from firsthand.storage.models import UserRecord

    assert UserRecord.objects.get(email="ana@example.org").password.startswith("argon2")


def test_a_password_can_be_changed_and_signing_out_ends_the_session(ana: Team, client: Client) -> None:
    client.post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert client.get("/accounts/password/change/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/studies/").status_code == 302


def test_who_came_by_a_link_can_set_a_first_password(ana: Team, client: Client) -> None:
    from firsthand.storage.models import UserRecord

    user = UserRecord.objects.get(email="ana@example.org")
    user.set_unusable_password()
    user.save()
    client.force_login(user)
    page = client.get("/accounts/password/change/", follow=True)
    assert (page.status_code, page.redirect_chain) == (200, [("/accounts/password/set/", 302)])


@pytest.mark.parametrize("address", ["/accounts/signup/", "/accounts/email/", "/accounts/social/signup/"])
def test_what_would_make_accounts_or_change_them_past_us_is_not_there(team: Team, client: Client, address: str) -> None:
    assert client.get(address).status_code == 404
