"""From a private link to a quote that may leave the company, and back to one that may not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from interview_in_browser import import_call, keep

pytestmark = pytest.mark.browser
WORDS = "Nobody knew, so I checked every bed myself"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """The participant's phone: signed in nowhere, and without JavaScript."""
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, java_script_enabled=False, accept_downloads=True
    )
    context.set_default_timeout(15_000)
    yield context.new_page()
    assert context.cookies() == []
    context.close()


def private_link(page: Page) -> str:
    page.get_by_role("link", name="Ask by link").click()
    page.get_by_role("button", name="Make the link").click()
    return page.get_by_label("Private address").input_value()


def answer(phone: Page, *, outside: str) -> None:
    for point in phone.locator("fieldset").all():
        asks_outside = "outside" in (point.locator("legend").text_content() or "")
        point.get_by_label(outside if asks_outside else "Yes", exact=True).check()
    phone.locator("button.asked-send").click()


def test_a_participant_answers_by_link_and_decides_what_leaves_the_company(page: Page, phone: Page) -> None:
    import_call(page, "consent by link")
    keep(page, 3, WORDS)
    page.goto("/people/?name=Kofi")
    page.get_by_role("link", name="Kofi Mensah").first.click()
    person = page.url
    expect(page.get_by_text("only attested")).to_be_visible()
    link = private_link(page)

    phone.goto(link)
    expect(phone.get_by_text("This page is for Kofi.")).to_be_visible()
    assert "Mensah" not in phone.content()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    answer(phone, outside="Yes")
    expect(phone.get_by_text("This is what we wrote down")).to_be_visible()
    with phone.expect_download() as taken:
        phone.get_by_role("link", name="Download as text").click()
    assert "word for word outside" in taken.value.path().read_text()

    page.goto(person)
    expect(page.get_by_role("heading", name="Consent").locator("..")).to_contain_text("given")
    page.get_by_role("link", name="What they said", exact=True).click()
    page.locator(".quotes > li", has_text=WORDS).get_by_role("button", name="Use outside").click()
    expect(page.get_by_role("heading", name="A quote for outside")).to_be_visible()
    expect(page.locator("blockquote q")).to_have_text(WORDS)
    expect(page.locator("main")).not_to_contain_text("Kofi")

    phone.goto(link)
    phone.get_by_text("Change my answers").click()
    answer(phone, outside="No")
    expect(phone.get_by_text("This is what we wrote down")).to_be_visible()
    page.goto(person)
    page.get_by_role("link", name="What they said", exact=True).click()
    quote = page.locator(".quotes > li", has_text=WORDS)
    expect(quote.get_by_text("inside only")).to_be_visible()
    expect(quote.get_by_role("button", name="Use outside")).to_have_count(0)

    phone.goto(link)
    phone.get_by_text("Have everything removed").click()
    phone.get_by_label("Yes, remove everything of mine").check()
    phone.get_by_role("button", name="Ask for removal").click()
    expect(phone.get_by_role("heading", name="You asked us to remove everything")).to_be_visible()
    page.goto("/")
    expect(page.get_by_text("Kofi Mensah asks for everything to be removed")).to_be_visible()
    page.goto("/quotes/")
    expect(page.locator("main")).not_to_contain_text(WORDS)
    page.goto("/consents/?state=removal+asked")
    expect(page.get_by_role("link", name="Kofi Mensah")).to_be_visible()

    phone.get_by_role("button", name="I changed my mind").click()
    phone.get_by_text("Change my answers").click()
    answer(phone, outside="No")
    page.goto("/quotes/")
    expect(page.locator("main")).to_contain_text(WORDS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_participants_page_has_no_barrier(browser: Browser, page: Page, scheme: str, width: int) -> None:
    page.goto("/people/")
    page.locator("a.title").last.click()
    link = private_link(page)
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=True)
    opened = context.new_page()
    for address in (link, f"{link}?language=de", link.rpartition("/consent/")[0] + "/consent/nothing/"):
        opened.goto(address)
        assert opened.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(opened, options={"resultTypes": ["violations"]})
        assert [violation["id"] for violation in found.response["violations"]] == []
    context.close()
