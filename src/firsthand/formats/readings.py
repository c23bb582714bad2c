"""What reading a file gives: the conversation, and beside it everything that could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.decoding import decode
from firsthand.formats.documents import Unpackable, document_text
from firsthand.formats.json_documents import Document, parse
from firsthand.formats.problems import Problem as Problem
from firsthand.formats.problems import Weight as Weight

HEAD_LINES = 1500


class Kind(StrEnum):
    """What a file turned out to hold."""

    TRANSCRIPT = "transcript"
    CHAT = "chat"  # typed messages: they become notes, never speech


@dataclass(frozen=True, slots=True)
class Reading:
    """One file, read: complete as far as the file was readable."""

    format: str
    kind: Kind
    transcript: Transcript
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A line of the file that shows its format."""

    line: int  # 1-based
    text: str  # shortened


@dataclass(frozen=True, slots=True)
class Guess:
    """What the file seems to be, how sure that is (0 to 1), and the lines that show it."""

    format: str
    confidence: float
    evidence: tuple[Evidence, ...] = ()


class Unreadable(Invalid):
    """The file can't be read as a transcript: says what was seen and what would work."""


AS_PLAIN_TEXT = "If it is speech without names, have it read in the format “plain-text”."  # each door says how


@dataclass(frozen=True)
class Source:
    """The bytes of one file with the views that the formats share, each made once."""

    data: bytes
    name: str = ""  # the file's name, for its ending only

    @property
    def ending(self) -> str:
        """The file name's ending in lower case without the dot: "vtt"."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else ""

    @property
    def is_archive(self) -> bool:
        """Whether the bytes are a ZIP archive, as every DOCX is; such a file has no text of its own."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of the bytes, as 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def decoded(self) -> tuple[str, tuple[Problem, ...]]:
        """The text (BOM stripped, line ends as \\n) and what went wrong in decoding it."""
        return ("", ()) if self.is_archive else decode(self.data)

    @cached_property
    def written(self) -> Source | None:
        """The text of a DOCX as a source of its own, a paragraph a line; None where this is no readable DOCX."""
        if not self.is_archive:
            return None
        try:
            return Source(document_text(self.data).encode("utf-8", "replace"), "document.txt")
        except Unpackable:
            return None

    @property
    def text(self) -> str:
        """The decoded text with \\n line ends."""
        return self.decoded[0]

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text's lines, without line ends; line n of a problem is `lines[n - 1]`."""
        return tuple(self.text.split("\n"))

    @cached_property
    def head(self) -> tuple[str, ...]:
        """The first lines, enough to recognise a layout by; a sniffer looks at these only."""
        return self.lines[:HEAD_LINES]

    @cached_property
    def document(self) -> Document:
        """The JSON document as far as it can be read, with what was damaged; its value is None for other files."""
        return Document(None) if self.is_archive else parse(self.text)

    @property
    def json(self) -> Any:  # the one place where a file's shape is not known yet
        """The value of the JSON document, or None where the file is not JSON."""
        return self.document.value


@dataclass(frozen=True, slots=True)
class Format:
    """One layout of one tool: how to recognise it and how to read it."""

    name: str  # "zoom-vtt": stable, used in JSON and in --from
    title: str  # "Zoom transcript (WebVTT)"
    endings: tuple[str, ...]  # without the dot
    sniff: Callable[[Source], Guess | None]  # None: certainly not this
    read: Callable[[Source], Reading]  # raises Unreadable
