"""A discussion guide from a Word document: headings, bold titles, lists, minutes and tables are recognised."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.guides import Guide
from firsthand.formats.documents import Unpackable, document_root
from firsthand.formats.guide_plain_lines import LONGEST_TITLE, Pasted
from firsthand.formats.guide_text import LONGEST, MOST_LINES, guide_of_lines
from firsthand.formats.problems import Problem

LARGEST = 10_000_000  # bytes of a document
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "pPr", "rPr"})
_LIST_STYLE = re.compile(r"list(?:bullet|number|paragraph|continue)?\s*(?P<level>\d)?$", re.IGNORECASE)
_HEADING_STYLE = re.compile(r"(?:heading|berschrift|titre|titolo|kop|rubrik)\s*(?P<level>\d)", re.IGNORECASE)


def read_guide_document(data: bytes) -> tuple[Guide, list[Problem]]:
    """The guide in a DOCX, its lines counted in paragraphs, and what could not be told.

    Raises Unpackable where the file is damaged or no Word document, Invalid where it is too long for a guide.
    """
    if len(data) > LARGEST:
        raise Invalid(
            f"This file is larger than {LARGEST // 1_000_000} MB, too large for a guide. Nothing was imported."
        )
    if not data.startswith(b"PK"):
        raise Unpackable("This is no DOCX. Save the guide as DOCX or Markdown, or paste its text.")
    return guide_of_lines(list(_bounded(_pasted(document_root(data)))))


def _bounded(pasted: Iterator[Pasted]) -> Iterator[Pasted]:
    characters = 0
    for count, line in enumerate(pasted, 1):
        characters += len(line.text)
        if characters > LONGEST or count > MOST_LINES:
            raise Invalid(
                f"This document is longer than a guide may be ({LONGEST:,} characters, {MOST_LINES:,} lines). "
                "Nothing was imported; import the part with the questions."
            )
        yield line


def _pasted(root: etree._Element) -> Iterator[Pasted]:
    number = 0
    for element in root.iter():
        name = _name(element)
        if name not in ("p", "tr") or any(_name(parent) in ("tr", "Fallback") for parent in element.iterancestors()):
            continue
        number += 1
        if name == "tr":
            cells = (" ".join(_words(cell).split()) for cell in element if _name(cell) == "tc")
            yield Pasted("\t".join(cells), number)
        else:
            yield from _of_paragraph(element, number)


def _of_paragraph(paragraph: etree._Element, number: int) -> Iterator[Pasted]:
    text = _words(paragraph).strip()
    style = _value(paragraph, "pStyle")
    heading = _heading_level(style, text) or (3 if _is_bold_title(paragraph, text) else 0)
    depth = None if heading else _list_depth(paragraph, style)
    for line in [" ".join(text.split())] if heading or depth is not None else text.split("\n"):
        yield Pasted(line, number, heading if line else 0, depth if line else None, is_paragraph=True)


def _heading_level(style: str, text: str) -> int:
    if not text or len(text) > 2 * LONGEST_TITLE or "?" in text:
        return 0
    found = _HEADING_STYLE.search(style)
    if found:
        return min(int(found["level"]) or 1, 6)
    return 1 if style.casefold() == "title" else 0


def _is_bold_title(paragraph: etree._Element, text: str) -> bool:
    """A short paragraph all in bold that asks nothing."""
    if not text or len(text) > LONGEST_TITLE or "?" in text:
        return False
    runs = [run for run in paragraph.iter() if _name(run) == "r" and _words(run).strip()]
    return bool(runs) and all(_is_bold(run) for run in runs)


def _is_bold(run: etree._Element) -> bool:
    mark = next((element for element in run.iter() if _name(element) == "b"), None)
    return mark is not None and _val(mark) not in ("0", "false", "off")


def _list_depth(paragraph: etree._Element, style: str) -> int | None:
    """How deep in a list, 0 at the top; None outside of any."""
    named = _LIST_STYLE.match(style)
    level, number = _value(paragraph, "ilvl"), _value(paragraph, "numId")
    if number and number != "0":
        return min(int(level), 8) if level.isascii() and level.isdigit() else 0
    if named is None or style.casefold().replace(" ", "").startswith(("listparagraph", "listcontinue")):
        return None
    return max(int(named["level"] or 1) - 1, 0)


def _value(paragraph: etree._Element, name: str) -> str:
    found = next((element for element in paragraph.iter() if _name(element) == name), None)
    return _val(found) if found is not None else ""


def _val(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("val")), "")


def _words(element: etree._Element) -> str:
    """The visible text below an element; what was deleted under tracked changes is not visible."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        each = stack.pop()
        name = _name(each)
        if name in _SKIPPED:
            continue
        pieces.append({"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}.get(name, ""))
        if name == "t":
            pieces.append(each.text or "")
        elif name == "p" and each is not element:
            pieces.append(" ")
        stack.extend(reversed(each))
    return "".join(pieces)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""
