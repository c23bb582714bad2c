"""The evidence of claims, down to the quotes and notes that it rests on, and why a piece of it does not count."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.domain.evidence.statuses import Mark
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.support import Mention, Prompting, Side
from firsthand.services.access import visible
from firsthand.services.notes import CLOSED as NOTE_CLOSED
from firsthand.services.notes import closed_notes
from firsthand.services.quotes import QuoteRow, quote_rows
from firsthand.storage.claims import ClaimRecord, EvidenceRecord
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import CitationRecord

OPEN_CROPS = {Mark.CROPPED, Mark.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence of a claim: a quote or a note, directly or through an observation."""

    evidence_id: str
    side: Side
    quote: QuoteRow | None
    note_id: str | None
    observation_id: str | None  # through which it came
    participant_id: str
    session_id: str
    mention: Mention | None  # None where it does not count; `why_not` says why
    why_not: str = ""


def pieces_of(actor: Actor, claims: Sequence[ClaimRecord]) -> dict[str, tuple[Piece, ...]]:
    """The evidence of each claim down to its quotes and notes; a few queries for all of it."""
    links = list(EvidenceRecord.objects.filter(claim__in=claims).order_by("created_at", "id"))
    cited = _cited([link.observation_id for link in links if link.observation_id])
    places = [(link, link.quote_id, link.note_id) for link in links if not link.observation_id]
    for link in links:
        places += [(link, quote, note) for quote, note in cited.get(link.observation_id or "", ())]
    quotes = quote_rows(actor, [quote for _, quote, _ in places if quote])
    notes = {note.id: note for note in visible(actor, NoteRecord).filter(id__in=[n for _, _, n in places if n])}
    shut = closed_notes(list(notes.values()))
    found: defaultdict[str, list[Piece]] = defaultdict(list)
    for link, quote, note in places:
        piece = _of_quote(link, quotes.get(quote)) if quote else _of_note(link, notes.get(note or ""), shut)
        found[link.claim_id].append(piece)
    return {claim_id: tuple(pieces) for claim_id, pieces in found.items()}


def _cited(observation_ids: Sequence[str]) -> dict[str, list[tuple[str | None, str | None]]]:
    records = CitationRecord.objects.filter(observation__in=observation_ids, observation__deleted_at=None)
    found: defaultdict[str, list[tuple[str | None, str | None]]] = defaultdict(list)
    for observation_id, quote_id, note_id in records.values_list("observation_id", "quote_id", "note_id"):
        found[observation_id].append((quote_id, note_id))
    return found


def _of_quote(link: EvidenceRecord, row: QuoteRow | None) -> Piece:
    """A quote as evidence: it counts where it may be shown as a quote of a participant."""
    if row is None:
        return Piece(link.id, Side(link.side), None, None, link.observation_id, "", "", None, "The quote was deleted.")
    who = row.person.id if row.person else ""
    mention, why_not = None, row.closed_because
    if not why_not and not row.is_showable:
        why_not = "Its words are no longer what the transcript says."
    if not why_not and who:
        mention = Mention(row.id, Side(link.side), row.first_turn, Prompting.UNKNOWN, _is_fit(row))
    return Piece(link.id, Side(link.side), row, None, link.observation_id, who, row.session_id, mention, why_not)


def _is_fit(row: QuoteRow) -> bool:
    """Whether a quote may stand in a strict count."""
    is_open_crop = bool(OPEN_CROPS & set(row.marks)) and not row.is_crop_confirmed
    return not (row.caveat or is_open_crop)


def _of_note(link: EvidenceRecord, note: NoteRecord | None, shut: frozenset[str]) -> Piece:
    """Words noted without a transcript: they count in all, never strictly."""
    if note is None or not note.participant_id:
        return Piece(link.id, Side(link.side), None, None, link.observation_id, "", "", None, "The note is gone.")
    who, session = note.participant_id, note.session_id
    if note.id in shut:
        return Piece(link.id, Side(link.side), None, note.id, link.observation_id, who, session, None, NOTE_CLOSED)
    mention = Mention(note.id, Side(link.side), None, Prompting.UNKNOWN, is_fit=False)
    return Piece(link.id, Side(link.side), None, note.id, link.observation_id, who, session, mention)
