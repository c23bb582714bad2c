"""What the reader shows of coding beside a transcript: codes to choose from, codings, and the actor's own task."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.coding import CodingTask, is_closed
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.codebook import in_order
from firsthand.services.access import found, visible
from firsthand.services.codes import CodeForm, new_code
from firsthand.services.coding_tasks import TaskRow, tasks_in
from firsthand.services.codings import DONE, NO_STUDY, CodingRow, rows_of, visible_codings
from firsthand.services.fields import line
from firsthand.storage.codes import CodeRecord, CodingRecord
from firsthand.storage.transcripts import TranscriptRecord

READ_ONLY = "You can read here, and code nothing."


@dataclass(frozen=True, slots=True)
class CodeChoice:
    """One code as the palette and the margin need it."""

    id: str
    name: str
    path: str  # the names above it: "Waiting › Late parts"
    colour: int  # its place in the palette of colours
    about: str  # its description
    is_retired: bool
    recent: int  # 1 for the one that the actor used last, 2 for the one before; 0 where they never did


@dataclass(frozen=True, slots=True)
class CodingBeside:
    """Coding beside one transcript."""

    study_id: str  # "" where the session belongs to none
    codes: tuple[CodeChoice, ...]  # in the order of the codebook, retired ones too
    codings: tuple[CodingRow, ...]
    turns: int  # of the transcript
    tasks: tuple[TaskRow, ...]
    is_closed: bool  # somebody codes it blind: only one's own codings are shown
    why_not: str  # why nothing can be marked now; "" where it can

    @property
    def mine(self) -> TaskRow | None:
        """The actor's own task."""
        return next((task for task in self.tasks if task.is_mine), None)

    @property
    def by_code(self) -> Mapping[str, CodeChoice]:
        """The codes by id."""
        return {code.id: code for code in self.codes}


def coding_beside(actor: Actor, transcript_id: str) -> CodingBeside:
    """Coding beside a transcript; the same queries however long it is and however often it is coded."""
    record = found(actor, Action.READ, TranscriptRecord, transcript_id, "session__study")
    study = record.session.study
    tasks = tasks_in(actor, record.session_id)
    return CodingBeside(
        study_id=study.id if study else "",
        codes=code_choices(actor, study.id) if study else (),
        codings=rows_of(actor, visible_codings(actor).filter(transcript=record)),
        turns=record.turn_count,
        tasks=tasks,
        is_closed=is_closed(CodingTask(task.coder.id, task.is_blind, task.done_at) for task in tasks),
        why_not=_why_not(actor, study is not None, next((task for task in tasks if task.is_mine), None)),
    )


def code_choices(actor: Actor, study_id: str) -> tuple[CodeChoice, ...]:
    """The codes of a study in the order of its codebook, each below the one that it is a part of; two queries."""
    records = list(visible(actor, CodeRecord).filter(study=study_id).order_by("position", "created_at", "id"))
    recent = _recent(actor, study_id)
    by_id = {record.id: record for record in records}
    places = in_order((record.id, record.parent_id, record.name) for record in records)
    return tuple(_choice(by_id[place.id], place.path, recent.get(place.id, 0)) for place in places)


def _choice(record: CodeRecord, path: str, recent: int) -> CodeChoice:
    shown = (record.id, record.name, path, record.colour, record.description)
    return CodeChoice(*shown, record.retired_at is not None, recent)


def emergent_code(actor: Actor, transcript_id: str, name: str) -> str:
    """A new code of the study's codebook, named while coding; gives its id, or that of the code of this name.

    It is registered now, and so emergent once fieldwork has begun.
    """
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id, "session__study")
    study_id = record.session.study_id
    if study_id is None:
        raise Invalid(NO_STUDY, where="new")
    name = line(name, "code", 200, is_required=True)
    known = visible(actor, CodeRecord).filter(study=study_id, retired_at=None)
    same = {one.casefold(): code_id for code_id, one in known.values_list("id", "name")}.get(name.casefold())
    return same or new_code(actor, study_id, CodeForm(name))


def _recent(actor: Actor, study_id: str) -> dict[str, int]:
    """The codes that the actor used, the last one first, with their rank."""
    mine = CodingRecord.objects.filter(member_id=actor.id, code__study=study_id, deleted_at=None)
    used = mine.values("code_id").annotate(last=Max("created_at")).order_by("-last")[:20]
    return {row["code_id"]: rank for rank, row in enumerate(used, start=1)}


def _why_not(actor: Actor, has_study: bool, mine: TaskRow | None) -> str:
    if not may(actor, Action.CHANGE):
        return READ_ONLY
    if not has_study:
        return NO_STUDY
    return DONE if mine and mine.done_at else ""
