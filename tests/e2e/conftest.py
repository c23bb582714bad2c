"""A demo workspace of its own behind a real server, and a browser signed in to it by the printed link."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ON_PURPOSE = (
    "the server responded with a status of 4",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_FAILED",
    "Failed to fetch",
)  # by a test
ENOUGH_SECONDS = 90  # for the demo to be filled on a slow machine


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def link(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The one-time sign-in link of a running demo."""
    of_this_checkout = {name: os.environ[name] for name in ("PYTHONPATH",) if name in os.environ}
    command = str(Path(sys.executable).with_name("firsthand"))
    folder = tmp_path_factory.mktemp("demo")
    process = subprocess.Popen(
        [command, "demo", "--no-browser", "--port", "0", "--data", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={"PATH": str(Path(sys.executable).parent), "PYTHONUNBUFFERED": "1", **of_this_checkout},
    )
    killer = threading.Timer(ENOUGH_SECONDS, process.kill)
    killer.start()
    said: list[str] = []
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if "/sign-in/" in line:
            break
    killer.cancel()
    assert "/sign-in/" in said[-1], "the demo did not start:\n" + "".join(said)
    threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop the server
    yield said[-1].strip()
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="session")
def signed_in(browser: Browser, link: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """The server's address and the cookies of its owner."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(link)
    assert page.title() == "Home · Firsthand"
    state = tmp_path_factory.mktemp("browser") / "state.json"
    context.storage_state(path=state)
    context.close()
    return link.partition("/sign-in/")[0], state


@pytest.fixture
def context(browser: Browser, signed_in: tuple[str, Path]) -> Iterator[BrowserContext]:
    address, state = signed_in
    opened = browser.new_context(base_url=address, storage_state=state, accept_downloads=True)
    opened.set_default_timeout(15_000)
    opened.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page whose scripts must run without an error; the strict content policy would show up here too."""
    errors: list[str] = []
    opened = context.new_page()
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.on("console", lambda message: errors.extend(_complaints(message)))
    yield opened
    assert errors == []


def _complaints(message: ConsoleMessage) -> list[str]:
    return [message.text] if message.type == "error" and not any(part in message.text for part in ON_PURPOSE) else []
