"""Letters on their way out over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.domain.people.outbox import LetterStatus
from firsthand.services import outbox
from firsthand.services.slices import Slice

router = Router(tags=["outbox"])


class Wanted(Part):
    """Which letters."""

    status: LetterStatus | None = None


@router.get("/letters", response={200: Slice[outbox.LetterRow], **REFUSALS})
def list_letters(request: HttpRequest, part: Query[Wanted]) -> Slice[outbox.LetterRow]:
    """The workspace's letters, newest first."""
    return outbox.letters(actor(request), part.cut(), part.status)


@router.get("/letters/{letter_id}", response={200: outbox.LetterPage, **REFUSALS})
def get_letter(request: HttpRequest, letter_id: str) -> outbox.LetterPage:
    """One letter, exactly as it goes out."""
    return outbox.letter_page(actor(request), letter_id)


@router.post("/letters/{letter_id}/retry", response={204: None, **REFUSALS})
def retry_letter(request: HttpRequest, letter_id: str) -> Status[None]:
    """Put it back in the queue after it failed or was called off."""
    outbox.retry_letter(actor(request), letter_id)
    return Status(204, None)


@router.post("/letters/{letter_id}/cancel", response={204: None, **REFUSALS})
def cancel_letter(request: HttpRequest, letter_id: str) -> Status[None]:
    """Call it off before it leaves."""
    outbox.cancel_letter(actor(request), letter_id)
    return Status(204, None)


@router.post("/letters/{letter_id}/by-hand", response={204: None, **REFUSALS})
def mark_sent_by_hand(request: HttpRequest, letter_id: str) -> Status[None]:
    """Note that you sent it from your own mailbox."""
    outbox.mark_sent_by_hand(actor(request), letter_id)
    return Status(204, None)
