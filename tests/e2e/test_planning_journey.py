"""From an empty workspace to a reviewed guide and a session with its calendar file, as the manual tells it."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

FIRSTHAND = str(Path(sys.executable).with_name("firsthand"))
PASSWORD = "a long enough passphrase"
PEOPLE = (("ana@team.example", "Ana", "owner"), ("rui@team.example", "Rui", "researcher"))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of an empty workspace with two members."""
    data = str(tmp_path_factory.mktemp("empty"))
    for email, name, role in PEOPLE:
        command = [FIRSTHAND, "member", "add", email, "--name", name, "--role", role, "--password", PASSWORD]
        subprocess.run([*command, "--data", data], check=True, capture_output=True, timeout=90)
    served = [FIRSTHAND, "serve", "--no-browser", "--port", "0", "--data", data]
    process = subprocess.Popen(served, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    killer = threading.Timer(60, process.kill)
    killer.start()
    assert process.stdout is not None
    said = next((line for line in process.stdout if "http://" in line), "")
    killer.cancel()
    threading.Thread(target=process.stdout.read, daemon=True).start()  # a full pipe would stop the server
    assert said, "the server did not start"
    host = said[said.index("http://") + 7 :].split("/")[0].split()[0]
    yield f"http://{host}"
    process.terminate()
    process.wait(timeout=20)


def sign_in(browser: Browser, address: str, email: str) -> Page:
    context = browser.new_context(base_url=address, accept_downloads=True, timezone_id="Europe/Lisbon")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Home")).to_be_visible()
    return page


def test_a_first_interview_is_planned_reviewed_and_scheduled(browser: Browser, address: str) -> None:
    ana = sign_in(browser, address, "ana@team.example")
    start_study(ana)
    guide = ask_for_review(ana)
    approve(sign_in(browser, address, "rui@team.example"))
    ana.goto(guide)
    expect(ana.locator("main")).to_contain_text("approved by Rui")
    add_person(ana)
    event = schedule(ana)
    begin = event.decoded("DTSTART")
    assert begin.astimezone(UTC) == at_half_past_two().astimezone(UTC)
    assert event.decoded("DTEND") - begin == timedelta(minutes=45)
    assert "Mira Okafor" in str(event["SUMMARY"])


def start_study(page: Page) -> None:
    page.get_by_role("link", name="Plan your first interview").click()
    page.get_by_label("Customer interview").check()
    page.get_by_label("Title").fill("Late deliveries")
    page.get_by_label("Research question").fill("What do people do when a delivery does not come?")
    page.get_by_label("The decision it informs").fill("Whether we show the driver’s place first, or call people.")
    page.get_by_label("Goals").press_sequentially("Learn about their experience")
    expect(page.locator("#goal-findings")).to_contain_text("Better:")
    page.get_by_label("Goals").fill("Understand what shop managers do in the hour after a delivery did not come")
    expect(page.locator("#goal-findings")).not_to_contain_text("Better:")
    page.get_by_role("button", name="Start the study").click()
    expect(page.get_by_role("heading", name="Late deliveries", exact=True)).to_be_visible()
    page.get_by_role("link", name="Write one down").last.click()
    page.get_by_label("What you believe").fill("People call the shop before they open the app.")
    page.get_by_label("What you will hear if it is true").fill("Four of six tell of a call in the first ten minutes.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("We will hear: Four of six")).to_be_visible()


def ask_for_review(page: Page) -> str:
    page.locator("section[aria-labelledby=s-guides] p a").click()
    page.get_by_label("Who should read it?").select_option(label="Rui")
    page.get_by_role("button", name="Ask for a review").click()
    expect(page.locator("main")).to_contain_text("Rui")
    return page.url


def approve(page: Page) -> None:
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_label("What do you think?").fill("Good questions.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator("main")).to_contain_text("approved")


def add_person(page: Page) -> None:
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Add a person").click()
    page.get_by_label("Name", exact=True).fill("Mira Okafor")
    page.get_by_role("button", name="Write them down").click()
    expect(page.get_by_role("heading", name="Mira Okafor")).to_be_visible()
    page.get_by_role("link", name="Log an answer").click()
    for point in ("Being recorded", "A transcript being kept"):
        page.get_by_role("group", name=point).get_by_label("yes").check()
    page.get_by_label("by e-mail").check()
    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_text("The answer is logged.")).to_be_visible()


def schedule(page: Page) -> Calendar:
    page.goto("/studies/")
    page.get_by_role("link", name="Late deliveries").click()
    page.get_by_role("link", name="Schedule a session").click()
    page.get_by_label("Title").fill("Mira Okafor")
    page.get_by_label("Mira Okafor").check()
    page.get_by_label("Date").fill(at_half_past_two().strftime("%Y-%m-%d"))
    page.get_by_label("Time", exact=False).first.fill("14:30")
    page.get_by_label("Minutes").fill("45")
    expect(page.get_by_label("Time zone")).to_have_value("Europe/Lisbon")
    page.get_by_label("Takes notes").select_option(label="Rui")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The session is scheduled.")).to_be_visible()
    expect(page.locator("dl.facts")).to_contain_text("approved")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Put it into your calendar").click()
    calendar = Calendar.from_ical(Path(waiting.value.path()).read_bytes())
    return next(event for event in calendar.walk("VEVENT") if event.decoded("DTSTART").minute == 30)


def at_half_past_two() -> datetime:
    """Half past two in Lisbon, on a day two weeks ahead."""
    day = datetime.now(ZoneInfo("Europe/Lisbon")) + timedelta(days=14)
    return day.replace(hour=14, minute=30, second=0, microsecond=0)
