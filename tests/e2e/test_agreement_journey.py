"""Differences between coders settled with the keyboard, and what the figures then say; in a real browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_difference_is_settled_with_one_key_and_opened_again(page: Page) -> None:
    page.goto("/studies/")
    page.get_by_role("link", name="How planners find out that work is stuck").first.click()
    page.get_by_role("link", name="Agreement", exact=True).click()
    expect(page.get_by_role("heading", name="Agreement of the coders")).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("only Henrike Sand")
    page.get_by_role("link", name="Where they differ").click()
    expect(page.get_by_role("heading", name="Where the coders differ")).to_be_visible()
    page.wait_for_load_state()  # the keys are bound when the page's modules have run
    before = page.locator(".difference").count()
    page.keyboard.press("j")
    expect(page.locator(".difference:focus")).to_have_count(1)
    page.keyboard.press("e")
    page.keyboard.type("Both say the same of the green mark.")
    page.keyboard.press("Escape")
    page.locator(".difference").first.get_by_role("button", name="It stands").click()
    expect(page.get_by_text("Settled: it stands.")).to_be_visible()
    expect(page.locator(".difference")).to_have_count(before - 1)
    page.wait_for_load_state()
    page.keyboard.press("x")
    expect(page.get_by_text("Settled: it does not stand.")).to_be_visible()
    page.get_by_label("Show").select_option("done")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".difference")).to_have_count(2)
    expect(page.get_by_text("Both say the same of the green mark.")).to_be_visible()
    page.wait_for_load_state()
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.get_by_text("It is open again.")).to_be_visible()
    expect(page.locator(".difference")).to_have_count(1)
