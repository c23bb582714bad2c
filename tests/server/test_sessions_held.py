"""What holds somebody's sign-in together: cookies, keys, the row behind it, and everything that ends it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from firsthand.domain.errors import NotFound
from firsthand.server import media
from firsthand.services import accounts, events
from firsthand.storage.models import SignInRecord, UserRecord
from people_at_work import PASSWORD, Team

RUI, OTHER = "rui@example.org", "another long passphrase"
COOKIE = django_settings.SESSION_COOKIE_NAME


@pytest.fixture
def rui(team: Team) -> Team:
    accounts.set_password(RUI, PASSWORD)
    return team


def signed_in(**how: Any) -> Client:
    client = Client(**how)
    client.post("/accounts/login/", {"login": RUI, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/studies/").status_code == 200


def test_the_key_of_a_session_changes_when_somebody_signs_in(rui: Team) -> None:
    visitor = Client()
    visitor.get("/accounts/login/")
    session = visitor.session
    session["planted"] = "by somebody who knows this key"
    session.save()
    visitor.cookies[COOKIE] = planted = session.session_key
    visitor.post("/accounts/login/", {"login": RUI, "password": PASSWORD})
    assert visitor.cookies[COOKIE].value != planted
    fixated = Client()
    fixated.cookies[COOKIE] = planted
    assert not is_in(fixated)


def test_the_cookie_can_t_be_read_by_scripts_nor_sent_from_elsewhere(rui: Team) -> None:
    cookie = signed_in().cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")


@pytest.mark.parametrize(("base_url", "is_secure"), [("https://research.example.com", True), ("", False)])
def test_behind_https_cookies_are_sent_over_https_only(base_url: str, is_secure: bool, tmp_path: Any) -> None:
    from firsthand.server.configuration import configuration

    read = configuration({"FIRSTHAND_DATA": str(tmp_path), "FIRSTHAND_BASE_URL": base_url})
    assert (read.is_https, read.proxies_in_front) == (is_secure, int(is_secure))


def test_a_new_password_ends_every_other_sign_in_and_keeps_this_one(rui: Team) -> None:
    here, there = signed_in(), signed_in()
    answer = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER})
    assert answer["Location"] == "/account/"
    assert (is_in(here), is_in(there)) == (True, False)
    assert SignInRecord.objects.count() == 1
    assert [event.verb for event in events.events(rui.ana)][:2] == ["ended other sign-ins", "changed password"]


def test_a_password_set_from_the_shell_ends_them_all(rui: Team) -> None:
    here = signed_in()
    accounts.set_password(RUI, OTHER)
    assert not is_in(here)


def test_a_sign_in_that_was_ended_elsewhere_is_over_for_pages_calls_and_files(rui: Team) -> None:
    here = signed_in()
    key = here.cookies[COOKIE].value
    assert media.signed_in(key)[0] == rui.rui.user_id
    SignInRecord.objects.all().delete()
    with pytest.raises(NotFound):
        media.signed_in(key)
    assert here.get("/api/v1/studies").status_code == 401
    assert not is_in(here)


def test_a_session_without_a_sign_in_behind_it_is_nobody_s(rui: Team) -> None:
    here = signed_in()
    session = here.session
    del session["sign_in"]
    session.save()
    assert not is_in(here)


def test_a_session_with_somebody_else_s_sign_in_is_nobody_s(rui: Team) -> None:
    vera = Client()
    vera.force_login(UserRecord.objects.get(id=rui.vera.user_id))
    here = signed_in()
    session = here.session
    session["sign_in"] = vera.session["sign_in"]
    session.save()
    assert not is_in(here)


def test_signing_out_forgets_the_sign_in_and_is_an_event(rui: Team) -> None:
    here = signed_in()
    here.post("/accounts/logout/")
    assert (is_in(here), SignInRecord.objects.count()) == (False, 0)
    assert events.events(rui.ana)[0].verb == "signed out"


def test_signing_out_by_a_mere_link_is_asked_about_first(rui: Team) -> None:
    here = signed_in()
    here.get("/accounts/logout/")
    assert is_in(here)


def test_an_idle_sign_in_is_over(rui: Team) -> None:
    here = signed_in()
    SignInRecord.objects.update(last_seen_at=timezone.now() - timedelta(days=14))
    assert not is_in(here)


def test_the_same_browser_has_one_sign_in_however_often_one_signs_in(rui: Team) -> None:
    here = signed_in()
    here.force_login(UserRecord.objects.get(id=rui.rui.user_id))
    assert SignInRecord.objects.count() == 1


def test_the_page_counts_where_one_is_signed_in_and_ends_it(rui: Team) -> None:
    firefox = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:149.0) Gecko/20100101 Firefox/149.0"}
    here, there = signed_in(), signed_in(headers=firefox)
    page = here.get("/account/").content.decode()
    assert "Firefox on Linux" in page
    other = SignInRecord.objects.get(device="Firefox on Linux")
    here.post(f"/account/sign-ins/{other.id}/end/")
    assert (is_in(here), is_in(there)) == (True, False)


def test_ending_this_very_sign_in_signs_out(rui: Team) -> None:
    here = signed_in()
    assert here.post(f"/account/sign-ins/{here.session['sign_in']}/end/")["Location"] == "/accounts/login/"
    assert not is_in(here)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example/",
        "http://localhost:9999/",
        "http://testserver.elsewhere.example/",
        "javascript:alert(1)",
    ],
)
def test_after_signing_in_nobody_lands_elsewhere(rui: Team, elsewhere: str) -> None:
    answer = Client().post("/accounts/login/", {"login": RUI, "password": PASSWORD, "next": elsewhere})
    assert answer["Location"] == "/"


def test_no_other_site_can_sign_somebody_in_as_somebody_else(rui: Team) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/accounts/login/", {"login": RUI, "password": PASSWORD})
    assert answer.status_code == 403
    assert not is_in(strict)


def test_guesses_at_somebody_from_elsewhere_do_not_shut_them_out(rui: Team) -> None:
    assert is_in(signed_in(REMOTE_ADDR="203.0.113.9"))
    for number in range(120):
        Client(REMOTE_ADDR=f"198.51.100.{number}").post("/accounts/login/", {"login": RUI, "password": "a wrong guess"})
    stranger = Client(REMOTE_ADDR="192.0.2.1").post("/accounts/login/", {"login": RUI, "password": PASSWORD})
    assert "Too many attempts" in stranger.content.decode()
    assert is_in(signed_in(REMOTE_ADDR="203.0.113.9"))


def test_a_burst_of_failures_is_told_once_to_the_workspace_of_whoever_is_meant(rui: Team) -> None:
    for number in range(8):
        Client().post("/accounts/login/", {"login": RUI, "password": f"guess number {number}"})
        Client().post("/accounts/login/", {"login": "nobody@example.org", "password": f"guess number {number}"})
    told = [event for event in events.events(rui.ana) if event.verb == "failed to sign in repeatedly"]
    assert [(event.actor_kind, event.subject_id) for event in told] == [("system", rui.rui.id)]


def test_a_wrong_password_takes_as_long_for_nobody_as_for_somebody(rui: Team, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long is hashing, once for each; beside it the library looks once more for nobody's address."""
    from django.contrib.auth.hashers import Argon2PasswordHasher
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hashed: list[str] = []
    verify, encode = Argon2PasswordHasher.verify, Argon2PasswordHasher.encode
    noted = lambda does: lambda *given: (hashed.append(given[1]), does(*given))[1]  # noqa: E731
    monkeypatch.setattr(Argon2PasswordHasher, "verify", noted(verify))
    monkeypatch.setattr(Argon2PasswordHasher, "encode", noted(encode))
    queries = []
    for email in (RUI, "nobody@example.org"):
        Client().post("/accounts/login/", {"login": email, "password": "warm up"})
        with CaptureQueriesContext(connection) as made:
            Client().post("/accounts/login/", {"login": email, "password": "wrong"})
        queries.append(len(made))
    assert hashed == ["warm up", "wrong", "warm up", "wrong"]
    assert abs(queries[0] - queries[1]) <= 1


def test_what_is_written_to_the_log_holds_no_secret(rui: Team, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    for _ in range(7):
        Client().post("/accounts/login/", {"login": RUI, "password": "a very secret guess"})
    assert "a very secret guess" not in caplog.text
