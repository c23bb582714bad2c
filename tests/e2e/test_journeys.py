from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from interview_in_browser import CALL, import_call, keep, select

pytestmark = pytest.mark.browser


def test_from_a_file_to_a_quote_a_craft_report_and_a_record(page: Page) -> None:
    import_call(page, "whole journey")
    select(page, 3, "I rang the ward, asked who had written it.")
    page.get_by_role("toolbar", name="The selected words").get_by_role("button").click()
    expect(page.locator("#composer")).to_contain_text("exact")
    page.get_by_label("Note").fill("nobody owns the note")
    page.get_by_role("button", name="Keep this quote").click()
    expect(page.locator(".quote-item")).to_have_count(1)
    expect(page.locator("#composer")).to_be_empty()
    expect(page.get_by_role("status").get_by_text("The quote is kept.")).to_be_visible()
    page.get_by_role("link", name="Craft").click()
    expect(page.get_by_role("heading", name="Measures", exact=True)).to_be_visible()
    page.locator("summary", has_text="Talk share").click()
    expect(page.locator("#m-talk_share")).to_contain_text("speaking time")
    page.get_by_role("link", name="Record").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download as Markdown").click()
    assert "I rang the ward, asked who had written it." in Path(waiting.value.path()).read_text()


def test_offsets_are_counted_in_code_points_also_behind_emoji(page: Page) -> None:
    import_call(page, "emoji")
    with page.expect_response(re.compile(r"/transcript/check/")) as checked:
        select(page, 1, "The night shift had left a note")
        page.keyboard.press("q")
    said = re.search(r"<v Kofi Mensah>(Sure.*)", CALL)
    assert said is not None
    begin = said[1].index("The night shift")  # Python counts code points
    assert f"start={begin}&" in checked.value.url
    expect(page.locator("#composer q")).to_have_text("The night shift had left a note")


