from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from firsthand.adapters.typesetting import typeset
from firsthand.domain.planning.built_in import study_template
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.sheet_typst import Paper, sheet_source
from firsthand.formats.sheets import Look, Sheet, SheetLine, SheetPart, guide_sheet

NASTY = [
    '"#read("/etc/passwd")', "\\", '\\"', "#set page(width: 1pt)", "$x$", "*a* _b_ `c`", "@ref <label>", "// c /* d */",
    "= A", "- a", "https://a.b", "~ -- --- ...", "{[(", "\\u{41}", "#{", "'a' \"b\"", "a   b", "a\nb\n\nc",
    "\0\x01\x9f",
]  # fmt: skip
WORDS = st.one_of(st.sampled_from(NASTY), st.text(st.characters(codec="utf-8"), max_size=60))


def one_line(text: str, look: Look = Look.QUESTION) -> Sheet:
    return Sheet(text, (SheetPart(text, (SheetLine(look, text, 1, 0, 2, text),), text, ((text, text),), 1),), (text,))


def read_back(source: str) -> str:
    """The words of a document as typst itself writes them into HTML, its second form of the same content."""
    made = typst.compile(source.encode(), format="html", ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return html.document_fromstring(made.decode()).text_content()


@pytest.mark.parametrize("key", ["customer-interview", "ai-product", "blank"])
@pytest.mark.parametrize("paper", Paper)
def test_a_templates_guide_is_an_accessible_pdf(key: str, paper: Paper) -> None:
    guide, _ = read_guide(study_template(key).guide_text)
    made = typeset(sheet_source(guide_sheet(guide, "A guide"), paper))
    assert made.pdf.startswith(b"%PDF-")
    assert (made.missing, made.is_accessible) == ((), True)


def test_the_size_of_the_paper_is_the_one_asked_for() -> None:
    boxes = [typeset(sheet_source(one_line("Who?"), paper)).pdf.partition(b"/MediaBox")[2][:40] for paper in Paper]
    assert [b"595" in boxes[0], b"612" in boxes[1]] == [True, True]


@settings(deadline=None, max_examples=60)
@given(WORDS, st.sampled_from(Look))
def test_any_text_can_be_set(text: str, look: Look) -> None:
    assert typeset(sheet_source(one_line(text, look), note=text)).pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("text", NASTY)
def test_what_looks_like_an_instruction_is_set_as_it_was_written(text: str) -> None:
    sheet = Sheet("Title", (SheetPart("", (SheetLine(Look.TEXT, f"<{text}>"),)),))
    shown = "".join(character for character in text if character >= " " and not "\x7f" <= character <= "\x9f")
    assert f"<{shown}>" in read_back(sheet_source(sheet)).replace("\n", "")


@settings(deadline=None, max_examples=40)
@given(st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=40))
def test_words_are_set_letter_for_letter(text: str) -> None:
    assert text in read_back(sheet_source(Sheet("Title", (SheetPart("", (SheetLine(Look.TEXT, text),)),))))


def test_characters_without_a_glyph_are_named() -> None:
    made = typeset(sheet_source(one_line("日本 and 😀")))
    assert (set(made.missing), made.is_accessible) == ({"日", "本", "😀"}, False)


@pytest.mark.parametrize("words", ["Что случилось?", "Τι έγινε;", "Ce s-a întâmplat? Øre, łódź", "½ × 3 ≈ 1.5 → €"])
def test_european_scripts_have_their_glyphs(words: str) -> None:
    assert typeset(sheet_source(one_line(words))).missing == ()


def test_nothing_of_the_machine_is_read_and_the_same_words_make_the_same_file() -> None:
    source = sheet_source(one_line("Who?"))
    assert typeset(source).pdf == typeset(source).pdf


@pytest.mark.slow
def test_a_guide_of_2000_questions_is_set() -> None:
    lines = tuple(SheetLine(Look.QUESTION, f"What happened the time before, {n}?", n, 0, 4) for n in range(1, 2001))
    assert typeset(sheet_source(Sheet("Long", (SheetPart("All", lines),)))).is_accessible


def test_a_pdf_reader_finds_the_questions_where_there_is_one(tmp_path: Path) -> None:
    file = tmp_path / "guide.pdf"
    file.write_bytes(typeset(sheet_source(one_line("Who first noticed the office fire?"))).pdf)
    reader = shutil.which("pdftotext")
    words = subprocess.run([reader, file, "-"], capture_output=True, text=True, check=True).stdout if reader else ""
    assert reader is None or "Who first noticed the office fire?" in words
