"""The second step of a sign-in, and how somebody sets it up: codes from an app, recovery codes, and what is refused."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from firsthand.services import accounts, events, factors
from firsthand.services.factors import APP, RECOVERY
from people_at_work import PASSWORD, Team

ANA = "ana@example.org"


@pytest.fixture
def ana(team: Team) -> Team:
    accounts.set_password(ANA, PASSWORD)
    return team


@pytest.fixture
def at_once(django_capture_on_commit_callbacks: Any) -> Any:
    """Within a test's transaction, do at the end of a block what would be done after it is over."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": ANA, "password": password, **more})


def code(secret: str, steps: int = 0) -> str:
    """What an authenticator app shows now, or so many steps of 30 seconds from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps))


def set_up_app(client: Client, at_once: Any) -> str:
    page = client.get("/accounts/2fa/app/").content.decode()
    secret = re.search(r'<code class="secret">(\w+)</code>', page)
    assert secret
    with at_once():
        answer = client.post("/accounts/2fa/app/", {"code": code(secret[1])})
    assert answer["Location"] == "/accounts/2fa/codes/"
    cache.clear()  # that this code was used
    return secret[1]


def recovery_codes(client: Client) -> list[str]:
    return re.findall(r"<li>(\d{8})</li>", client.get("/accounts/2fa/codes/").content.decode())


@pytest.fixture
def secret(ana: Team, client: Client, at_once: Any) -> str:
    sign_in(client)
    return set_up_app(client, at_once)


def test_an_app_is_set_up_with_ten_recovery_codes_and_events(secret: str, ana: Team, client: Client) -> None:
    assert len(recovery_codes(client)) == 10
    assert factors.factors_of(ana.ana.user_id).has_any
    assert "added authenticator app" in [event.verb for event in events.events(ana.ana)]


def test_a_wrong_code_sets_nothing_up(ana: Team, client: Client) -> None:
    sign_in(client)
    client.get("/accounts/2fa/app/")
    answer = client.post("/accounts/2fa/app/", {"code": "000000"})
    assert "code is not right" in answer.content.decode()
    assert not factors.factors_of(ana.ana.user_id).has_any


def test_the_secret_of_an_app_does_not_lie_open_in_the_database(secret: str) -> None:
    assert secret not in str(list(Authenticator.objects.values()))


def test_with_another_key_of_the_server_no_code_fits_and_nothing_breaks(
    secret: str, client: Client, settings: Any
) -> None:
    settings.SECRET_KEY = "another key"
    visitor = Client()
    sign_in(visitor)
    answer = visitor.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert (answer.status_code, "code is not right" in answer.content.decode()) == (200, True)


def test_the_password_alone_opens_nothing_any_more(secret: str) -> None:
    visitor = Client()
    assert sign_in(visitor)["Location"] == "/accounts/2fa/authenticate/"
    assert visitor.get("/studies/")["Location"].startswith("/accounts/login/")
    assert visitor.get("/api/v1/studies").status_code == 401


def test_the_code_opens_it_and_leads_where_one_wanted_to_go(secret: str, ana: Team) -> None:
    visitor = Client()
    visitor.post("/accounts/login/?next=/studies/", {"login": ANA, "password": PASSWORD, "next": "/studies/"})
    answer = visitor.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert answer["Location"] == "/studies/"
    assert visitor.get("/studies/").status_code == 200
    assert events.events(ana.ana)[0].verb == "signed in"


def test_a_code_works_once(secret: str) -> None:
    first, second, same = Client(), Client(), code(secret)
    for visitor in (first, second):
        sign_in(visitor)
    assert first.post("/accounts/2fa/authenticate/", {"code": same}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": same}).status_code == 200


def test_a_phone_s_clock_may_be_half_a_minute_off_and_no_more(secret: str) -> None:
    for steps, status in ((-1, 302), (1, 302), (4, 200), (-4, 200)):
        visitor = Client()
        sign_in(visitor)
        assert visitor.post("/accounts/2fa/authenticate/", {"code": code(secret, steps)}).status_code == status, steps


def test_a_recovery_code_opens_it_once_and_is_told(secret: str, ana: Team, client: Client) -> None:
    first, second = Client(), Client()
    one = recovery_codes(client)[3]
    for visitor in (first, second):
        sign_in(visitor)
    assert first.post("/accounts/2fa/authenticate/", {"code": one}).status_code == 302
    assert second.post("/accounts/2fa/authenticate/", {"code": one}).status_code == 200
    assert one not in recovery_codes(client)
    assert "used recovery code" in [event.verb for event in events.events(ana.ana)]


def test_codes_can_t_be_tried_for_long_and_the_workspace_is_told_of_it(secret: str, ana: Team) -> None:
    visitor = Client(REMOTE_ADDR="198.51.100.7")
    sign_in(visitor)
    said = [visitor.post("/accounts/2fa/authenticate/", {"code": "000000"}).content.decode() for _ in range(6)]
    assert "Too many attempts" in said[5]
    assert "wait" in said[5]
    right = visitor.post("/accounts/2fa/authenticate/", {"code": code(secret)})
    assert (right.status_code, "Too many attempts" in right.content.decode()) == (200, True)
    verbs = [event.verb for event in events.events(ana.ana)]
    assert verbs.count("failed the second factor repeatedly") == 1
    familiar = Client()  # from where Ana signed in before
    sign_in(familiar)
    assert familiar.post("/accounts/2fa/authenticate/", {"code": code(secret)}).status_code == 302


def test_the_second_step_without_a_first_leads_to_the_sign_in(secret: str) -> None:
    assert Client().get("/accounts/2fa/authenticate/")["Location"] == "/accounts/login/"


def test_removing_the_app_takes_its_recovery_codes_along(secret: str, ana: Team, client: Client) -> None:
    assert client.get("/accounts/2fa/app/remove/").status_code == 200
    client.post("/accounts/2fa/app/remove/")
    assert Authenticator.objects.filter(user_id=ana.ana.user_id).count() == 0
    assert "removed authenticator app" in [event.verb for event in events.events(ana.ana)]


def test_whoever_signed_in_a_while_ago_proves_again_who_they_are(secret: str, client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from firsthand.storage.models import SignInRecord

    SignInRecord.objects.update(began_at=timezone.now() - timedelta(minutes=6))
    for path in ("app/remove/", "codes/", "codes/new/", "codes/codes.txt", "passkeys/new/"):
        answer = client.get(f"/accounts/2fa/{path}")
        assert answer["Location"].startswith("/accounts/reauthenticate/"), path
    wrong = client.post("/accounts/reauthenticate/?next=/accounts/2fa/codes/", {"password": "not the passphrase"})
    assert wrong.status_code == 200
    right = client.post("/accounts/reauthenticate/?next=/accounts/2fa/codes/", {"password": PASSWORD})
    assert right["Location"] == "/accounts/2fa/codes/"
    assert len(recovery_codes(client)) == 10


def test_new_recovery_codes_make_the_old_ones_worthless(secret: str, ana: Team, client: Client, at_once: Any) -> None:
    old = recovery_codes(client)
    with at_once():
        client.post("/accounts/2fa/codes/new/")
    assert set(old).isdisjoint(recovery_codes(client))
    assert events.events(ana.ana)[0].verb == "made recovery codes"
    assert client.get("/accounts/2fa/codes/codes.txt")["Content-Type"].startswith("text/plain")


def test_who_came_by_the_printed_link_sets_an_app_up_within_a_quarter_of_an_hour(
    team: Team, client: Client, at_once: Any
) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from firsthand.storage.models import SignInRecord

    client.get(f"/sign-in/{accounts.new_sign_in_link(team.ana.user_id)}/")
    SignInRecord.objects.update(began_at=timezone.now() - timedelta(minutes=14))
    set_up_app(client, at_once)
    link = accounts.new_sign_in_link(team.ana.user_id)  # who has the machine has the data: a link needs no second step
    assert Client().get(f"/sign-in/{link}/")["Location"] == "/"


def test_later_they_come_by_a_new_link_first(team: Team, client: Client) -> None:
    from datetime import timedelta

    from django.utils import timezone

    from firsthand.storage.models import SignInRecord

    client.get(f"/sign-in/{accounts.new_sign_in_link(team.ana.user_id)}/")
    SignInRecord.objects.update(began_at=timezone.now() - timedelta(minutes=16))
    answer = client.get("/accounts/2fa/app/")
    assert answer["Location"] == "/account/again/?next=%2Faccounts%2F2fa%2Fapp%2F"
    assert "new link" in client.get(answer["Location"]).content.decode()
    out = client.post("/account/again/", {"next": "/accounts/2fa/app/"})
    assert out["Location"] == "/accounts/login/?next=/accounts/2fa/app/"
    assert client.get("/studies/").status_code == 302


def test_the_way_out_and_in_again_leads_nowhere_else(team: Team, client: Client) -> None:
    client.get(f"/sign-in/{accounts.new_sign_in_link(team.ana.user_id)}/")
    out = client.post("/account/again/", {"next": "https://elsewhere.example/"})
    assert out["Location"] == "/accounts/login/?next=/account/"


@pytest.fixture
def wanted(secret: str, ana: Team) -> Team:
    factors.want_second_factor(ana.ana, is_wanted=True)
    return ana


def test_where_everybody_needs_one_a_member_without_is_led_to_it(wanted: Team, at_once: Any) -> None:
    from firsthand.storage.models import UserRecord

    rui = Client()
    rui.force_login(UserRecord.objects.get(id=wanted.rui.user_id))
    assert rui.get("/studies/")["Location"] == "/account/#a-factors"
    assert "wants a second factor" in rui.get("/account/").content.decode()
    answer = rui.get("/api/v1/studies")
    assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    set_up_app(rui, at_once)
    assert rui.get("/studies/").status_code == 200
    assert rui.get("/api/v1/studies").status_code == 200


def test_a_part_of_a_page_says_so_instead(wanted: Team) -> None:
    from firsthand.storage.models import UserRecord

    rui = Client(headers={"HX-Request": "true"})
    rui.force_login(UserRecord.objects.get(id=wanted.rui.user_id))
    assert rui.get("/studies/").status_code == 403


def test_an_owner_asks_for_it_on_a_page_that_names_who_has_none(secret: str, ana: Team, client: Client) -> None:
    page = client.get("/workspace/second-factor/").content.decode()
    assert "Rui" in page
    client.post("/workspace/second-factor/", {"wanted": "yes"})
    assert factors.factor_policy(ana.ana).is_wanted
    client.post("/workspace/second-factor/", {"wanted": "no"})
    assert not factors.factor_policy(ana.ana).is_wanted


def test_recovery_codes_are_of_one_s_own_kind(secret: str, ana: Team) -> None:
    kinds = set(Authenticator.objects.filter(user_id=ana.ana.user_id).values_list("type", flat=True))
    assert kinds == {APP, RECOVERY}


@pytest.mark.parametrize(
    "credential",
    ["", "{}", "[]", "null", "1", '"x"', '{"response": null}', '{"response": {"userHandle": "!"}, "id": "x"}'],
    ids=range(8),
)
def test_a_made_up_passkey_opens_nothing_and_breaks_nothing(
    secret: str, client: Client, at_once: Any, credential: str
) -> None:
    visitor = Client()
    answer = visitor.post("/accounts/2fa/passkeys/login/", {"credential": credential})
    assert answer["Location"] == "/accounts/login/"
    assert visitor.get("/studies/").status_code == 302
    sign_in(visitor)
    assert visitor.post("/accounts/2fa/authenticate/", {"credential": credential}).status_code == 200
    assert client.post("/accounts/2fa/passkeys/new/", {"name": "x", "credential": credential}).status_code == 200
