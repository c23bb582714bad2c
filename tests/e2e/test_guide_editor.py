"""Writing a guide in the browser: from a template, by form, with the linter, the keyboard and a second editor."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

pytestmark = pytest.mark.browser


def start(page: Page, title: str, template: str = "Customer interview") -> None:
    page.goto("/guides/new/")
    page.get_by_label("Title").fill(title)
    page.get_by_label(template).first.check()
    page.get_by_role("button", name="Start the guide").click()
    ready(page)


def ready(page: Page) -> None:
    expect(page.locator("#guide-editor[data-ready]")).to_be_attached()


def questions(page: Page) -> list[str]:
    boxes = page.locator(".ge-section .ge-items:not(.ge-probes) > [data-kind=question] > .ge-row [data-words]")
    return [boxes.nth(at).input_value() for at in range(boxes.count())]


def section(page: Page, at: int) -> Locator:
    return page.locator(".ge-section").nth(at)


def add_question(page: Page, words: str) -> Locator:
    section(page, 1).get_by_role("button", name="+ Question").click()
    box = page.locator("textarea:focus")
    box.fill(words)
    return section(page, 1).locator(":scope > .ge-items > .ge-item").last


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Saved as version")
    ready(page)


def test_a_guide_from_a_template_is_written_by_form_with_the_linter_at_hand(page: Page) -> None:
    start(page, "Shift handover")
    item = add_question(page, "Would you use a tool that writes the note for you?")
    finding = item.locator(".finding").first
    expect(finding).to_be_visible()
    assert item.locator(".behind mark").count() > 0
    rewrite = finding.locator("[data-rewrite]").inner_text()
    finding.get_by_role("button", name="Ask it that way").click()
    expect(item.locator("[data-words]").first).to_have_value(rewrite)
    expect(item.locator(".finding")).to_have_count(0)
    other = add_question(page, "How much would you pay for it?")
    expect(other.locator(".finding").first).to_be_visible()
    other.locator(".finding summary").first.click()
    other.get_by_label("Why it is right here").first.fill("the pricing study wants the number")
    page.keyboard.press("Enter")
    expect(other.locator(".ge-ignored").first).to_contain_text("the pricing study wants the number")
    expect(other.locator(".finding")).to_have_count(0)
    other.locator("[data-words]").first.focus()
    before = questions(page)
    page.keyboard.press("Alt+ArrowUp")
    after = questions(page)
    assert sorted(after) == sorted(before)
    assert after.index("How much would you pay for it?") == before.index("How much would you pay for it?") - 1
    expect(page.locator("textarea:focus")).to_have_value("How much would you pay for it?")
    save(page)
    assert questions(page) == after
    page.get_by_role("tab", name="Text").click()
    expect(page.locator("#guide-text")).to_have_value(
        re.compile(r"<!-- firsthand: ignore price — the pricing study wants the number -->")
    )


def test_the_second_of_two_tabs_is_told_and_loses_nothing(page: Page, context: BrowserContext) -> None:
    start(page, "Two at once")
    other = context.new_page()
    other.goto(page.url)
    ready(other)
    add_question(page, "What happened the day before?")
    save(page)
    add_question(other, "Who told you about it first?")
    other.get_by_role("button", name="Save", exact=True).click()
    conflict = other.get_by_role("alert")
    expect(conflict).to_contain_text("saved this guide while you were editing")
    expect(conflict).to_contain_text("What happened the day before?")
    ready(other)
    assert "Who told you about it first?" in questions(other)
    other.get_by_role("button", name="Save mine on top of theirs").click()
    expect(other.locator("#toasts")).to_contain_text("Saved as version 3")
    assert "What happened the day before?" not in questions(other)
    other.goto(other.url.replace("/edit/", "/versions/?before=1&after=2"))
    expect(other.locator(".changes")).to_contain_text("What happened the day before?")
    other.close()


def test_what_was_not_saved_comes_back_after_a_lost_connection_and_a_closed_tab(
    page: Page, context: BrowserContext
) -> None:
    start(page, "On the train")
    address = page.url
    context.set_offline(True)
    add_question(page, "What did you write down, and where?")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("The server did not answer")
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(address)
    ready(again)
    again.get_by_role("button", name="Bring them back").click()
    assert "What did you write down, and where?" in questions(again)
    save(again)
    expect(again.locator("#draft-notice")).to_be_hidden()
    again.close()


def test_form_and_text_show_the_same_guide_and_a_question_can_be_dragged(page: Page) -> None:
    start(page, "Both ways", "Blank")
    page.get_by_role("tab", name="Text").click()
    page.locator("#guide-text").fill("# Both ways\n\n## Work (10 min)\n\n1. What came first?\n2. What came second?\n")
    page.get_by_role("tab", name="Form").click()
    expect(page.locator(".ge-section")).to_have_count(1)
    assert questions(page) == ["What came first?", "What came second?"]
    grips = page.locator(".ge-item > .ge-row > .grip")
    first, second = grips.nth(0).bounding_box(), grips.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    page.mouse.move(second["x"] + 8, second["y"] + 12)
    page.mouse.down()
    page.mouse.move(first["x"] + 30, first["y"] + 3, steps=5)
    page.mouse.up()
    assert questions(page) == ["What came second?", "What came first?"]
    page.get_by_role("tab", name="Text").click()
    expect(page.locator("#guide-text")).to_have_value(re.compile(r"1\. What came second\?\n2\. What came first\?"))


def test_a_guide_of_two_thousand_questions_is_edited_as_text(page: Page) -> None:
    start(page, "Far too many", "Blank")
    page.get_by_role("tab", name="Text").click()
    page.locator("#guide-text").evaluate(  # typed into a box of this size, a browser takes minutes by itself
        "(box, text) => { box.value = text; box.dispatchEvent(new Event('input', {bubbles: true})); }",
        "\n".join(f"{n}. What did you do on day {n}?" for n in range(1, 2001)),
    )
    page.get_by_role("tab", name="Form").click()
    expect(page.locator("#toasts")).to_contain_text("too long for the form", timeout=20_000)
    expect(page.locator("#text-view")).to_be_visible()
    page.get_by_role("button", name="Save and close").click()
    expect(page.locator(".guide-text")).to_contain_text("day 2000")
