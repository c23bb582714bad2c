"""Codings in lists with their words: those of one transcript, or of one code, newest first.

Which codings there are is said by `codings.visible_codings`, so blind coding holds; the words are taken from the turns
as they read now, and only where everybody who speaks agrees to be read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import QuerySet

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import found
from firsthand.services.code_pages import MarkedWords, marked_words
from firsthand.services.codes import found_code
from firsthand.services.codings import MODEL, visible_codings
from firsthand.services.slices import Cut, Slice, cut
from firsthand.storage.codes import CodingRecord
from firsthand.storage.transcripts import TranscriptRecord


@dataclass(frozen=True, slots=True)
class CodedWords:
    """One coding: whose it is, where it stands, and the words."""

    id: str
    session_id: str
    transcript_id: str
    code_id: str
    code: str
    coder: str  # the member's id, or "model:" and the model's name
    coder_name: str
    is_mine: bool
    first_turn: int
    begin: int
    last_turn: int
    finish: int
    speaker: str
    text: str  # as the transcript has it now; "" where it may not be read
    is_closed: bool  # somebody who speaks there does not agree to be read, or no longer does
    created_at: datetime


def codings_of_transcript(actor: Actor, transcript_id: str, part: Cut = Cut()) -> Slice[CodedWords]:  # noqa: B008
    """The codings of a transcript; the same queries however many there are."""
    record = found(actor, Action.READ, TranscriptRecord, transcript_id)
    return _listed(actor, visible_codings(actor).filter(transcript=record), part)


def codings_of_code(actor: Actor, code_id: str, part: Cut = Cut()) -> Slice[CodedWords]:  # noqa: B008
    """What is marked with a code; the same queries however much it is."""
    record = found_code(actor, Action.READ, code_id)
    return _listed(actor, visible_codings(actor).filter(code=record), part)


def _listed(actor: Actor, codings: QuerySet[CodingRecord], part: Cut) -> Slice[CodedWords]:
    related = codings.select_related("transcript__session", "member__user", "code")
    return cut(related, part, partial(_with_words, actor))


def _with_words(actor: Actor, records: Sequence[CodingRecord]) -> list[CodedWords]:
    return [_row(actor, one, words) for one, words in zip(records, marked_words(records), strict=True)]


def _row(actor: Actor, one: CodingRecord, words: MarkedWords) -> CodedWords:
    return CodedWords(
        id=one.id,
        session_id=words.session_id,
        transcript_id=one.transcript_id,
        code_id=one.code_id,
        code=one.code.name,
        coder=one.member_id or MODEL + one.model,
        coder_name=words.coder,
        is_mine=one.member_id == actor.id,
        first_turn=one.first_turn,
        begin=one.begin,
        last_turn=one.last_turn,
        finish=one.finish,
        speaker=words.speaker,
        text=words.text,
        is_closed=words.is_closed,
        created_at=one.created_at,
    )
