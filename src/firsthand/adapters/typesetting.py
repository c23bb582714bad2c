"""Paper: a typst document becomes a PDF, in the faces that typst brings along, so that every machine makes the same."""

from __future__ import annotations

import re
from dataclasses import dataclass

import typst

ACCESSIBLE: typst.PDFStandard = "ua-1"  # PDF/UA-1: tagged, so that a screen reader can read it
_MISSING = re.compile(r'the text `"((?:\\.|[^"\\])+)"` could not be displayed', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Typeset:
    """A PDF; `missing` are the characters that none of the faces has, in the order they were met."""

    pdf: bytes
    missing: tuple[str, ...] = ()
    is_accessible: bool = True


def typeset(source: str) -> Typeset:
    """Set a document. A character without a glyph becomes an empty box, and the PDF is then not PDF/UA.

    Raises typst.TypstError for a source that is none.
    """
    try:
        return Typeset(_compiled(source, [ACCESSIBLE]))
    except typst.TypstError as error:
        missing = tuple(dict.fromkeys(_MISSING.findall(str(error.diagnostic))))
    return Typeset(_compiled(source, []), missing, is_accessible=False)


def _compiled(source: str, standards: list[typst.PDFStandard]) -> bytes:
    made = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_standards=standards)
    assert isinstance(made, bytes)
    return made
