"""What each line of a guide's Markdown is: a heading, a list item, a remark, a comment, a table row or plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.planning.guides import Ignore


class Mark(StrEnum):
    """The kinds of lines."""

    BLANK = "blank"
    HEADING = "heading"
    ITEM = "item"
    QUOTE = "quote"
    IGNORE = "ignore"
    ROW = "row"  # of a table
    HIDDEN = "hidden"  # comments, code, HTML: kept, never said
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Line:
    """One line (a comment or a block of code may span several) with what the reader needs of it."""

    mark: Mark
    number: int  # 1-based
    raw: str
    text: str = ""  # the words without the mark
    indent: int = 0  # columns before the mark
    level: int = 0  # of a heading
    is_numbered: bool = False
    ignores: tuple[Ignore, ...] = ()


LONGEST_BLOCK = 1_000  # lines of a comment or of code
_HEADING = re.compile(r"(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_BOLD_TITLE = re.compile(r"(?:\*\*|__)(?P<title>[^*_?]{2,80}?)(?:\*\*|__)[:\s]*$")
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+•–‣◦]|\d{1,4}[.)]|[a-zA-Z][.)])[ \t]+(?P<text>\S.*)$")
_TIGHT_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>•|[-*](?=[A-Z\"“]))(?P<text>[^*\s][^*]*|[^\s*].*\w\*\*.*)$")
_QUOTE = re.compile(r"(?P<indent>[ \t]*)>[ \t]?(?P<text>.*)$")
_IGNORE = re.compile(
    r"<!--\s*firsthand:\s*ignore\s+(?P<faults>[a-z_]+(?:\s*,\s*[a-z_]+)*)[\s—–:-]*(?P<reason>[^<>]{0,500}?)\s*-->",
    re.IGNORECASE,
)
_FENCE = re.compile(r"[ \t]*(```+|~~~+)")
_BLOCK_TAG = re.compile(r"[ \t]*<(style|script|pre|table)\b", re.IGNORECASE)
_TAG = re.compile(r"[ \t]*</?[a-zA-Z][^>]*>?\s*")
_UNDERLINE = re.compile(r"(=+|-{3,})\s*$")


def classified(lines: list[str], first_line: int, *, bold_titles: bool) -> Iterator[Line]:
    """Every line with its mark; with `bold_titles` a line that is nothing but a bold phrase is a heading too."""
    at = 0
    while at < len(lines):
        span = _hidden_span(lines, at)
        if span > at:
            yield Line(Mark.HIDDEN, first_line + at, "\n".join(lines[at:span]))
            at = span
        elif _is_underlined(lines, at):
            level = 1 if lines[at + 1].startswith("=") else 2
            yield Line(Mark.HEADING, first_line + at, lines[at], lines[at].strip(), level=level)
            at += 2
        else:
            yield _line(lines[at], first_line + at, bold_titles=bold_titles)
            at += 1


def _hidden_span(lines: list[str], at: int) -> int:
    """Where the comment, code or HTML block that starts here ends (exclusive); `at` where none starts."""
    line = lines[at]
    if _IGNORE.search(line):
        return at
    if line.lstrip().startswith("<!--"):
        return _until(lines, at, "-->")
    fence = _FENCE.match(line)
    if fence:
        return _until(lines, at + 1, fence[1]) if at + 1 < len(lines) else at + 1
    tag = _BLOCK_TAG.match(line)
    if tag:
        return _until(lines, at, f"</{tag[1].lower()}")
    return at + 1 if _TAG.match(line) and "?" not in line else at


def _until(lines: list[str], at: int, end: str) -> int:
    """The line after the one that holds `end`; where none does, the block is this line alone, so nothing gets lost."""
    for number in range(at, min(len(lines), at + LONGEST_BLOCK)):
        if end in lines[number].lower():
            return number + 1
    return at + 1


def _is_underlined(lines: list[str], at: int) -> bool:
    """Whether this line is a title with a row of = or - beneath it."""
    title, below = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if not _UNDERLINE.match(below) or not re.match(r"[A-Za-z0-9\"'“(]", title) or len(title) > 80:
        return False
    return (at == 0 or not lines[at - 1].strip()) and "?" not in title and "|" not in title


def _line(raw: str, number: int, *, bold_titles: bool) -> Line:
    words, ignores = without_ignores(raw, number)
    if not words.strip():
        return Line(Mark.IGNORE if ignores else Mark.BLANK, number, raw, indent=_width(raw), ignores=ignores)
    heading = _HEADING.match(words)
    if heading:
        return Line(Mark.HEADING, number, raw, _unmarked(heading[2] or ""), level=len(heading[1]), ignores=ignores)
    bold = _BOLD_TITLE.match(words) if bold_titles else None
    if bold:
        return Line(Mark.HEADING, number, raw, bold["title"].strip(" :"), level=3, ignores=ignores)
    if words.lstrip().startswith("|"):
        return Line(Mark.ROW, number, raw, words.strip(), ignores=ignores)
    quote = _QUOTE.match(words)
    if quote:
        return Line(Mark.QUOTE, number, raw, quote["text"].rstrip(), indent=_width(quote["indent"]), ignores=ignores)
    item = _ITEM.match(words) or _TIGHT_ITEM.match(words)
    if item:
        numbered = item["mark"][0].isalnum()
        text, indent = item["text"].rstrip(), _width(item["indent"])
        return Line(Mark.ITEM, number, raw, text, indent=indent, is_numbered=numbered, ignores=ignores)
    return Line(Mark.WORDS, number, raw, words.strip(), indent=_width(words), ignores=ignores)


def has_ignores(text: str) -> bool:
    """Whether the text holds a `firsthand: ignore` comment, so that somebody wrote it with this linter in mind."""
    return _IGNORE.search(text) is not None


def without_ignores(raw: str, number: int) -> tuple[str, tuple[Ignore, ...]]:
    """The line without its `firsthand: ignore` comments, and what they ask for."""
    ignores = tuple(
        Ignore(fault.strip().lower(), found["reason"], number)
        for found in _IGNORE.finditer(raw)
        for fault in found["faults"].split(",")
    )
    return (_IGNORE.sub("", raw).rstrip(), ignores) if ignores else (raw, ())


def _unmarked(title: str) -> str:
    bold = re.fullmatch(r"(\*\*|__)(.+)\1", title.strip())
    return bold[2].strip() if bold else title.strip()


def _width(text: str) -> int:
    """Columns of white space at the start; a tab goes to the next multiple of four."""
    columns = 0
    for character in text:
        if character not in " \t":
            break
        columns = columns + 1 if character == " " else columns + 4 - columns % 4
    return columns
