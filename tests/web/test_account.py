"""The account page: what one sees there, and a new address that counts once it is confirmed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from firsthand.adapters.mail import mail_server
from firsthand.domain.people.actors import Actor
from firsthand.services import accounts, events
from firsthand.services.my_account import account_page
from firsthand.storage.models import MessageRecord
from people_at_work import PASSWORD, Team

SignIn = Callable[[Actor], Client]


@pytest.fixture
def mail(team: Team, settings: Any) -> Team:
    settings.FIRSTHAND_MAIL = mail_server("smtp://127.0.0.1:9?tls=none", "research@example.org")
    settings.FIRSTHAND = replace(settings.FIRSTHAND, base_url="https://research.example.com")
    return team


def letters() -> list[tuple[str, str]]:
    return list(MessageRecord.objects.order_by("created_at").values_list("to_address", "text"))


def link_in(text: str) -> str:
    found = re.search(r"https://research\.example\.com(/account/address/\S+)", text)
    assert found
    return found[1]


def test_every_member_finds_their_account_in_the_menu(team: Team, signed_in: SignIn) -> None:
    for who in (team.ana, team.rui, team.vera):
        client = signed_in(who)
        assert 'href="/account/"' in client.get("/").content.decode()
        page = client.get("/account/").content.decode()
        assert who.name in page
        assert "Parcel people" in page


def test_a_member_changes_their_name(rui: Client, team: Team) -> None:
    assert rui.post("/account/name/", {"name": ""}).status_code == 400
    assert rui.post("/account/name/", {"name": "Rui Alves"})["Location"] == "/account/"
    assert accounts.actor_of(team.rui.user_id).name == "Rui Alves"


def test_the_person_at_this_machine_sets_an_address_and_then_a_password(db: None, signed_in: SignIn) -> None:
    local = accounts.local_owner("Ours", "Ana")
    client = signed_in(local)
    assert "set your address first" in client.get("/account/").content.decode()
    assert client.get("/accounts/password/set/")["Location"] == "/account/address/"
    client.post("/account/address/", {"email": "ana@example.org"})
    client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    answer = Client().post("/accounts/login/", {"login": "ana@example.org", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_without_mail_the_page_names_the_command_that_changes_an_address(rui: Client) -> None:
    assert "firsthand member address rui@example.org" in rui.get("/account/address/").content.decode()
    assert rui.post("/account/address/", {"email": "new@example.org"}).status_code == 405


def test_a_new_address_counts_once_it_is_confirmed_and_the_old_one_is_told(mail: Team, rui: Client) -> None:
    rui.post("/account/address/", {"email": "rui.alves@example.org"})
    ((to, text),) = letters()
    assert to == "rui.alves@example.org"
    assert account_page(mail.rui.user_id).email == "rui@example.org"
    page = rui.get(link_in(text))
    assert "rui.alves@example.org" in page.content.decode()
    assert account_page(mail.rui.user_id).email == "rui@example.org"  # looking at it is not enough
    rui.post(link_in(text))
    assert account_page(mail.rui.user_id).email == "rui.alves@example.org"
    assert letters()[1][0] == "rui@example.org"
    assert "rui.alves@example.org from now on" in letters()[1][1]
    assert "changed e-mail address" in [event.verb for event in events.events(mail.ana)]


def test_a_link_works_once_and_for_its_own_account_only(mail: Team, rui: Client, signed_in: SignIn) -> None:
    rui.post("/account/address/", {"email": "rui.alves@example.org"})
    path = link_in(letters()[0][1])
    assert signed_in(mail.vera).post(path).status_code == 404
    assert Client().post(path)["Location"].startswith("/accounts/login/")
    assert rui.post(path).status_code == 302
    assert rui.post(path).status_code == 404


def test_somebody_else_s_address_gets_another_letter_and_the_page_does_not_say_so(mail: Team, rui: Client) -> None:
    taken = rui.post("/account/address/", {"email": "vera@example.org"}, follow=True)
    free = rui.post("/account/address/", {"email": "new@example.org"}, follow=True)
    strip = lambda page: re.sub(r'value="[\w]{64}"|X-CSRFToken": "\w+"', "", page.content.decode())  # noqa: E731
    assert (taken.redirect_chain, strip(taken)) == (free.redirect_chain, strip(free))
    assert "have an account with it already" in letters()[0][1]
    assert "/account/address/" not in letters()[0][1]


def test_an_address_that_somebody_took_meanwhile_is_refused(mail: Team, rui: Client) -> None:
    from firsthand.domain.people.actors import WorkspaceRole

    rui.post("/account/address/", {"email": "new@example.org"})
    accounts.add_member(mail.ana, "new@example.org", "New", WorkspaceRole.VIEWER)
    assert rui.post(link_in(letters()[0][1])).status_code == 409
    assert account_page(mail.rui.user_id).email == "rui@example.org"


def test_nobody_sends_letters_to_strangers_by_the_dozen(mail: Team, rui: Client) -> None:
    said = [rui.post("/account/address/", {"email": f"stranger{n}@example.com"}).status_code for n in range(5)]
    assert said == [302, 302, 302, 400, 400]


def test_a_change_of_password_is_told_by_letter(mail: Team, signed_in: SignIn) -> None:
    accounts.set_password("rui@example.org", PASSWORD)
    client = signed_in(mail.rui)
    new = "quite another passphrase"
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert letters()[0][0] == "rui@example.org"
    assert "password of your account at Firsthand was changed" in letters()[0][1]
    assert new not in str(letters())


def test_an_owner_signs_a_member_out_from_the_member_s_page(team: Team, rui: Client, signed_in: SignIn) -> None:
    ana = signed_in(team.ana)
    assert "Sign them out everywhere" in ana.get(f"/workspace/members/{team.rui.id}/").content.decode()
    ana.post(f"/workspace/members/{team.rui.id}/sign-ins/end/")
    assert rui.get("/studies/").status_code == 302


def test_an_account_without_a_workspace_can_still_be_looked_after(team: Team, rui: Client) -> None:
    from firsthand.storage.models import MemberRecord

    MemberRecord.objects.filter(id=team.rui.id).delete()
    page = rui.get("/account/")
    assert (page.status_code, "Ask an owner" in page.content.decode()) == (200, True)


def test_a_private_calendar_address_that_is_wrong_is_soon_told_to_wait(team: Team) -> None:
    said = [Client().get(f"/calendar/{n}.ics") for n in range(21)]
    assert {answer.status_code for answer in said[:20]} == {404}
    assert (said[20].status_code, int(said[20]["Retry-After"]) > 0) == (429, True)


def test_a_wrong_token_is_soon_told_to_wait_by_a_problem(team: Team) -> None:
    said = [Client(headers={"Authorization": f"Bearer fst_{n}"}).get("/api/v1/studies") for n in range(21)]
    assert {answer.status_code for answer in said[:20]} == {401}
    assert (said[20].status_code, said[20]["Content-Type"]) == (429, "application/problem+json")
