"""The text of a DOCX: paragraphs as lines, with leading bold and headings marked as Markdown does.

Only the one part that holds the text is unpacked, within limits, so that a file made to explode does no harm. The
declared sizes are not trusted: unpacking stops at the limit whatever the archive says.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from firsthand.domain.errors import Invalid
from firsthand.formats.heads import is_lone_name
from firsthand.formats.times import HAS_CLOCK

MAX_UNPACKED = 40_000_000
MAX_ENTRIES = 5_000
_PART = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = frozenset({"del", "moveFrom", "Fallback", "instrText", "footnoteReference", "delText"})


class Unpackable(Invalid):
    """The archive holds no text that can be read safely: says what was seen and what would work."""


def document_text(data: bytes) -> str:
    """The text of a DOCX; raises Unpackable where the archive is broken, too big, or no Word document."""
    root = document_root(data)
    return "\n".join(line for paragraph in _paragraphs(root) for line in paragraph.split("\n"))


def document_root(data: bytes) -> etree._Element:
    """The parsed XML of a DOCX's text; raises Unpackable as `document_text` does."""
    return office_xml(_part(data), "DOCX", "Word")


def styled_paragraphs(data: bytes) -> Iterator[tuple[str, str]]:
    """Each paragraph of a DOCX as its style and its text; a table's row is one with no style.

    Raises Unpackable as `document_text` does.
    """
    for element in document_root(data).iter(f"{_W}p", f"{_W}tr", f"{_STRICT}p", f"{_STRICT}tr"):
        if _is_inside_row(element):
            continue
        if _name(element) == "tr":
            cells = (child for child in element if _name(child) == "tc")
            yield "", "\t".join(" ".join(_words(cell).split()) for cell in cells)
        else:
            yield _style(element), _words(element)


def _part(data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as reason:
        raise Unpackable(f"This DOCX is damaged ({reason}). Open it in Word and save it again.") from reason


def _unpacked(archive: zipfile.ZipFile) -> bytes:
    names = archive.namelist()
    if len(names) > MAX_ENTRIES:
        raise Unpackable(f"This archive has {len(names)} entries, more than a Word document needs. It was not opened.")
    if _PART not in names:
        raise Unpackable(
            f"This is an archive without a Word document in it (it holds {', '.join(names[:3]) or 'nothing'}). "
            "Unpack it and import the transcript inside; save other office files as DOCX."
        )
    with archive.open(_PART) as part:
        text = part.read(MAX_UNPACKED + 1)
    if len(text) > MAX_UNPACKED:
        limit = MAX_UNPACKED // 1_000_000
        raise Unpackable(f"The text of this DOCX unpacks to more than {limit} MB; it was not opened.")
    return text


def office_xml(xml: bytes, kind: str, program: str) -> etree._Element:
    """A part of an office file (kind "DOCX", program "Word"); raises Unpackable where it is damaged or sets a trap."""
    if b"<!DOCTYPE" in xml[:4096] or b"<!ENTITY" in xml[:4096]:
        raise Unpackable(f"This {kind} declares its own entities, which no {program} file does. It was not opened.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as reason:
        raise Unpackable(
            f"The text inside this {kind} is damaged ({reason.msg}). Open it in {program} and save it again."
        ) from None


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """Paragraphs in reading order; the cells of a table's row become one line with tabs between."""
    for element in root.iter(f"{_W}p", f"{_W}tr", f"{_STRICT}p", f"{_STRICT}tr"):
        if _is_inside_row(element):
            continue
        if _name(element) == "tr":
            cells = (child for child in element if _name(child) == "tc")
            yield "\t".join(" ".join(_words(cell).split()) for cell in cells)
        else:
            yield _marked(element)


def _is_inside_row(element: etree._Element) -> bool:
    return any(_name(parent) in ("tr", "Fallback") for parent in element.iterancestors())


def _words(element: etree._Element) -> str:
    """The visible text below an element; what was deleted under tracked changes is not visible."""
    pieces: list[str] = []
    stack = [element]
    while stack:
        each = stack.pop()
        name = _name(each)
        if name in _SKIPPED:
            continue
        if name == "t":
            pieces.append(each.text or "")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "tab" and _name_of_parent(each) == "r":
            pieces.append("\t")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "p" and pieces:
            pieces.append(" ")
        stack.extend(reversed(each))
    return "".join(pieces)


def _name_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return _name(parent) if parent is not None else ""


def _marked(paragraph: etree._Element) -> str:
    text = _words(paragraph)
    if _style(paragraph).lower().startswith(("heading", "title")) and text.strip():
        return f"# {text.strip()}"
    bold = _leading_bold(paragraph)
    plain = bold.strip()
    if not plain or len(plain) > 80 or "\n" in bold or "\t" in plain:
        return text
    if not text[len(bold) :].strip() and (HAS_CLOCK.search(plain) or not is_lone_name(plain)):
        return text
    space = bold[len(bold.rstrip()) :]
    return f"**{plain}**{space}{text[len(bold) :]}" if text.startswith(bold) else text


def _style(paragraph: etree._Element) -> str:
    found = next((e for e in paragraph.iter() if _name(e) == "pStyle"), None)
    return next((str(v) for k, v in found.attrib.items() if str(k).endswith("val")), "") if found is not None else ""


def _leading_bold(paragraph: etree._Element) -> str:
    pieces = []
    for run in (each for each in paragraph if _name(each) == "r"):
        if not _is_bold(run):
            break
        pieces.append(_words(run))
    return "".join(pieces)


def _is_bold(run: etree._Element) -> bool:
    mark = next((e for e in run.iter() if _name(e) == "b"), None)
    if mark is None:
        return False
    return not any(str(k).endswith("val") and v in ("0", "false", "off") for k, v in mark.attrib.items())
