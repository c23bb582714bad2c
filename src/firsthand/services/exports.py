"""The list of what left: each file taken away and each answer read by a program, with about whom and its digest.

Reading a page is no export. What left can't be called back; that is why it is listed, and shown before a withdrawal.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.db.models import QuerySet
from django.utils import timezone

from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.exports import ExportKind, repeats_within
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.exports import ExportRecord, ExportSubjectRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import SpeakerRecord

VERBS: Mapping[ExportKind, str] = {
    ExportKind.RECORD: "took interview record",
    ExportKind.BRIEF: "took brief",
    ExportKind.SNAPSHOT: "took snapshot",
    ExportKind.ORIGINAL: "took original file",
    ExportKind.QUOTE_OUTSIDE: "took quote outside",
    ExportKind.SHARE: "showed claims outside",
    ExportKind.CLAIMS: "took claims",
    ExportKind.PROOF: "took proof file",
    ExportKind.TREE: "took opportunity tree",
    ExportKind.API_QUOTES: "read quotes with a token",
    ExportKind.API_TRANSCRIPT: "read transcript with a token",
}


class ReadQuote(Protocol):
    """What must be known of a quote that a program read."""

    @property
    def id(self) -> str:
        """The quote's id."""

    @property
    def session_id(self) -> str:
        """Where it was said."""

    @property
    def text(self) -> str:
        """Its words as they were given."""


@dataclass(frozen=True, slots=True)
class ExportedThing:
    """A session or a person in what left; `title` is "" where it is gone or not for the reader."""

    id: str
    title: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One thing that left."""

    id: str
    kind: ExportKind
    at: datetime
    by: str
    study_id: str | None
    study_title: str
    about: tuple[ExportedThing, ...]
    sha256: str
    size: int | None  # bytes


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which exports are wanted; empty means all."""

    kind: str = ""
    study_id: str = ""
    subject_id: str = ""  # a session's or a participant's id, also of one that is gone


def note_export(actor: Actor, kind: ExportKind, session_ids: Collection[str], content: bytes) -> None:
    """List what is about to leave: one row for each study that it is about."""
    _note(actor, kind, session_ids, hashlib.sha256(content).hexdigest(), len(content))


def note_file_export(actor: Actor, kind: ExportKind, session_ids: Collection[str], sha256: str, size: int) -> None:
    """The same for a file whose digest is known already."""
    _note(actor, kind, session_ids, sha256, size)


def note_quotes_read(actor: Actor, rows: Sequence[ReadQuote]) -> None:
    """List what a program with a token has just read of quotes; a page is no export."""
    if is_program(actor) and rows:
        content = "\n".join(f"{row.id} {row.text}" for row in rows)
        note_export(actor, ExportKind.API_QUOTES, {row.session_id for row in rows}, content.encode())


def note_transcript_read(actor: Actor, session_id: str, texts: Iterable[str]) -> None:
    """The same for a transcript."""
    if is_program(actor):
        note_export(actor, ExportKind.API_TRANSCRIPT, [session_id], "\n".join(texts).encode())


def is_program(actor: Actor) -> bool:
    """Whether a program asks, with a token of its own, rather than somebody at our pages."""
    return actor.granted is not None


def exports(actor: Actor, wanted: ExportFilter = ExportFilter(), part: Cut = Cut()) -> Slice[ExportRow]:  # noqa: B008
    """What left, newest first; the same number of queries however much it was."""
    require(actor, Action.READ)
    query = visible(actor, ExportRecord)
    if wanted.kind:
        query = query.filter(kind=wanted.kind)
    if wanted.study_id:
        query = query.filter(study=found(actor, Action.READ, StudyRecord, wanted.study_id))
    if wanted.subject_id:
        query = query.filter(subjects__subject_id=wanted.subject_id) if is_id(wanted.subject_id) else query.none()
    return cut(query.select_related("study", "member__user"), part, lambda rows: _rows(actor, rows))


def concerning(workspace_id: str, subject_ids: Collection[str]) -> QuerySet[ExportRecord]:
    """What left about any of these people and sessions."""
    about = ExportSubjectRecord.objects.filter(workspace_id=workspace_id, subject_id__in=list(subject_ids))
    return ExportRecord.objects.filter(id__in=about.values("export_id")).order_by("created_at", "id")


