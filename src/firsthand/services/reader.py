"""The reader: a whole transcript with its speakers, questions and quotes, with the same few queries at any length."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from firsthand.domain.interviews.conversation import Asked
from firsthand.domain.interviews.transcripts import Role, Timing
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent_uses import Use
from firsthand.formats.problems import Weight
from firsthand.services.access import absent, found
from firsthand.services.consents import allowed
from firsthand.services.covers import Covers, covers_of
from firsthand.services.hearing import heard
from firsthand.services.participants import Person, people_of
from firsthand.services.quotes import QuoteRow, quotes_in
from firsthand.services.sessions import SessionRow, session_rows
from firsthand.services.sight import as_viewer
from firsthand.services.transcripts import Correction, Loaded, load, of_record
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord

ROLE_NAMES = {
    Role.RESEARCHER: "Researcher",
    Role.PARTICIPANT: "A participant",
    Role.OTHER: "Somebody else",
    Role.UNKNOWN: "Somebody",
}


@dataclass(frozen=True, slots=True)
class ReaderSpeaker:
    """One speaker of the transcript."""

    position: int  # by first turn
    name: str
    role: Role
    person: Person | None
    turns: int
    words: int


@dataclass(frozen=True, slots=True)
class ReaderTurn:
    """One turn as it is read."""

    index: int
    speaker: int  # position
    role: Role
    text: str
    start: float | None  # seconds
    end: float | None
    timing: Timing
    questions: tuple[Asked, ...]  # that it asks, if its speaker is a researcher
    correction: Correction | None
    imported: str | None  # the words as imported, where a correction lies over them

    @property
    def anchor(self) -> str:
        """The fragment of its link."""
        return f"t-{self.index}"


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """One transcript to read, search, quote from and correct."""

    session: SessionRow
    transcript_id: str
    file_name: str
    imported_at: datetime
    speakers: tuple[ReaderSpeaker, ...]
    turns: tuple[ReaderTurn, ...]
    quotes: tuple[QuoteRow, ...]  # in the order of the transcript
    problems: tuple[tuple[int | None, str, str], ...]  # line, what is wrong, the line's text
    left_out: tuple[tuple[int | None, str, str], ...]  # the same for what is rightly no speech, such as a heading
    duration: float | None  # seconds
    has_confirmed_roles: bool
    closed_because: str  # why nothing can be quoted now; "" where it can
    may_change: bool
    version: int
    is_covered: bool = False  # as those see it who may not read the original


def _problems(record: TranscriptRecord, weight: Weight) -> tuple[tuple[int | None, str, str], ...]:
    """What could not be read, of this weight; what was kept without one is a fault."""
    rows = record.problems
    return tuple((row[0], row[1], row[2]) for row in rows if (row[3] if len(row) > 3 else Weight.FAULT) == weight)


def reader_page(
    actor: Actor, session_id: str, transcript_id: str | None = None, *, as_viewers: bool = False
) -> ReaderPage:
    """The session's transcript of record, or another one of its transcripts; if wanted, as viewers are shown its words.

    Raises NotFound for who may not read, NotAllowed where a participant does not agree to a transcript being kept.
    """
    session = found(actor, Action.READ, SessionRecord, session_id, "study")
    record = _chosen(actor, session, transcript_id)
    loaded = load(record)
    return _covered_page(actor, session, loaded) if as_viewers else _page(actor, session, loaded)


def _page(actor: Actor, session: SessionRecord, loaded: Loaded, covers: Covers | None = None) -> ReaderPage:
    record = loaded.record
    return ReaderPage(
        session=session_rows(actor, [session])[0],
        transcript_id=record.id,
        file_name=record.file_name,
        imported_at=record.created_at,
        speakers=_speakers(loaded, people_of(actor, [session.id]).get(session.id, ())),
        turns=_turns(loaded),
        quotes=quotes_in(actor, loaded, covers),
        problems=_problems(record, Weight.FAULT),
        left_out=_problems(record, Weight.LEFT_OUT),
        duration=record.duration,
        has_confirmed_roles=record.roles_confirmed_at is not None,
        closed_because=_closed_because(loaded),
        may_change=may(actor, Action.CHANGE),
        version=record.version,
    )


def _covered_page(actor: Actor, session: SessionRecord, loaded: Loaded) -> ReaderPage:
    """The page with every word covered that viewers don't see; nothing is marked or corrected there."""
    viewer, covers = as_viewer(actor), covers_of(actor.workspace_id, [session], [loaded.record])
    page = _page(viewer, session, loaded, covers)
    shown = covers.transcript(session.id, loaded.record.id, loaded.transcript)
    texts = {turn.index: turn.text for turn in shown.turns}
    turns = (replace(t, text=texts[t.index], questions=(), correction=None, imported=None) for t in page.turns)
    return replace(
        page,
        file_name="",
        turns=tuple(turns),
        speakers=tuple(_unnamed(speaker) for speaker in page.speakers),
        problems=(),
        left_out=(),
        is_covered=True,
    )


def _unnamed(speaker: ReaderSpeaker) -> ReaderSpeaker:
    """A participant by their title; colleagues keep their names, which the session's page shows too."""
    name = speaker.name if speaker.role is Role.RESEARCHER else speaker.person.name if speaker.person else ""
    return replace(speaker, name=name or ROLE_NAMES[speaker.role])


def _chosen(actor: Actor, session: SessionRecord, transcript_id: str | None) -> TranscriptRecord:
    if transcript_id is None:
        return of_record(session.id)
    record = found(actor, Action.READ, TranscriptRecord, transcript_id)
    if record.session_id != session.id or not record.format:
        raise absent()
    return record


def _speakers(loaded: Loaded, people: tuple[Person, ...]) -> tuple[ReaderSpeaker, ...]:
    known = {person.id: person for person in people}
    turns, words = Counter(loaded.speaker_of), Counter[int]()
    for turn, place in zip(loaded.transcript.turns, loaded.speaker_of, strict=True):
        words[place] += turn.text.count(" ") + 1
    return tuple(
        ReaderSpeaker(place, s.name, Role(s.role), known.get(s.participant_id or ""), turns[place], words[place])
        for place, s in enumerate(loaded.speakers)
    )


def _turns(loaded: Loaded) -> tuple[ReaderTurn, ...]:
    questions = heard(loaded.record, loaded.transcript).questions
    return tuple(
        ReaderTurn(
            index=turn.index,
            speaker=place,
            role=turn.role,
            text=turn.text,
            start=turn.start,
            end=turn.end,
            timing=turn.timing,
            questions=questions.get(turn.index, ()),
            correction=loaded.corrections.get(turn.index),
            imported=turn.imported,
        )
        for turn, place in zip(loaded.transcript.turns, loaded.speaker_of, strict=True)
    )


def _closed_because(loaded: Loaded) -> str:
    if not loaded.record.is_of_record:
        return "This is not the transcript of record, so nothing is quoted from it."
    if loaded.record.roles_confirmed_at is None:
        return "Nobody has said yet who the speakers are. Until then nobody can be quoted."
    linked = {speaker.participant_id for speaker in loaded.speakers if speaker.participant_id}
    if not linked:
        return "No speaker of this transcript is a participant, so there is nobody to quote."
    if not allowed(linked, Use.QUOTE_INSIDE):
        return "The participants have not agreed to be quoted, or no longer do."
    return ""
