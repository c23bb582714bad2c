"""What observations count, counted now from the transcripts: nothing of it is stored.

A conversation counts where somebody has said who speaks in it and everybody who does agrees to being read; the others
are counted as unknown, and said to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent_uses import Use
from firsthand.domain.synthesis.mentions import Counted, Heard, Measure, Mention, Said, count, in_words
from firsthand.domain.synthesis.topics import beginnings, places
from firsthand.domain.text.sentences import sentences
from firsthand.services.access import visible
from firsthand.services.consents import allowed
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.told import told_before
from firsthand.services.transcripts import corrections_of
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.participants import ParticipantRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord, TurnRecord


@dataclass(frozen=True, slots=True)
class FirstMention:
    """When a matter first came up in one conversation, and the question before it."""

    session_id: str
    session_title: str
    turn: int
    start: float | None  # seconds
    words: str  # the sentence as the transcript has it; "" where the participant does not agree to being quoted
    question: str  # the researcher's sentence that used the words before; "" where nobody had
    question_turn: int | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """What an observation counts."""

    measure: Measure
    terms: tuple[str, ...]
    sentence: str
    holds: bool | None  # of "not mentioned until asked": whether it is (still) so; None where nobody can say
    mentions: int
    people: tuple[str, ...]  # ids
    companies: int
    seconds: float | None
    first: tuple[FirstMention, ...]
    sessions: int
    unknown: int  # conversations that could not be counted


@dataclass(frozen=True, slots=True)
class _Turn:
    transcript: str
    said: Said
    is_asking: bool


@dataclass(frozen=True, slots=True)
class _Field:
    """Everything that the counts of several observations look at."""

    titles: Mapping[str, str]  # of sessions
    of_study: Mapping[str, tuple[str, ...]]  # sessions by study
    transcripts: Mapping[str, str]  # of record, by session
    closed: frozenset[str]  # transcripts that nobody may count in
    turns: Mapping[str, tuple[_Turn, ...]]  # by transcript: those that may use a term
    told: Mapping[str, str]  # by transcript: what its participants had read before
    companies: Mapping[str, str]  # by participant
    quotable: frozenset[str]  # participants


def counts_of(actor: Actor, records: Sequence[ObservationRecord]) -> dict[str, CountRow]:
    """What each of these observations counts; the same few queries however many there are."""
    counting = [record for record in records if record.count]
    if not counting:
        return {}
    looked_at = _field(actor, counting)
    return {record.id: _row(record, looked_at) for record in counting}


def measure_of(record: ObservationRecord) -> tuple[Measure, tuple[str, ...]]:
    """What a record counts: the measure and its terms."""
    kept = record.count or {}
    return Measure(kept.get("measure", Measure.MENTIONS)), tuple(map(str, kept.get("terms", ())))


def _row(record: ObservationRecord, looked_at: _Field) -> CountRow:
    measure, terms = measure_of(record)
    sessions = (record.session_id,) if record.session_id else looked_at.of_study.get(record.study_id or "", ())
    found = count(terms, [_heard(one, looked_at) for one in sessions if one in looked_at.transcripts])
    companies = {looked_at.companies.get(one, "") for one in found.people} - {""}
    return CountRow(
        measure=measure,
        terms=terms,
        sentence=in_words(measure, terms, found, len(companies)),
        holds=found.is_not_mentioned_until_asked if measure is Measure.UNASKED else None,
        mentions=found.mentions,
        people=tuple(sorted(found.people)),
        companies=len(companies),
        seconds=found.seconds,
        first=_firsts(terms, found, looked_at),
        sessions=found.sessions,
        unknown=found.unknown,
    )


def _heard(session_id: str, looked_at: _Field) -> Heard:
    transcript = looked_at.transcripts[session_id]
    turns = tuple(turn.said for turn in looked_at.turns.get(transcript, ()))
    return Heard(session_id, turns, looked_at.told.get(transcript, ""), is_known=transcript not in looked_at.closed)


def _firsts(terms: Sequence[str], found: Counted, looked_at: _Field) -> tuple[FirstMention, ...]:
    return tuple(_first(terms, one, looked_at) for one in found.first)


def _first(terms: Sequence[str], one: Mention, looked_at: _Field) -> FirstMention:
    texts = {turn.said.index: turn.said.text for turn in looked_at.turns[looked_at.transcripts[one.session]]}
    words = _sentence(texts[one.turn], one.begin) if one.person in looked_at.quotable else ""
    question = _sentence_with(texts[one.prompt], terms) if one.prompt is not None else ""
    title = looked_at.titles.get(one.session, "")
    return FirstMention(one.session, title, one.turn, one.start, words, question, one.prompt)


def _sentence(text: str, at: int) -> str:
    return next((one.text for one in sentences(text) if one.begin <= at < one.finish), text)


def _sentence_with(text: str, terms: Sequence[str]) -> str:
    where = places(text, terms)
    return _sentence(text, where[0][0]) if where else text


def _field(actor: Actor, records: Sequence[ObservationRecord]) -> _Field:
    in_scope = Q(id__in=[one.session_id for one in records if one.session_id])
    in_scope |= Q(study__in=[one.study_id for one in records if one.study_id and not one.session_id])
    held = visible(actor, SessionRecord).filter(in_scope).exclude(state__in=NOT_HELD)
    rows = list(held.order_by("interview_date", "id").values_list("id", "study_id", "title"))
    of_record = TranscriptRecord.objects.filter(
        session__in=[row[0] for row in rows], deleted_at=None, is_of_record=True
    )
    files = {one.session_id: one for one in of_record.exclude(format="").only("id", "session_id", "roles_confirmed_at")}
    speakers = list(SpeakerRecord.objects.filter(transcript__in=[file.id for file in files.values()]))
    terms = tuple(dict.fromkeys(term for record in records for term in measure_of(record)[1]))
    people = {one.participant_id for one in speakers if one.participant_id}
    return _Field(
        titles={session: title for session, _study, title in rows},
        of_study=_by_study(rows),
        transcripts={session: file.id for session, file in files.items()},
        closed=_closed(files.values(), speakers),
        turns=_turns({one.id: one for one in speakers}, [file.id for file in files.values()], terms),
        told=_told(speakers, people),
        companies=_companies(people),
        quotable=allowed(people, Use.QUOTE_INSIDE),
    )


def _by_study(rows: Iterable[tuple[str, str | None, str]]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for session, study, _title in rows:
        if study:
            found[study].append(session)
    return {study: tuple(sessions) for study, sessions in found.items()}


def _closed(files: Iterable[TranscriptRecord], speakers: Iterable[SpeakerRecord]) -> frozenset[str]:
    """Transcripts whose roles are open, or in which somebody speaks who does not agree to being read."""
    some = list(speakers)
    readable = allowed({one.participant_id for one in some if one.participant_id}, Use.READ_TRANSCRIPT)
    open_roles = {file.id for file in files if file.roles_confirmed_at is None}
    refused = {one.transcript_id for one in some if one.role == Role.PARTICIPANT and one.participant_id not in readable}
    return frozenset(open_roles | refused)


def _turns(
    speakers: Mapping[str, SpeakerRecord], transcripts: Sequence[str], terms: Sequence[str]
) -> dict[str, tuple[_Turn, ...]]:
    """The turns of participants and researchers that may use a term, corrections laid over them; two queries."""
    corrections = corrections_of(transcripts)
    wanted = Q()
    for beginning in beginnings(terms):
        wanted |= Q(text__icontains=beginning)
    for transcript, turns in corrections.items():
        wanted |= Q(transcript_id=transcript, index__in=list(turns))
    heard = [one.id for one in speakers.values() if one.role in (Role.PARTICIPANT, Role.RESEARCHER)]
    rows = TurnRecord.objects.filter(wanted, transcript__in=transcripts, speaker__in=heard)
    found: defaultdict[str, list[_Turn]] = defaultdict(list)
    for transcript, index, speaker, text, start, end in rows.values_list(
        "transcript_id", "index", "speaker_id", "text", "start", "end"
    ):
        over = corrections.get(transcript, {}).get(index)
        one = speakers[speaker]
        is_asking = one.role == Role.RESEARCHER
        who = "" if is_asking else one.participant_id or ""
        found[transcript].append(
            _Turn(transcript, Said(index, over.text if over else text, who, start, end), is_asking)
        )
    return {transcript: tuple(some) for transcript, some in found.items()}


def _told(speakers: Iterable[SpeakerRecord], people: Iterable[str]) -> dict[str, str]:
    by_person = told_before(people)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in speakers:
        if one.participant_id in by_person:
            found[one.transcript_id].append(by_person[one.participant_id])
    return {transcript: " ".join(texts) for transcript, texts in found.items()}


def _companies(people: Iterable[str]) -> dict[str, str]:
    rows = ParticipantRecord.objects.filter(id__in=set(people)).values_list("id", "company_id")
    return {person: company or "" for person, company in rows}
