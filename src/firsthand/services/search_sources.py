"""The four things that a search looks through: turns, quotes, notes and observations.

Each starts from what the actor may read, and compares the words that they are shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor
from firsthand.domain.text.searching import Piece, Wanted, excerpt, where
from firsthand.services.access import visible
from firsthand.services.notes import note_rows
from firsthand.services.observation_rows import RELATED, living, rows_of
from firsthand.services.participants import person
from firsthand.services.quotable import searchable
from firsthand.services.quotes import quote_rows, said_by
from firsthand.services.readable import readable
from firsthand.services.search_rows import Found, Hit, SearchFilter, Source
from firsthand.services.slices import no_cursor, read_cursor, spell_cursor
from firsthand.services.transcripts import corrections_of
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import CitationRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.search_index import search_index
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord


def turns(actor: Actor, wanted: Wanted, which: SearchFilter) -> Source:
    """What was said, conversation by conversation, newest first; each in its order."""
    may_match = TurnRecord.objects.filter(id__in=search_index().turns(wanted))
    of_record = visible(actor, TranscriptRecord).filter(is_of_record=True, session__deleted_at=None)
    here = of_record.exclude(format="").filter(id__in=may_match.values("transcript_id"))
    query = may_match.filter(transcript__in=readable(list(here.values_list("id", flat=True))))
    query = _in_sessions(query, which, "transcript__session__")
    if which.participant_id:
        query = query.filter(speaker__participant=which.participant_id)
    if which.company_id:
        query = query.filter(speaker__participant__company=which.company_id)
    if which.speaks:
        query = query.filter(speaker__role=which.speaks)
    related = query.select_related(
        "speaker__participant__company", "speaker__participant__segment", "transcript__session__study"
    ).defer("words")
    ordered = related.order_by("-transcript__session__interview_date", "-transcript_id", "index")
    return Source(Found.TURN, ordered, _after_turn, _turn_cursor, partial(_turn_hits, actor, wanted))


def quotes(actor: Actor, wanted: Wanted, which: SearchFilter) -> Source:
    """What was kept as a quote, newest first."""
    query = searchable(actor, visible(actor, QuoteRecord)).filter(id__in=search_index().quotes(wanted))
    query = _in_sessions(query.filter(transcript__session__deleted_at=None), which, "transcript__session__")
    if which.participant_id:
        query = query.filter(said_by(participant=which.participant_id))
    if which.company_id:
        query = query.filter(said_by(participant__company=which.company_id))
    if which.speaks == Role.RESEARCHER:
        query = query.none()
    return Source(Found.QUOTE, _newest(query), _after_newest, _newest_cursor, partial(_quote_hits, actor, wanted))


def notes(actor: Actor, wanted: Wanted, which: SearchFilter) -> Source:
    """What members wrote down while they listened, newest first."""
    query = visible(actor, NoteRecord).filter(session__deleted_at=None, id__in=search_index().texts("notes", wanted))
    query = _in_sessions(query, which, "session__")
    if which.participant_id:
        query = query.filter(participant=which.participant_id)
    if which.company_id:
        query = query.filter(participant__company=which.company_id)
    if which.speaks:
        query = query.filter(kind=NoteKind.VERBATIM) if which.speaks == Role.PARTICIPANT else query.none()
    related = query.select_related("session__study")
    return Source(Found.NOTE, _newest(related), _after_newest, _newest_cursor, partial(_note_hits, actor, wanted))


def observations(actor: Actor, wanted: Wanted, which: SearchFilter) -> Source:
    """What was observed, newest first."""
    query = living(actor).filter(id__in=search_index().texts("observations", wanted)).select_related(*RELATED)
    if which.study_id:
        query = query.filter(study=which.study_id)
    for about in _cited(which):
        query = query.filter(about)
    if which.speaks:
        query = query.none()
    hits = partial(_observation_hits, actor, wanted)
    return Source(Found.OBSERVATION, _newest(query), _after_newest, _newest_cursor, hits)


def _in_sessions(query: QuerySet[Any], which: SearchFilter, session: str) -> QuerySet[Any]:
    named = {"study": which.study_id, "interview_date__gte": which.since, "interview_date__lte": which.until}
    return query.filter(**{f"{session}{name}": value for name, value in named.items() if value})


def _cited(which: SearchFilter) -> Sequence[Q]:
    """What an observation has to rest on, by who said it and when."""
    found = []
    quoted = CitationRecord.objects.filter(quote__deleted_at=None, quote__isnull=False)
    noted = CitationRecord.objects.filter(note__deleted_at=None, note__isnull=False)
    if which.participant_id:
        said = quoted.filter(quote__in=QuoteRecord.objects.filter(said_by(participant=which.participant_id)))
        found.append(_rests_on(said, noted.filter(note__participant=which.participant_id)))
    if which.company_id:
        at_company = QuoteRecord.objects.filter(said_by(participant__company=which.company_id))
        found.append(
            _rests_on(quoted.filter(quote__in=at_company), noted.filter(note__participant__company=which.company_id))
        )
    if which.since or which.until:
        when = SearchFilter(since=which.since, until=which.until)
        cited = _rests_on(
            _in_sessions(quoted, when, "quote__transcript__session__"), _in_sessions(noted, when, "note__session__")
        )
        days = {"session__interview_date__gte": which.since, "session__interview_date__lte": which.until}
        found.append(cited | Q(**{name: value for name, value in days.items() if value}))
    return found


def _rests_on(quoted: QuerySet[CitationRecord], noted: QuerySet[CitationRecord]) -> Q:
    return Q(id__in=quoted.values("observation_id")) | Q(id__in=noted.values("observation_id"))


def _newest(query: QuerySet[Any]) -> QuerySet[Any]:
    return query.order_by("-created_at", "-id")


def _after_newest(query: QuerySet[Any], cursor: str) -> QuerySet[Any]:
    value, row_id = read_cursor(cursor)
    return query.filter(Q(created_at__lt=value) | Q(created_at=value, id__lt=row_id))


def _newest_cursor(row: Any) -> str:
    return spell_cursor(row.created_at.isoformat(), row.pk)


def _after_turn(query: QuerySet[Any], cursor: str) -> QuerySet[Any]:
    day, _, place = read_cursor(cursor)[0].partition(" ")
    transcript, index = place, read_cursor(cursor)[1]
    if not index.isdecimal() or len(index) > 9:
        raise no_cursor()
    on = date.fromisoformat(day)
    same_day = Q(transcript__session__interview_date=on)
    return query.filter(
        Q(transcript__session__interview_date__lt=on)
        | same_day & Q(transcript_id__lt=transcript)
        | same_day & Q(transcript_id=transcript, index__gt=int(index))
    )


def _turn_cursor(row: TurnRecord) -> str:
    return spell_cursor(f"{row.transcript.session.interview_date} {row.transcript_id}", str(row.index))


def _marked(text: str, wanted: Wanted) -> tuple[Piece, ...]:
    """The words around what was found; nothing where these words are no match."""
    places = where(text, wanted)
    return excerpt(text, places) if places else ()


def _turn_hits(actor: Actor, wanted: Wanted, rows: Sequence[TurnRecord]) -> list[Hit | None]:
    corrections = corrections_of({row.transcript_id for row in rows})
    hits: list[Hit | None] = []
    for row in rows:
        correction = corrections.get(row.transcript_id, {}).get(row.index)
        pieces = _marked(correction.text if correction else row.text, wanted)
        hits.append(_turn_hit(actor, row, pieces) if pieces else None)
    return hits


def _turn_hit(actor: Actor, row: TurnRecord, pieces: tuple[Piece, ...]) -> Hit:
    session, speaker = row.transcript.session, row.speaker
    return Hit(
        kind=Found.TURN,
        id=row.transcript_id,
        pieces=pieces,
        who=speaker.name,
        role=Role(speaker.role),
        person=person(actor, speaker.participant) if speaker.participant else None,
        session_id=session.id,
        session_title=session.title,
        interview_date=session.interview_date,
        study_id=session.study_id,
        study_title=session.study.title if session.study else "",
        turn=row.index,
        at_seconds=row.start,
    )


def _quote_hits(actor: Actor, wanted: Wanted, rows: Sequence[QuoteRecord]) -> list[Hit | None]:
    shown, hits = quote_rows(actor, [row.id for row in rows]), list[Hit | None]()
    for row in (shown.get(record.id) for record in rows):
        pieces = _marked(row.text, wanted) if row and row.is_showable else ()
        hits.append(
            Hit(
                kind=Found.QUOTE,
                id=row.id,
                pieces=pieces,
                who=row.speaker,
                role=Role.PARTICIPANT,
                person=row.person,
                session_id=row.session_id,
                session_title=row.session_title,
                interview_date=row.interview_date,
                study_id=row.study_id,
                study_title=row.study_title,
                turn=row.first_turn,
                at_seconds=row.start,
            )
            if row and pieces
            else None
        )
    return hits


def _note_hits(actor: Actor, wanted: Wanted, rows: Sequence[NoteRecord]) -> list[Hit | None]:
    shown, hits = note_rows(actor, [row.id for row in rows]), list[Hit | None]()
    for record in rows:
        row = shown.get(record.id)
        pieces, session = _marked(row.text, wanted) if row else (), record.session
        hits.append(
            Hit(
                kind=Found.NOTE,
                id=row.id,
                pieces=pieces,
                who=row.by,
                role=None,
                person=row.person,
                session_id=row.session_id,
                session_title=row.session_title,
                interview_date=session.interview_date,
                study_id=row.study_id,
                study_title=session.study.title if session.study else "",
                turn=None,
                at_seconds=row.at_seconds,
            )
            if row and pieces
            else None
        )
    return hits


def _observation_hits(actor: Actor, wanted: Wanted, rows: Sequence[Any]) -> list[Hit | None]:
    hits: list[Hit | None] = []
    for row in rows_of(actor, rows):
        pieces = _marked(row.text, wanted)
        hits.append(
            Hit(
                kind=Found.OBSERVATION,
                id=row.id,
                pieces=pieces,
                who=row.by,
                role=None,
                person=None,
                session_id=row.session_id,
                session_title=row.session_title,
                interview_date=None,
                study_id=row.study_id,
                study_title=row.study_title,
                turn=None,
                at_seconds=None,
            )
            if pieces
            else None
        )
    return hits
