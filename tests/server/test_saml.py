"""Single sign-on with SAML: answers that an identity provider signed, and everything about them that can be wrong."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from firsthand.domain.errors import Invalid
from firsthand.server import sign_on_settings
from firsthand.server.configuration import configuration
from firsthand.services import accounts, events
from identity_provider import SSO, US, Answer, Keys, metadata, new_keys, packed, packed_xml, question_of, signed
from people_at_work import Team

LOGIN, ACS, ABOUT_US = "/accounts/saml/", "/accounts/saml/acs/", "/accounts/saml/metadata/"
KEYS = new_keys()


@pytest.fixture
def trusting(team: Team, settings: Any, tmp_path: Path) -> Team:
    """A server that trusts the provider about example.org."""
    file = tmp_path / "idp.xml"
    file.write_text(metadata(KEYS))
    settings.FIRSTHAND = replace(
        settings.FIRSTHAND,
        base_url="http://testserver",
        saml_metadata=str(file),
        saml_name="Sign in with Example",
        saml_domains="example.org",
    )
    return team


def asked(browser: Client, after: str = "") -> str:
    """The id of the question with which the browser goes to the provider."""
    return question_of(browser.post(LOGIN, {"next": after} if after else {})["Location"])


def brought(browser: Client, text: str) -> Any:
    """The page that follows when the browser posts the provider's answer, without our cookies, and comes back."""
    from_there = Client()
    step = from_there.post(ACS, {"SAMLResponse": text, "RelayState": ""})
    assert step.status_code == 302
    browser.cookies["saml-acs-session"] = from_there.cookies["saml-acs-session"].value
    return browser.get(step["Location"])


def come(keys: Keys | None = KEYS, signs: str = "assertion", after: str = "", **said: Any) -> tuple[Client, Any]:
    browser = Client()
    return browser, brought(browser, packed(Answer(asked(browser, after), **said), keys, signs=signs))


def is_in(browser: Client) -> bool:
    return browser.get("/studies/").status_code == 200


@pytest.mark.parametrize("signs", ["assertion", "response"])
def test_a_member_signs_in_by_a_signed_answer(trusting: Team, signs: str) -> None:
    assert "Sign in with Example" in Client().get("/accounts/login/").content.decode()
    browser, answer = come(signs=signs, after="/studies/")
    assert (answer.status_code, answer["Location"], is_in(browser)) == (302, "/studies/", True)
    assert browser.session["_auth_user_id"] == trusting.rui.user_id
    assert events.events(trusting.ana)[0].verb == "signed in"


