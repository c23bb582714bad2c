"""Taking a deletion back within a day, a merge, a change of a codebook, or the choice of a transcript of record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from django.utils import timezone

from firsthand.domain.errors import Conflict, NotFound
from firsthand.domain.ids import Kind, is_id, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services import landing
from firsthand.services.access import absent, in_reach, require
from firsthand.services.acting import acting
from firsthand.services.card_rows import put_back
from firsthand.services.code_changes import CHANGES, Change, kept, make, take_back
from firsthand.services.pointers import Key
from firsthand.services.remembering import forget_words
from firsthand.services.unmerging import MERGE, take_apart
from firsthand.storage.assumptions import AssumptionRecord
from firsthand.storage.claims import ClaimRecord
from firsthand.storage.codes import CodeRecord, CodingRecord, ResolutionRecord
from firsthand.storage.columns import Deletable
from firsthand.storage.decisions import DecisionRecord
from firsthand.storage.hypotheses import HypothesisRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.opportunities import TreeNodeRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord, StudyRecord
from firsthand.storage.templates import StudyTemplateRecord
from firsthand.storage.themes import ThemeRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.undo import UndoRecord

UNDO_FOR = timedelta(hours=24)
OF_RECORD = "transcript of record"  # in an undo row: the one chosen and the one before
CARDS = "cards"  # in an undo row: the theme that they were put into, and the cards
RECORDS: Mapping[Kind, type[Deletable]] = {
    Kind.STUDY: StudyRecord,
    Kind.GUIDE: GuideRecord,
    Kind.HYPOTHESIS: HypothesisRecord,
    Kind.TEMPLATE: StudyTemplateRecord,
    Kind.SESSION: SessionRecord,
    Kind.TRANSCRIPT: TranscriptRecord,
    Kind.QUOTE: QuoteRecord,
    Kind.CODE: CodeRecord,
    Kind.CODING: CodingRecord,
    Kind.NOTE: NoteRecord,
    Kind.OBSERVATION: ObservationRecord,
    Kind.RESOLUTION: ResolutionRecord,
    Kind.THEME: ThemeRecord,
    Kind.TREE_NODE: TreeNodeRecord,
    Kind.CLAIM: ClaimRecord,
    Kind.DECISION: DecisionRecord,
    Kind.ASSUMPTION: AssumptionRecord,
    Kind.PARTICIPANT: ParticipantRecord,
    Kind.COMPANY: CompanyRecord,
    Kind.TOUCHPOINT: TouchpointRecord,
    Kind.FIGURE: FigureRecord,
}
PLACES: Mapping[Kind, str] = {  # what a thing belongs to, and can't come back without
    Kind.QUOTE: "transcript",
    Kind.CODE: "study",
    Kind.CODING: "transcript",
    Kind.NOTE: "session",
    Kind.OBSERVATION: "study",
    Kind.RESOLUTION: "transcript",
    Kind.THEME: "study",
    Kind.TREE_NODE: "parent",
    Kind.SESSION: "study",
    Kind.GUIDE: "study",
    Kind.HYPOTHESIS: "study",
    Kind.TOUCHPOINT: "participant",
    Kind.FIGURE: "participant",
}


@dataclass(frozen=True, slots=True)
class Undone:
    """What came back, to be shown next."""

    kind: Kind
    id: str


def take_away(
    actor: Actor,
    verb: str,
    subject: Ref,
    ids: Mapping[Kind, Sequence[str]],
    also: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> str:
    """Mark records as deleted, inside the caller's act, and give the id with which it can be undone.

    `also` is what else undoing has to restore.
    """
    now = timezone.now()
    for kind, some in ids.items():
        RECORDS[kind]._default_manager.filter(pk__in=some, deleted_at=None).update(deleted_at=now)
    forget_words()
    restores = {kind.value: list(some) for kind, some in ids.items() if some}
    return _remember(actor, verb, subject, {**restores, **{what: list(some) for what, some in also.items()}})


def back_to_record(actor: Actor, session_id: str, chosen_id: str, before_id: str) -> str:
    """Note inside the caller's act which transcript was of record before; gives the id with which it can be undone."""
    subject = Ref(Kind.SESSION, session_id)
    return _remember(actor, "chose transcript of record", subject, {OF_RECORD: [chosen_id, before_id]})