def export_rows(actor: Actor, export_ids: Collection[str]) -> tuple[ExportRow, ...]:
    """These exports, as far as the actor may know of them, oldest first."""
    records = visible(actor, ExportRecord).filter(id__in=list(export_ids)).select_related("study", "member__user")
    return tuple(_rows(actor, list(records.order_by("created_at", "id"))))


def _note(actor: Actor, kind: ExportKind, session_ids: Collection[str], sha256: str, size: int) -> None:
    sessions = SessionRecord.objects.filter(id__in=list(session_ids), workspace_id=actor.workspace_id)
    by_study: defaultdict[str | None, list[str]] = defaultdict(list)
    for session_id, study_id in sessions.values_list("id", "study_id"):
        by_study[study_id].append(session_id)
    for study, some in by_study.items():
        if not _is_listed(actor, kind, study, sha256):
            _list(actor, kind, study, some, sha256, size)


def _is_listed(actor: Actor, kind: ExportKind, study_id: str | None, sha256: str) -> bool:
    """Whether this is the same export again: a download that was resumed, a program that looks for news."""
    since = timezone.now() - repeats_within(kind)
    same = ExportRecord.objects.filter(workspace_id=actor.workspace_id, sha256=sha256, created_at__gt=since)
    return same.filter(kind=kind, member_id=actor.member_id, study_id=study_id).exists()


def _list(
    actor: Actor, kind: ExportKind, study_id: str | None, session_ids: Sequence[str], sha256: str, size: int
) -> None:
    export_id = new_id(Kind.EXPORT)
    subjects = [*session_ids, *_people_in(session_ids)]
    with acting(actor, VERBS[kind], Ref(Kind.EXPORT, export_id)):
        ExportRecord.objects.create(
            id=export_id,
            workspace_id=actor.workspace_id,
            kind=kind,
            study_id=study_id,
            member_id=actor.member_id,
            sha256=sha256,
            size=size,
        )
        ExportSubjectRecord.objects.bulk_create(
            ExportSubjectRecord(workspace_id=actor.workspace_id, export_id=export_id, subject_id=subject)
            for subject in subjects
        )


def _people_in(session_ids: Sequence[str]) -> list[str]:
    seated = SessionParticipantRecord.objects.filter(session_id__in=session_ids)
    spoke = SpeakerRecord.objects.filter(transcript__session_id__in=session_ids, participant__isnull=False)
    ids = [*seated.values_list("participant_id", flat=True), *spoke.values_list("participant_id", flat=True)]
    return sorted(set(filter(None, ids)))


def _rows(actor: Actor, records: Sequence[ExportRecord]) -> list[ExportRow]:
    about = _about(actor, [record.id for record in records])
    return [
        ExportRow(
            id=record.id,
            kind=ExportKind(record.kind),
            at=record.created_at,
            by=record.member.user.name if record.member else "",
            study_id=record.study_id,
            study_title=record.study.title if record.study else "",
            about=tuple(about[record.id]),
            sha256=record.sha256,
            size=record.size,
        )
        for record in records
    ]


def _about(actor: Actor, export_ids: Sequence[str]) -> defaultdict[str, list[ExportedThing]]:
    rows = ExportSubjectRecord.objects.filter(export_id__in=export_ids).order_by("id")
    named = list(rows.values_list("export_id", "subject_id"))
    ids = {subject for _, subject in named}
    titles = {**_titles(actor, ids), **_names(actor, ids)}
    things: defaultdict[str, list[ExportedThing]] = defaultdict(list)
    for export_id, subject in named:
        is_person = subject.startswith(f"{Kind.PARTICIPANT}_")
        things[export_id].append(ExportedThing(subject, titles.get(subject, ""), is_person))
    return things


def _titles(actor: Actor, ids: Iterable[str]) -> dict[str, str]:
    return dict(visible(actor, SessionRecord).filter(id__in=list(ids)).values_list("id", "title"))


def _names(actor: Actor, ids: Iterable[str]) -> dict[str, str]:
    return dict(visible(actor, ParticipantRecord).filter(id__in=list(ids)).values_list("id", "name"))
