"""Looking through a transcript with the keyboard, and a viewer who then sees placeholders; in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def open_unreviewed(page: Page) -> None:
    page.goto("/sessions/")
    page.get_by_role("link", name="Leila Farouk and Owen Prys").first.click()
    page.get_by_role("link", name="Personal data").first.click()
    expect(page.locator(".stretch[data-state='suggested']").first).to_be_visible()
    page.wait_for_load_state()  # the keys are bound when the page's modules have run


def test_names_are_covered_shown_and_taken_back_with_one_key_each(page: Page) -> None:
    open_unreviewed(page)
    waiting = page.locator(".stretch[data-state='suggested']")
    covered = page.locator(".stretch[data-state='covered']")
    before = waiting.count()
    page.keyboard.press("n")
    first = page.locator(".stretch:focus")
    expect(first).to_have_count(1)
    page.keyboard.press("c")
    expect(covered).to_have_count(1)
    expect(covered.locator("code")).to_have_text(re.compile(r"\[person \d+\]"))
    expect(page.locator(".stretch:focus")).to_have_attribute("data-state", "suggested")
    page.keyboard.press("C")
    expect(page.get_by_role("status").get_by_text("Covered in")).not_to_have_count(0)
    expect(waiting).not_to_have_count(before - 1)
    page.keyboard.press("x")
    expect(page.locator(".stretch[data-state='shown']")).to_have_count(1)
    page.keyboard.press("k")
    page.keyboard.press("u")
    expect(page.get_by_role("status").get_by_text("Taken back")).not_to_have_count(0)


def test_selected_words_are_covered_by_code_points(page: Page) -> None:
    open_unreviewed(page)
    page.get_by_role("link", name="The whole transcript").click()
    said = page.locator(".turn", has_text=re.compile("No access")).locator(".said").first
    said.evaluate(
        """said => {
          const node = [...said.childNodes].find(n => n.nodeType === 3 && n.textContent.includes("No access"));
          const at = node.textContent.indexOf("No access");
          const range = document.createRange();
          range.setStart(node, at); range.setEnd(node, at + 9);
          getSelection().removeAllRanges(); getSelection().addRange(range);
        }"""
    )
    bar = page.locator("#cover-bar")
    expect(bar).to_be_visible()
    bar.get_by_label("What it is").select_option("detail")
    bar.get_by_role("button").click()
    expect(page.locator("mark[data-state='covered']", has_text="No access").first).to_be_visible()
    expect(page.locator(".stretch code", has_text="[detail").first).to_be_visible()


def test_the_reader_shows_what_viewers_are_shown_and_leads_back(page: Page) -> None:
    page.goto("/sessions/")
    page.get_by_role("link", name="Marta Oyelaran").first.click()
    page.get_by_role("link", name="Transcript").first.click()
    expect(page.locator(".said", has_text="Derek").first).to_be_visible()
    page.get_by_role("link", name="As viewers see it").click()
    expect(page.locator(".said", has_text="Derek")).to_have_count(0)
    expect(page.locator(".said", has_text=re.compile(r"\[person \d+\] in stores")).first).to_be_visible()
    page.get_by_role("link", name="Back to the original").click()
    expect(page.locator(".said", has_text="Derek").first).to_be_visible()


def test_without_a_script_the_buttons_do_the_same(page: Page) -> None:
    page.route(re.compile(r"\.js$"), lambda route: route.abort())
    page.goto("/sessions/")
    page.get_by_role("link", name="Dieter Kranz").first.click()
    page.get_by_role("link", name="Personal data").first.click()
    page.locator(".stretch[data-state='suggested']").first.get_by_role("button", name="Cover", exact=True).click()
    expect(page.locator(".stretch[data-state='covered']")).to_have_count(1)
