"""Tables with a row for each turn, as research tools export them: CSV, TSV, and Markdown tables with a heading row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Reading, Source, Unreadable
from firsthand.formats.vendors.layout import Draft, reading_of
from firsthand.formats.vendors.turn_lists import ANY, Columns, turns_of_rows
from firsthand.formats.vendors.values import seconds_of

_TITLE = "a table of turns"
_NAME = "table"
_MARKS = (",", ";", "\t", "|")
_FEWEST_WORDS = 2.0  # words in a cell of text, on average
_KNOWN = {
    "text": "text transcript content sentence utterance caption said speech spoken_text transcription",
    "speaker": "speaker speaker_name speaker_label participant participant_name name who person",
    "start": "start start_time starts begin time timestamp timecode time_code start_seconds in from offset start_s",
    "end": "end end_time ends finish stop end_seconds out to end_s",
    "start_ms": "start_ms start_time_ms start_milliseconds",
    "end_ms": "end_ms end_time_ms end_milliseconds",
}
_FIELD_OF = {name: field for field, names in _KNOWN.items() for name in names.split()}
_RULE = re.compile(r"\|?[\s:|-]*-{3,}[\s:|-]*$")
_COLUMNS = Columns(ANY.text[:1], ANY.speaker[:1], ("start", "start_ms"), ("end", "end_ms"))


def _rows(source: Source, limit: int | None = None) -> tuple[int, list[str], list[tuple[int, list[str]]]]:
    """The heading row's line and fields, and the rows below it with their lines; nothing where there is no table."""
    for number, line in enumerate(source.lines[:60], start=1):
        if len(line) > 400:
            continue
        for mark in _MARKS:
            fields = _fields(_cells(line, mark))
            if "text" in fields and {"speaker", "start", "start_ms"} & set(fields):
                lines = source.lines[number : number + limit if limit else None]
                return number, fields, list(_below(lines, number + 1, mark))
    return 0, [], []


def _cells(line: str, mark: str) -> list[str]:
    if mark != "|":
        return next(csv.reader([line], delimiter=mark), []) if mark in line else []
    return [cell.strip() for cell in line.strip().strip("|").split("|")] if line.strip().startswith("|") else []


def _fields(cells: Sequence[str]) -> list[str]:
    return [_FIELD_OF.get(re.sub(r"[\W_]+", "_", cell.strip().lower()).strip("_"), "") for cell in cells]


def _below(lines: Sequence[str], first: int, mark: str) -> Sequence[tuple[int, list[str]]]:
    if mark == "|":
        numbered = enumerate(lines, start=first)
        return [(n, _cells(x, mark)) for n, x in numbered if x.strip().startswith("|") and not _RULE.match(x.strip())]
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=mark)
    found = []
    at = first
    try:
        for cells in reader:
            found.append((at, cells))
            at = first + reader.line_num
    except csv.Error:  # a quotation mark that nothing closes: the lines from there on stand for themselves
        found += [(n, _cells(line, mark)) for n, line in enumerate(lines[at - first :], start=at)]
    return found


def _sniff(source: Source) -> Guess | None:
    if source.is_archive or not source.text:
        return None
    number, fields, rows = _rows(source, limit=200)
    if sum(len(cells) == len(fields) for _, cells in rows) < max(2, 0.8 * sum(any(cells) for _, cells in rows)):
        return None
    said = [cells[fields.index("text")] for _, cells in rows if len(cells) > fields.index("text")] if fields else []
    if not said or sum(len(text.split()) for text in said) < _FEWEST_WORDS * len(said):
        return None
    if not _has_times(fields, rows):
        return None
    return Guess(_NAME, 0.9, (Evidence(number, shortened(source.lines[number - 1])),))


def _has_times(fields: Sequence[str], rows: Sequence[tuple[int, list[str]]]) -> bool:
    """Whether a column of starts holds times of a recording, not dates, as a list of tickets does."""
    column = next((fields.index(name) for name in ("start", "start_ms") if name in fields), None)
    if column is None:
        return True
    given = [cells[column] for _, cells in rows if len(cells) > column and cells[column].strip()]
    return sum(seconds_of(each) is not None for each in given) >= 0.5 * len(given)


def _read(source: Source) -> Reading:
    _, fields, rows = _rows(source)
    if not rows:
        raise Unreadable("No line of this file is a heading row with a column “text” and one “speaker” or “start”.")
    problems = [
        Problem("This row has not as many cells as the heading; what it has was read", n, shortened(" ".join(cells)))
        for n, cells in rows
        if any(cells) and len(cells) != len(fields)
    ]
    entries: list[dict[str, object]] = []
    for _, cells in rows:
        row = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field and cell.strip()}
        if row.get("text"):
            entries.append(dict(row))
    draft = Draft(turns_of_rows(entries, _TITLE, _COLUMNS, problems), is_unit_known=False)
    return reading_of(_NAME, _TITLE, draft, problems, entries)


TABLE_FORMATS: tuple[Format, ...] = (
    Format(_NAME, "Table with a row for each turn (CSV, TSV, Markdown)", ("csv", "tsv"), _sniff, _read),
)
