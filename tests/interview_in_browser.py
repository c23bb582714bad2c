"""What the journeys in the browser do again and again."""

from __future__ import annotations

from playwright.sync_api import Page, expect

SELECT = """([turn, words]) => {
  const node = document.querySelector(`#t-${turn} .said`).firstChild;
  const at = node.data.indexOf(words);
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""

CALL = """WEBVTT

00:00:01.000 --> 00:00:06.000
<v Ines Halloran>Thanks for joining 🙂. Walk me through the last time a handover went wrong.

00:00:06.500 --> 00:00:20.000
<v Kofi Mensah>Sure 👩‍👩‍👧 so, on Tuesday. The night shift had left a note, and I don't think it works as a handover.

00:00:20.500 --> 00:00:23.000
<v Ines Halloran>What did you do when you found the note?

00:00:23.500 --> 00:00:38.000
<v Kofi Mensah>I rang the ward, asked who had written it. Nobody knew, so I checked every bed myself, and wrote a list.

00:00:38.500 --> 00:00:41.000
<v Ines Halloran>Don't you think an app would make that much easier?

00:00:41.500 --> 00:00:50.000
<v Kofi Mensah>Yes, that would be lovely. People say that about every app, though.
"""


def import_call(page: Page, mark: str) -> None:
    """Import the call, with a mark that makes its file a new one, and settle who is who; ends in the reader."""
    page.goto("/import/")
    file = {"name": f"handover-{mark}.vtt", "mimeType": "text/vtt", "buffer": f"{CALL}\nNOTE {mark}\n".encode()}
    page.set_input_files("input[type=file]", [file])
    expect(page.get_by_role("heading", name="What was recognised")).to_be_visible()
    page.get_by_label("Title of the session").fill(f"Kofi, {mark}")
    page.get_by_label("Spoken").check()
    page.get_by_role("button", name="Import", exact=True).click()
    expect(page.get_by_role("heading", name="Who is who?")).to_be_visible()
    page.get_by_role("group", name="Role of Ines Halloran").get_by_label("researcher").check()
    page.get_by_role("group", name="Role of Kofi Mensah").get_by_label("participant").check()
    page.get_by_role("button", name="That is who they are").click()
    expect(page.locator("#reader[data-ready] #t-5 .said")).to_contain_text("that would be lovely")


def select(page: Page, turn: int, words: str) -> None:
    """Select words as a reader would, and wait for the bar."""
    page.evaluate(SELECT, [turn, words])
    expect(page.locator("#selection-bar")).to_be_visible()


def keep(page: Page, turn: int, words: str) -> None:
    """Select words and keep them as a quote."""
    select(page, turn, words)
    page.keyboard.press("q")
    page.get_by_role("button", name="Keep this quote").click()
    expect(page.locator(".quote-item", has_text=words)).to_be_visible()
