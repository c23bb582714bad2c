"""Codings: words of a transcript, or a whole turn, marked with codes of the study's codebook, each by one coder.

A coding follows its words through corrections and to another transcript of record (`coding_places`). Blind coding is
kept in one place, `visible_codings`: whatever shows or counts codings to a member starts there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.anchors import Anchor, anchor
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import absent, found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.services.pins import columns
from firsthand.services.transcripts import Loaded, load
from firsthand.services.undo import take_away
from firsthand.storage.codes import CodeRecord, CodingRecord, CodingTaskRecord
from firsthand.storage.transcripts import TranscriptRecord

MODEL = "model:"  # before the name of a model, in a coder's key
MOST_CODES = 20  # at once
WHOLE_TURN = -1  # as `finish`: to the end of the last turn
NO_STUDY = (
    "This conversation belongs to no study, and codes belong to a study's codebook. Nothing was marked; "
    "put the session into a study first."
)
OTHER_STUDY = "This code is of another study's codebook. Nothing was marked; choose one of this study."
RETIRED = "This code was retired: what it marked stays, and nothing new is marked with it. Nothing was changed."
DONE = "You said that you are done with this conversation. Nothing was changed; open your task again to go on."
NOT_YOURS = "Another coder marked this, and a coder's marks are their own. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a transcript: turns by index, offsets in code points, the end exclusive."""

    first_turn: int
    begin: int
    last_turn: int
    finish: int = WHOLE_TURN


@dataclass(frozen=True, slots=True)
class CodingRow:
    """One coding: whose it is and where it stands, without the words."""

    id: str
    transcript_id: str
    code_id: str
    coder: str  # the member's id, or "model:" and the model's name
    coder_name: str
    is_mine: bool
    first_turn: int
    begin: int
    last_turn: int
    finish: int
    created_at: datetime


def visible_codings(actor: Actor) -> QuerySet[CodingRecord]:
    """The codings that the actor may know of: this is the one place where blind coding is kept.

    While somebody still codes a conversation blind, everybody sees their own codings of it and nobody else's, models'
    included. Codings of deleted transcripts and codes are not there.
    """
    query = visible(actor, CodingRecord).filter(transcript__deleted_at=None, code__deleted_at=None)
    blind = CodingTaskRecord.objects.filter(workspace_id=actor.workspace_id, is_blind=True, done_at=None)
    is_mine = Q(member_id=actor.id)
    return query.filter(is_mine | ~Q(transcript__session__in=blind.values("session_id")))


def codings_in(actor: Actor, transcript_id: str) -> tuple[CodingRow, ...]:
    """The codings of one transcript in its order; the same two queries however many there are."""
    record = found(actor, Action.READ, TranscriptRecord, transcript_id)
    return rows_of(actor, visible_codings(actor).filter(transcript=record))


def rows_of(actor: Actor, codings: QuerySet[CodingRecord]) -> tuple[CodingRow, ...]:
    """Codings as rows in the order of their transcripts; one query. The caller has asked who may see them."""
    names = ("id", "transcript_id", "code_id", "member_id", "model", "member__user__name")
    places = ("first_turn", "begin", "last_turn", "finish", "created_at")
    rows = codings.order_by("transcript_id", "first_turn", "begin", "created_at", "id").values_list(*names, *places)
    return tuple(
        CodingRow(row[0], row[1], row[2], row[3] or MODEL + row[4], row[5] or row[4], row[3] == actor.id, *row[6:])
        for row in rows
    )


def mark(
    actor: Actor,
    transcript_id: str,
    code_id: str,
    first_turn: int,
    begin: int,
    last_turn: int,
    finish: int,
    model: str = "",
) -> str:
    """Mark words with a code; gives the coding's id, the one that is there where the coder marked the same before.

    `finish` may be WHOLE_TURN. `model` names the model whose coding it is. Raises Invalid for a place outside the
    transcript or a code of another study, Conflict for a retired code or a task that is done.
    """
    return mark_all(actor, transcript_id, [code_id], Span(first_turn, begin, last_turn, finish), model)[0]


def mark_all(actor: Actor, transcript_id: str, code_ids: Sequence[str], span: Span, model: str = "") -> tuple[str, ...]:
    """Mark words with several codes at once; gives the ids of the codings in the order of the codes."""
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id, "session__study")
    codes = [_usable(actor, record, one) for one in _some(code_ids)]
    model = line(model, "model", 200)
    _require_open(actor, record, model)
    pin = _pin(load(record, with_words=True), span)
    mine = _same_place(actor, record, pin, model)
    new = {code.id: new_id(Kind.CODING) for code in codes if code.id not in mine}
    if new:
        _keep(actor, record, pin, new, model)
    return tuple(mine.get(code.id) or new[code.id] for code in codes)


