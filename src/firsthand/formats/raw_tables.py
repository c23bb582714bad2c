"""What both kinds of table files give before anybody has looked for headings, and the limits that hold for both."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.formats.problems import Problem

MOST_BYTES = 20 * 1024 * 1024  # of a file
MOST_ROWS = 20_000
MOST_COLUMNS = 200
SPARE = 20  # more rows, for the headings and what stands above them
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class Unusable(Invalid):
    """No table can be read from the file: says why and what would work."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows with their lines, just as they stand in the file."""

    rows: tuple[tuple[int, tuple[str, ...]], ...]
    problems: tuple[Problem, ...] = ()
    sheets: tuple[str, ...] = ()
    sheet: int = 0


def require_width(cells: int, line: int) -> None:
    """Refuse a row that is wider than any table that people keep."""
    if cells > MOST_COLUMNS:
        raise Unusable(
            f"Line {line} has {cells:,} cells; a table may have {MOST_COLUMNS} columns. Nothing was imported; take out "
            "the columns that you don't need and import it again."
        )


def require_length(rows: int) -> None:
    """Refuse a table with more rows than are imported at once."""
    if rows > MOST_ROWS + SPARE:
        raise Unusable(
            f"This table has more than {MOST_ROWS:,} rows. Nothing was imported; split it and import the parts."
        )


def plain(text: str) -> str:
    """The text of a cell without characters that no page can show."""
    return _CONTROL.sub("", text)
