"""A guide in a Word document becomes a guide: headings, bold titles, lists and tables."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.guides import Guide
from firsthand.formats.documents import Unpackable
from firsthand.formats.guide_documents import read_guide_document
from firsthand.formats.guide_markdown import render_guide


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def shape(guide: Guide) -> list[tuple[str, int | None, list[tuple[str, list[str]]]]]:
    return [
        (section.title, section.minutes, [(q.text, [probe.text for probe in q.probes]) for q in section.questions])
        for section in guide.sections
    ]


def test_headings_lists_and_minutes_of_a_word_document_are_read():
    document = docx.Document()
    document.add_heading("How planners see stuck work", 0)
    document.add_heading("Opening (5 min)", 1)
    document.add_paragraph("Thank you for coming.")
    document.add_paragraph("What do you do there?", style="List Number")
    document.add_heading("The last one (15 min)", 1)
    document.add_paragraph("Walk me through the last time a job stopped.", style="List Number")
    document.add_paragraph("What happened next?", style="List Bullet 2")
    document.add_paragraph("Who else knew?", style="List Bullet 2")
    document.add_paragraph("When did it last happen before?", style="List Number")
    guide, problems = read_guide_document(saved(document))
    assert (guide.title, problems) == ("How planners see stuck work", [])
    assert shape(guide) == [
        ("Opening", 5, [("What do you do there?", [])]),
        (
            "The last one",
            15,
            [
                ("Walk me through the last time a job stopped.", ["What happened next?", "Who else knew?"]),
                ("When did it last happen before?", []),
            ],
        ),
    ]
    assert "Thank you for coming." in render_guide(guide)


def test_bold_paragraphs_are_headings_and_typed_numbers_are_numbers():
    document = docx.Document()
    document.add_paragraph().add_run("Warm up [5 min]").bold = True
    document.add_paragraph("1. What do you do there?")
    document.add_paragraph("a. Since when?")
    bold_question = document.add_paragraph().add_run("What did I not ask?")
    bold_question.bold = True
    guide, _ = read_guide_document(saved(document))
    assert shape(guide) == [("Warm up", 5, [("What do you do there?", ["Since when?"]), ("What did I not ask?", [])])]


def test_a_table_of_questions_is_read():
    document = docx.Document()
    rows = [
        ("Section", "Time", "Question", "Notes"),
        ("Work", "10 min", "What do you do?", "Wait here"),
        ("Work", "", "Why?", ""),
    ]
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    guide, _ = read_guide_document(saved(document))
    assert shape(guide) == [("Work", 10, [("What do you do?", []), ("Why?", [])])]
    assert "Wait here" in render_guide(guide)


def test_a_document_without_any_structure_is_kept_as_text():
    document = docx.Document()
    document.add_paragraph("Lorem ipsum.")
    guide, problems = read_guide_document(saved(document))
    assert "Lorem ipsum." in render_guide(guide)
    assert problems[0].message.startswith("No question was found")


def archive(xml: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a document",
        b"PK\x03\x04broken",
        archive(b"<w:document"),
        archive(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
        archive(b" " * 41_000_000),
    ],
    ids=["empty", "text", "broken archive", "broken xml", "entities", "bomb"],
)
def test_what_is_no_readable_document_is_refused(data: bytes):
    with pytest.raises(Unpackable):
        read_guide_document(data)


def test_a_document_longer_than_a_guide_may_be_is_refused():
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    paragraphs = "".join(f"<w:p><w:r><w:t>Why {n}?</w:t></w:r></w:p>" for n in range(10_001))
    data = archive(f'<w:document xmlns:w="{name}"><w:body>{paragraphs}</w:body></w:document>'.encode())
    with pytest.raises(Invalid, match="Nothing was imported"):
        read_guide_document(data)
    with pytest.raises(Invalid, match="too large for a guide"):
        read_guide_document(b"PK" + b"0" * 10_000_000)
