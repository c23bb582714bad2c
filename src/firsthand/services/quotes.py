"""Quotes: words of a participant, found in the transcript by code each time they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from firsthand.domain.errors import Invalid, NotAllowed, Refusal
from firsthand.domain.evidence.caveats import Answered
from firsthand.domain.evidence.quotes import Check
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.interviews.anchors import anchor
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_uses import Use, allows
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.checking import Checked, around, checked, selection
from firsthand.services.consents import require_use, scopes_of
from firsthand.services.covers import Covers
from firsthand.services.excerpts import excerpts
from firsthand.services.fields import line, passage
from firsthand.services.hearing import answered_at, heard
from firsthand.services.landing import columns
from firsthand.services.participants import person
from firsthand.services.quotable import searchable, stretch
from firsthand.services.quote_checks import Looked, looked_at
from firsthand.services.quote_covers import as_shown
from firsthand.services.quote_rows import QuoteRow as QuoteRow
from firsthand.services.sight import sight
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.transcripts import Correction, Loaded, load
from firsthand.services.undo import take_away
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord, TurnRecord

ROLES_OPEN = "Nobody has said yet who the speakers are. Say who is who first; until then nobody can be quoted."
ELSEWHERE = (
    "These words do not stand in this session's transcript of record. "
    "Mark them there anew, delete this quote, or go back to the transcript that they stand in."
)
NOT_OF_RECORD = "This is not the session's transcript of record, so nothing is quoted from it. Nothing was kept."
NOBODY = "These words are not those of a participant, and only a participant can be quoted. Nothing was kept."
CLOSED = "This participant does not agree to be quoted inside the company, or no longer does."
WHY_NOT: Mapping[Status, str] = {
    Status.STITCHED: "Other people's words lie between these, so they are not one quote. Select one stretch of words.",
    Status.WRONG_SPEAKER: NOBODY,
    Status.ALTERED: "These words differ from what was said, so they can't be shown as a quote.",
    Status.NOT_FOUND: "These words are not in the transcript.",
}


@dataclass(frozen=True, slots=True)
class CheckedSelection:
    """What a stretch of words is worth as a quote, before it is kept."""

    text: str
    status: str
    is_showable: bool
    marks: tuple[str, ...]
    caveat: str
    question: str
    question_turn: int | None
    whole_sentence: str
    difference: str
    refusal: str  # why it can't be kept as a quote; "" where it can


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes are wanted; empty means all."""

    study_id: str = ""
    session_id: str = ""
    participant_id: str = ""
    company_id: str = ""  # said by somebody who works there
    search: str = ""  # part of the words


def check_selection(
    actor: Actor, transcript_id: str, first_turn: int, begin: int, last_turn: int, finish: int
) -> CheckedSelection:
    """What these words are worth as a quote; changes nothing.

    Raises Invalid where there is no such turn or offset, or no word between them.
    """
    record = found(actor, Action.READ, TranscriptRecord, transcript_id)
    loaded = load(record)
    check = _selected(loaded, first_turn, begin, last_turn, finish)
    shown = Checked(check, check.anchor, _answered(loaded, first_turn))
    try:
        _require_quotable(loaded, check, first_turn)
    except Refusal as refusal:
        return _selection(shown, refusal.message)
    return _selection(shown, "")


def highlight(
    actor: Actor, transcript_id: str, first_turn: int, begin: int, last_turn: int, finish: int, note: str = ""
) -> str:
    """Keep these words as a quote; gives its id.

    Raises NotAllowed while roles are open or consent is missing, Invalid where the words can't be shown as a quote.
    """
    quote = new_quote(actor, transcript_id, first_turn, begin, last_turn, finish, note)
    with acting(actor, "highlighted quote", Ref(Kind.QUOTE, quote.id)):
        quote.save(force_insert=True)
    quote_id: str = quote.id
    return quote_id


def new_quote(
    actor: Actor, transcript_id: str, first_turn: int, begin: int, last_turn: int, finish: int, note: str = ""
) -> QuoteRecord:
    """The row of a quote of these words, checked and not yet kept: saving it is the caller's act. Raises as above."""
    record = found(actor, Action.CHANGE, TranscriptRecord, transcript_id)
    loaded = load(record, with_words=True)
    check = _selected(loaded, first_turn, begin, last_turn, finish)
    _require_quotable(loaded, check, first_turn)
    place = check.anchor
    if place is None:
        raise Invalid(WHY_NOT[Status.NOT_FOUND])
    pin = anchor(loaded.transcript, place.first_turn, place.begin, place.last_turn, place.finish)
    return QuoteRecord(
        id=new_id(Kind.QUOTE),
        workspace_id=actor.workspace_id,
        transcript_id=record.id,
        **columns(pin),
        note=passage(note, "note", 2_000),
        member_id=actor.id,
    )


