"""One of two people withdraws: the other's quotes still stand, and the receipt is taken away."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from interview_in_browser import keep

pytestmark = pytest.mark.browser

TWO = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ines Halloran>Magda, Piet, what happened at the last shift change?

00:00:06.500 --> 00:00:20.000
<v Magda Sorel>The tablets were flat, all nine of them, so I read the list out from my own phone.

00:00:20.500 --> 00:00:30.000
<v Piet Adriaan>Magda saved the morning. I had no list at all and I went to every bed to ask.

00:00:30.500 --> 00:00:41.000
<v Ines Halloran>And then?

00:00:41.500 --> 00:00:50.000
<v Piet Adriaan>Then we bought nine chargers, and they are all gone again.
"""
HERS = "I read the list out from my own phone."
HIS = "I went to every bed to ask."


def bring_in(page: Page) -> None:
    page.goto("/import/")
    page.set_input_files("input[type=file]", [{"name": "two.vtt", "mimeType": "text/vtt", "buffer": TWO.encode()}])
    page.get_by_label("Title of the session").fill("Magda and Piet")
    page.get_by_label("Spoken").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("group", name="Role of Ines Halloran").get_by_label("researcher").check()
    for name in ("Magda Sorel", "Piet Adriaan"):
        page.get_by_role("group", name=f"Role of {name}").get_by_label("participant").check()
    page.get_by_role("button", name="That is who they are").click()
    expect(page.locator("#reader[data-ready] #t-4 .said")).to_contain_text("nine chargers")


def test_one_of_two_withdraws_and_the_other_s_quotes_still_stand(page: Page) -> None:
    bring_in(page)
    reader = page.url
    keep(page, 1, HERS)
    keep(page, 2, HIS)
    page.goto("/people/?name=Magda")
    page.get_by_role("link", name="Magda Sorel").click()
    person = page.url
    page.get_by_role("link", name="Withdraw them").click()
    expect(page.get_by_role("heading", name="Withdraw Magda Sorel")).to_be_visible()
    expect(page.get_by_role("heading", name="Others say their name in 2 places")).to_be_visible()
    page.get_by_label("Their name, typed to confirm").fill("Magda")
    page.get_by_role("button", name="Withdraw them for good").click()
    expect(page.locator(".wrong")).to_contain_text("not the name that stands on their page")
    page.get_by_label("Their name, typed to confirm").fill("Magda Sorel")
    page.get_by_role("button", name="Withdraw them for good").click()
    expect(page.get_by_text("everything is gone")).to_be_visible(timeout=60_000)
    receipt = page.url
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the receipt").click()
    told = Path(waiting.value.path()).read_text()
    assert "# Receipt of a withdrawal" in told
    assert not re.search("Magda|Sorel|phone|two.vtt", told)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="JSON").click()
    assert [one["fate"] for one in json.loads(Path(waiting.value.path()).read_text())["files"]] == ["removed"]
    page.goto(person)
    assert page.url == receipt
    page.goto(reader)
    expect(page.locator("#reader[data-ready] #t-1 .said")).to_have_text("[withdrawn]")
    expect(page.locator("#t-2 .said")).to_contain_text("█████ saved the morning")
    expect(page.locator(".quote-item")).to_have_count(1)
    expect(page.locator(".quote-item")).to_contain_text(HIS)
    expect(page.locator(".quote-item")).to_contain_text("exact")
    assert not re.search("Magda|Sorel|phone", page.content())
