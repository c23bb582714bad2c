"""Rows of one sheet of an Excel workbook, read within limits so that a file made to explode does no harm.

Nothing is worked out: a formula gives the value that Excel kept beside it, or nothing. What the archive declares is
added up before anything is unpacked, and no part of it can unpack to more than it declares.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import ParseError

from lxml.etree import XMLSyntaxError

from firsthand.formats.problems import Problem
from firsthand.formats.raw_tables import MOST_ROWS, RawTable, Unusable, plain, require_length, require_width

MOST_UNPACKED = 100_000_000  # bytes of XML
MOST_STRINGS = 40_000_000  # bytes of the one part that is held in memory
MOST_ENTRIES = 2_000
MOST_SHEETS = 200
ERRORS_SHOWN = 20
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ParseError),
    *(XMLSyntaxError, KeyError, IndexError, ValueError, TypeError, AttributeError, OverflowError, AssertionError),
)


def read_workbook(data: bytes, sheet: int | None) -> RawTable:
    """The rows of one sheet. Raises Unusable for a damaged workbook, one of another program, or one that is too big."""
    try:
        _require_safe(data)
        return _opened(data, sheet)
    except Unusable:
        raise
    except _BROKEN as reason:
        raise Unusable(
            "This Excel file is damaged, so no table can be read from it. Nothing was imported; open it in Excel and "
            "save it again, or save the sheet as CSV."
        ) from reason


def _require_safe(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if len(parts) > MOST_ENTRIES:
            raise Unusable(f"This archive has {len(parts):,} parts, more than a workbook needs. It was not opened.")
        if "xl/workbook.xml" not in names:
            raise Unusable(
                "This is an archive without an Excel workbook in it. Nothing was imported; save the table as .xlsx or "
                "CSV and import that."
            )
        xml = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
        strings = sum(part.file_size for part in xml if part.filename.lower().endswith("sharedstrings.xml"))
        if sum(part.file_size for part in xml) > MOST_UNPACKED or strings > MOST_STRINGS:
            raise Unusable(
                f"This workbook unpacks to more than {MOST_UNPACKED // 1_000_000} MB, or to more than "
                f"{MOST_STRINGS // 1_000_000} MB of text. It was not opened; save the sheet as CSV and import that."
            )
        for part in xml:
            _require_no_entities(archive, part)


def _require_no_entities(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as opened:
        head = opened.read(4096).replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
        raise Unusable("This workbook declares its own entities, which no Excel file does. It was not opened.")


def _opened(data: bytes, wanted: int | None) -> RawTable:
    from openpyxl import load_workbook  # slow to import, and most processes never read a workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            sheets = book.worksheets[:MOST_SHEETS]
            names = tuple(plain(str(sheet.title))[:80] for sheet in sheets)
            if wanted is not None:
                if not 0 <= wanted < len(sheets):
                    raise Unusable("There is no such sheet in this workbook. Choose one of its sheets.")
                return _sheet(sheets[wanted], names, wanted)
            shown = [n for n, sheet in enumerate(sheets) if sheet.sheet_state == "visible"]
            tables = (_sheet(sheets[n], names, n) for n in shown or range(len(sheets)))
            return next((table for table in tables if table.rows), RawTable((), (), names, 0))
        finally:
            book.close()


def _sheet(sheet: object, names: tuple[str, ...], place: int) -> RawTable:
    rows: list[tuple[int, tuple[str, ...]]] = []
    faults: list[int] = []
    for line, values in _values(sheet):
        cells = tuple(_text(value) for value in values)
        width = max((n for n, cell in enumerate(cells, start=1) if cell), default=0)
        if not width:
            continue
        require_width(width, line)
        if any(cell in FAULTS for cell in cells):
            faults.append(line)
            cells = tuple("" if cell in FAULTS else cell for cell in cells)
        rows.append((line, cells[:width]))
        require_length(len(rows))
    return RawTable(tuple(rows), _told(faults), names, place)


def _values(sheet: object) -> Iterator[tuple[int, tuple[object, ...]]]:
    """The rows with their numbers. What a sheet says of its own size is not believed: it may claim a million rows."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    last = 50 * MOST_ROWS
    return enumerate(sheet.iter_rows(values_only=True, max_row=last), start=1)  # type: ignore[attr-defined]


FAULTS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"})


def _told(faults: list[int]) -> tuple[Problem, ...]:
    told = [
        Problem("A cell of this row holds an Excel error instead of a value; it was read as empty", n) for n in faults
    ]
    rest = len(told) - ERRORS_SHOWN
    more = (Problem(f"{rest} more rows hold Excel errors; those cells were read as empty"),) if rest > 0 else ()
    return (*told[:ERRORS_SHOWN], *more)


def _text(value: object) -> str:
    """A cell as text: 2026-10-01, 14:30, 5, 5.5, yes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return plain(str(value))
