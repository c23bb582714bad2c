"""What is taken to the room on paper: parts with what to say and ask, in order, and room to write.

The same sheet is drawn by the browser's print view and by the PDF (`firsthand.formats.sheet_typst`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from firsthand.domain.planning.guides import Guide, GuideQuestion, Item, Note, Part, Section

ROOM = 4  # ruled lines under a core question


class Look(StrEnum):
    """How a line stands on the paper."""

    QUESTION = "question"  # large, to be read at a glance
    PROBE = "probe"
    NOTE = "note"  # for oneself, never read out
    SCRIPT = "script"  # to be said as it stands
    TEXT = "text"
    QUOTE = "quote"  # what somebody said before, checked


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line; `text` is plain, its line breaks are meant. `aside` is small print that belongs to it."""

    look: Look
    text: str
    number: int | None = None
    depth: int = 0  # of probes beneath probes
    room: int = 0  # ruled lines after it
    aside: str = ""


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part with its title, and what stands at the right of it: the minutes."""

    title: str
    lines: tuple[SheetLine, ...] = ()
    aside: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # a word and what it means
    room: int = 0  # ruled lines at the end


@dataclass(frozen=True, slots=True)
class Sheet:
    """All of it; `about` are short lines under the title."""

    title: str
    parts: tuple[SheetPart, ...] = ()
    about: tuple[str, ...] = ()
    is_dense: bool = False  # set small, to be one page rather than two


def guide_sheet(guide: Guide, title: str) -> Sheet:
    """A discussion guide on paper: what is held, with slots filled; goals and method stay at the desk."""
    parts: list[SheetPart] = []
    clock, number = 0, 0
    if guide.preface:
        parts.append(SheetPart("", tuple(_lines(guide, guide.preface, 0))))
    for section in guide.sections:
        if section.part is Part.NOT_ASKED:
            continue
        parts.append(_part(guide, section, clock, number))
        clock += section.planned_minutes or 0
        number += len(section.questions)
    if guide.glossary:
        terms = tuple((plain(term.word), plain(term.meaning)) for term in guide.glossary)
        parts.append(SheetPart("Words to listen for", facts=terms))
    minutes = guide.minutes or guide.section_minutes
    return Sheet(title, tuple(parts), (f"{minutes} minutes",) if minutes else ())


def plain(text: str) -> str:
    """One passage of Markdown without its marks; line breaks stay."""
    inline = _reader().parseInline(text)
    return _words(inline[0].children or ()) if inline else ""


def paragraphs(text: str) -> Iterator[str]:
    """Any Markdown as paragraphs without marks; list items keep a dash or their number."""
    marks: list[str] = []
    mark = ""
    for token in _reader().parse(_COMMENT.sub("", text)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            marks.append("–" if token.type.startswith("bullet") else "")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            marks.pop()
        elif token.type == "list_item_open":
            mark = f"{marks[-1] or token.info + token.markup} "
        elif token.type == "inline":
            yield mark + _words(token.children or ())
            mark = ""
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n")


_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


def _words(tokens: list[Token] | tuple[()]) -> str:
    breaks = {"softbreak": "\n", "hardbreak": "\n"}
    return "".join(breaks.get(token.type, token.content) for token in tokens)


def _part(guide: Guide, section: Section, clock: int, number: int) -> SheetPart:
    minutes = section.planned_minutes
    aside = f"{minutes} min, from {clock // 60}:{clock % 60:02}" if minutes else ""
    lines = tuple(_lines(guide, section.items, number))
    room = 0 if section.questions or section.part is Part.OPENING else ROOM // 2
    return SheetPart(plain(guide.filled(section.title)), lines, aside, room=room)


def _lines(guide: Guide, items: tuple[Item, ...], number: int) -> Iterator[SheetLine]:
    for item in items:
        if isinstance(item, GuideQuestion):
            number += 1
            yield from _question(guide, item, number)
            continue
        is_note = isinstance(item, Note) or not item.is_script
        for text in paragraphs(guide.filled(item.text)):
            yield SheetLine(Look.NOTE if is_note else Look.SCRIPT, text)


def _question(guide: Guide, question: GuideQuestion, number: int) -> Iterator[SheetLine]:
    """The question, its notes and its probes; the room to write comes after the last of them."""
    lines = [SheetLine(Look.QUESTION, plain(guide.filled(question.text)), number)]
    lines += [SheetLine(Look.NOTE, plain(guide.filled(note))) for note in question.notes]
    for probe in question.probes:
        lines += _probes(guide, probe, 0)
    *before, last = lines
    yield from before
    yield SheetLine(last.look, last.text, last.number, last.depth, ROOM)


def _probes(guide: Guide, probe: GuideQuestion, depth: int) -> Iterator[SheetLine]:
    yield SheetLine(Look.PROBE, plain(guide.filled(probe.text)), depth=depth)
    for note in probe.notes:
        yield SheetLine(Look.NOTE, plain(guide.filled(note)), depth=depth)
    for deeper in probe.probes:
        yield from _probes(guide, deeper, depth + 1)
