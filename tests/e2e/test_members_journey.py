"""An owner invites a viewer by link; the viewer comes in, sees findings and nothing more, and is removed again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

PASSWORD = "a long enough passphrase"
CONFIDENTIAL = "Fixlane"


@pytest.fixture
def viewer(browser: Browser, signed_in: tuple[str, object]) -> Page:
    """A second browser, of somebody who has no account."""
    context = browser.new_context(base_url=signed_in[0])
    context.set_default_timeout(15_000)
    return context.new_page()


def test_a_viewer_joins_by_link_sees_no_more_than_they_should_and_is_removed(page: Page, viewer: Page) -> None:
    names, session = people_of(page), session_with_a_transcript(page)
    join(viewer, invite(page))
    sees_findings(viewer)
    sees_nothing_else(viewer, names, session)
    remove(page)
    viewer.goto("/studies/")
    expect(viewer).to_have_url(re.compile("/accounts/login/"))
    viewer.context.close()


def people_of(page: Page) -> list[str]:
    page.goto("/people/")
    names = [name.strip() for name in page.locator("tbody th a").all_inner_texts()]
    assert names
    return names


def session_with_a_transcript(page: Page) -> str:
    page.goto("/quotes/")
    link = page.locator("a[href*='/transcript/']").first.get_attribute("href") or ""
    return re.sub(r"transcript/.*", "", link)


def invite(page: Page) -> str:
    page.goto("/workspace/")
    page.get_by_role("link", name="Invite, change, remove").click()
    expect(page.locator("main")).to_contain_text("ines@quayline.example, as researcher")
    page.get_by_role("link", name="Invite somebody").click()
    expect(page.get_by_label("Viewer")).to_be_checked()
    page.get_by_role("button", name="Make the invitation").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.locator("#toasts")).to_contain_text("Copied")
    return page.get_by_label("Link").input_value()


def join(viewer: Page, link: str) -> None:
    viewer.goto(link)
    expect(viewer.locator("main")).to_contain_text("to come in as viewer")
    viewer.get_by_label("Your name").fill("Nour Haddad")
    viewer.get_by_label("E-mail address").fill("nour@quayline.example")
    viewer.get_by_label("Password").fill("short")
    viewer.get_by_role("button", name="Make an account and join").click()
    expect(viewer.locator("main")).to_contain_text("too short")
    viewer.get_by_label("Password").fill(PASSWORD)
    viewer.get_by_role("button", name="Make an account and join").click()
    expect(viewer.locator("#toasts")).to_contain_text("You are viewer here")


def sees_findings(viewer: Page) -> None:
    viewer.goto("/studies/")
    expect(viewer.locator("main")).to_contain_text("Trust in the triage suggestions")
    viewer.goto("/quotes/")
    expect(viewer.locator("blockquote").first).to_be_visible()


def sees_nothing_else(viewer: Page, names: list[str], session: str) -> None:
    expect(viewer.get_by_role("link", name="People")).to_have_count(0)
    expect(viewer.get_by_role("link", name="Import")).to_have_count(0)
    for path in ("/", "/studies/", "/sessions/", "/quotes/", session, "/workspace/"):
        viewer.goto(path)
        shown = viewer.locator("body").inner_text()
        assert [name for name in names if name in shown] == [], path
        assert CONFIDENTIAL not in shown, path
    expect(viewer.get_by_role("link", name="Transcript")).to_have_count(0)
    closed = ("/people/", f"{session}transcript/", f"{session}record/", "/import/", "/jobs/", "/workspace/members/")
    statuses = {path: (viewer.goto(path) or pytest.fail(path)).status for path in closed}
    assert set(statuses.values()) <= {403, 404}, statuses


def remove(page: Page) -> None:
    page.goto("/workspace/members/")
    page.get_by_role("link", name="Nour Haddad").click()
    page.get_by_text("Remove Nour Haddad from the workspace").click()
    expect(page.locator("main")).to_contain_text("What they made stays")
    page.get_by_role("button", name="Remove them").click()
    expect(page.locator("#toasts")).to_contain_text("Nour Haddad is no member any more")
