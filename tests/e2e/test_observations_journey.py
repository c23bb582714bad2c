"""From a noted word to an observation: noted, found in the transcript by keyboard, cited with the lint shown."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

CALL = """Callum Reyes: When did you last look for a job that had stopped?
Dieter Kranz: Yesterday. I went through the yellow folder twice and the job was in neither half.
"""


def hallway(page: Page) -> None:
    """A conversation with Dieter of which nobody kept a recording."""
    page.goto("/sessions/new/")
    page.get_by_label("Title").fill("Dieter in the hallway")
    page.get_by_label("Date").fill("2026-11-20")
    page.get_by_role("checkbox", name="Dieter Kranz").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Dieter in the hallway")).to_be_visible()


def test_noted_words_become_a_quote_and_an_observation_cites_it(page: Page) -> None:
    hallway(page)
    session = page.url
    page.goto(f"{session}notes/")
    page.get_by_label("The note").fill("went through my yellow folder twice and it was in neither half")
    page.get_by_label("What it is").select_option("verbatim")
    page.get_by_label("When in the conversation").fill("0:06")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("noted by You, 00:06").first).to_be_visible()

    page.goto(f"/import/?session={session.rstrip('/').rsplit('/', 1)[1]}")
    page.get_by_label("Or paste the text").fill(CALL)
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("2 turns")).to_be_visible()
    page.locator("input[name=how_agreed][value=spoken]").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Who is who?")).to_be_visible()
    page.get_by_role("button", name="That is who they are").click()

    page.goto(f"{session}notes/")
    expect(page.get_by_text("1 noted wording looked for in the transcript")).to_be_visible()
    page.wait_for_load_state()  # the keys are bound when the page's modules have run
    page.keyboard.press("a")
    expect(page.get_by_text("found in the transcript, kept as a quote").first).to_be_visible()

    page.get_by_role("link", name="Write an observation").first.click()
    page.wait_for_load_state()
    page.get_by_label("What was said, done or shown").fill("Dieter seems annoyed by the folder.")
    expect(page.locator("#lint mark").first).to_have_text("seems")
    page.get_by_label("What was said, done or shown").fill("Looked for a stopped job in a paper folder, twice.")
    expect(page.locator("#lint")).to_contain_text("No word of interpretation found")
    page.get_by_role("checkbox", name="yellow folder twice").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Looked for a stopped job in a paper folder, twice.")).to_be_visible()
    expect(page.locator("blockquote").first).to_contain_text("I went through the yellow folder twice")
