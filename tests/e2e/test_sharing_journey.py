"""From a transcript to a claim that a stranger reads, and its proof, verified in a shell with the original alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from interview_in_browser import keep

pytestmark = pytest.mark.browser

TALK = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ines Halloran>Tell me about the last time the lift stood still.

00:00:06.500 --> 00:00:20.000
<v Orla Quist>It stood for two days in May. I only heard of it from a tenant in the stairwell.

00:00:20.500 --> 00:00:30.000
<v Ines Halloran>What did you do then?

00:00:30.500 --> 00:00:41.000
<v Orla Quist>I rang the fitter. I don't think the system ever told anybody.
"""
STUDY = "Lifts that stand still"
FOR_IT = "I only heard of it from a tenant in the stairwell."
CROPPED = "the system ever told anybody"


def bring_in(page: Page) -> None:
    """A study of its own, so that only this conversation counts, with the transcript in it."""
    page.goto("/studies/new/")
    page.get_by_label("Title", exact=True).fill(STUDY)
    page.get_by_role("button", name="Start the study").click()
    expect(page.get_by_role("heading", name=STUDY)).to_be_visible()
    page.goto("/import/")
    page.set_input_files("input[type=file]", [{"name": "orla.vtt", "mimeType": "text/vtt", "buffer": TALK.encode()}])
    page.get_by_label("Title of the session").fill("Orla about the lift")
    page.get_by_label("Study").select_option(label=STUDY)
    page.get_by_label("Spoken").check()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("group", name="Role of Ines Halloran").get_by_label("researcher").check()
    page.get_by_role("group", name="Role of Orla Quist").get_by_label("participant").check()
    page.get_by_role("button", name="That is who they are").click()
    expect(page.locator("#reader[data-ready] #t-3 .said")).to_contain_text("ever told anybody")
    page.wait_for_load_state()


def agree_to_everything(page: Page) -> None:
    """They are asked, and agree to be quoted outside, too."""
    page.goto("/people/?name=Orla")
    page.get_by_role("link", name="Orla Quist").click()
    page.get_by_role("link", name="Log an answer").click()
    expect(page.get_by_role("heading", name="What Orla Quist said")).to_be_visible()  # `all` waits for nothing
    for choice in page.get_by_label("yes", exact=True).all():
        choice.check()
    page.get_by_label("spoken, in the call").check()
    page.get_by_role("button", name="Log the answer").click()
    expect(page.get_by_role("heading", name="Consent")).to_be_visible()


def put_for(page: Page, words: str) -> None:
    """Put a quote for the claim, from the claim's own page."""
    page.locator("li", has_text=words).get_by_role("button", name="It is for the claim").click()
    expect(page.locator(".standings")).to_contain_text(words)


def test_from_a_transcript_to_a_shared_claim_and_its_proof_in_a_shell(
    page: Page, browser: Browser, tmp_path: Path
) -> None:
    bring_in(page)
    keep(page, 1, FOR_IT)
    keep(page, 3, CROPPED)
    agree_to_everything(page)
    page.goto("/claims/new/")
    page.get_by_label("The claim").fill("Caretakers hear of a stopped lift by chance")
    page.get_by_label(STUDY).check()
    page.get_by_label("What they did").fill("described hearing of it by chance")
    page.get_by_label("Words of the topic").fill("heard\nsystem")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Caretakers hear of a stopped lift by chance")).to_be_visible()
    put_for(page, FOR_IT)
    put_for(page, CROPPED)
    page.get_by_role("link", name="Share", exact=True).click()
    expect(page.get_by_label("How you found out")).to_contain_text("We spoke with 1 person in 1 conversation")
    page.get_by_role("button", name="Save and share").click()
    address = page.get_by_label("Private address").input_value()

    stranger = browser.new_context().new_page()
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name="Caretakers hear of a stopped lift by chance").first).to_be_visible()
    expect(stranger.locator("main")).to_contain_text(FOR_IT)
    expect(stranger.locator(".whole")).to_contain_text("I don't think the system ever told anybody.")
    assert "Orla" not in stranger.content()
    assert stranger.context.cookies() == []

    with stranger.expect_download() as waiting:
        stranger.get_by_role("link", name="proof file").click()
    proof = tmp_path / "claim.proof.json"
    waiting.value.save_as(proof)
    stranger.context.close()
    originals = tmp_path / "originals"
    originals.mkdir()
    (originals / "what-was-imported").write_text(TALK)
    result = proven(proof, originals)
    assert result.returncode == 0, result.stdout
    assert f"“{FOR_IT}”: exact in turn 1" in result.stdout
    assert "1 of 1 person interviewed described hearing of it by chance" in result.stdout
    proof.write_text(proof.read_text().replace("stairwell", "staircase"))
    assert proven(proof, originals).returncode == 1


def test_a_pasted_message_and_a_dropped_memo_are_checked(page: Page) -> None:
    page.goto("/check/")
    page.get_by_label("Or paste the text").fill("Marta: “Half of my week goes on asking people if anything's wrong.”")
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".checked")).to_contain_text("“third” became “Half”")
    memo = {"name": "memo.md", "mimeType": "text/markdown", "buffer": "> it's really too late\n\n— Dieter".encode()}
    page.set_input_files("input[name=document]", [memo])
    expect(page.get_by_role("heading", name="memo.md")).to_be_visible()
    expect(page.locator(".checked .whole")).to_contain_text("I don't think it's really too late")
    page.locator(".checked a").first.click()
    expect(page.locator("#reader")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_outside_has_no_barrier(browser: Browser, page: Page, scheme: str, width: int) -> None:
    page.goto("/shares/")
    page.locator("a.title").last.click()
    page.get_by_role("button", name="Make a new link").click()
    link = page.get_by_label("Private address").input_value()
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme, has_touch=True)
    opened = context.new_page()
    for address in (link, link.rpartition("/shared/")[0] + "/shared/nothing/"):
        opened.goto(address)
        for summary in opened.locator("summary").all():
            summary.click()
        assert opened.evaluate("document.documentElement.scrollWidth") == width
        found = Axe().run(opened, options={"resultTypes": ["violations"]})
        assert [violation["id"] for violation in found.response["violations"]] == []
    context.close()


def proven(proof: Path, originals: Path) -> subprocess.CompletedProcess[str]:
    command = str(Path(sys.executable).with_name("firsthand"))
    return subprocess.run(
        [command, "prove", str(proof), "--originals", str(originals)], capture_output=True, text=True, check=False
    )