def unmark(actor: Actor, coding_id: str) -> str:
    """Take a coding away; gives the id by which it can be undone for a day.

    Raises NotAllowed for another member's coding, Conflict where the coder's task is done.
    """
    return unmark_all(actor, [coding_id])


def unmark_all(actor: Actor, coding_ids: Sequence[str]) -> str:
    """Take several codings away at once; gives the id by which all of it can be undone for a day."""
    records = [found_coding(actor, Action.CHANGE, one) for one in dict.fromkeys(coding_ids)]
    if not records:
        raise Invalid("Nothing was chosen to be taken away. Nothing was changed.", where="coding_ids")
    for record in records:
        if record.member_id not in (None, actor.id):
            raise NotAllowed(NOT_YOURS)
        _require_open(actor, record.transcript, record.model)
    subject = Ref(Kind.CODING, records[0].id)
    with acting(actor, "deleted coding", subject) as act:
        for record in records[1:]:
            act.also("deleted coding", Ref(Kind.CODING, record.id))
        return take_away(actor, "deleted coding", subject, {Kind.CODING: [record.id for record in records]})


def found_coding(actor: Actor, action: Action, coding_id: str) -> CodingRecord:
    """One coding with its transcript. Raises NotFound where there is none that the actor may know of."""
    record = visible_codings(actor).filter(id=coding_id).select_related("transcript", "code").first()
    if record is None:
        raise absent()
    require(actor, action)
    return record


def _some(code_ids: Sequence[str]) -> list[str]:
    wanted = list(dict.fromkeys(code_ids))
    if not wanted:
        raise Invalid("No code was chosen. Nothing was marked; choose one.", where="code_ids")
    if len(wanted) > MOST_CODES:
        raise Invalid(f"{MOST_CODES} codes fit at once, not {len(wanted)}. Nothing was marked.", where="code_ids")
    return wanted


def _usable(actor: Actor, record: TranscriptRecord, code_id: str) -> CodeRecord:
    """A code with which words of this transcript can be marked."""
    if record.session.study_id is None:
        raise Invalid(NO_STUDY, where="code_ids")
    code = found(actor, Action.CHANGE, CodeRecord, code_id)
    if code.study_id != record.session.study_id:
        raise Invalid(OTHER_STUDY, where="code_ids")
    if code.retired_at:
        raise Conflict(RETIRED)
    return code


def _require_open(actor: Actor, record: TranscriptRecord, model: str) -> None:
    """Refuse to change what a member said that they are done with; a model has no task."""
    mine = CodingTaskRecord.objects.filter(session_id=record.session_id, member_id=actor.id)
    if not model and mine.filter(done_at__isnull=False).exists():
        raise Conflict(DONE)


def _pin(loaded: Loaded, span: Span) -> Anchor:
    turns = loaded.transcript.turns
    if not 0 <= span.first_turn <= span.last_turn < len(turns):
        raise Invalid("There are no such turns in this transcript. Reload the page and select the words again.")
    last = turns[span.last_turn].text
    finish = len(last) if span.finish == WHOLE_TURN else span.finish
    pin = anchor(loaded.transcript, span.first_turn, span.begin, span.last_turn, finish)
    if not pin.exact.strip():
        raise Invalid("Only spaces are selected. Nothing was marked; select at least one word.")
    return pin


def _same_place(actor: Actor, record: TranscriptRecord, pin: Anchor, model: str) -> dict[str, str]:
    """What this coder marked at the very same place before: by code, the coding."""
    place = {name: getattr(pin, name) for name in ("first_turn", "begin", "last_turn", "finish")}
    there = CodingRecord.objects.filter(transcript=record, deleted_at=None, **place, **_coder(actor, model))
    return dict(there.values_list("code_id", "id"))


def _coder(actor: Actor, model: str) -> dict[str, str | None]:
    return {"member_id": None if model else actor.id, "model": model}


def _keep(actor: Actor, record: TranscriptRecord, pin: Anchor, new: dict[str, str], model: str) -> None:
    refs = [Ref(Kind.CODING, coding_id) for coding_id in new.values()]
    verb = "let a model mark words" if model else "marked words"
    with acting(actor, verb, refs[0]) as act:
        for ref in refs[1:]:
            act.also(verb, ref)
        CodingRecord.objects.bulk_create(
            CodingRecord(
                id=coding_id,
                workspace_id=actor.workspace_id,
                code_id=code_id,
                transcript_id=record.id,
                **columns(pin),
                **_coder(actor, model),
            )
            for code_id, coding_id in new.items()
        )
