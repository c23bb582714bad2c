"""Every page in light and dark and on a phone: no barrier that axe finds, and nothing wider than the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGES = (
    *("/", "/studies/", "/studies/new/", "/sessions/", "/sessions/new/", "/quotes/", "/people/", "/people/new/"),
    *("/workspace/members/", "/workspace/members/invite/", "/workspace/tokens/", "/workspace/tokens/new/"),
    *("/workspace/new/", "/workspace/leave/"),
    *("/account/", "/account/name/", "/account/address/", "/account/again/", "/workspace/second-factor/"),
    *("/accounts/2fa/app/", "/accounts/2fa/passkeys/new/", "/accounts/2fa/codes/new/", "/accounts/password/set/"),
    *(
        "/import/",
        "/jobs/",
        "/workspace/",
        "/_components",
        "/nowhere/",
        "/quotes/?words=zzz",
    ),
    *("/outbox/", "/outbox/?status=failed", "/invitations/", "/invitations/new/", "/workspace/asking/"),
    *("/workspace/audit/", "/workspace/audit/check/"),
    *("/search/", "/search/?q=the"),
    *("/claims/", "/claims/new/", "CLAIM", "CLAIM/edit/", "/shares/", "/shares/new/", "/check/"),
    *("STUDY/board/", "STUDY/board/quotes/", "STUDY/opportunities/", "STUDY/opportunities/new/?kind=opportunity"),
    *("SHARE", "SHARE/edit/"),
    *("/decisions/", "/decisions/new/", "/assumptions/", "/assumptions/new/", "STUDY/findings/"),
    *("STUDY/codebook/", "STUDY/codebook/new/", "STUDY/codebook/import/"),
    *("STUDY/coding/", "STUDY/answers/", "SESSION/turns/1/code/"),
    *("STUDY/agreement/", "STUDY/agreement/?unit=sentence", "STUDY/agreement/differences/", "STUDY/saturation/"),
    *(
        "STUDY",
        "GUIDE",
        "GUIDE/edit/",
        "GUIDE/versions/",
        "/guides/new/",
        "/guides/import/",
        "PERSON",
        "SESSION",
        "SESSION/edit/",
        "SESSION/roles/",
        "SESSION/transcript/",
        "SESSION/craft/",
    ),
    *("/observations/", "/observations/?words=zzz", "OBSERVATION", "OBSERVATION/edit/", "OBSERVATION/evidence/"),
    *("NEW_OBSERVATION", "SESSION/notes/", "SESSION/snapshot/", "SESSION/snapshot/edit/", "SESSION/snapshot/print/"),
    *("STUDY/edit/", "STUDY/team/", "STUDY/sample/", "STUDY/sample/edit/", "STUDY/preparation/"),
    *("PERSON/timeline/", "PERSON/timeline/?kind=nps", "PERSON/figures/", "PERSON/touchpoints/new/"),
    *("COMPANY/timeline/", "COMPANY/figures/", "TOUCHPOINT", "TOUCHPOINT/edit/"),
    *("/companies/", "/companies/new/", "COMPANY", "COMPANY/edit/", "COMPANY/merge/", "/companies/?name=zzz"),
    *("PERSON/edit/", "PERSON/merge/", "MERGE", "/people/duplicates/", "/people/?name=zzz", "/import/tables/people/"),
    *("/people/fields/", "/people/fields/new/people/"),
    *("/touchpoints/", "/touchpoints/?kind=email", "/touchpoints/waiting/"),
    *("/import/tables/touchpoints/", "/import/tables/figures/"),
    *("STUDY/hypotheses/new/", "PERSON/consent/", "SESSION/preparation/", "SESSION/brief/", "/studies/?archive"),
    *("PERSON/consent/link/", "/consents/", "/consents/wording/", "/consents/wording/edit/"),
    *("PERSON/withdraw/", "/withdrawals/", "RECEIPT", "/workspace/exports/", "/workspace/exports/?kind=brief"),
    *("/workspace/retention/", "STUDY/retention/"),
    *("SESSION/redaction/", "SESSION/redaction/?show=all", "STUDY/before-sharing/", "SESSION/transcript/?as=viewers"),
    *("SESSION/record/", "SESSION/turns/1/correct/", "SESSION/transcript/check/?first=1&start=0&last=1&end=12"),
)


@pytest.fixture(scope="module")
def addresses(browser: Browser, signed_in: tuple[str, Path]) -> dict[str, str]:
    """One study, guide, person and session of the demo."""
    address, state = signed_in
    page = browser.new_context(base_url=address, storage_state=state).new_page()
    found = {}
    for name, path in (
        ("STUDY", "/studies/"),
        ("PERSON", "/people/"),
        ("SESSION", "/sessions/"),
        ("CLAIM", "/claims/"),
        ("OBSERVATION", "/observations/"),
        ("SHARE", "/shares/"),
    ):
        page.goto(path)
        found[name] = page.locator("a.title").last.get_attribute("href") or ""
    page.goto("/withdrawals/")
    found["RECEIPT"] = page.locator("a.title").first.get_attribute("href") or ""
    found["NEW_OBSERVATION"] = f"/observations/new/?session={found['SESSION'].split('/')[2]}"
    page.goto(f"{found['PERSON']}timeline/")
    found["TOUCHPOINT"] = page.locator("a[href^='/touchpoints/tch_']").first.get_attribute("href") or ""
    found["COMPANY"] = (page.locator("a[href^='/companies/com_']").first.get_attribute("href") or "")[:38]
    page.goto("/people/duplicates/")
    found["MERGE"] = page.locator("a[href*='/merge/?with=']").first.get_attribute("href") or ""
    page.goto(found["STUDY"])
    found["GUIDE"] = page.locator("a[href^='/guides/gui_']").first.get_attribute("href") or ""
    page.context.close()
    return found


def placed(path: str, addresses: dict[str, str]) -> str:
    name, _, rest = path.partition("/")
    return addresses[name] + rest if name in addresses else path


def opened(browser: Browser, signed_in: tuple[str, Path], **options: Any) -> Page:
    """One page for many addresses: opening a page costs more than going somewhere with it."""
    address, state = signed_in
    return browser.new_context(base_url=address, storage_state=state, **options).new_page()


@pytest.fixture(scope="module")
def light(browser: Browser, signed_in: tuple[str, Path]) -> Page:
    return opened(browser, signed_in, color_scheme="light")


@pytest.fixture(scope="module")
def dark(browser: Browser, signed_in: tuple[str, Path]) -> Page:
    return opened(browser, signed_in, color_scheme="dark")


@pytest.fixture(scope="module")
def phone(browser: Browser, signed_in: tuple[str, Path]) -> Page:
    return opened(browser, signed_in, viewport={"width": 390, "height": 844}, has_touch=True)


def barriers(page: Page, rules: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return [f"{v['id']}: {node['html'][:160]}" for v in found.response["violations"] for node in v["nodes"]]


EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_no_barrier(light: Page, addresses: dict[str, str], path: str) -> None:
    light.goto(placed(path, addresses))
    assert barriers(light, EVERYTHING) == []


@pytest.mark.parametrize("path", PAGES)
def test_everything_can_be_read_in_the_dark(dark: Page, addresses: dict[str, str], path: str) -> None:
    dark.goto(placed(path, addresses))
    assert barriers(dark, ["color-contrast", "link-in-text-block"]) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_wider_than_a_phone_or_too_small_for_a_finger(
    phone: Page, addresses: dict[str, str], path: str
) -> None:
    phone.goto(placed(path, addresses))
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert barriers(phone, ["target-size"]) == []


def test_the_sign_in_page_has_no_barrier(browser: Browser, signed_in: tuple[str, Path]) -> None:
    page = browser.new_page()
    page.goto(f"{signed_in[0]}/accounts/login/")
    found = barriers(page, EVERYTHING)
    page.close()
    assert found == []