def test_the_page_counts_code_points_as_python_does(page: Page) -> None:
    import_call(page, "counting")
    texts = ["", "plain", "🙂", "a🙂b👩‍👩‍👧c", "שלום 🙂 עולם", "e\u0301 über 漢字𠮷", "🏳️‍🌈🙂"]
    module = (page.locator("script[src$='/reader.js']").get_attribute("src") or "").replace(
        "reader.js", "codepoints.js"
    )
    points, units = page.evaluate(
        """async ([module, texts]) => {
          const { toCodePoints, toUnits } = await import(module);
          const places = text => Array.from({length: [...text].length + 1}, (_, n) => n);
          const there = text => places(text).map(n => toUnits(text, n));
          return [texts.map(text => there(text).map(u => toCodePoints(text, u))), texts.map(there)];
        }""",
        [module, texts],
    )
    assert points == [list(range(len(text) + 1)) for text in texts]
    assert units == [[len(text[:n].encode("utf-16-le")) // 2 for n in range(len(text) + 1)] for text in texts]


def test_a_selection_over_two_turns_of_two_people_can_not_be_kept(page: Page) -> None:
    import_call(page, "two people")
    page.evaluate(
        """() => { const r = document.createRange();
        r.setStart(document.querySelector('#t-1 .said').firstChild, 10);
        r.setEnd(document.querySelector('#t-3 .said').firstChild, 10);
        getSelection().addRange(r); }"""
    )
    page.keyboard.press("q")
    expect(page.locator("#composer .banner.bad, .toast.bad")).to_be_visible()
    expect(page.get_by_role("button", name="Keep this quote")).to_have_count(0)


def test_a_crop_that_turns_the_meaning_shows_its_sentence_and_offers_it(page: Page) -> None:
    import_call(page, "cropped")
    select(page, 1, "it works as a handover")
    page.keyboard.press("q")
    expect(page.locator("#composer")).to_contain_text("cropped")
    expect(page.locator("#composer .whole")).to_contain_text("I don't think it works as a handover")
    page.get_by_role("button", name="Quote the whole sentence instead").click()
    expect(page.locator("#composer q")).to_contain_text("The night shift had left a note, and I don't think it works")
    expect(page.locator("#composer")).not_to_contain_text("cropped")


def test_an_answer_to_a_leading_question_says_so_before_it_is_kept(page: Page) -> None:
    import_call(page, "leading")
    select(page, 5, "Yes, that would be lovely.")
    page.keyboard.press("q")
    expect(page.locator("#composer .banner.warn")).to_contain_text(
        "Don't you think an app would make that much easier?"
    )


def test_a_part_of_a_turn_is_quoted_by_keyboard_alone(page: Page) -> None:
    import_call(page, "keys only")
    for key in ("j", "j", "j", "j", "q"):
        page.keyboard.press(key)
    page.get_by_text("Only a part of it").press("Enter")
    page.get_by_label("Leave words out at the beginning and the end").fill("Nobody knew")
    page.get_by_role("button", name="Check this part").press("Enter")
    expect(page.locator("#composer q")).to_have_text("Nobody knew")
    page.get_by_role("button", name="Keep this quote").press("Enter")
    expect(page.locator(".quote-item")).to_contain_text("Nobody knew")


def test_a_correction_checks_the_quotes_again_and_keeps_the_original(page: Page) -> None:
    import_call(page, "correction")
    keep(page, 3, "I checked every bed myself")
    page.locator("#t-3").click()
    page.keyboard.press("e")
    page.get_by_label("What Kofi Mensah said").fill("I rang the ward. Nobody knew, so I checked each bed by myself.")
    page.get_by_label("I listened to the recording").check()
    page.get_by_role("button", name="Save the correction").click()
    expect(page.locator("#t-3 .said")).to_have_text("I rang the ward. Nobody knew, so I checked each bed by myself.")
    expect(page.locator("#t-3")).to_contain_text("after listening")
    expect(page.locator("#toasts")).to_contain_text("1 quote was checked again.")
    expect(page.locator(".quote-item .badge").first).not_to_have_text("exact")


def test_a_deleted_quote_comes_back(page: Page) -> None:
    import_call(page, "undo")
    keep(page, 3, "wrote a list")
    page.goto("/quotes/?words=wrote+a+list")
    page.get_by_role("button", name="Delete this quote").click()
    expect(page.get_by_text("The quote was deleted.")).to_be_visible()
    expect(page.locator(".quotes > li")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("It is back.")).to_be_visible()
    page.goto("/quotes/?words=wrote+a+list")
    expect(page.locator(".quotes > li")).to_have_count(1)


def test_a_quote_is_copied_with_its_source(page: Page) -> None:
    page.goto("/quotes/")
    page.get_by_role("button", name="Copy").first.click()
    expect(page.get_by_text("Copied, with its source.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert re.match(r"“.+”\n— .+, \d{1,2} \w+ \d{4}", copied)


def test_the_reader_is_walked_searched_and_filtered_by_keyboard(page: Page) -> None:
    import_call(page, "keyboard")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#t-1")).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("#t-0")).to_be_focused()
    page.keyboard.press("/")
    page.keyboard.type("NOTE")
    expect(page.locator("#find-count")).to_have_text("1 of 2")
    page.keyboard.press("Enter")
    expect(page.locator("#find-count")).to_have_text("2 of 2")
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.get_by_label("Turn number, or time as 12:40").fill("0:24")
    page.keyboard.press("Enter")
    expect(page.locator("#t-3")).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    page.get_by_label("Single keys are on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator("#t-3")).to_have_attribute("data-current", "")
    page.get_by_label("Which turns").select_option("question")
    expect(page.locator(".turn:visible")).to_have_count(3)
    assert page.url.endswith("?only=question")
    page.reload()
    expect(page.locator(".turn:visible")).to_have_count(3)


def test_a_link_leads_to_its_turn(page: Page) -> None:
    import_call(page, "deep link")
    page.goto(page.url.partition("#")[0] + "#t-5")
    expect(page.locator("#t-5")).to_be_focused()
    expect(page.locator("#t-5")).to_be_in_viewport()


def test_overlapping_quotes_are_painted_without_touching_the_words(page: Page) -> None:
    import_call(page, "overlap")
    keep(page, 3, "I rang the ward, asked who had written it.")
    keep(page, 3, "asked who had written it. Nobody knew")
    expect(page.locator("#reader")).to_have_attribute("data-painted", "2")
    ranges = page.evaluate("[...CSS.highlights.values()].flatMap(h => [...h].map(String))")
    assert sorted(ranges) == ["I rang the ward, asked who had written it.", "asked who had written it. Nobody knew"]
    assert page.locator("#t-3 .said *").count() == 0


def test_a_lost_connection_is_said_and_loses_nothing(page: Page) -> None:
    import_call(page, "offline")
    select(page, 3, "Nobody knew")
    page.keyboard.press("q")
    page.get_by_label("Note").fill("typed before the line went dead")
    page.route(re.compile("/transcript/quote/"), lambda route: route.abort("internetdisconnected"))
    page.get_by_role("button", name="Keep this quote").click()
    expect(page.locator("#toasts")).to_contain_text("The server did not answer.")
    expect(page.get_by_label("Note")).to_have_value("typed before the line went dead")
    page.unroute_all()
    page.get_by_role("button", name="Keep this quote").click()
    expect(page.locator(".quote-item")).to_have_count(1)


def test_htmx_sends_the_csrf_token_that_the_body_hands_down(page: Page) -> None:
    import_call(page, "csrf")
    with page.expect_request(re.compile(r"/transcript/quote/")) as sent:
        keep(page, 3, "Nobody knew")
    assert len(sent.value.headers["x-csrftoken"]) >= 32


def test_importing_works_without_scripts(browser: Browser, signed_in: tuple[str, Path]) -> None:
    address, state = signed_in
    context = browser.new_context(base_url=address, storage_state=state, java_script_enabled=False)
    page = context.new_page()
    page.goto("/import/")
    page.get_by_label("Or paste the text").fill(
        "Ana: What happened then?\nTom: We waited for an hour, without news.\n" * 3
    )
    page.get_by_role("button", name="Look at it").click()
    expect(page.get_by_text("6 turns")).to_be_visible()
    page.get_by_label("On paper").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Who is who?")).to_be_visible()
    context.close()


def test_the_theme_is_remembered(page: Page) -> None:
    page.goto("/studies/")
    page.get_by_label("Dark").check()
    page.goto("/quotes/")
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"


def test_on_a_phone_the_tab_where_one_is_stands_in_view(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/studies/")
    page.get_by_role("link", name="How planners find out that work is stuck").click()
    page.get_by_role("navigation", name="This study").get_by_role("link", name="Findings").click()
    here = page.get_by_role("navigation", name="This study").get_by_role("link", name="Findings")
    expect(here).to_have_attribute("aria-current", "page")
    expect(here).to_be_in_viewport(ratio=0.9)