def quotes(actor: Actor, wanted: QuoteFilter = QuoteFilter(), part: Cut = Cut()) -> Slice[QuoteRow]:  # noqa: B008
    """Quotes, newest first, each checked now; the same number of queries however many there are."""
    require(actor, Action.VIEW)
    query = visible(actor, QuoteRecord)
    if wanted.study_id:
        query = query.filter(transcript__session__study=found(actor, Action.VIEW, StudyRecord, wanted.study_id))
    if wanted.session_id:
        query = query.filter(transcript__session=found(actor, Action.VIEW, SessionRecord, wanted.session_id))
    if wanted.participant_id:
        who = found(actor, Action.READ, ParticipantRecord, wanted.participant_id)
        query = query.filter(said_by(participant=who))
    if wanted.company_id:
        query = query.filter(said_by(participant__company=found(actor, Action.READ, CompanyRecord, wanted.company_id)))
    related = query.select_related("transcript__session__study", "member__user")
    if wanted.search:
        related = _holding(actor, related, line(wanted.search, "search"))
    return cut(related, part, lambda rows: _listed(actor, rows))


def _holding(actor: Actor, query: QuerySet[QuoteRecord], words: str) -> QuerySet[QuoteRecord]:
    """The quotes that hold these words as the actor is shown them: nobody finds out by searching what is covered."""
    open_ones = searchable(actor, query)
    if may(actor, Action.READ):
        return open_ones.filter(exact__icontains=words)
    likely = open_ones if "[" in words else open_ones.filter(exact__icontains=words)
    shown = [row.id for row in _listed(actor, list(likely)) if words.casefold() in row.text.casefold()]
    return query.filter(id__in=shown)


def quote(actor: Actor, quote_id: str) -> QuoteRow:
    """One quote, checked now."""
    record = found(actor, Action.VIEW, QuoteRecord, quote_id, "transcript__session__study", "member__user")
    return _listed(actor, [record])[0]


def quotes_in(actor: Actor, loaded: Loaded, covers: Covers | None = None) -> tuple[QuoteRow, ...]:
    """The quotes of one transcript in its order, each checked now; with `covers` as viewers are shown them."""
    query = QuoteRecord.objects.filter(transcript=loaded.record, deleted_at=None)
    records = query.select_related("transcript__session__study", "member__user").order_by("first_turn", "begin", "id")
    people = _people([speaker.participant_id for speaker in loaded.speakers if speaker.participant_id])
    questions = heard(loaded.record, loaded.transcript).answered
    rows = []
    for record in records:
        shown = checked(record, loaded.transcript, questions.get(record.first_turn))
        speaker, heard_in = loaded.speaker_at(record.first_turn), loaded.participants_between(*stretch(record, shown))
        row = _row(actor, record, shown, speaker, people, heard_in, loaded.corrections.get(record.first_turn))
        rows.append(as_shown(row, loaded.transcript, covers) if covers else row)
    return tuple(rows)


def quote_rows(actor: Actor, quote_ids: Iterable[str]) -> dict[str, QuoteRow]:
    """These quotes as the actor may see them, each checked now; deleted ones are left out. A few queries for all."""
    require(actor, Action.VIEW)
    query = visible(actor, QuoteRecord).filter(id__in=set(quote_ids))
    records = query.select_related("transcript__session__study", "member__user").order_by("created_at", "id")
    return {row.id: row for row in _listed(actor, list(records))}


def confirm_crop(actor: Actor, quote_id: str) -> None:
    """Say that a cropped quote is fair as it stands; it then counts in strict counts again."""
    record = found(actor, Action.CHANGE, QuoteRecord, quote_id)
    with acting(actor, "confirmed cropped quote", Ref(Kind.QUOTE, record.id)):
        QuoteRecord.objects.filter(id=record.id).update(is_crop_confirmed=True, version=record.version + 1)


