"""Coding a conversation with the keyboard: three marks, one taken away and brought back; in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_three_stretches_are_coded_and_one_is_taken_back(page: Page) -> None:
    page.goto("/sessions/")
    page.get_by_role("link", name="Ji-woo Han").first.click()
    page.get_by_role("link", name="Transcript").first.click()
    expect(page.locator("#reader[data-ready]")).to_be_visible()
    page.wait_for_load_state()
    mine = page.locator(".code-label[data-mine]")
    before = mine.count()
    for _ in range(2):
        page.keyboard.press("j")
    page.keyboard.press("c")
    palette = page.locator("#palette")
    expect(palette).to_be_visible()
    page.keyboard.press("Enter")
    expect(mine).to_have_count(before + 1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(mine).to_have_count(before + 2)
    page.keyboard.press("Escape")
    expect(palette).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("c")
    page.keyboard.type("Nobody has named this yet")
    page.keyboard.press("Enter")
    expect(mine).to_have_count(before + 3)
    expect(mine.last).to_have_attribute("data-spans", re.compile(r"^2:0-2:\d+=cdg_"))
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(mine).to_have_count(before + 2)
    page.get_by_role("button", name="Undo").click()
    page.wait_for_load_state()
    expect(mine).to_have_count(before + 3)
