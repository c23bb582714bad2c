"""The receipt of a withdrawal as a file: for the person who withdrew, and for whoever must show that it was done."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

OUT_OF_REACH = (
    "Backups of the data folder or of the database that were made before. They go when the backups do; whoever "
    "restores one has to withdraw this person again.",
    "On PostgreSQL, the write-ahead log and its archive. They are recycled by the database's own rules.",
    "What was taken out of this installation before, listed above: whoever holds a copy has to be asked to delete it.",
    "Other programs that were given words over the API, as far as they kept them.",
    "Other processes of this installation may remember words in memory for at most ten minutes.",
)


@dataclass(frozen=True, slots=True)
class ReceiptCount:
    """How many rows of one kind were removed, emptied of remarks, or rewritten."""

    kind: str
    removed: int = 0
    emptied: int = 0
    rewritten: int = 0


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """One file by its SHA-256, with its size in bytes and what became of it."""

    sha256: str
    size: int | None
    fate: str


@dataclass(frozen=True, slots=True)
class ReceiptExport:
    """One thing that had left before."""

    id: str
    kind: str
    at: str
    sha256: str
    size: int | None


@dataclass(frozen=True, slots=True)
class ReceiptSheet:
    """Everything that a receipt says: ids, numbers, digests and times; no word and no name."""

    receipt: str
    participant: str
    asked_at: str
    finished_at: str  # "" while something is still to be done
    counts: tuple[ReceiptCount, ...]
    files: tuple[ReceiptFile, ...]
    sealed_anew: tuple[ReceiptFile, ...]
    steps: tuple[tuple[str, str], ...]  # what, and when it was done; "" where it is still to come
    left_before: tuple[ReceiptExport, ...]
    still_named: int  # places in other conversations


def receipt_json(sheet: ReceiptSheet) -> str:
    """The receipt for programs."""
    told = {**asdict(sheet), "steps": dict(sheet.steps), "out_of_reach": OUT_OF_REACH}
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def receipt_markdown(sheet: ReceiptSheet) -> str:
    """The receipt for people."""
    return "\n".join(_lines(sheet)) + "\n"


def _lines(sheet: ReceiptSheet) -> Iterator[str]:
    yield from ("# Receipt of a withdrawal", "")
    yield f"- Receipt: `{sheet.receipt}`"
    yield f"- Participant: `{sheet.participant}` (the name is not kept)"
    yield f"- Asked for: {sheet.asked_at}"
    yield f"- Finished: {sheet.finished_at or 'not yet; see the steps below'}"
    yield from ("", "## What was removed", "")
    rows = [(one.kind, one.removed, one.emptied, one.rewritten) for one in sheet.counts]
    yield from _table(("What", "Removed", "Emptied", "Rewritten"), rows) if rows else ("Nothing was kept of them.",)
    yield from (
        "",
        "Emptied: members' remarks that may have named the person. Rewritten: words replaced by `[withdrawn]`,",
    )
    yield from ("or a name blotted out, in what others said.", "", "## Files", "")
    yield from _files(sheet.files, "No file held their words.")
    if sheet.sealed_anew:
        yield from ("", "Sealed anew for the others in the same conversations:", "")
        yield from _files(sheet.sealed_anew, "")
    yield from ("", "## When", "")
    yield from (f"- {what}: {when or 'still to come'}" for what, when in sheet.steps)
    yield from ("", "## What had left before", "")
    yield from _left(sheet.left_before)
    yield from ("", "## Out of our reach", "")
    yield from (f"- {line}" for line in OUT_OF_REACH)
    if sheet.still_named:
        yield f"- {sheet.still_named} turns of other people's conversations name the person. They stay."


def _files(files: Sequence[ReceiptFile], nothing: str) -> Iterator[str]:
    rows = [(f"`{one.sha256}`", "" if one.size is None else one.size, one.fate or "still to come") for one in files]
    yield from _table(("SHA-256", "Bytes", "What became of it"), rows) if rows else (nothing,)


def _left(exports: Sequence[ReceiptExport]) -> Iterator[str]:
    rows = [
        (one.at, one.kind, f"`{one.id}`", f"`{one.sha256}`" if one.sha256 else "", "" if one.size is None else one.size)
        for one in exports
    ]
    yield from _table(("When", "What", "Export", "SHA-256", "Bytes"), rows) if rows else ("Nothing that we know of.",)


def _table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"| {' | '.join('---' for _ in heads)} |"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |"
