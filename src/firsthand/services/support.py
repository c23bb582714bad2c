"""The support of claims: who was interviewed, asked, and said what, gathered for the domain to count.

Whatever is counted is read now: sessions, seats, outlines, evidence, rulings. The number of queries is the same for one
claim and for twenty, and for ten sessions and two hundred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import QuerySet

from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.claim_sentences import claim_sentence, unchecked
from firsthand.domain.synthesis.losses import Lost
from firsthand.domain.synthesis.support import Ask, Mention, Sitting, Support, support
from firsthand.domain.synthesis.topics import (
    Outline,
    Place,
    Stretch,
    Topic,
    TopicHeard,
    heard_at,
    marked_questions,
    uses,
)
from firsthand.services.access import visible
from firsthand.services.evidence import Piece, pieces_of
from firsthand.services.fieldwork import NOT_HELD
from firsthand.services.lost_evidence import lost_of
from firsthand.services.outlines import Outlines, outlines_of
from firsthand.services.remembering import Remembered
from firsthand.services.term_places import NOWHERE, Turns, term_places
from firsthand.services.told import told_before
from firsthand.services.topic_codes import Stretches, code_places, of_codes
from firsthand.storage.claims import ClaimRecord, ClaimRulingRecord, ClaimStudyRecord
from firsthand.storage.sessions import SessionParticipantRecord, SessionRecord
from firsthand.storage.studies import StudyRecord
from firsthand.storage.transcripts import TranscriptRecord

_topics: Remembered[TopicHeard] = Remembered(16_384)  # turns of one version of a transcript, no words


@dataclass(frozen=True, slots=True)
class ClaimSupport:
    """What is known of one claim now."""

    everything: Support
    strict: Support
    sentence: str
    strict_sentence: str
    unchecked: str  # "k of n by rule, not yet checked"; "" where all were checked
    since: date | None  # the first and the last day of the sessions counted
    until: date | None
    sittings: tuple[Sitting, ...]
    pieces: tuple[Piece, ...]
    waiting: tuple[str, ...]  # sessions whose questions are still being looked for
    gone: tuple[Lost, ...] = ()  # evidence that was withdrawn or deleted for good
    marked: Mapping[str, tuple[Stretch, ...]] = field(default_factory=dict)  # by session: questions under its codes

    @property
    def lost(self) -> tuple[Piece, ...]:
        """Evidence that does not count any more, with the reason."""
        return tuple(piece for piece in self.pieces if piece.mention is None)


@dataclass(frozen=True, slots=True)
class _Seat:
    participant_id: str
    company_id: str
    segment_id: str


@dataclass(frozen=True, slots=True)
class _Held:
    """One session that took place."""

    id: str
    study_id: str | None
    on: date
    seats: tuple[_Seat, ...]
    transcript_id: str | None  # of record


@dataclass(slots=True)
class _Field:
    """Everything that the counting of several claims looks at."""

    sessions: tuple[_Held, ...]
    confidential: frozenset[str]  # studies that count only where a claim names them
    outlines: Outlines
    asking: Mapping[str, Mapping[str, Turns]]  # by term and transcript: the researchers' turns that use it
    marked: Mapping[str, Stretches]  # by code: what coders marked with it
    told: Mapping[str, str]  # by participant: what they had read before
    scopes: Mapping[str, frozenset[str]]  # by claim: its studies
    pieces: Mapping[str, tuple[Piece, ...]]  # by claim; not counted yet
    gone: Mapping[str, tuple[Lost, ...]]  # by claim
    rulings: Mapping[tuple[str, str, str], ClaimRulingRecord] = field(default_factory=dict)
    told_uses: dict[tuple[str, tuple[str, ...]], bool] = field(default_factory=dict)  # found so far

    def is_told(self, participant_id: str, terms: tuple[str, ...]) -> bool:
        """Whether somebody had read one of the terms before."""
        told = self.told.get(participant_id, "")
        if not told:
            return False
        if (told, terms) not in self.told_uses:
            self.told_uses[told, terms] = uses(told, terms)
        return self.told_uses[told, terms]


def supports(actor: Actor, claims: Sequence[ClaimRecord]) -> dict[str, ClaimSupport]:
    """The support of each of these claims, as far as the actor may see what it rests on."""
    if not claims:
        return {}
    looked_at = _field(actor, claims)
    return {claim.id: _support(claim, looked_at) for claim in claims}


def topic_of(claim: ClaimRecord) -> Topic:
    """What a claim is about."""
    return Topic(tuple(claim.questions), tuple(claim.terms), tuple(claim.codes))


def _support(claim: ClaimRecord, looked_at: _Field) -> ClaimSupport:
    sessions = [one for one in looked_at.sessions if _is_in_scope(claim, one, looked_at)]
    topic, pieces = topic_of(claim), looked_at.pieces.get(claim.id, ())
    heard = {one.id: _heard(topic, one, looked_at) for one in sessions}
    placed = tuple(_placed(piece, heard) for piece in pieces)
    sittings = tuple(_sittings(claim, sessions, heard, placed, looked_at))
    everything, strict = support(sittings), support(sittings, strict=True)
    waiting = frozenset(looked_at.outlines.waiting)
    since, until = min((one.on for one in sittings), default=None), max((one.on for one in sittings), default=None)
    return ClaimSupport(
        everything=everything,
        strict=strict,
        sentence=claim_sentence(everything, claim.described, since, until),
        strict_sentence=claim_sentence(strict, claim.described, since, until),
        unchecked=unchecked(everything),
        since=since,
        until=until,
        sittings=sittings,
        pieces=placed,
        waiting=tuple(one.id for one in sessions if one.transcript_id in waiting),
        gone=looked_at.gone.get(claim.id, ()),
        marked={one.id: marks for one in sessions if (marks := _marks(topic, one, looked_at))},
    )


def _marks(topic: Topic, session: _Held, looked_at: _Field) -> tuple[Stretch, ...]:
    """The questions of a conversation that coders marked with a code of the topic."""
    transcript_id = session.transcript_id or ""
    found = looked_at.outlines.by_transcript.get(transcript_id, Outline())
    stretches = of_codes(looked_at.marked, topic.codes, transcript_id)
    questions = marked_questions(found, stretches).items()
    return tuple(Stretch(turn, begin, turn, finish) for turn, places in questions for begin, finish in places)


def _is_in_scope(claim: ClaimRecord, session: _Held, looked_at: _Field) -> bool:
    """Whether a claim speaks about this session; a confidential study counts only where the claim names it."""
    studies = looked_at.scopes.get(claim.id, frozenset())
    if studies and session.study_id not in studies:
        return False
    if not studies and session.study_id in looked_at.confidential:
        return False
    return (claim.since is None or claim.since <= session.on) and (claim.until is None or session.on <= claim.until)


def _heard(topic: Topic, session: _Held, looked_at: _Field) -> TopicHeard:
    is_told = any(looked_at.is_told(seat.participant_id, topic.terms) for seat in session.seats)
    transcript_id = session.transcript_id or ""
    found = looked_at.outlines.by_transcript.get(transcript_id)
    if found is None:
        return heard_at(topic, Outline(), {}, is_told=is_told)
    marked = of_codes(looked_at.marked, topic.codes, transcript_id)
    key = (looked_at.outlines.versions[transcript_id], topic, marked, is_told)
    return _topics.get(key, lambda: _listen(topic, transcript_id, marked_questions(found, marked), is_told, looked_at))


def _listen(
    topic: Topic, transcript_id: str, marked: Mapping[int, tuple[Place, ...]], is_told: bool, looked_at: _Field
) -> TopicHeard:
    found, used = looked_at.outlines.by_transcript[transcript_id], dict(marked)
    for term in topic.terms:
        for turn, where in looked_at.asking[term].get(transcript_id, NOWHERE).items():
            used[turn] = (*used.get(turn, ()), *where)
    return heard_at(topic, found, used, is_told=is_told)


def _placed(piece: Piece, heard: Mapping[str, TopicHeard]) -> Piece:
    """A piece with what is known of its prompting; out of scope it does not count."""
    if piece.mention is None:
        return piece
    if piece.session_id not in heard:
        return replace(piece, mention=None, why_not="It is from a conversation outside the claim's scope.")
    return replace(
        piece, mention=replace(piece.mention, prompting=heard[piece.session_id].prompting(piece.mention.turn))
    )


def _sittings(
    claim: ClaimRecord,
    sessions: Iterable[_Held],
    heard: Mapping[str, TopicHeard],
    pieces: Iterable[Piece],
    looked_at: _Field,
) -> Iterable[Sitting]:
    mentions: defaultdict[tuple[str, str], list[Mention]] = defaultdict(list)
    for piece in pieces:
        if piece.mention:
            mentions[piece.session_id, piece.participant_id].append(piece.mention)
    wanted = frozenset(claim.segments)
    for session in sessions:
        for seat in session.seats:
            if wanted and seat.segment_id not in wanted:
                continue
            sitting = Sitting(
                person=seat.participant_id,
                session=session.id,
                on=session.on,
                asks=heard[session.id].asks,
                mentions=tuple(mentions[session.id, seat.participant_id]),
                company=seat.company_id,
                segment=seat.segment_id,
            )
            yield _ruled(sitting, looked_at.rulings.get((claim.id, session.id, seat.participant_id)))


def _ruled(sitting: Sitting, ruling: ClaimRulingRecord | None) -> Sitting:
    """The sitting as a member corrected or confirmed it; a turn that the rule had not found is taken for sound."""
    if ruling is None:
        return sitting
    asks = sitting.asks
    if ruling.asked_turns is not None:
        known = {ask.turn: ask for ask in asks}
        asks = tuple(known.get(turn, Ask(turn)) for turn in sorted(set(ruling.asked_turns)))
    if ruling.is_answered is not None:
        asks = tuple(replace(ask, is_answered=ruling.is_answered) for ask in asks)
    return replace(sitting, asks=asks, is_checked=True)


def _field(actor: Actor, claims: Sequence[ClaimRecord]) -> _Field:
    sessions, transcripts = _sessions(actor)
    found = outlines_of(transcripts)
    terms = tuple(dict.fromkeys(term for claim in claims for term in claim.terms))
    return _Field(
        sessions=sessions,
        confidential=_confidential(actor),
        outlines=found,
        asking=term_places(actor.workspace_id, {record.id: record.version for record in transcripts}, terms),
        marked=code_places(actor.workspace_id, (code for claim in claims for code in claim.codes)),
        told=told_before(seat.participant_id for one in sessions for seat in one.seats),
        scopes=_scopes(claims),
        pieces=pieces_of(actor, claims),
        gone=lost_of(claims),
        rulings=_rulings(claims),
    )


def _sessions(actor: Actor) -> tuple[tuple[_Held, ...], list[TranscriptRecord]]:
    """The conversations that took place, with who sat in them, and their transcripts of record; three queries."""
    held = visible(actor, SessionRecord).exclude(state__in=NOT_HELD)
    seats = _seats(held)
    records = TranscriptRecord.objects.filter(session__in=held.values("id"), deleted_at=None, is_of_record=True)
    records = records.exclude(format="").select_related("session__guide").defer("problems", "session__guide__text")
    transcripts = list(records)
    of_record = {record.session_id: record.id for record in transcripts}
    rows = held.values_list("id", "study_id", "interview_date").order_by("interview_date", "id")
    return tuple(_Held(*row, tuple(seats.get(row[0], ())), of_record.get(row[0])) for row in rows), transcripts


def _seats(sessions: QuerySet[SessionRecord]) -> dict[str, list[_Seat]]:
    query = SessionParticipantRecord.objects.filter(session__in=sessions.values("id"), participant__deleted_at=None)
    columns = ("session_id", "participant_id", "participant__company_id", "participant__segment_id")
    found: defaultdict[str, list[_Seat]] = defaultdict(list)
    for session_id, participant_id, company_id, segment_id in query.values_list(*columns).order_by("created_at", "id"):
        found[session_id].append(_Seat(participant_id, company_id or "", segment_id or ""))
    return found


def _confidential(actor: Actor) -> frozenset[str]:
    confidential = StudyRecord.objects.filter(workspace_id=actor.workspace_id, is_confidential=True)
    return frozenset(confidential.values_list("id", flat=True))


def _scopes(claims: Sequence[ClaimRecord]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for claim_id, study_id in ClaimStudyRecord.objects.filter(claim__in=claims).values_list("claim_id", "study_id"):
        found[claim_id].add(study_id)
    return {claim_id: frozenset(studies) for claim_id, studies in found.items()}


def _rulings(claims: Sequence[ClaimRecord]) -> dict[tuple[str, str, str], ClaimRulingRecord]:
    records = ClaimRulingRecord.objects.filter(claim__in=claims)
    return {(one.claim_id, one.session_id, one.participant_id): one for one in records}
