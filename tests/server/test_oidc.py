"""Single sign-on with a real OpenID provider in another process, all of it over HTTP; and every way to be refused."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from firsthand.domain.errors import Invalid
from firsthand.server.configuration import configuration
from firsthand.server.oidc import verified_claims
from firsthand.services import accounts, events
from oidc_provider import CLIENT, PASSWORD, SECRET, provider_in
from people_at_work import PASSWORD as OURS
from people_at_work import Team

LOGIN, CALLBACK = "/accounts/oidc/", "/accounts/oidc/callback/"
slow = pytest.mark.slow


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with provider_in(tmp_path_factory.mktemp("provider")) as address:
        yield address


@pytest.fixture
def trusting(team: Team, settings: Any, issuer: str) -> Team:
    """A server that trusts the provider about example.org."""
    settings.FIRSTHAND = replace(
        settings.FIRSTHAND,
        oidc_issuer=issuer,
        oidc_client_id=CLIENT,
        oidc_client_secret=SECRET,
        oidc_name="Sign in with Example",
        oidc_domains="example.org, example.net",
    )
    return team


def asked(browser: Client, after: str = "") -> str:
    """Where the button leads: to the provider, with a question."""
    answer = browser.post(LOGIN, {"next": after} if after else {})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def answered(question: str, email: str) -> str:
    """What the provider sends the browser back with, once this person has signed in there."""
    there = requests.Session()
    origin = "{0.scheme}://{0.netloc}".format(urlsplit(question))
    page = there.get(question)
    assert page.url.startswith(f"{origin}/accounts/login/")
    answer = there.post(page.url, {"login": email, "password": PASSWORD}, allow_redirects=False)
    while not answer.headers.get("Location", "").startswith("http://testserver/"):
        assert answer.status_code == 302, answer.text
        answer = there.get(origin + answer.headers["Location"].removeprefix(origin), allow_redirects=False)
    return answer.headers["Location"].removeprefix("http://testserver")


def come(email: str, after: str = "", browser: Client | None = None) -> tuple[Client, Any]:
    browser = browser or Client()
    return browser, browser.get(answered(asked(browser, after), email))


@slow
def test_a_member_signs_in_by_the_address_that_the_provider_verified(trusting: Team) -> None:
    assert "Sign in with Example" in Client().get("/accounts/login/").content.decode()
    browser, answer = come("rui@example.org", "/studies/")
    assert (answer.status_code, answer["Location"]) == (302, "/studies/")
    assert browser.get("/studies/").status_code == 200
    page = browser.get("/account/").content.decode()
    assert "by single sign-on" in page
    assert [event.verb for event in events.events(trusting.ana)][:2] == ["signed in", "added single sign-on"]


@slow
def test_the_question_holds_state_nonce_and_a_challenge(trusting: Team) -> None:
    first, second = (parse_qs(urlsplit(asked(Client())).query) for _ in range(2))
    assert (first["response_type"], first["code_challenge_method"]) == (["code"], ["S256"])
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name][0]) >= 16
        assert first[name] != second[name]


@slow
def test_from_then_on_they_are_known_by_the_provider_s_own_id(trusting: Team) -> None:
    come("rui@example.org")
    from firsthand.services.my_account import replace_address

    replace_address("rui@example.org", "other@example.org")
    browser, answer = come("rui@example.org")
    assert answer["Location"] == "/"
    assert browser.session["_auth_user_id"] == trusting.rui.user_id
    kept = SocialAccount.objects.get()
    assert (kept.provider, kept.extra_data) == ("oidc", {"email": "rui@example.org"})


@slow
@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("vera@example.org", "did not verify your address"),
        ("nia@example.org", "Nobody here has the address"),
        ("eve@elsewhere.example", "the settings name other domains"),
        ("nora@example.org", "not completed"),  # the token answers another question
    ],
)
def test_who_does_not_get_in_is_told_why(trusting: Team, email: str, why: str) -> None:
    accounts.add_member(trusting.ana, "nora@example.org", "Nora", trusting.vera.role)
    accounts.add_member(trusting.ana, "eve@elsewhere.example", "Eve", trusting.vera.role)
    browser, answer = come(email)
    assert (answer.status_code, why in answer.content.decode()) == (403, True)
    assert browser.get("/studies/").status_code == 302
    assert SocialAccount.objects.count() == 0


@slow
def test_an_answer_with_another_state_is_refused(trusting: Team) -> None:
    browser = Client()
    path = answered(asked(browser), "rui@example.org")
    state = parse_qs(urlsplit(path).query)["state"][0]
    assert browser.get(path.replace(state, "x" * len(state))).status_code == 403
    assert browser.get("/studies/").status_code == 302


@slow
def test_an_answer_in_another_browser_is_refused(trusting: Team) -> None:
    path = answered(asked(Client()), "rui@example.org")
    other = Client()
    asked(other)
    assert other.get(path).status_code == 403
    assert other.get("/studies/").status_code == 302


@slow
def test_an_answer_counts_once(trusting: Team) -> None:
    browser = Client()
    path = answered(asked(browser), "rui@example.org")
    assert browser.get(path).status_code == 302
    browser.post("/accounts/logout/")
    assert browser.get(path).status_code == 403


@slow
def test_an_answer_for_another_nonce_is_refused(trusting: Team) -> None:
    browser = Client()
    path = answered(asked(browser), "rui@example.org")
    session = browser.session
    for state, *_ in session["socialaccount_states"].values():
        state["nonce"] = "another"
    session.save()
    assert browser.get(path).status_code == 403


@slow
def test_an_answer_without_the_verifier_of_the_challenge_is_refused(trusting: Team) -> None:
    browser = Client()
    path = answered(asked(browser), "rui@example.org")
    session = browser.session
    for state, *_ in session["socialaccount_states"].values():
        state["pkce_code_verifier"] = "x" * 43
    session.save()
    assert browser.get(path).status_code == 403


@slow
def test_the_wrong_client_secret_is_refused(trusting: Team, settings: Any) -> None:
    browser = Client()
    path = answered(asked(browser), "rui@example.org")
    settings.FIRSTHAND = replace(settings.FIRSTHAND, oidc_client_secret="another secret")
    assert browser.get(path).status_code == 403


@slow
def test_a_provider_that_calls_itself_something_else_is_not_the_one_we_trust(
    trusting: Team, settings: Any, issuer: str
) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, oidc_issuer=issuer.replace("127.0.0.1", "localhost"))
    assert Client().post(LOGIN).status_code == 403


@slow
def test_the_unknown_may_be_let_in_as_viewers(trusting: Team, settings: Any) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, oidc_unknown="viewer")
    browser, answer = come("nia@example.org")
    assert answer["Location"] == "/"
    actor = accounts.actor_of(browser.session["_auth_user_id"])
    assert (actor.name, actor.role, actor.workspace_id) == ("Nia Lind", "viewer", trusting.ana.workspace_id)
    again, _ = come("nia@example.org")
    assert again.session["_auth_user_id"] == actor.user_id


@slow
def test_whoever_has_a_second_factor_here_is_asked_for_it_too(trusting: Team) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user_id=trusting.rui.user_id, type="totp", data={"secret": "x"})
    browser, answer = come("rui@example.org")
    assert answer["Location"] == "/accounts/2fa/authenticate/"
    assert browser.get("/studies/").status_code == 302


@slow
def test_somebody_who_is_signed_in_already_becomes_whom_the_provider_names(trusting: Team) -> None:
    accounts.set_password("ana@example.org", OURS)
    browser = Client()
    browser.post("/accounts/login/", {"login": "ana@example.org", "password": OURS})
    come("rui@example.org", browser=browser)
    assert browser.session["_auth_user_id"] == trusting.rui.user_id
    assert SocialAccount.objects.get().user_id == trusting.rui.user_id


@slow
def test_nobody_is_led_elsewhere_afterwards(trusting: Team) -> None:
    assert come("rui@example.org", "https://elsewhere.example/")[1]["Location"] == "/"


def test_without_settings_there_is_no_button_and_no_page(team: Team, client: Client) -> None:
    assert "oidc" not in client.get("/accounts/login/").content.decode()
    for path in (LOGIN, CALLBACK):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


def test_a_provider_that_does_not_answer_is_said_to_be_so(team: Team, settings: Any, client: Client) -> None:
    settings.FIRSTHAND = replace(
        settings.FIRSTHAND, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x", oidc_client_secret="y"
    )
    answer = client.post(LOGIN)
    assert (answer.status_code, "does not answer" in answer.content.decode()) == (403, True)


def test_a_mere_link_asks_before_it_goes_to_the_provider(team: Team, settings: Any, client: Client) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, oidc_issuer="http://127.0.0.1:9", oidc_client_id="x")
    assert client.get(LOGIN).status_code == 200


COMPLETE = {"ISSUER": "https://id.example.com", "CLIENT_ID": "x", "CLIENT_SECRET": "y", "DOMAINS": "example.com"}


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"CLIENT_ID": ""}, "oidc_client_id"),
        ({"CLIENT_SECRET": ""}, "oidc_client_secret"),
        ({"DOMAINS": ""}, "oidc_domains"),
        ({"ISSUER": "http://id.example.com"}, "oidc_issuer"),
        ({"UNKNOWN": "owner"}, "oidc_unknown"),
    ],
)
def test_half_a_single_sign_on_stops_the_start_and_names_what_is_missing(
    tmp_path: Path, changed: dict[str, str], where: str
) -> None:
    chosen = {f"FIRSTHAND_OIDC_{name}": value for name, value in {**COMPLETE, **changed}.items()}
    with pytest.raises(Invalid) as refusal:
        configuration({"FIRSTHAND_DATA": str(tmp_path), **chosen})
    assert refusal.value.where == where


def test_domains_are_compared_as_a_whole(tmp_path: Path) -> None:
    chosen = {f"FIRSTHAND_OIDC_{name}": value for name, value in COMPLETE.items()}
    sign_on = configuration({"FIRSTHAND_DATA": str(tmp_path), **chosen}).oidc
    assert sign_on is not None
    for email, may in (
        ("ana@example.com", True),
        ("ana@EXAMPLE.com", True),
        ("ana@evil-example.com", False),
        ("ana@sub.example.com", False),
        ("ana@example.com@evil.example", False),
        ("ana", False),
    ):
        assert sign_on.may_bring(email) is may, email


# What a token must be, without a provider --------------------------------------------------------------------------

KEY, OTHER_KEY = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
ISSUER, NONCE = "https://id.example.com", "of this question"


def jwk(key: Any, kid: str = "one") -> dict[str, Any]:
    return {**jwt.algorithms.RSAAlgorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid}


def token(key: Any = KEY, algorithm: str = "RS256", kid: str = "one", **changed: Any) -> str:
    now = int(time.time())
    says = {"iss": ISSUER, "aud": CLIENT, "sub": "rui", "iat": now, "exp": now + 300, "nonce": NONCE, **changed}
    says = {name: value for name, value in says.items() if value is not None}
    return jwt.encode(says, key, algorithm=algorithm, headers={"kid": kid})


def claims(text: str) -> dict[str, Any]:
    return verified_claims(text, [jwk(KEY), jwk(OTHER_KEY, "two")], ISSUER, CLIENT, NONCE)


def test_a_token_that_holds_says_who_it_is() -> None:
    assert claims(token())["sub"] == "rui"
    assert claims(token(aud=[CLIENT, "another"], azp=CLIENT))["sub"] == "rui"


@pytest.mark.parametrize(
    "text",
    [
        token(key=OTHER_KEY),
        token(kid="unknown"),
        token(iss="https://elsewhere.example"),
        token(aud="another"),
        token(aud=[CLIENT, "another"], azp="another"),
        token(exp=int(time.time()) - 120),
        token(nonce="of another question"),
        token(nonce=None),
        token(sub=None),
        token(exp=None),
        token(key=None, algorithm="none"),  # type: ignore[arg-type]
        token(key="x" * 64, algorithm="HS256"),
        token()[:-8] + "AAAAAAAA",
        "not a token",
        "",
    ],
    ids=range(15),
)
def test_a_token_that_does_not_hold_says_nothing(text: str) -> None:
    with pytest.raises(OAuth2Error):
        claims(text)


def test_a_public_key_can_t_be_passed_off_as_a_shared_one() -> None:
    from cryptography.hazmat.primitives import serialization

    form = (serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    with pytest.raises((OAuth2Error, jwt.InvalidKeyError)):
        claims(token(key=KEY.public_key().public_bytes(*form), algorithm="HS256"))


def test_without_a_nonce_of_ours_no_token_holds() -> None:
    with pytest.raises(OAuth2Error):
        verified_claims(token(nonce=""), [jwk(KEY)], ISSUER, CLIENT, "")
