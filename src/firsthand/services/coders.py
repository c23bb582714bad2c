"""Who coded which conversation of a study, and what they marked there: what agreement and saturation are counted from.

The blind rule is kept here: while somebody still codes a conversation blind, nothing that anybody marked in it is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import F

from firsthand.domain.evidence.coding import CodingTask, is_closed
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.codebook import in_order
from firsthand.services.access import visible
from firsthand.services.codings import MODEL, visible_codings
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.readable import readable
from firsthand.storage.codes import CodeRecord, CodingTaskRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.workspaces import MemberRecord


@dataclass(frozen=True, slots=True)
class Coder:
    """A member who coded, or a model: it is one more coder, under its own name."""

    key: str  # the member's id, or "model:" and its name
    name: str
    is_model: bool


class Marking(NamedTuple):
    """One coding: thousands come at once, so it is no more than a row."""

    transcript_id: str
    code_id: str
    coder: str
    first_turn: int
    begin: int
    last_turn: int
    finish: int


@dataclass(frozen=True, slots=True)
class CodedTranscript:
    """A transcript of record with who coded all of it."""

    id: str
    session_id: str
    session_title: str
    on: date
    version: int
    coders: tuple[str, ...]  # keys, in the order of names


@dataclass(frozen=True, slots=True)
class CodedStudy:
    """The conversations of a study that may be used, in the order held, with what their coders marked."""

    transcripts: tuple[CodedTranscript, ...]
    coders: Mapping[str, Coder]
    markings: tuple[Marking, ...]  # of these transcripts, by coders who are through with them
    uncoded: int  # conversations with a transcript that nobody has coded to its end
    blind: int  # that are still coded blind
    closed: int  # whose participants do not agree, or no longer do


def coded_study(actor: Actor, study_id: str) -> CodedStudy:
    """What coders did in a study, for an actor who may read it; the same queries however many there are.

    A coder is through with a conversation when their task there is done, or when they marked something without having
    a task. What is in transcripts that are not of record is left alone.
    """
    rows = _transcripts(actor, study_id)
    tasks = _tasks(rows)
    blind = {row[1] for row in rows if is_closed(tasks[row[1]])}
    settled = [row for row in rows if row[1] not in blind]
    open_ids = readable([row[0] for row in settled])
    markings = _markings(actor, open_ids)
    through = _through([row for row in settled if row[0] in open_ids], tasks, markings)
    coders = _coders({coder for keys in through.values() for coder in keys})
    transcripts = tuple(
        CodedTranscript(*row, tuple(key for key in coders if key in through[row[0]]))
        for row in settled
        if through.get(row[0])
    )
    kept = tuple(one for one in markings if one.coder in through[one.transcript_id])
    uncoded, closed = len(open_ids) - len(transcripts), len(settled) - len(open_ids)
    return CodedStudy(transcripts, coders, kept, uncoded, len(blind), closed)


def _transcripts(actor: Actor, study_id: str) -> list[tuple[str, str, str, date, int]]:
    held = visible(actor, SessionRecord).filter(study=study_id).exclude(state__in=NOT_HELD)
    records = visible(actor, TranscriptRecord).filter(session__in=held.values("id"), is_of_record=True)
    columns = ("id", "session_id", "session__title", "session__interview_date", "version")
    begins = F("session__starts_at").asc(nulls_last=True)
    in_order = ("session__interview_date", begins, "session__created_at", "session_id")
    return list(records.exclude(format="").order_by(*in_order).values_list(*columns))


def _tasks(rows: Iterable[tuple[str, str, str, date, int]]) -> defaultdict[str, list[CodingTask]]:
    """For each session the tasks of the members who were asked to code it."""
    records = CodingTaskRecord.objects.filter(session__in=[row[1] for row in rows])
    found: defaultdict[str, list[CodingTask]] = defaultdict(list)
    for record in records:
        found[record.session_id].append(CodingTask(record.member_id, record.is_blind, record.done_at))
    return found


def _markings(actor: Actor, transcript_ids: Iterable[str]) -> list[Marking]:
    records = visible_codings(actor).filter(transcript__in=transcript_ids)
    columns = ("transcript_id", "code_id", "member_id", "model", "first_turn", "begin", "last_turn", "finish")
    rows = records.order_by("transcript_id", "first_turn", "begin", "id").values_list(*columns)
    return [Marking(row[0], row[1], row[2] or MODEL + row[3], *row[4:]) for row in rows]


def _through(
    rows: Iterable[tuple[str, str, str, date, int]],
    tasks: Mapping[str, Sequence[CodingTask]],
    markings: Iterable[Marking],
) -> dict[str, set[str]]:
    """By transcript the coders who are through with it."""
    sessions = {row[0]: row[1] for row in rows}
    marked: defaultdict[str, set[str]] = defaultdict(set)
    for one in markings:
        marked[one.transcript_id].add(one.coder)
    found = {}
    for transcript_id, session_id in sessions.items():
        done = {task.member for task in tasks[session_id] if task.is_done}
        under_way = {task.member for task in tasks[session_id]} - done
        found[transcript_id] = done | (marked[transcript_id] - under_way)
    return found


def _coders(keys: set[str]) -> dict[str, Coder]:
    """The coders by key: members by name first, then models."""
    members = MemberRecord.objects.filter(id__in=[key for key in keys if not key.startswith(MODEL)])
    found = [Coder(key, name, False) for key, name in members.values_list("id", "user__name")]
    found += [Coder(key, key.removeprefix(MODEL), True) for key in keys if key.startswith(MODEL)]
    return {one.key: one for one in sorted(found, key=lambda one: (one.is_model, one.name.casefold(), one.key))}


def code_names(study_id: str) -> dict[str, str]:
    """The codes of a study by id in the order of the codebook, each under the names above it: "Waiting › Late"."""
    return {place.id: place.path for place in in_order(_codes(study_id))}


def _codes(study_id: str) -> list[tuple[str, str | None, str]]:
    records = CodeRecord.objects.filter(study=study_id, deleted_at=None).order_by("position", "created_at", "id")
    return list(records.values_list("id", "parent_id", "name"))