@pytest.mark.parametrize(
    "wrong",
    [
        {"keys": new_keys()},
        {"keys": None},
        {"age": timedelta(minutes=30)},
        {"age": -timedelta(minutes=30)},
        {"audience": "https://another.example.org/"},
        {"recipient": "https://another.example.org/acs/"},
        {"issuer": "https://another.example.org/metadata"},
        {"in_response": False},
        {"email": ""},
        {"email": "rui@elsewhere.example"},
        {"email": "nobody@example.org"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_answer_that_is_wrong_in_one_thing_opens_nothing(trusting: Team, wrong: dict[str, Any]) -> None:
    browser, answer = come(**wrong)
    assert (answer.status_code, is_in(browser)) == (403, False)


def test_words_changed_after_signing_are_noticed(trusting: Team) -> None:
    browser = Client()
    xml = signed(Answer(asked(browser), email="vera@example.org").xml(), KEYS)
    assert brought(browser, packed_xml(xml.replace("vera@", "ana@"))).status_code == 403
    assert not is_in(browser)


def test_an_unsigned_assertion_beside_a_signed_one_is_not_believed(trusting: Team) -> None:
    browser = Client()
    question = asked(browser)
    real = signed(Answer(question, email="vera@example.org").xml(), KEYS)
    forged = Answer(question, email="ana@example.org").xml()
    begin, end = forged.index("<saml:Assertion"), forged.index("</saml:Assertion>") + len("</saml:Assertion>")
    planted = forged[begin:end].replace('ID="_assertion"', 'ID="_planted"')
    wrapped = real.replace("<saml:Assertion", planted + "<saml:Assertion", 1)
    assert brought(browser, packed_xml(wrapped)).status_code == 403
    assert not is_in(browser)


def test_an_answer_counts_once(trusting: Team) -> None:
    browser = Client()
    text = packed(Answer(asked(browser)), KEYS)
    assert brought(browser, text).status_code == 302
    browser.post("/accounts/logout/")
    assert brought(browser, text).status_code == 403
    assert not is_in(browser)


def test_an_answer_to_another_browser_s_question_opens_nothing(trusting: Team) -> None:
    text = packed(Answer(asked(Client())), KEYS)
    other = Client()
    asked(other)
    assert brought(other, text).status_code == 403
    assert not is_in(other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not base64 at all",
        packed_xml("no xml"),
        packed_xml("<a/>"),
        packed_xml('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'),
    ],
    ids=range(5),
)
def test_what_is_no_answer_at_all_breaks_nothing(trusting: Team, text: str) -> None:
    browser = Client()
    asked(browser)
    assert brought(browser, text).status_code == 403


def test_coming_to_the_last_step_without_an_answer_breaks_nothing(trusting: Team) -> None:
    assert Client().get(f"{ACS}finish/").status_code == 403


def test_from_then_on_they_are_known_by_the_provider_s_own_name_for_them(trusting: Team) -> None:
    come()
    from firsthand.services.my_account import replace_address

    replace_address("rui@example.org", "other@example.org")
    browser, _ = come()
    assert browser.session["_auth_user_id"] == trusting.rui.user_id


def test_the_unknown_may_be_let_in_as_viewers(trusting: Team, settings: Any) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, saml_unknown="viewer")
    browser, _ = come(email="nia@example.org", name="Nia Lind", person="nia")
    actor = accounts.actor_of(browser.session["_auth_user_id"])
    assert (actor.name, actor.role) == ("Nia Lind", "viewer")


def test_our_metadata_say_who_we_are_and_where_to_post(trusting: Team, client: Client) -> None:
    about = client.get(ABOUT_US)
    assert about["Content-Type"] == "application/samlmetadata+xml"
    text = about.content.decode()
    assert f'entityID="{US}"' in text
    assert "http://testserver/accounts/saml/acs/" in text
    assert "SingleLogout" not in text


def test_signing_out_there_does_not_sign_out_here(trusting: Team) -> None:
    browser, _ = come()
    for method in ("get", "post"):
        assert getattr(browser, method)("/accounts/saml/sls/", {"SAMLRequest": "x"}).status_code == 404
    assert is_in(browser)


def test_the_question_goes_to_the_provider_of_the_settings(trusting: Team) -> None:
    assert Client().post(LOGIN)["Location"].startswith(SSO)


def test_metadata_that_can_t_be_fetched_are_said_to_be_so(trusting: Team, settings: Any, client: Client) -> None:
    settings.FIRSTHAND = replace(settings.FIRSTHAND, saml_metadata="http://127.0.0.1:9/idp.xml")
    assert client.post(LOGIN).status_code == 403


def test_without_settings_there_is_no_button_and_no_page(team: Team, client: Client) -> None:
    assert "saml" not in client.get("/accounts/login/").content.decode()
    for path in (LOGIN, ACS, f"{ACS}finish/", ABOUT_US):
        assert client.get(path).status_code == 404
        assert client.post(path).status_code == 404


@pytest.fixture
def chosen(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "idp.xml").write_text(metadata(KEYS))
    return {
        "FIRSTHAND_DATA": str(tmp_path),
        "FIRSTHAND_BASE_URL": "https://research.example.com",
        "FIRSTHAND_SAML_METADATA": str(tmp_path / "idp.xml"),
        "FIRSTHAND_SAML_DOMAINS": "example.org",
    }


def test_where_it_is_set_up_and_not_installed_the_start_says_what_to_install(
    chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert configuration(chosen).saml is not None
    monkeypatch.setattr(sign_on_settings, "find_spec", lambda _: None)
    with pytest.raises(Invalid, match=r"pip install 'firsthand\[saml\]'"):
        configuration(chosen)


@pytest.mark.parametrize(
    ("name", "value", "where"),
    [
        ("SAML_DOMAINS", "", "saml_domains"),
        ("BASE_URL", "", "base_url"),
        ("SAML_METADATA", "/nowhere/idp.xml", "saml_metadata"),
        ("SAML_METADATA", "http://idp.example.org/metadata", "saml_metadata"),
        ("SAML_UNKNOWN", "owner", "saml_unknown"),
    ],
)
def test_half_of_it_stops_the_start_and_names_what_is_missing(
    chosen: dict[str, str], name: str, value: str, where: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        configuration({**chosen, f"FIRSTHAND_{name}": value})
    assert refusal.value.where == where


@pytest.mark.slow
def test_what_reads_saml_is_not_imported_before_somebody_comes_by_it(tmp_path: Path) -> None:
    check = (
        "import firsthand.server.asgi, sys; sys.exit(any(m.startswith(('onelogin', 'xmlsec')) for m in sys.modules))"
    )
    import os

    done = subprocess.run(
        [sys.executable, "-c", check], env={**os.environ, "FIRSTHAND_DATA": str(tmp_path)}, check=False
    )
    assert done.returncode == 0
