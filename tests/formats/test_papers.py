"""Quotations in decks, memos and messages: found in every format, each with its place."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from firsthand.domain.errors import Invalid
from firsthand.formats import decks
from firsthand.formats.papers import paper_of, read_paper

SAID = "We waited until six, and nobody called us."


def deck(*slides: tuple[str, ...], notes: str = "") -> bytes:
    made = Presentation()
    for paragraphs in slides:
        slide = made.slides.add_slide(made.slide_layouts[6])
        frame = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(5), Inches(2)).text_frame
        frame.text = paragraphs[0]
        for paragraph in paragraphs[1:]:
            frame.add_paragraph().text = paragraph
        if notes:
            slide.notes_slide.notes_text_frame.text = notes
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def memo(*paragraphs: tuple[str, str]) -> bytes:
    made = Document()
    for text, style in paragraphs:
        made.add_paragraph(text, style=style or None)
    data = io.BytesIO()
    made.save(data)
    return data.getvalue()


def found(data: bytes, name: str = "") -> list[tuple[str, str, str]]:
    return [
        (one.text, one.place, one.attribution.name if one.attribution else "")
        for one in read_paper(data, name).quotations()
    ]


def test_a_deck_gives_its_quotations_with_their_slides() -> None:
    data = deck(("Late parcels", "What we heard"), (f"“{SAID}” — Dana Petrov",))
    assert found(data) == [(SAID, "slide 2", "Dana Petrov")]


def test_a_pull_quote_without_marks_above_a_name_is_a_quotation() -> None:
    assert found(deck((SAID, "— Dana Petrov"))) == [(SAID, "slide 1", "Dana Petrov")]


def test_speaker_notes_are_read_too() -> None:
    assert found(deck(("Title",), notes=f"Dana said: “{SAID}”"))[0][:2] == (SAID, "notes of slide 1")


def test_slides_come_in_the_order_in_which_they_are_shown() -> None:
    made = Presentation()
    for words in ("“The first one was said here.”", "“The second one was said here.”"):
        slide = made.slides.add_slide(made.slide_layouts[6])
        slide.shapes.add_textbox(0, 0, Inches(5), Inches(1)).text_frame.text = words
    listed = made.slides._sldIdLst
    listed.insert(0, listed[1])
    data = io.BytesIO()
    made.save(data)
    assert [place for _, place, _ in found(data.getvalue())] == ["slide 1", "slide 2"]
    assert found(data.getvalue())[0][0] == "The second one was said here."


def test_a_memo_gives_block_quotes_by_their_style_and_others_by_their_marks() -> None:
    data = memo(("Summary", "Title"), (SAID, "Quote"), ("She said «nobody ever called us back» twice.", ""))
    assert found(data) == [(SAID, "paragraph 2", ""), ("nobody ever called us back", "paragraph 3", "")]


def test_a_table_in_a_memo_is_read() -> None:
    made = Document()
    made.add_table(1, 2).rows[0].cells[1].text = f"“{SAID}”"
    data = io.BytesIO()
    made.save(data)
    assert found(data.getvalue())[0][0] == SAID


def test_a_pdf_gives_its_pages(tmp_path: object) -> None:
    from firsthand.adapters.typesetting import typeset

    source = f"First page.\n#pagebreak()\n“{SAID}” #linebreak() — Dana"
    assert found(typeset(source).pdf)[0][:2] == (SAID, "page 2")


def test_a_quotation_over_several_lines_of_a_pdf_is_one(tmp_path: object) -> None:
    from firsthand.adapters.typesetting import typeset

    source = f"#set page(width: 6cm, height: 10cm)\n#set text(hyphenate: true)\nThey told us: “{SAID}” and left."
    assert [text for text, _, _ in found(typeset(source).pdf)] == [SAID]


@pytest.mark.parametrize("marks", ["“{}”", "„{}“", "«{}»", "»{}«", '"{}"', "「{}」", "‘{}’"])
def test_pasted_text_is_read_in_the_marks_of_many_languages(marks: str) -> None:
    assert [one.text for one in paper_of(f"So: {marks.format(SAID)}").quotations()] == [SAID]


def test_a_line_that_ends_with_a_dash_and_a_name_is_a_quotation() -> None:
    (one,) = paper_of(f"Heading\n\n{SAID} — Dana Petrov, shop owner\n\nMore.").quotations()
    assert one.attribution is not None
    assert (one.text, one.attribution.name, one.line) == (SAID, "Dana Petrov", 3)


@pytest.mark.parametrize("text", ["- Call them first — Dana", "## What was said by Dana — Maria", "Owner — Dana"])
def test_lists_headings_and_labels_are_no_quotations(text: str) -> None:
    assert paper_of(text).quotations() == ()


def test_a_message_is_read_without_its_head() -> None:
    mail = f"From: rui@example.org\nSubject: Hello\nContent-Type: text/plain; charset=utf-8\n\nDana: “{SAID}”\n"
    assert [text for text, _, _ in found(mail.encode(), "note.eml")] == [SAID]


def test_a_page_of_html_is_read_as_what_it_shows() -> None:
    assert [text for text, _, _ in found(f"<p>Dana: “{SAID}”</p>".encode(), "memo.html")] == [SAID]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04 and then nothing",
        b"%PDF-1.7 and then nothing",
        b"\x00\x01\x02\x03" * 50,
        deck(("Title",))[:2_000],
        memo(("Title", ""))[:2_000],
    ],
)
def test_what_is_damaged_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Invalid) as refused:
        read_paper(data, "x")
    assert len(refused.value.message) > 30


def test_a_deck_made_to_explode_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    data = deck((SAID * 100,))
    monkeypatch.setattr(decks, "MAX_PART", 5_000)
    with pytest.raises(Invalid, match="unpacks to more than"):
        read_paper(data)


def test_an_archive_with_other_things_is_no_document() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../etc/passwd", "x")
    with pytest.raises(Invalid):
        read_paper(data.getvalue())


@given(st.text(max_size=300))
def test_every_text_has_a_place_for_each_of_its_lines(text: str) -> None:
    paper = paper_of(text)
    lines = paper.text.split("\n")
    assert len(lines) == len(paper.places)
    for one in paper.quotations():
        assert 1 <= one.line <= len(lines)
