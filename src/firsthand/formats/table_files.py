"""A table from another tool, CSV or Excel, as rows of text with the lines that they stand on.

Everything is text afterwards: dates as 2026-10-01, whole numbers without a point, yes and no as words. Formulas are
never worked out; where a workbook kept a formula's last value, that value is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.formats.delimited import read_delimited
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.raw_tables import MOST_BYTES, RawTable, Unusable
from firsthand.formats.table_writing import bare_cell
from firsthand.formats.workbooks import read_workbook

ARCHIVE = b"PK\x03\x04"
NO_TABLES = {  # how a file begins, and what to do about it
    b"\xd0\xcf\x11\xe0": "This is an old Excel file (.xls). Save it as .xlsx or as CSV and import it again.",
    b"%PDF": "This is a PDF. Export the table as CSV or Excel and import that.",
    b"\x89PNG": "This is a picture. Export the table as CSV or Excel and import that.",
    b"\xff\xd8\xff": "This is a picture. Export the table as CSV or Excel and import that.",
    b"\x1f\x8b": "This is a compressed file. Unpack it and import the table inside.",
}
SEARCHED = 15  # rows at the top in which the headings are looked for
LONGEST_HEADING = 200  # characters
RAGGED_SHOWN = 20  # rows of an unusual length that are named one by one
_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|https?://\S+|[-+(]?[\d.,:/%\s()-]*\d[\d.,:/%\s()-]*")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row below the headings; as many cells as there are columns, "" where there is nothing."""

    line: int  # 1-based line of a text file, or row of a sheet
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it was read."""

    headers: tuple[str, ...]  # unnamed columns are called "Column 3"
    rows: tuple[TableRow, ...]  # without the empty ones
    header_line: int  # 0 where there are no headings
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()  # of a workbook
    sheet: int = 0  # the one read


def read_table(data: bytes, sheet: int | None = None) -> Table:
    """The table in a CSV file or in one sheet of a workbook, the first with anything in it unless one is named.

    Raises Unusable, with what to do instead, where there is no table or it is too big.
    """
    if len(data) > MOST_BYTES:
        megabytes = MOST_BYTES // 1024 // 1024
        raise Unusable(f"This file has more than {megabytes} MB. Nothing was imported; split it and import the parts.")
    for begin, advice in NO_TABLES.items():
        if data.startswith(begin):
            raise Unusable(f"{advice} Nothing was imported.")
    raw = read_workbook(data, sheet) if data.startswith(ARCHIVE) else read_delimited(data)
    return _headed(raw)


def _headed(raw: RawTable) -> Table:
    rows = [(line, _trimmed(cells)) for line, cells in raw.rows]
    rows = [(line, cells) for line, cells in rows if cells]
    if not rows:
        raise Unusable("There is nothing in this table. Nothing was imported; choose another file or sheet.")
    at = _header_place([cells for _, cells in rows[:SEARCHED]])
    body = rows if at is None else rows[at + 1 :]
    header = () if at is None else rows[at][1]
    width = max(len(header), *(len(cells) for _, cells in body)) if body else len(header)
    problems = [*raw.problems, *_above(rows[: at or 0]), *_ragged(body, len(header))]
    return Table(
        headers=_named([*header, *[""] * (width - len(header))]),
        rows=tuple(TableRow(line, (*cells, *[""] * (width - len(cells)))) for line, cells in body),
        header_line=0 if at is None else rows[at][0],
        problems=tuple(problems),
        sheets=raw.sheets,
        sheet=raw.sheet,
    )


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells without space around them and without the empty ones at the end."""
    stripped = [bare_cell(cell.strip()) for cell in cells]
    while stripped and not stripped[-1]:
        stripped.pop()
    return tuple(stripped)


def _header_place(rows: Sequence[Sequence[str]]) -> int | None:
    """Which of the first rows holds the headings: words in (nearly) every column, none of them a value, none twice.

    A title above the table has fewer cells than the table; a table without headings starts with values.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][0]
    for at, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if len(filled) < max(1, 0.6 * usual):
            continue
        return at if _are_headings(filled) else None
    return None


def _are_headings(cells: Sequence[str]) -> bool:
    if any(len(cell) > LONGEST_HEADING for cell in cells):
        return False
    return sum(_VALUE.fullmatch(cell) is not None for cell in cells) <= 0.2 * len(cells)


def _named(headers: Sequence[str]) -> tuple[str, ...]:
    """Every column with a name of its own: the second "Note" is "Note (2)"."""
    named: list[str] = []
    seen: Counter[str] = Counter()
    for place, header in enumerate(headers, start=1):
        name = shortened(header, 80) or f"Column {place}"
        seen[name.casefold()] += 1
        named.append(name if seen[name.casefold()] == 1 else f"{name} ({seen[name.casefold()]})")
    return tuple(named)


def _above(rows: Sequence[tuple[int, Sequence[str]]]) -> list[Problem]:
    return [
        Problem("This stands above the headings and was left out", line, shortened(" ".join(cells)))
        for line, cells in rows
    ]


def _ragged(rows: Sequence[tuple[int, Sequence[str]]], width: int) -> list[Problem]:
    """Rows with more cells than there are headings: something was cut in two, or a delimiter stands in a text."""
    if not width:
        return []
    long = [(line, cells) for line, cells in rows if len(cells) > width]
    shown = [
        Problem(f"This row has {len(cells)} cells, the headings have {width}; all were read", line, _start(cells))
        for line, cells in long[:RAGGED_SHOWN]
    ]
    if len(long) > RAGGED_SHOWN:
        shown.append(Problem(f"{len(long) - RAGGED_SHOWN} more rows have more cells than the headings"))
    return shown


def _start(cells: Sequence[str]) -> str:
    return shortened(" · ".join(cells))
