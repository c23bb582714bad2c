"""The rows of a table as values: what can't be read is refused cell by cell, with its line and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.formats.problems import shortened
from firsthand.formats.table_files import TableRow
from firsthand.services.table_columns import Understood
from firsthand.services.table_targets import CellError, Outcome, ParsedRow, Planned, Target, TargetField

Meaning = tuple[int, str, TargetField]  # a column's place, heading and field


@dataclass(frozen=True, slots=True)
class Reading:
    """The rows that can be read, and those that can't."""

    rows: tuple[ParsedRow, ...]
    refused: tuple[Planned, ...]


def read_rows(target: Target, seen: Understood) -> Reading:
    """Every row of the table, read or refused."""
    meanings = [
        (place, column.header, meant)
        for place, column in enumerate(seen.columns)
        if (meant := target.field(column.key)) is not None
    ]
    said = _said(target, seen)
    rows: list[ParsedRow] = []
    refused: list[Planned] = []
    for row in seen.table.rows:
        values, errors = _values(row, meanings, seen)
        values = {**said, **values}
        errors += _lacking(target, row, values, errors)
        if errors:
            refused.append(Planned(row.line, Outcome.ERROR, _label(row), errors=tuple(errors)))
        else:
            rows.append(ParsedRow(row.line, values))
    return Reading(tuple(rows), tuple(refused))


def _said(target: Target, seen: Understood) -> dict[str, object]:
    """What holds for every row that says nothing else. Raises Invalid where it can't be read."""
    known = [(meant, text.strip()) for key, text in seen.values.items() if (meant := target.field(key)) is not None]
    return {meant.key: meant.parse(text, seen.habits) for meant, text in known if meant.for_file and text}


def _values(row: TableRow, meanings: Sequence[Meaning], seen: Understood) -> tuple[dict[str, object], list[CellError]]:
    values: dict[str, object] = {}
    errors: list[CellError] = []
    for place, header, meant in meanings:
        text = row.cells[place]
        if not text:
            continue
        try:
            value = meant.parse(text, seen.habits)
            values[meant.key] = (header, value) if meant.is_headed else value
        except Invalid as refusal:
            errors.append(CellError(row.line, header, shortened(text, 60), refusal.message))
    return values, errors


def _lacking(target: Target, row: TableRow, values: dict[str, object], errors: Sequence[CellError]) -> list[CellError]:
    """What the row doesn't say although nothing can be made without it; cells that were refused are told already."""
    if errors:
        return []
    return [
        CellError(row.line, "", _label(row), f"This row has no {_names(target, group)}. Fill it in.")
        for group in target.needs
        if not set(group) & set(values)
    ]


def _names(target: Target, group: Sequence[str]) -> str:
    first = target.field(group[0])
    return first.label.lower() if first else group[0]


def _label(row: TableRow) -> str:
    return shortened(" · ".join(_filled(row)), 80)


def _filled(row: TableRow) -> Iterator[str]:
    return (cell for cell in row.cells if cell)
