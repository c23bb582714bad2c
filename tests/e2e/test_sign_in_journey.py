"""Signing in as people do it, in Chromium: with a passkey from a virtual device, and with codes from an app."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect

from people_at_work import PASSWORD

pytestmark = pytest.mark.browser
PEOPLE = ("mia@example.org", "tom@example.org", "ada@example.org", "lea@example.org")
ENOUGH_SECONDS = 60
ON_PURPOSE = ("the server responded with a status of 4",)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server at http://localhost, where passkeys work, with a few people who have a password."""
    command, folder = str(Path(sys.executable).with_name("firsthand")), str(tmp_path_factory.mktemp("workspace"))
    of_this_checkout = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    env = {"PATH": str(Path(sys.executable).parent), "PYTHONUNBUFFERED": "1", **of_this_checkout}
    for email in PEOPLE:
        add = [command, "member", "add", email, "--role", "owner", "--password", PASSWORD, "--data", folder]
        subprocess.run(add, check=True, capture_output=True, env=env)
    serve = [command, "serve", "--host", "localhost", "--port", "0", "--no-browser", "--data", folder]
    process = subprocess.Popen(serve, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    killer = threading.Timer(ENOUGH_SECONDS, process.kill)
    killer.start()
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "/sign-in/" in line:
            break
    killer.cancel()
    assert "/sign-in/" in said[-1], "".join(said)
    threading.Thread(target=process.stdout.read, daemon=True).start()
    yield said[-1].strip().partition("/sign-in/")[0]
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[BrowserContext]:
    opened = browser.new_context(base_url=address)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(visitor: BrowserContext) -> Iterator[Page]:
    """A page whose scripts must run without an error, under the strict content policy."""
    errors: list[str] = []
    opened = visitor.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.extend(complaints(message)))
    yield opened
    assert errors == []


def complaints(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" and not any(part in message.text for part in ON_PURPOSE) else []


def device(page: Page, *, asks: bool = True) -> tuple[Any, str]:
    """A virtual device that makes and uses passkeys; one that does not ask for a finger or PIN can't sign in alone."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": asks,
        "isUserVerified": asks,
        "automaticPresenceSimulation": True,
    }
    made = wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return wire, made["authenticatorId"]


def sign_in(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out", exact=True).click()
    page.wait_for_url("**/accounts/login/**")


def test_a_passkey_is_added_used_alone_renamed_and_removed(page: Page) -> None:
    wire, authenticator = device(page)
    sign_in(page, PEOPLE[0])
    page.goto("/account/")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("What you call it").fill("Work laptop")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(page.locator(".codes li")).to_have_count(10)
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_role("listitem").filter(has_text="Work laptop")).to_contain_text("passkey")
    assert len(wire.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]) == 1

    sign_out(page)
    page.goto("/accounts/login/?next=/studies/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Studies", exact=True)).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_role("listitem").filter(has_text="this one")).to_contain_text("with a passkey")

    page.get_by_role("link", name="Rename Work laptop").click()
    page.get_by_label("What you call it").fill("Blue key")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Remove Blue key").click()
    page.get_by_role("button", name="Remove it").click()
    page.goto("/account/")
    expect(page.get_by_text("Blue key")).to_have_count(0)

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("This passkey does not fit")).to_be_visible()
    page.goto("/studies/")
    page.wait_for_url("**/accounts/login/**")


def test_a_key_that_asks_for_nothing_stands_beside_the_password(page: Page) -> None:
    device(page, asks=False)
    sign_in(page, PEOPLE[1])
    page.goto("/accounts/2fa/passkeys/new/")
    page.get_by_label("Sign in with it alone").uncheck()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_text("second step")).to_be_visible()

    sign_out(page)
    sign_in(page, PEOPLE[1])
    expect(page.get_by_role("heading", name="The second step")).to_be_visible()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)


def test_a_device_that_says_no_changes_nothing_and_says_so(page: Page) -> None:
    wire, authenticator = device(page)
    wire.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    sign_in(page, PEOPLE[2])
    page.goto("/accounts/2fa/passkeys/new/")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was used")


def test_an_app_is_set_up_and_its_code_and_a_recovery_code_sign_in(page: Page) -> None:
    sign_in(page, PEOPLE[2])
    page.goto("/account/")
    page.get_by_role("link", name="Set up an authenticator app").click()
    expect(page.get_by_alt_text("A square code that holds the secret below")).to_be_visible()
    secret = page.locator(".secret").inner_text()
    page.get_by_label("The six digits").fill(code(secret))
    page.get_by_role("button", name="Turn it on").click()
    spare = page.locator(".codes li").first.inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert spare in Path(download.value.path()).read_text()

    sign_out(page)
    sign_in(page, PEOPLE[2])
    page.get_by_label("The code from your app, or a recovery code").fill("000000")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_text("code is not right")).to_be_visible()
    page.get_by_label("The code from your app, or a recovery code").fill(spare)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/accounts/" not in url)

    page.goto("/workspace/second-factor/")
    page.get_by_role("button", name="Ask everybody for one").click()
    expect(page.get_by_text("Everybody here needs a second factor")).to_be_visible()
    page.get_by_role("button", name="Leave it to them").click()


def test_one_signs_out_in_another_browser(page: Page, browser: Browser, address: str) -> None:
    other = browser.new_context(base_url=address, user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/149.0").new_page()
    sign_in(other, PEOPLE[3])
    sign_in(page, PEOPLE[3])
    page.goto("/account/")
    line = page.get_by_role("listitem").filter(has_text="Firefox on Linux")
    line.get_by_role("button", name="Sign out there").click()
    expect(page.get_by_text("Signed out there.")).to_be_visible()
    other.goto("/studies/")
    other.wait_for_url("**/accounts/login/**")
    other.context.close()


def code(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))
