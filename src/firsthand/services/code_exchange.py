"""A codebook comes from another tool, or goes to one: REFI-QDA (.qdc) and tables, looked at before anything is kept.

A code of a file is one of ours where its guid is, or else where it has the same name in the same place. What differs is
shown, and ours stays unless the member says otherwise. The whole import is one act, and can be taken back for a day.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils import timezone

from firsthand import __version__
from firsthand.domain.errors import Conflict
from firsthand.domain.ids import Kind, new_id, number_in, spell
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.synthesis.codebook import BETWEEN, nearest_colour, shade
from firsthand.formats.code_tables import read_code_table, write_code_table
from firsthand.formats.codebook_qdc import ExchangedCode, ExchangedCodebook, read_qdc, write_qdc
from firsthand.formats.problems import Problem
from firsthand.services.access import found
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.code_changes import Change
from firsthand.services.codes import LONG, MOST, CodeRow, codebook
from firsthand.services.fields import line, passage
from firsthand.services.undo import change_codes
from firsthand.services.uploads import UploadedFile
from firsthand.storage.codes import CodeRecord
from firsthand.storage.studies import StudyRecord

FIELDS = ("name", "description", "use_when", "not_when", "colour")


class Arrival(StrEnum):
    """What a code of a file is to a codebook."""

    NEW = "new"
    SAME = "same"
    DIFFERS = "differs"


@dataclass(frozen=True, slots=True)
class ArrivingCode:
    """One code of a file."""

    path: str
    arrival: Arrival
    code_id: str  # ours, where it is there already; "" where it is new
    differs_in: tuple[str, ...]  # name, description …
    theirs: ExchangedCode


@dataclass(frozen=True, slots=True)
class CodebookPreview:
    """What importing a file would do."""

    study_id: str
    study_title: str
    codes: tuple[ArrivingCode, ...]
    problems: tuple[Problem, ...]

    def count(self, arrival: Arrival) -> int:
        """How many codes arrive in this way."""
        return sum(one.arrival is arrival for one in self.codes)


@dataclass(frozen=True, slots=True)
class CodebookImported:
    """What an import did, and the id with which it can be undone."""

    new: int
    changed: int
    undo_id: str


def qdc_file(actor: Actor, study_id: str) -> bytes:
    """The codebook as a REFI-QDA file."""
    return write_qdc(_ours(codebook(actor, study_id).codes), f"Firsthand {__version__}").encode()


def csv_file(actor: Actor, study_id: str) -> bytes:
    """The codebook as CSV."""
    return write_code_table(_ours(codebook(actor, study_id).codes)).encode("utf-8-sig")


def preview_codebook(actor: Actor, study_id: str, file: UploadedFile) -> CodebookPreview:
    """What importing this file would do; nothing of it is kept. Raises Invalid where it can't be read."""
    study = found(actor, Action.CHANGE, StudyRecord, study_id)
    book = _read(file)
    return CodebookPreview(study.id, study.title, _arriving(codebook(actor, study.id).codes, book.codes), book.problems)


def import_codebook(actor: Actor, study_id: str, file: UploadedFile, *, takes_theirs: bool = False) -> CodebookImported:
    """Register the codes that are new; with `takes_theirs` what differs becomes as the file has it, too."""
    study, book = found(actor, Action.CHANGE, StudyRecord, study_id), _read(file)
    subject = Ref(Kind.STUDY, study.id)
    with acting(actor, "imported codebook", subject):
        hold_workspace(actor.workspace_id)
        there = codebook(actor, study.id).codes
        arriving = _arriving(there, book.codes)
        new = [one for one in arriving if one.arrival is Arrival.NEW]
        if len(there) + len(new) > MOST:
            raise Conflict(f"A codebook holds {MOST} codes at most. Nothing was imported; leave some out.")
        ids = _register(actor, study, arriving)
        changes = [Change("codes", "deleted_at", timezone.now().isoformat(), None, tuple(ids))]
        differing = [one for one in arriving if one.arrival is Arrival.DIFFERS] if takes_theirs else []
        for one in differing:
            changes += _taken(next(row for row in there if row.id == one.code_id), one)
        undo_id = change_codes(actor, "imported codebook", subject, changes)
    return CodebookImported(len(new), len(differing), undo_id)


