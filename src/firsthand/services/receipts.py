"""The receipt of a withdrawal: what was removed, when, and what is out of reach; no word and no name is in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from firsthand.domain.ids import is_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.withdrawal import Deed, Step
from firsthand.formats.receipts import (
    ReceiptCount,
    ReceiptExport,
    ReceiptFile,
    ReceiptSheet,
    receipt_json,
    receipt_markdown,
)
from firsthand.services.access import found, require, visible
from firsthand.services.exports import ExportRow, export_rows
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.withdrawals import WithdrawalRecord

STEP_WORDS = {
    Step.CLOSED: "Nothing of theirs was shown any more",
    Step.STRUCK: "Their name was taken out of the team's texts",
    Step.SEPARATED: "What others said was sealed anew",
    Step.ERASED: "Their rows were erased",
    Step.FILES: "Original files were removed",
    Step.TRACES: "Previews, messages and memory were cleared",
    Step.DATABASE: "The database was cleared of leftovers",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows of one table, and what is done to them."""

    table: str
    deed: Deed
    number: int


@dataclass(frozen=True, slots=True)
class RemovedFile:
    """An original or a recording."""

    sha256: str
    size: int | None  # bytes
    fate: str  # removed, in use (by another record), or "" while it is under way


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was removed, when, and what is out of reach: no word and no name."""

    id: str
    participant_id: str
    asked_at: datetime
    by: str  # a member
    strikes_names: bool
    counts: tuple[Counted, ...]
    files: tuple[RemovedFile, ...]
    derived: tuple[RemovedFile, ...]  # sealed anew for the others
    sessions: int
    standing: int
    exports: tuple[ExportRow, ...]
    steps: tuple[tuple[Step, datetime | None], ...]  # in order; None for what is still to come
    finished_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Whether everything in reach is gone."""
        return self.finished_at is not None


@dataclass(frozen=True, slots=True)
class WithdrawalRow:
    """One withdrawal in a list."""

    id: str
    participant_id: str
    asked_at: datetime
    finished_at: datetime | None


def receipt(actor: Actor, withdrawal_id: str) -> Receipt:
    """What a withdrawal removed, so far or for good."""
    return _receipt(actor, found(actor, Action.READ, WithdrawalRecord, withdrawal_id, "member__user"))


def receipt_file(actor: Actor, withdrawal_id: str, *, as_json: bool = False) -> str:
    """The receipt to take away, as Markdown or JSON."""
    sheet = _sheet(receipt(actor, withdrawal_id))
    return receipt_json(sheet) if as_json else receipt_markdown(sheet)


def _sheet(page: Receipt) -> ReceiptSheet:
    return ReceiptSheet(
        receipt=page.id,
        participant=page.participant_id,
        asked_at=_told(page.asked_at),
        finished_at=_told(page.finished_at),
        counts=_by_table(page.counts),
        files=tuple(ReceiptFile(one.sha256, one.size, one.fate) for one in page.files),
        sealed_anew=tuple(ReceiptFile(one.sha256, one.size, one.fate) for one in page.derived),
        steps=tuple((STEP_WORDS[step], _told(when)) for step, when in page.steps),
        left_before=tuple(
            ReceiptExport(row.id, row.kind.value.replace("_", " "), _told(row.at), row.sha256, row.size)
            for row in page.exports
        ),
        still_named=page.standing,
    )


def _by_table(counts: tuple[Counted, ...]) -> tuple[ReceiptCount, ...]:
    numbers: dict[str, dict[str, int]] = {}
    for one in counts:
        numbers.setdefault(one.table, {})[one.deed.value] = one.number
    return tuple(ReceiptCount(table.replace("_", " "), **numbers[table]) for table in sorted(numbers))


def _told(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if moment else ""


def withdrawal_of(actor: Actor, participant_id: str) -> str | None:
    """The withdrawal of somebody who was a participant, where there is one that the actor may read of."""
    require(actor, Action.READ)
    if not is_id(participant_id):
        return None
    return visible(actor, WithdrawalRecord).filter(person_id=participant_id).values_list("id", flat=True).first()


def withdrawals(actor: Actor, wanted: Cut = Cut()) -> Slice[WithdrawalRow]:  # noqa: B008  (frozen)
    """The withdrawals of the workspace, newest first."""
    require(actor, Action.READ)
    return cut(
        visible(actor, WithdrawalRecord),
        wanted,
        lambda rows: [WithdrawalRow(row.id, row.person_id, row.created_at, row.finished_at) for row in rows],
    )


def _receipt(actor: Actor, record: WithdrawalRecord) -> Receipt:
    member = record.member
    return Receipt(
        id=record.id,
        participant_id=record.person_id,
        asked_at=record.created_at,
        by=member.user.name if member else "",
        strikes_names=record.strikes_names,
        counts=counted(record.counts),
        files=tuple(_file(file) for file in record.files),
        derived=tuple(RemovedFile(one["sha256"], one["size"], "kept") for one in record.derived),
        sessions=len(record.session_ids),
        standing=record.standing,
        exports=export_rows(actor, record.export_ids),
        steps=tuple((step, _when(record.steps.get(step.value))) for step in Step),
        finished_at=record.finished_at,
    )


def counted(counts: dict[str, dict[str, int]]) -> tuple[Counted, ...]:
    """Counts as they are kept, as a list: by table, what was removed first."""
    rows = (
        Counted(table, deed, counts[table][deed.value])
        for table in sorted(counts)
        for deed in Deed
        if counts[table].get(deed.value)
    )
    return tuple(rows)


def _file(file: dict[str, object]) -> RemovedFile:
    size = file["size"]
    return RemovedFile(str(file["sha256"]), size if isinstance(size, int) else None, str(file["fate"]))


def _when(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None
