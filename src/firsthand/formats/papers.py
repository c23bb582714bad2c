"""A deck, memo, message or report as text in which quotations can be found, with the place of every line.

Reads PPTX, DOCX, PDF, HTML, e-mail, Markdown and plain text. What stands above a name on a line of its own
("— Maria"), or before one at the end of its line, is somebody's words, with or without quotation marks.
"""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from firsthand.domain.errors import Invalid
from firsthand.domain.text.words import count
from firsthand.formats.attributions import attribution_of
from firsthand.formats.decks import PRESENTATION, slides
from firsthand.formats.decoding import decode
from firsthand.formats.documents import styled_paragraphs
from firsthand.formats.html_text import plain_text
from firsthand.formats.quotation_marks import spans
from firsthand.formats.quotations import Quotation, quotations

LARGEST = 20_000_000  # bytes
PAGES = 1_000
LEAST = 5  # words before a name at the end of a line
_QUOTE_STYLE = re.compile(r"quot|zitat|citation|cita", re.IGNORECASE)
_HYPHENATED = re.compile(r"(?<=[^\W\d_])-$")
_ENDS = re.compile(r"[.!?:”\"’»]\s*$")
_TAKEN = re.compile(r"\s*(?:>|[-*+•#|]|\d+[.)])")


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document says: its text, and for each line of it where that stands ("" where the number says it)."""

    text: str
    places: tuple[str, ...] = ()

    def quotations(self) -> tuple[Quotation, ...]:
        """Every quotation with its place."""
        return tuple(replace(one, place=self._place(one.line)) for one in quotations(self.text))

    def _place(self, line: int) -> str:
        return self.places[line - 1] if 0 < line <= len(self.places) else ""


def read_paper(data: bytes, name: str = "") -> Paper:
    """The text of a document. Raises Invalid, in words, for what can't be read."""
    if len(data) > LARGEST:
        raise Invalid(f"This document has more than {LARGEST // 1_000_000} MB. Check its parts one by one.", where=name)
    ending = name.rpartition(".")[2].lower()
    if data.startswith(b"%PDF"):
        return _of_pdf(data, name)
    if data.startswith(b"PK\x03\x04"):
        return _of_archive(data)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Invalid(
            "This is no document that can be read here. Save it as PPTX, DOCX, PDF, Markdown or text.", where=name
        )
    text = decode(data)[0]
    if ending == "eml":
        text = _of_mail(data)
    if ending in ("html", "htm"):
        text = plain_text(text)
    return _lined((line, "") for line in text.split("\n"))


def paper_of(text: str) -> Paper:
    """Text that was pasted."""
    return _lined((line, "") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


def _of_archive(data: bytes) -> Paper:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_deck = PRESENTATION in archive.namelist()
    except zipfile.BadZipFile as reason:
        raise Invalid(f"This file is damaged ({reason}). Open it where it was made and save it again.") from reason
    return _lined(_of_deck(data) if is_deck else _of_document(data))


def _of_deck(data: bytes) -> Iterator[tuple[str, str]]:
    for slide in slides(data):
        for paragraph in slide.paragraphs:
            yield from _paragraph(paragraph, f"slide {slide.number}")
        for paragraph in slide.notes:
            yield from _paragraph(paragraph, f"notes of slide {slide.number}")


def _of_document(data: bytes) -> Iterator[tuple[str, str]]:
    for number, (style, text) in enumerate(styled_paragraphs(data), start=1):
        if text.strip():
            quoted = "> " if _QUOTE_STYLE.search(style) else ""
            yield from _paragraph(text, f"paragraph {number}", quoted)


def _paragraph(text: str, place: str, before: str = "") -> Iterator[tuple[str, str]]:
    for line in re.split(r"[\n\v]", text):
        yield f"{before}{line}", place
    yield "", place


def _of_pdf(data: bytes, name: str) -> Paper:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Invalid("This PDF is locked with a password. Save it without one and check that.", where=name)
        pages = [page.extract_text() for page in reader.pages[:PAGES]]
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as reason:
        raise Invalid("This PDF is damaged, so nothing in it could be read. Save it again.", where=name) from reason
    if not any(page.strip() for page in pages):
        raise Invalid("There is no text in this PDF, only pictures of it. Nothing was checked.", where=name)
    return _lined(_unbroken([(line, f"page {at}") for at, page in enumerate(pages, 1) for line in page.split("\n")]))


def _unbroken(lines: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Lines of a page as paragraphs: a short line that ends a sentence ends one; words cut by a hyphen are joined."""
    width = max((len(line) for line, _ in lines), default=0)
    carried = ""
    for at, (line, place) in enumerate(lines):
        text = carried + line.strip()
        following = lines[at + 1][0].lstrip() if at + 1 < len(lines) else ""
        carried = ""
        if _HYPHENATED.search(text) and following[:1].islower():
            head, _, carried = text[:-1].rpartition(" ")
            yield head, place
            continue
        yield text, place
        if (_ENDS.search(text) and len(line) < 0.8 * width) or following.startswith(("—", "–")):
            yield "", place


def _of_mail(data: bytes) -> str:
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    content = body.get_content() if body else ""
    return plain_text(content) if isinstance(content, str) else ""


def _lined(lines: Iterable[tuple[str, str]]) -> Paper:
    given = list(lines)
    marked = _attributed([line for line, _ in given])
    return Paper("\n".join(marked), tuple(place for _, place in given))


def _attributed(lines: list[str]) -> list[str]:
    """The same lines, those that are somebody's words without marks as block quotes."""
    for first, last in _runs(lines):
        if not _is_plain(lines[first:last]):
            continue
        if _ends_with_name(lines[first:last]) or _is_name_alone(lines, last):
            lines[first:last] = [f"> {line.strip()}" for line in lines[first:last]]
    return lines


def _runs(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Begin and end of each paragraph."""
    start = None
    for at, line in enumerate([*lines, ""]):
        if line.strip() and start is None:
            start = at
        elif not line.strip() and start is not None:
            yield start, at
            start = None


def _is_plain(lines: Sequence[str]) -> bool:
    """Whether a paragraph has no marks of a list, heading or quote, and enough words to be speech."""
    return not any(map(_TAKEN.match, lines)) and count(" ".join(lines)) >= LEAST and not any(spans("\n".join(lines)))


def _ends_with_name(lines: Sequence[str]) -> bool:
    body, attribution = attribution_of("\n".join(lines))
    is_dashed = bool(re.match(r"\s*[—–―]", "\n".join(lines)[len(body) :]))
    return attribution is not None and bool(attribution.name) and is_dashed and count(body) >= LEAST


def _is_name_alone(lines: Sequence[str], after: int) -> bool:
    following = next(_runs(lines[after:]), None)
    if following is None:
        return False
    text = "\n".join(lines[after + following[0] : after + following[1]])
    body, attribution = attribution_of(text)
    return attribution is not None and bool(attribution.name) and not body.strip() and text.lstrip()[0] in "—–―-"
