"""The proof of a quote as it is shown: whoever holds the transcript can check it, and nobody else learns a name."""

from __future__ import annotations

import secrets

from firsthand.domain.errors import Invalid, NotAllowed
from firsthand.domain.evidence.redaction.proofs import Proof, prove
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import found
from firsthand.services.covers import covers_of
from firsthand.services.quote_rows import QuoteRow
from firsthand.services.quotes import quote
from firsthand.services.transcripts import Loaded, load
from firsthand.storage.quotes import QuoteRecord

NO_QUOTE = "These words can't be shown as a quote as they stand, so there is nothing to prove. Nothing was made."


def quote_proof(actor: Actor, quote_id: str) -> Proof:
    """Where a quote's words stand, how they read with placeholders, and keyed digests of what is covered.

    Raises NotAllowed where they are closed, Invalid where they may not be shown as a quote.
    """
    record = found(actor, Action.READ, QuoteRecord, quote_id, "transcript__session__study")
    row = quote(actor, record.id)
    if row.closed_because:
        raise NotAllowed(row.closed_because)
    if not row.is_showable:
        raise Invalid(NO_QUOTE)
    loaded, session = load(record.transcript), record.transcript.session
    covers = covers_of(actor.workspace_id, [session], [record.transcript])
    laid = covers.of_transcript(session.id, record.transcript_id, loaded.transcript)
    return prove(loaded.transcript, _places(row, loaded), laid, secrets.token_hex(16))


def _places(row: QuoteRow, loaded: Loaded) -> list[tuple[int, int, int]]:
    """The quote turn by turn; somebody else's mm-hm in between is no part of it."""
    speaker = loaded.speaker_at(row.first_turn).id
    turns = loaded.transcript.turns[row.first_turn : row.last_turn + 1]
    return [
        (
            turn.index,
            row.begin if turn.index == row.first_turn else 0,
            row.finish if turn.index == row.last_turn else len(turn.text),
        )
        for turn in turns
        if loaded.speaker_at(turn.index).id == speaker and turn.text
    ]
