"""The text of a PPTX: slide by slide, each with its notes. Only parts that hold text are unpacked, within limits."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from firsthand.formats.documents import MAX_ENTRIES, Unpackable, office_xml

PRESENTATION = "ppt/presentation.xml"
MAX_PART = 8_000_000
MAX_TEXT = 40_000_000  # of all parts together
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/drawingml/main}"


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide: its number as shown, the paragraphs on it, and those of its notes."""

    number: int
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...]


def slides(data: bytes) -> tuple[Slide, ...]:
    """The slides of a deck in their order; raises Unpackable where it is broken, too big, or no deck."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.namelist()) > MAX_ENTRIES:
                raise Unpackable("This archive has more entries than a deck needs. It was not opened.")
            return tuple(_slides(_Parts(archive)))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as reason:
        raise Unpackable(f"This PPTX is damaged ({reason}). Open it in PowerPoint and save it again.") from reason


class _Parts:
    """The XML parts of an archive; the declared sizes are not trusted."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._names = set(archive.namelist())
        self._left = MAX_TEXT

    def parsed(self, name: str) -> etree._Element | None:
        """One part, or None where there is none."""
        if name not in self._names:
            return None
        with self._archive.open(name) as part:
            xml = part.read(min(MAX_PART, self._left) + 1)
        self._left -= len(xml)
        if len(xml) > MAX_PART or self._left < 0:
            raise Unpackable(
                f"The text of this PPTX unpacks to more than {MAX_TEXT // 1_000_000} MB; it was not opened."
            )
        return office_xml(xml, "PPTX", "PowerPoint")

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part names: by id the kind and the part's own name."""
        folder, file = posixpath.split(name)
        root = self.parsed(f"{folder}/_rels/{file}.rels")
        found = {}
        for one in root if root is not None else ():
            target = str(one.get("Target", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[str(one.get("Id", ""))] = (str(one.get("Type", "")).rsplit("/", 1)[-1], path)
        return found


def _slides(parts: _Parts) -> Iterator[Slide]:
    root = parts.parsed(PRESENTATION)
    if root is None:
        raise Unpackable("This is an archive without a deck in it. Save office files as PPTX or DOCX.")
    related = parts.related(PRESENTATION)
    listed = [one for one in root.iter() if isinstance(one.tag, str) and one.tag.endswith("}sldId")]
    for number, one in enumerate(listed, start=1):
        name = next((related[str(v)][1] for k, v in one.attrib.items() if str(k).endswith("}id") and v in related), "")
        notes = [path for kind, path in parts.related(name).values() if kind == "notesSlide"] if name else []
        yield Slide(number, _paragraphs(parts, name), tuple(p for path in notes for p in _paragraphs(parts, path)))


def _paragraphs(parts: _Parts, name: str) -> tuple[str, ...]:
    root = parts.parsed(name)
    if root is None:
        return ()
    found = (_text(one) for one in root.iter(f"{_A}p", f"{_STRICT}p"))
    return tuple(text for text in found if text.strip())


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for one in paragraph.iter():
        name = one.tag.rsplit("}", 1)[-1] if isinstance(one.tag, str) else ""
        if name == "t":
            pieces.append(one.text or "")
        elif name == "br":
            pieces.append("\n")
    return "".join(pieces)
