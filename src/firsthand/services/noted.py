"""Noted words looked for in the transcript that arrived since, and offered as checked quotes; a member decides.

What is kept as the quote are the transcript's words, never the note's. The note stays as it was taken and points to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.evidence.noted import Hearing, Nearest, nearest
from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import absent, found, require_version
from firsthand.services.acting import acting
from firsthand.services.landing import current
from firsthand.services.notes import NoteRow, notes
from firsthand.services.quotes import new_quote
from firsthand.services.remembering import Remembered
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.notes import NoteRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.transcripts import TranscriptRecord

ROLES_FIRST = "Say who is who in the transcript first; then the noted words are looked for in it."
CLOSED = "The transcript is closed by a participant's consent, so nothing is looked for in it."
_hearings: Remembered[Hearing] = Remembered(8)  # an index of a long transcript takes half a second


@dataclass(frozen=True, slots=True)
class NotedMatch:
    """Noted words beside the words of the transcript that come nearest."""

    note: NoteRow
    text: str  # of the transcript; "" where nothing comes near
    status: str  # of the noted words: exact, same_words, cleaned, elided, altered, not_found
    difference: str  # "" where the words are the same, or too different to be told change by change
    first_turn: int
    begin: int
    last_turn: int
    finish: int
    start: float | None  # seconds

    @property
    def is_found(self) -> bool:
        """Whether there is anything to accept."""
        return bool(self.text)

    @property
    def place(self) -> str:
        """The place in one word, so that a form can say which words it accepts."""
        return f"{self.first_turn}.{self.begin}-{self.last_turn}.{self.finish}"


@dataclass(frozen=True, slots=True)
class NotedPage:
    """The noted words of a session that nobody has decided about."""

    transcript_id: str  # "" while there is none
    matches: tuple[NotedMatch, ...]
    waits_for: str  # why nothing can be looked for yet; "" where it can


def noted_matches(actor: Actor, session_id: str) -> NotedPage:
    """The noted words of a session, each with what comes nearest in its transcript of record."""
    session = found(actor, Action.READ, SessionRecord, session_id)
    waiting = [row for row in notes(actor, session.id) if _is_waiting(row)]
    record = current(session.id)
    if record is None or not waiting:
        return NotedPage(record.id if record else "", (), "")
    if record.roles_confirmed_at is None:
        return NotedPage(record.id, (), ROLES_FIRST)
    try:
        loaded = load(record)
    except NotAllowed:
        return NotedPage(record.id, (), CLOSED)
    return NotedPage(record.id, tuple(_match(row, loaded) for row in waiting), "")


def waiting_noted(session_id: str) -> int:
    """How many noted words of a session nobody has decided about; one query. Not looked for yet."""
    some = NoteRecord.objects.filter(session_id=session_id, kind=NoteKind.VERBATIM, deleted_at=None)
    return some.filter(quote=None, is_unmatched=False).count()


def accept_noted(actor: Actor, note_id: str, place: str, version: int | None = None) -> str:
    """Keep the transcript's words as a quote and let the note point to it; gives the quote's id.

    `place` is what the member saw: raises Conflict where the transcript says something else by now, Invalid where
    nothing comes near, NotAllowed as for any quote.
    """
    record = _there(actor, note_id)
    require_version(version, record.version, "note")
    row = next((one for one in notes(actor, record.session_id) if one.id == record.id and _is_waiting(one)), None)
    transcript = current(record.session_id)
    if row is None or transcript is None:
        raise Invalid("These words are not waiting to be looked for. Nothing was changed.")
    match = _match(row, load(transcript))
    if not match.is_found or match.place != place:
        raise Conflict("The transcript has changed since you looked. Nothing was kept; look at the words again.")
    return _accept(actor, record, transcript, match)


def _accept(actor: Actor, note: NoteRecord, transcript: TranscriptRecord, match: NotedMatch) -> str:
    quote = new_quote(actor, transcript.id, match.first_turn, match.begin, match.last_turn, match.finish)
    same = QuoteRecord.objects.filter(transcript=transcript, exact=quote.exact, deleted_at=None)
    known = same.filter(first_turn=quote.first_turn, begin=quote.begin).first()
    with acting(actor, "accepted match of note", Ref(Kind.NOTE, note.id)) as act:
        if known is None:
            quote.save(force_insert=True)
            act.also("highlighted quote", Ref(Kind.QUOTE, quote.id))
        kept = known or quote
        query = NoteRecord.objects.filter(id=note.id, version=note.version)
        saved = query.update(quote=kept, version=note.version + 1)
        require_version(note.version, note.version if saved else -1, "note")
    quote_id: str = kept.id
    return quote_id


def set_unmatched(actor: Actor, note_id: str, *, is_unmatched: bool = True) -> None:
    """Say that the transcript does not hold these words, or take that back."""
    record = _there(actor, note_id)
    verb = "found note not in transcript" if is_unmatched else "reopened note"
    with acting(actor, verb, Ref(Kind.NOTE, record.id)):
        NoteRecord.objects.filter(id=record.id).update(is_unmatched=is_unmatched, version=record.version + 1)


def _there(actor: Actor, note_id: str) -> NoteRecord:
    record = found(actor, Action.CHANGE, NoteRecord, note_id, "session")
    if record.session.deleted_at:
        raise absent()
    return record


def _is_waiting(row: NoteRow) -> bool:
    return row.is_noted and not (row.quote_id or row.is_unmatched or row.closed_because)


def _match(row: NoteRow, loaded: Loaded) -> NotedMatch:
    hearing = _hearing(loaded, row.person.id if row.person else "")
    found_place = nearest(row.text, hearing, row.at_seconds)
    if found_place is None:
        return NotedMatch(row, "", Status.NOT_FOUND.value, "", 0, 0, 0, 0, None)
    where = found_place.place
    words = _words(loaded, found_place)
    start = loaded.transcript.turns[where.first_turn].start
    place = (where.first_turn, where.begin, where.last_turn, where.finish)
    return NotedMatch(row, words, found_place.status.value, found_place.difference, *place, start)


def _hearing(loaded: Loaded, participant_id: str) -> Hearing:
    """The transcript indexed, with the turns of the one whose words were noted, or of every participant."""
    record = loaded.record
    turns = partial(_turns_of, loaded, participant_id)
    return _hearings.get((record.id, record.version, participant_id), lambda: Hearing.of(loaded.transcript, turns()))


def _turns_of(loaded: Loaded, participant_id: str) -> frozenset[int]:
    places = enumerate(loaded.speaker_of)
    return frozenset(i for i, at in places if participant_id in ("", loaded.speakers[at].participant_id))


def _words(loaded: Loaded, found_place: Nearest) -> str:
    where = found_place.place
    texts = [turn.text for turn in loaded.transcript.turns[where.first_turn : where.last_turn + 1]]
    texts[-1] = texts[-1][: where.finish]
    texts[0] = texts[0][where.begin :]
    return " … ".join(_joined(texts))


def _joined(texts: Sequence[str]) -> Sequence[str]:
    """Of words that run over several turns, the first and the last: what lies between is somebody's mm-hm."""
    return texts if len(texts) < 3 else (texts[0], texts[-1])
