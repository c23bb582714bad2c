"""Importing a table: what its columns mean is guessed, every row is tried, and then all good rows go in at once.

Rows that can't be read stay out and can be had back as a file with the reason beside each. Small tables are one act;
big ones go through a job in parts, which may be stopped and done again without making anything twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.table_values import DateOrder
from firsthand.formats.table_writing import write_csv
from firsthand.services.access import require
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.jobs import enqueue
from firsthand.services.table_columns import Column, TableWish, Understood, require_columns, understood
from firsthand.services.table_mappings import save_mapping
from firsthand.services.table_rows import Reading, read_rows
from firsthand.services.table_targets import CellError, Outcome, Planned, Target
from firsthand.services.uploads import UploadedFile, forget_old_uploads, uploads

BIG = 2_000  # rows; a longer table is imported by a job while its page shows how far it is
PART = 500  # rows that a job writes in one act
SHOWN = 100  # rows of each outcome that a preview shows
IMPORT_KIND = "import table"
SAID = "said:"  # in front of a field's key in a job's arguments: what holds for the whole file


@dataclass(frozen=True, slots=True)
class TablePreview:
    """What a table is and what importing it would do; nothing of it is kept yet."""

    upload: str  # give this to `import_table`; the SHA-256 of the bytes
    name: str
    target: str
    rows: int
    header_line: int  # 0 where the table has no headings
    sheets: tuple[str, ...]  # of a workbook
    sheet: int
    columns: tuple[Column, ...]
    left_columns: tuple[str, ...]  # headings of columns that are not imported
    mapping: str  # the name of the saved mapping that was used, "" for none
    date_order: DateOrder
    is_date_order_sure: bool
    values: Mapping[str, str]  # what holds for the whole file, by field key
    known_as: str  # the export that its headings are those of: "Zendesk tickets"; "" for none
    missing: tuple[str, ...]  # what has to be settled before anything can be imported
    counts: Mapping[str, int]  # rows by outcome
    planned: tuple[Planned, ...]  # the first rows of each outcome
    errors: tuple[CellError, ...]  # the first of them
    problems: tuple[Problem, ...]  # of the file itself
    is_big: bool  # imported by a job

    @property
    def may_import(self) -> bool:
        """Whether there is anything to import."""
        return not self.missing and bool(self.counts.get(Outcome.CREATE, 0) + self.counts.get(Outcome.UPDATE, 0))


@dataclass(frozen=True, slots=True)
class TableImported:
    """What an import did."""

    counts: Mapping[str, int] = field(default_factory=dict)  # rows by outcome; empty while a job is at it
    job_id: str | None = None

    @property
    def left_out(self) -> int:
        """How many rows stayed out."""
        return self.counts.get(Outcome.ERROR, 0)


def preview(
    actor: Actor, target: Target, file: UploadedFile, wish: TableWish | None = None, *, waits: bool = True
) -> TablePreview:
    """What importing this file would do; the bytes wait for an hour under `upload`, or not at all.

    Raises Unusable (an Invalid) where no table can be read, Invalid where two columns are to mean the same.
    """
    require(actor, Action.CHANGE)
    forget_old_uploads()
    seen = understood(actor, target, file.data, wish or TableWish())
    upload = uploads(actor).keep(file.data) if waits else ""
    reading = read_rows(target, seen)
    planned = [] if seen.missing else _tried(actor, target, reading)
    return _preview(target, file, upload, seen, planned)


def import_table(
    actor: Actor, target: Target, file: UploadedFile, wish: TableWish, remember: str = ""
) -> TableImported:
    """Import all rows that can be read, in one act; a table of more than 2,000 rows goes through a job.

    With `remember` the meaning of the columns is kept under this name for the next file with the same headings.

    Raises Invalid where a column that is needed has no meaning yet, and as `preview` does.
    """
    require(actor, Action.CHANGE)
    seen = understood(actor, target, file.data, wish)
    require_columns(seen)
    if remember.strip():
        headers, keys = seen.table.headers, [column.key for column in seen.columns]
        save_mapping(actor, target.name, remember, headers, keys)
    upload = uploads(actor).keep(file.data)
    if len(seen.table.rows) > BIG:
        return TableImported(job_id=_enqueued(actor, target, upload, seen))
    counts = _written(actor, target, read_rows(target, seen))
    if not counts[Outcome.ERROR]:
        uploads(actor).remove(upload)
    return TableImported(dict(counts))


def import_in_job(
    actor: Actor, target: Target, data: bytes, wish: TableWish, tell: Callable[[float, str], None]
) -> dict[str, int]:
    """Import a big table in parts, each an act of its own; rows that went in before are found unchanged."""
    tell(0.02, "Reading the table")
    reading = read_rows(target, understood(actor, target, data, wish))
    counts: Counter[str] = Counter({Outcome.ERROR: len(reading.refused)})
    total = len(reading.rows)
    for begin in range(0, total, PART):
        tell(0.05 + 0.95 * begin / total, f"{begin:,} of {total:,} rows")
        counts += _written(actor, target, Reading(reading.rows[begin : begin + PART], ()))
    return dict(counts)


def left_out(actor: Actor, target: Target, file: UploadedFile, wish: TableWish) -> tuple[CellError, ...]:
    """Why rows of this file stay out, as things stand now."""
    require(actor, Action.CHANGE)
    reading = read_rows(target, understood(actor, target, file.data, wish))
    return tuple(_errors(_tried(actor, target, reading)))


def left_out_file(actor: Actor, target: Target, file: UploadedFile, wish: TableWish) -> str:
    """The rows that stay out as CSV, with their line and the reason in two more columns."""
    require(actor, Action.CHANGE)
    seen = understood(actor, target, file.data, wish)
    reasons: dict[int, list[str]] = {}
    for error in _errors(_tried(actor, target, read_rows(target, seen))):
        where = f"{error.column}: " if error.column else ""
        reasons.setdefault(error.line, []).append(where + error.message)
    head = [*seen.table.headers, "Line", "Why it was left out"]
    rows = ([*row.cells, str(row.line), " ".join(reasons[row.line])] for row in seen.table.rows if row.line in reasons)
    return write_csv([head, *rows])


def _tried(actor: Actor, target: Target, reading: Reading) -> list[Planned]:
    planner = target.begin(actor)
    tried = [planner.plan(row) for row in reading.rows]
    return sorted([*tried, *reading.refused], key=lambda planned: planned.line)


def _written(actor: Actor, target: Target, reading: Reading) -> Counter[str]:
    with acting(actor, target.verb, Ref(Kind.WORKSPACE, actor.workspace_id)) as act:
        hold_workspace(actor.workspace_id)  # what is there is compared with the rows; nobody may add it meanwhile
        planner = target.begin(actor)
        planned = [planner.plan(row) for row in reading.rows]
        planner.write(act, [one for one in planned if one.outcome in (Outcome.CREATE, Outcome.UPDATE)])
    return Counter(one.outcome.value for one in (*planned, *reading.refused))


def _enqueued(actor: Actor, target: Target, upload: str, seen: Understood) -> str:
    args = {
        "target": target.name,
        "upload": upload,
        "sheet": str(seen.table.sheet),
        "columns": ",".join(column.key for column in seen.columns),
        "dates": seen.habits.date_order.value,
        **{SAID + key: text for key, text in seen.values.items()},
    }
    with acting(actor, "began: " + target.verb, Ref(Kind.WORKSPACE, actor.workspace_id)):
        return enqueue(actor, IMPORT_KIND, args)


def wish_of(args: Mapping[str, str]) -> TableWish:
    """What a job was asked for, from its arguments."""
    said = {key.removeprefix(SAID): text for key, text in args.items() if key.startswith(SAID)}
    return TableWish(tuple(args["columns"].split(",")), int(args["sheet"]), DateOrder(args["dates"]), said)


def _preview(
    target: Target, file: UploadedFile, upload: str, seen: Understood, planned: Sequence[Planned]
) -> TablePreview:
    return TablePreview(
        upload=upload,
        name=shortened(file.name, 200),
        target=target.name,
        rows=len(seen.table.rows),
        header_line=seen.table.header_line,
        sheets=seen.table.sheets,
        sheet=seen.table.sheet,
        columns=seen.columns,
        left_columns=tuple(column.header for column in seen.columns if not column.key),
        mapping=seen.mapping,
        date_order=seen.habits.date_order,
        is_date_order_sure=seen.habits.is_sure,
        values=seen.values,
        known_as=seen.known_as,
        missing=seen.missing,
        counts=dict(Counter(one.outcome.value for one in planned)),
        planned=tuple(_first(planned)),
        errors=tuple(_errors(planned))[:SHOWN],
        problems=seen.table.problems,
        is_big=len(seen.table.rows) > BIG,
    )


def _first(planned: Sequence[Planned]) -> Iterator[Planned]:
    seen: Counter[Outcome] = Counter()
    for one in planned:
        seen[one.outcome] += 1
        if seen[one.outcome] <= SHOWN:
            yield one


def _errors(planned: Sequence[Planned]) -> Iterator[CellError]:
    return (error for one in planned for error in one.errors)
