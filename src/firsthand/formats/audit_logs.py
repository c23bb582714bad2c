"""The audit log as a file: JSON Lines, one event a line, with everything that its hash was made of; and as CSV."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import UTC, datetime

from firsthand.domain.errors import Invalid
from firsthand.domain.people.audit import LoggedEvent
from firsthand.formats.table_writing import write_csv

COLUMNS = tuple(field.name for field in fields(LoggedEvent))


def jsonl_lines(events: Iterable[LoggedEvent]) -> Iterator[str]:
    """One JSON object a line."""
    for event in events:
        yield json.dumps(_row(event)) + "\n"


def csv_lines(events: Iterable[LoggedEvent]) -> Iterator[str]:
    """A table with a header line; every value is an id, a verb, a number or a time, and no cell becomes a formula."""
    yield write_csv([COLUMNS])
    for event in events:
        yield write_csv([[str(value) for value in _row(event).values()]])


def read_jsonl(text: str) -> Iterator[LoggedEvent]:
    """The events of an exported log, in its order. Raises Invalid, naming the line, for what is no event."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield _read(line, number)


def _row(event: LoggedEvent) -> dict[str, object]:
    row = {name: getattr(event, name) for name in COLUMNS}
    return {**row, "at": event.at.astimezone(UTC).isoformat()}


def _read(line: str, number: int) -> LoggedEvent:
    try:
        row = json.loads(line)
        return LoggedEvent(**{**row, "at": datetime.fromisoformat(row["at"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Invalid(
            "This is no line of an audit log. Export it again as JSON Lines from the page Audit log.",
            where=f"line {number}",
        ) from error
