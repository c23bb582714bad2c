from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from firsthand.formats.session_records import RecordedQuote, SessionSheet, plain, write_record


@pytest.mark.parametrize(
    "text",
    [
        "# not a title",
        "- no list",
        "1. no list",
        "1) no list",
        "> no quote",
        "a *b* _c_",
        "[x](y)",
        "<b>",
        "---",
        "+ x",
        "| a |",
    ],
)
def test_what_people_wrote_is_shown_and_never_becomes_markup(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(plain(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert "".join(child.content for child in children) == text
    assert {child.type for child in children} <= {"text", "text_special"}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_any_line_reads_back_as_itself(text: str) -> None:
    line = " ".join(text.split())
    tokens = MarkdownIt("commonmark").parse(plain(text))
    shown = "".join(child.content for token in tokens if token.type == "inline" for child in token.children or [])
    assert shown.replace("\n", " ") == line


def test_a_record_of_nothing_has_blanks() -> None:
    text = write_record(SessionSheet("Dana", "2026-10-05"))
    assert "- **Date:** 2026-10-05" in text
    assert "## Key quotes\n\n-\n" in text


def test_a_cropped_quote_brings_its_sentence() -> None:
    quote = RecordedQuote("it works", "Dana", "12:40", ("cut inside a sentence",), "I don't think it works.")
    text = write_record(SessionSheet("Dana", "2026-10-05", quotes=(quote,)))
    assert "> “it works”\n>\n> In full: “I don't think it works.”\n>\n> — Dana, 12:40, cut inside a sentence" in text
