"""Guides written as a table: rows with a topic, minutes, a question and its probes become sections and questions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.formats.guide_plain_lines import Pasted

_COLUMNS = (
    ("probes", re.compile(r"\b(?:probes?|prompts?|follow[- ]?ups?)\b", re.IGNORECASE)),
    ("question", re.compile(r"\b(?:questions?|ask|prompt)\b", re.IGNORECASE)),
    ("minutes", re.compile(r"\b(?:min(?:ute)?s?|time|duration|length)\b", re.IGNORECASE)),
    ("section", re.compile(r"\b(?:section|topic|theme|part|area|block|phase)\b", re.IGNORECASE)),
)
_NUMBER = re.compile(r"\d{1,3}")
_SENTENCE = re.compile(r"(?<=[?])\s+(?=\S)")
LONGEST_HEADER = 40  # characters of a cell that names a column


@dataclass(frozen=True, slots=True)
class _Header:
    columns: dict[str, int]  # what → index of the cell

    def cell(self, cells: Sequence[str], name: str) -> str:
        at = self.columns.get(name, len(cells))
        return cells[at] if at < len(cells) else ""

    def rest(self, cells: Sequence[str]) -> list[str]:
        return [cell for at, cell in enumerate(cells) if cell and at not in self.columns.values()]


def with_tables(pasted: Sequence[Pasted]) -> list[Pasted]:
    """The lines with every row of a table (cells between tabs) as heading, questions, probes and text."""
    found: list[Pasted] = []
    header: _Header | None = None
    section = ""
    for line in pasted:
        cells = [cell.strip() for cell in line.text.strip("\n").split("\t")]
        if not _is_row(line, cells):
            header = header if not line.text.strip() else None
            found.append(line)
            continue
        named = _header(cells)
        if named is not None:
            header, section = named, ""
            continue
        if header is None:
            found += _loose(cells, line.number)
            continue
        title = header.cell(cells, "section")
        if title and title != section:
            section = title
            minutes = _NUMBER.search(header.cell(cells, "minutes"))
            found.append(Pasted(f"{title} ({minutes[0]} min)" if minutes else title, line.number, heading=2))
        found += _asked(header, cells, line.number)
    return found


def _is_row(line: Pasted, cells: list[str]) -> bool:
    """A row has a tab between words; a number or bullet before a tab is a list's."""
    filled = [cell for cell in cells if cell]
    if line.heading or line.depth is not None or len(filled) < 2 or line.text[:1] == "\t":
        return False
    return len(filled) > 2 or len(filled[0].strip("().:")) > 3 or filled[0].isdigit()


def _header(cells: list[str]) -> _Header | None:
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = next((name for name, pattern in _COLUMNS if pattern.search(cell)), None)
        if "?" in cell or len(cell) > LONGEST_HEADER:
            return None
        if name is not None:
            columns.setdefault(name, at)
    return _Header(columns) if "question" in columns and len(columns) > 1 else None


def _asked(header: _Header, cells: list[str], number: int) -> Iterator[Pasted]:
    question = header.cell(cells, "question")
    if question:
        yield Pasted(question, number, depth=0)
    for probe in _SENTENCE.split(header.cell(cells, "probes")):
        if probe:
            yield Pasted(probe, number, depth=1 if question else 0)
    for cell in header.rest(cells):
        yield Pasted(cell, number, is_paragraph=True)
    if not header.cell(cells, "section") and header.cell(cells, "minutes"):
        yield Pasted(f"{header.cell(cells, 'minutes')} minutes", number, is_paragraph=True)


def _loose(cells: list[str], number: int) -> Iterator[Pasted]:
    """A row of a table without a header that we know: what asks is a question, the rest is text."""
    for cell in cells:
        if cell:
            yield Pasted(cell, number, depth=0 if "?" in cell else None, is_paragraph=True)