def _read(file: UploadedFile) -> ExchangedCodebook:
    begin = file.data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    return read_qdc(file.data) if begin.startswith(b"<") else read_code_table(file.data)


def _ours(rows: Sequence[CodeRow]) -> list[ExchangedCode]:
    keys = {row.id: str(uuid.UUID(int=number_in(row.id))) for row in rows}
    return [
        ExchangedCode(
            *(keys[row.id], row.name, keys.get(row.parent_id or "", "")),
            *(row.description, row.use_when, row.not_when, shade(row.colour)),
            is_retired=row.is_retired,
        )
        for row in rows
    ]


def _arriving(rows: Sequence[CodeRow], codes: Sequence[ExchangedCode]) -> tuple[ArrivingCode, ...]:
    by_id = {row.id: row for row in rows}
    by_path = {row.path.casefold(): row for row in rows}
    paths: dict[str, str] = {}
    ours: dict[str, CodeRow] = {}
    for code in codes:
        name = line(code.name, "name", is_required=True)
        above = ours[code.parent].path if code.parent in ours else paths.get(code.parent, "")
        paths[code.key] = f"{above}{BETWEEN}{name}" if above else name
        row = by_id.get(_id_of(code.key)) or by_path.get(paths[code.key].casefold())
        if row and row not in ours.values():
            ours[code.key] = row
    return tuple(_arrival(code, paths[code.key], ours.get(code.key)) for code in codes)


def _arrival(code: ExchangedCode, path: str, row: CodeRow | None) -> ArrivingCode:
    if row is None:
        return ArrivingCode(path, Arrival.NEW, "", (), code)
    fields = _fields(code)
    differs = tuple(name for name in FIELDS if fields[name] != getattr(row, name) and (fields[name] or name == "name"))
    if not code.colour:
        differs = tuple(name for name in differs if name != "colour")
    return ArrivingCode(path, Arrival.DIFFERS if differs else Arrival.SAME, row.id, differs, code)


def _fields(code: ExchangedCode) -> Mapping[str, str | int]:
    texts = {name: passage(getattr(code, name), name, LONG) for name in ("description", "use_when", "not_when")}
    return {"name": line(code.name, "name"), **texts, "colour": nearest_colour(code.colour)}


def _id_of(key: str) -> str:
    """The id of ours that a guid spells, if it is one."""
    try:
        return spell(Kind.CODE, uuid.UUID(key).int)
    except ValueError:
        return ""


def _register(actor: Actor, study: StudyRecord, arriving: Sequence[ArrivingCode]) -> list[str]:
    """Register the new codes, in the order of the file, and give their ids; a guid that is free becomes the id."""
    wanted = {_id_of(one.theirs.key) for one in arriving}
    taken = set(CodeRecord._base_manager.filter(id__in=wanted).values_list("id", flat=True))
    ids = {one.theirs.key: one.code_id for one in arriving if one.code_id}
    last = CodeRecord.objects.filter(study=study).count()
    records = []
    for place, one in enumerate(arriving):
        if one.arrival is not Arrival.NEW:
            continue
        spelt = _id_of(one.theirs.key)
        ids[one.theirs.key] = code_id = spelt if spelt and spelt not in taken else new_id(Kind.CODE)
        taken.add(code_id)
        records.append(
            CodeRecord(
                id=code_id,
                workspace_id=actor.workspace_id,
                study=study,
                parent_id=ids.get(one.theirs.parent),
                position=last + place,
                registered_at=timezone.now(),
                retired_at=timezone.now() if one.theirs.is_retired else None,
                member_id=actor.member_id,
                **_fields(one.theirs),
            )
        )
    CodeRecord.objects.bulk_create(records)
    return [record.id for record in records]


def _taken(row: CodeRow, one: ArrivingCode) -> list[Change]:
    fields = _fields(one.theirs)
    return [Change("codes", name, getattr(row, name), fields[name], (row.id,)) for name in one.differs_in]
