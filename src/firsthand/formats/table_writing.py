"""CSV that another program opens: no cell of ours becomes a formula there."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)*(?:[eE][-+]?\d+)?%?")


def safe_cell(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula: an apostrophe goes in front where it might.

    Numbers stay as they are; so does what begins with a space, which no program evaluates.
    """
    return "'" + text if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text) else text


def bare_cell(text: str) -> str:
    """The text of a cell that `safe_cell` made safe; a file of ours that comes back says what it said before."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV with commas and CRLF, as RFC 4180 has it, every cell made safe."""
    out = io.StringIO()
    csv.writer(out).writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
