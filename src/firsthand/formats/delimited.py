"""Rows of CSV and its relatives: what parts the cells is found out, and a quotation mark left open loses nothing."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from firsthand.formats.decoding import decode
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.raw_tables import RawTable, Unusable, require_length, require_width

MARKS = (",", ";", "\t", "|")
TRIED = 50  # rows that are looked at to find out what parts the cells
CONTROLS = 0.1  # share of control characters from which a file is no text
_TEXT_CONTROLS = b"\t\n\r\x0c\x1a\x1b"


def read_delimited(data: bytes) -> RawTable:
    """The rows of a text file. Raises Unusable where it holds no text, or too many rows or columns."""
    _require_text(data)
    text, problems = decode(data)
    lines = text.split("\n")
    skipped, mark = _mark(lines)
    rows: list[tuple[int, tuple[str, ...]]] = []
    odd = list(problems)
    for line, cells, problem in _rows(lines, skipped, mark):
        require_width(len(cells), line)
        if problem:
            odd.append(problem)
        if any(cells):
            rows.append((line, tuple(cells)))
            require_length(len(rows))
    return RawTable(tuple(rows), tuple(odd))


def _require_text(data: bytes) -> None:
    """Refuse pictures, programs and the like. UTF-16 is full of zeros, which are not counted."""
    head = data[:8192]
    controls = sum(byte < 32 and byte not in _TEXT_CONTROLS for byte in head.replace(b"\0", b""))
    if controls > CONTROLS * len(head):
        raise Unusable("This file is no text, so no table can be read from it. Export it as CSV or Excel (.xlsx).")


def _mark(lines: Sequence[str]) -> tuple[int, str]:
    """How many lines to skip at the top, and what parts the cells: Excel may say so in a first line "sep=;"."""
    first = lines[0].strip().lower()
    if first.startswith("sep=") and len(first) <= 5:
        return 1, first[4:] or "\t"
    return 0, max(MARKS, key=lambda mark: (_fit(lines, mark), -MARKS.index(mark)))


def _fit(lines: Sequence[str], mark: str) -> tuple[float, int]:
    """How well a mark parts the first rows: the share of rows with the usual number of cells, and that number."""
    filled = [line for line in islice(lines, TRIED * 4) if line.strip()][:TRIED]
    widths = [len(cells) for _, cells, _ in _rows(filled, 0, mark)]
    if not widths:
        return 0.0, 0
    usual, count = max(Counter(widths).items(), key=lambda pair: (pair[1], pair[0]))
    return (round(count / len(widths), 1), usual) if usual > 1 else (0.0, 0)


def _rows(lines: Sequence[str], start: int, mark: str) -> Iterator[tuple[int, list[str], Problem | None]]:
    """Each row with the line that it starts on; what an open quotation mark would swallow is read line by line."""
    at = start
    while at < len(lines):
        reader = csv.reader((line + "\n" for line in islice(lines, at, None)), delimiter=mark)
        begin = at
        try:
            for cells in reader:
                end = at + reader.line_num
                _require_closed(lines[begin:end], is_last=end == len(lines))
                yield begin + 1, cells, None
                begin = end
        except csv.Error:
            yield begin + 1, lines[begin].replace('"', "").split(mark), _left_open(begin + 1, lines[begin])
            at = begin + 1
        else:
            return


def _require_closed(lines: Sequence[str], *, is_last: bool) -> None:
    """Refuse lines that became one row only because a quotation mark was never closed. Raises csv.Error."""
    if len(lines) > 1 and is_last and sum(line.count('"') for line in lines) % 2:
        raise csv.Error("a quotation mark is open at the end")


def _left_open(line: int, text: str) -> Problem:
    return Problem("A quotation mark on this line is never closed; the line was read by itself", line, shortened(text))