def remember_merge(actor: Actor, kept: Ref, merge: Sequence[str], restores: Mapping[str, Sequence[Key]]) -> str:
    """Note inside the caller's act what was merged and what moved; gives the id with which it can be taken apart."""
    verb = f"merged {kept.kind.noun}"
    return _remember(actor, verb, kept, {MERGE: list(merge), **{name: list(rows) for name, rows in restores.items()}})


def change_codes(actor: Actor, verb: str, subject: Ref, changes: Iterable[Change]) -> str:
    """Make changes to a codebook inside the caller's act; gives the id with which they can be taken back."""
    return _remember(actor, verb, subject, {CHANGES: kept(make(changes))})


def _remember(actor: Actor, verb: str, subject: Ref, restores: Mapping[str, Sequence[object]]) -> str:
    undo_id = new_id(Kind.UNDO)
    UndoRecord.objects.create(
        id=undo_id,
        workspace_id=actor.workspace_id,
        member_id=actor.id,
        verb=verb,
        subject_id=subject.id,
        restores=restores,
        expires_at=timezone.now() + UNDO_FOR,
    )
    return undo_id


def undo(actor: Actor, undo_id: str) -> Undone:
    """Bring back what was deleted, two that were merged, a codebook or a transcript of record as it was before.

    Raises NotFound where there is nothing (any more) to undo, Conflict where what it belonged to has gone since.
    """
    require(actor, Action.CHANGE)
    mine = UndoRecord.objects.filter(workspace_id=actor.workspace_id, member_id=actor.id)
    record = mine.filter(id=undo_id).first() if is_id(undo_id) else None
    if record is None or record.expires_at < timezone.now():
        raise NotFound("There is nothing to undo: it was undone already, or more than a day ago.")
    subject = Ref(Kind(record.subject_id.partition("_")[0]), record.subject_id)
    if not in_reach(actor, RECORDS[subject.kind]).filter(pk=subject.id).exists():
        raise absent()  # of a confidential study by now, and the actor is not in it
    _require_place(subject)
    with acting(actor, "undid: " + record.verb, subject):
        if MERGE in record.restores:
            take_apart(actor, record.restores)
        elif CHANGES in record.restores:
            take_back(record.restores[CHANGES])
        else:
            _bring_back(subject, record.restores)
        record.delete()
    return Undone(subject.kind, subject.id)


def _bring_back(subject: Ref, restores: Mapping[str, Sequence[str]]) -> None:
    for what, ids in restores.items():
        if what == OF_RECORD:
            _go_back(subject.id, *ids)
        elif what == CARDS:
            put_back(subject.id, ids)
        else:
            RECORDS[Kind(what)]._default_manager.filter(pk__in=ids).update(deleted_at=None)


def _go_back(session_id: str, chosen_id: str, before_id: str) -> None:
    landing.hold(session_id)
    now, before = landing.current(session_id), TranscriptRecord.objects.filter(id=before_id, deleted_at=None).first()
    if now is None or now.id != chosen_id or before is None:
        raise Conflict("The transcript of record was changed again since, so this can't be taken back. Choose it anew.")
    landing.make_of_record(before)


def _require_place(subject: Ref) -> None:
    gone = PLACES.get(subject.kind)
    if gone is None:
        return
    placed = RECORDS[subject.kind]._default_manager.filter(pk=subject.id, **{f"{gone}__isnull": False})
    if placed.exclude(**{f"{gone}__deleted_at": None}).exists():
        raise Conflict(
            f"The {gone} that it belonged to was deleted since. Bring back the {gone} first; nothing changed."
        )