def delete_quote(actor: Actor, quote_id: str) -> str:
    """Take a quote away; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, QuoteRecord, quote_id)
    subject = Ref(Kind.QUOTE, record.id)
    with acting(actor, "deleted quote", subject):
        return take_away(actor, "deleted quote", subject, {Kind.QUOTE: [record.id]})


def _selected(loaded: Loaded, first_turn: int, begin: int, last_turn: int, finish: int) -> Check:
    if not 0 <= first_turn <= last_turn < len(loaded.transcript.turns):
        raise Invalid("There are no such turns in this transcript. Reload the page and select the words again.")
    near = around(loaded.transcript, first_turn, last_turn)
    return selection(loaded.record, near, first_turn, begin, last_turn, finish)


def _answered(loaded: Loaded, index: int) -> Answered | None:
    return answered_at(loaded.record, around(loaded.transcript, index, index), index)


def _require_quotable(loaded: Loaded, check: Check, first_turn: int) -> None:
    if not loaded.record.is_of_record:
        raise NotAllowed(NOT_OF_RECORD)
    if loaded.record.roles_confirmed_at is None:
        raise NotAllowed(ROLES_OPEN)
    speaker = loaded.speaker_at(check.anchor.first_turn if check.anchor else first_turn)
    if speaker.role != Role.PARTICIPANT or speaker.participant_id is None:
        raise NotAllowed(NOBODY)
    first, last = (check.anchor.first_turn, check.anchor.last_turn) if check.anchor else (first_turn, first_turn)
    require_use({speaker.participant_id, *loaded.participants_between(first, last)}, Use.QUOTE_INSIDE)
    if not check.may_be_shown:
        raise Invalid(WHY_NOT[check.status])


def _selection(shown: Checked, refusal: str) -> CheckedSelection:
    check, question = shown.check, shown.answered
    return CheckedSelection(
        text=check.text,
        status=check.status.value,
        is_showable=check.may_be_shown and not refusal,
        marks=tuple(mark.value for mark in check.marks),
        caveat=question.caveat.value if question and question.caveat else "",
        question=question.question if question else "",
        question_turn=question.turn if question else None,
        whole_sentence=shown.whole_sentence,
        difference=check.difference,
        refusal=refusal,
    )


def said_by(**speaker: object) -> Exists:
    """Whether the turn in which a quote begins belongs to such a speaker."""
    speakers = SpeakerRecord.objects.filter(**speaker)
    turns = TurnRecord.objects.filter(transcript=OuterRef("transcript"), index=OuterRef("first_turn"))
    return Exists(turns.filter(speaker__in=speakers))


def _listed(actor: Actor, records: Sequence[QuoteRecord]) -> list[QuoteRow]:
    files = {record.transcript_id: record.transcript for record in records}
    covers = sight(actor, (file.session for file in files.values()), files.values()).covers
    near = excerpts(records) if covers else {}
    looked = looked_at(records, near)
    people = _people([one for found in looked.values() for one in found.participants])
    rows = [_listed_row(actor, record, looked[record.id], people) for record in records]
    return [as_shown(row, near[row.id].transcript, covers) for row in rows] if covers else rows


def _listed_row(actor: Actor, record: QuoteRecord, found: Looked, people: Mapping[str, _Known]) -> QuoteRow:
    return _row(actor, record, found.shown, found.speaker, people, found.participants, found.correction)


@dataclass(frozen=True, slots=True)
class _Known:
    record: ParticipantRecord
    scopes: frozenset[Scope]


def _people(participant_ids: Sequence[str]) -> dict[str, _Known]:
    records = ParticipantRecord.objects.filter(id__in=set(participant_ids)).select_related("company", "segment")
    scopes = scopes_of(participant_ids)
    return {record.id: _Known(record, scopes[record.id]) for record in records}


def _row(
    actor: Actor,
    record: QuoteRecord,
    shown: Checked,
    speaker: SpeakerRecord | None,
    people: Mapping[str, _Known],
    heard_in: frozenset[str],  # the participants who speak in its words
    correction: Correction | None,
) -> QuoteRow:
    known = people.get(speaker.participant_id or "") if speaker else None
    somebody = person(actor, known.record) if known else None
    closed = _closed_because(record, known, [people[one].scopes for one in heard_in if one in people])
    place, session, chosen = shown.place, record.transcript.session, _selection(shown, closed)
    return QuoteRow(
        id=record.id,
        transcript_id=record.transcript_id,
        session_id=session.id,
        session_title=session.title,
        interview_date=session.interview_date,
        study_id=session.study_id,
        study_title=session.study.title if session.study else "",
        first_turn=place.first_turn if place else record.first_turn,
        begin=place.begin if place else record.begin,
        last_turn=place.last_turn if place else record.last_turn,
        finish=place.finish if place else record.finish,
        text="" if closed else chosen.text,
        status=chosen.status,
        is_showable=chosen.is_showable,
        closed_because=closed,
        may_leave=not closed and all(allows(Use.QUOTE_OUTSIDE, people[one].scopes) for one in heard_in),
        marks=chosen.marks,
        caveat=chosen.caveat,
        question=chosen.question if not closed and (may(actor, Action.READ) or chosen.caveat) else "",
        question_turn=chosen.question_turn,
        whole_sentence="" if closed else chosen.whole_sentence,
        difference="" if closed else chosen.difference,
        as_imported="" if closed else shown.check.as_imported,
        correction=correction if shown.check.as_imported and not closed else None,
        is_crop_confirmed=record.is_crop_confirmed,
        speaker=(speaker.name if speaker and may(actor, Action.READ) else "") or (somebody.name if somebody else ""),
        person=somebody,
        start=place.start if place else record.media_start,
        note="" if closed == CLOSED else record.note,
        by=record.member.user.name,
        created_at=record.created_at,
        version=record.version,
    )


def _closed_because(record: QuoteRecord, known: _Known | None, agreed: Sequence[frozenset[Scope]]) -> str:
    if not record.transcript.is_of_record:
        return ELSEWHERE
    if record.transcript.roles_confirmed_at is None:
        return ROLES_OPEN
    return "" if known and all(allows(Use.QUOTE_INSIDE, scopes) for scopes in (known.scopes, *agreed)) else CLOSED
