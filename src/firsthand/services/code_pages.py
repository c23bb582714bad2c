"""One code with what was marked with it, in the words of the transcripts as they are now, and its examples.

No words are kept with a coding that are shown: they are taken from the turns each time, corrected, and only where
everybody who speaks agrees to be read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import visible
from firsthand.services.code_examples import examples_of
from firsthand.services.codes import Codebook, CodeRow, codebook, found_code
from firsthand.services.codings import visible_codings
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.services.readable import readable
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.transcripts import Correction, corrections_of
from firsthand.storage.codes import CodeRecord, CodingRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import TurnRecord

CANDIDATES = 8  # quotes that are offered as examples


@dataclass(frozen=True, slots=True)
class MarkedWords:
    """One coding with its words."""

    id: str
    session_id: str
    session_title: str
    interview_date: date
    transcript_id: str
    is_of_record: bool
    first_turn: int
    speaker: str
    text: str  # as the transcript has it now; "" where it may not be read
    is_closed: bool  # somebody who speaks there does not agree to be read, or no longer does
    coder: str
    is_model: bool


@dataclass(frozen=True, slots=True)
class CodePage:
    """One code."""

    codebook: Codebook
    row: CodeRow
    by: str  # who registered it
    marked: Slice[MarkedWords]
    examples: tuple[QuoteRow, ...]
    candidates: tuple[QuoteRow, ...]  # quotes of what is marked with it that are no examples yet


def code_page(actor: Actor, code_id: str, wanted: Cut = Cut(limit=20)) -> CodePage:  # noqa: B008  (frozen)
    """One code; the same queries however much is marked with it."""
    record = found_code(actor, Action.READ, code_id, "member__user")
    book = codebook(actor, record.study_id)
    examples = examples_of(actor, record.id)
    marked = visible_codings(actor).filter(code=record)
    related = marked.select_related("transcript__session", "member__user")
    return CodePage(
        codebook=book,
        row=next(row for row in book.codes if row.id == record.id),
        by=record.member.user.name if record.member else "",
        marked=cut(related, wanted, marked_words),
        examples=examples,
        candidates=_candidates(actor, record, [row.id for row in examples]) if book.may_change else (),
    )


def marked_words(records: Sequence[CodingRecord]) -> list[MarkedWords]:
    """Codings with their words; they come with transcript, session and member. A few queries for all of them."""
    turns = _turns(records)
    files = {one.transcript_id for one in records}
    open_files, corrections = readable(files), corrections_of(files)
    return [
        _row(one, turns[one.transcript_id], corrections.get(one.transcript_id, {}), one.transcript_id in open_files)
        for one in records
    ]


def _turns(records: Sequence[CodingRecord]) -> defaultdict[str, dict[int, TurnRecord]]:
    wanted = Q(pk=None)
    for one in records:
        wanted |= Q(transcript_id=one.transcript_id, index__range=(one.first_turn, one.last_turn))
    found_turns: defaultdict[str, dict[int, TurnRecord]] = defaultdict(dict)
    for turn in TurnRecord.objects.filter(wanted).select_related("speaker").defer("words"):
        found_turns[turn.transcript_id][turn.index] = turn
    return found_turns


def _row(
    one: CodingRecord, turns: Mapping[int, TurnRecord], corrections: Mapping[int, Correction], is_open: bool
) -> MarkedWords:
    session, first = one.transcript.session, turns.get(one.first_turn)
    return MarkedWords(
        id=one.id,
        session_id=session.id,
        session_title=session.title,
        interview_date=session.interview_date,
        transcript_id=one.transcript_id,
        is_of_record=one.transcript.is_of_record,
        first_turn=one.first_turn,
        speaker=first.speaker.name if first else "",
        text=_words(one, turns, corrections) if is_open else "",
        is_closed=not is_open,
        coder=one.member.user.name if one.member else one.model,
        is_model=one.member_id is None,
    )


def _words(one: CodingRecord, turns: Mapping[int, TurnRecord], corrections: Mapping[int, Correction]) -> str:
    """The stretch of turns as they read now."""
    indices = [index for index in range(one.first_turn, one.last_turn + 1) if index in turns]
    texts = [corrections[index].text if index in corrections else turns[index].text for index in indices]
    if texts and indices[-1] == one.last_turn:
        texts[-1] = texts[-1][: one.finish]
    if texts and indices[0] == one.first_turn:
        texts[0] = texts[0][one.begin :]
    return " ".join(" ".join(texts).split())


def _candidates(actor: Actor, record: CodeRecord, known: Sequence[str]) -> tuple[QuoteRow, ...]:
    """The newest quotes of words that are marked with the code."""
    inside = visible_codings(actor).filter(
        code=record,
        transcript=OuterRef("transcript"),
        first_turn__lte=OuterRef("last_turn"),
        last_turn__gte=OuterRef("first_turn"),
    )
    near = visible(actor, QuoteRecord).filter(Exists(inside)).exclude(id__in=known)
    newest = near.order_by(F("created_at").desc(), "-id")[:CANDIDATES]
    rows = quote_rows(actor, newest.values_list("id", flat=True))
    return tuple(row for row in rows.values() if row.is_showable)
