"""Sorting a board by pointer and keyboard, two people at once, and an opportunity that cites; in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

STUCK = "How planners find out that work is stuck"


@pytest.fixture
def other(browser: Browser, signed_in: tuple[str, Path]) -> Iterator[Page]:
    """A second window of its own, looking at the same workspace."""
    address, state = signed_in
    context = browser.new_context(base_url=address, storage_state=state, viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def open_tab(page: Page, tab: str) -> None:
    page.goto("/studies/")
    page.get_by_role("link", name=STUCK).first.click()
    page.get_by_role("navigation", name="This study").get_by_role("link", name=tab).click()
    expect(page.get_by_role("heading", name=tab, level=1)).to_be_visible()
    page.wait_for_load_state()


def open_board(page: Page) -> None:
    open_tab(page, "Board")
    expect(page.locator("#board[data-ready]")).to_have_count(1)


def theme(page: Page, name: str) -> Locator:
    return page.locator(".board-theme").filter(has=page.get_by_role("heading", name=name))


def card(page: Page, words: str) -> Locator:
    return page.locator("[data-card]").filter(has_text=words)


def test_a_card_is_dragged_and_another_window_sees_it_without_losing_its_place(page: Page, other: Page) -> None:
    open_board(page)
    open_board(other)
    kept = card(other, "Put the pad away").locator(".grip")
    kept.focus()
    moved, target = card(page, "Told of a painter"), theme(page, "Why a job waits")
    moved.locator("p").first.hover()
    page.mouse.down()
    box = target.locator("[data-list]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 60, box["y"] + 20, steps=8)
    with page.expect_response(re.compile("/move/$")) as answer:
        page.mouse.up()
    assert answer.value.ok
    expect(target.locator("[data-card]").filter(has_text="Told of a painter")).to_have_count(1)
    expect(target).to_contain_text("2 people at 2 companies")
    expect(theme(other, "Why a job waits").locator("[data-card]").filter(has_text="Told of a painter")).to_have_count(1)
    expect(theme(other, "Why a job waits")).to_contain_text("2 people at 2 companies")
    expect(kept).to_be_focused()


def test_a_card_is_carried_by_the_keyboard_put_back_and_dropped(page: Page) -> None:
    open_board(page)
    grip = card(page, "Counted the reason codes").locator(".grip")
    said = page.locator("#board-said")
    grip.focus()
    page.keyboard.press("Space")
    expect(said).to_contain_text("Picked up")
    page.keyboard.press("ArrowLeft")
    expect(said).to_contain_text("The list of what is stuck is kept on paper")
    page.keyboard.press("Escape")
    expect(said).to_have_text("Put back.")
    expect(theme(page, "Entering the reason")).to_contain_text("Counted the reason codes")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    with page.expect_response(re.compile("/move/$")) as answer:
        page.keyboard.press("Enter")
    assert answer.value.ok
    expect(said).to_contain_text("Dropped in The list of what is stuck is kept on paper")
    expect(grip).to_be_focused()
    page.reload()
    expect(theme(page, "kept on paper")).to_contain_text("Counted the reason codes")


def test_two_who_move_the_same_card_are_told_and_keep_their_other_work(page: Page, other: Page) -> None:
    open_board(page)
    open_board(other)
    other.route("**/board/state/**", lambda route: route.abort())  # this window has not looked yet
    for window, left in ((page, 1), (other, 2)):
        card(window, "Stopped putting jobs on hold").locator(".grip").focus()
        window.keyboard.press("Space")
        for _step in range(left):
            window.keyboard.press("ArrowLeft")
        with window.expect_response(re.compile("/move/$")) as answer:
            window.keyboard.press("Enter")
        assert answer.value.ok is (window is page)
    expect(other.get_by_text(re.compile("moved this card to “The list of what is stuck"))).not_to_have_count(0)
    expect(theme(other, "kept on paper")).to_contain_text("Stopped putting jobs on hold")


def test_a_suggested_group_becomes_a_theme(page: Page) -> None:
    open_board(page)
    group = page.locator(".group").first
    group.get_by_role("textbox").fill("The part lay in stores")
    group.get_by_role("button", name="Make it a theme").click()
    expect(theme(page, "The part lay in stores").locator("[data-card]")).not_to_have_count(0)


def test_an_opportunity_cites_observations_moves_and_leaves_as_a_picture(page: Page) -> None:
    open_tab(page, "Opportunities")
    page.locator("#tree a").filter(has_text="Outcome").first.click()
    page.get_by_role("link", name="Add an opportunity").click()
    page.get_by_label("In one sentence").press_sequentially("They need a dashboard to see what waits", delay=5)
    expect(page.get_by_text("Can’t see what waits.")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("what you typed is still here")).to_be_visible()
    page.get_by_label("In one sentence").fill("What waits over the weekend is found on Monday")
    page.get_by_label(re.compile("Told of a hoist")).check()
    page.get_by_role("button", name="Save").click()
    node = page.locator("#tree a", has_text="What waits over").first
    expect(node).to_have_attribute("aria-current", "true")
    expect(page.locator("#tree[data-ready]")).to_have_count(1)
    node.focus()
    page.keyboard.press("Space")
    expect(page.locator("#tree-said")).to_contain_text("Picked up")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Moved.")).to_be_visible()
    expect(page.locator(".outline .depth-2").filter(has_text="What waits over")).to_have_count(1)
    with page.expect_download() as taken:
        page.get_by_role("link", name="SVG").click()
    svg = Path(taken.value.path()).read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert "weekend" in svg
