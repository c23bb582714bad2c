"""Quotes over the API: every one checked against the transcript each time it is given."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import KeptQuote, QuoteIn, SelectionIn, Undoable
from firsthand.domain.evidence.redaction.proofs import Proof
from firsthand.services import exports, quotes
from firsthand.services.quote_proofs import quote_proof
from firsthand.services.remarks import named_in_note
from firsthand.services.slices import Slice

router = Router(tags=["quotes"])


class Wanted(Part):
    """Which quotes."""

    study_id: str = ""
    session_id: str = ""
    participant_id: str = ""
    search: Annotated[str, Field(max_length=200)] = ""


@router.get("/quotes", response={200: Slice[quotes.QuoteRow], **REFUSALS})
def list_quotes(request: HttpRequest, part: Query[Wanted]) -> Slice[quotes.QuoteRow]:
    """The quotes, newest first, with status, marks and caveat."""
    wanted = quotes.QuoteFilter(part.study_id, part.session_id, part.participant_id, search=part.search)
    found = quotes.quotes(actor(request), wanted, part.cut())
    exports.note_quotes_read(actor(request), found.items)
    return found


@router.post("/transcripts/{transcript_id}/quotes/check", response={200: quotes.CheckedSelection, **REFUSALS})
def check_selection(request: HttpRequest, transcript_id: str, selection: SelectionIn) -> quotes.CheckedSelection:
    """What a stretch of words is worth as a quote; nothing is kept."""
    return quotes.check_selection(actor(request), transcript_id, **selection.dict())


@router.post("/transcripts/{transcript_id}/quotes", response={201: KeptQuote, **REFUSALS})
def highlight(request: HttpRequest, transcript_id: str, quote: QuoteIn) -> Status[dict[str, object]]:
    """Keep a stretch of words as a quote; `named_in_note` is whom the note names, for it is better without."""
    made = quotes.highlight(actor(request), transcript_id, **quote.dict())
    return Status(201, {"id": made, "named_in_note": named_in_note(actor(request), made)})


@router.get("/quotes/{quote_id}/proof", response={200: Proof, **REFUSALS})
def get_proof(request: HttpRequest, quote_id: str) -> Proof:
    """Where the words stand, how they read with placeholders, and keyed digests of what is covered."""
    return quote_proof(actor(request), quote_id)


@router.post("/quotes/{quote_id}/confirm", response={204: None, **REFUSALS})
def confirm_crop(request: HttpRequest, quote_id: str) -> Status[None]:
    """Say that a cropped quote is fair as it stands."""
    quotes.confirm_crop(actor(request), quote_id)
    return Status(204, None)


@router.delete("/quotes/{quote_id}", response={200: Undoable, **REFUSALS})
def delete_quote(request: HttpRequest, quote_id: str) -> dict[str, str]:
    """Take a quote away."""
    return {"undo_id": quotes.delete_quote(actor(request), quote_id)}
