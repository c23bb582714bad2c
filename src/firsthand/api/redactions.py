"""Personal data over the API: what rules find, what members decide, and what is left to do before sharing."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.redaction_shapes import CoverIn, DecisionIn, Many
from firsthand.api.requests import actor
from firsthand.services import redactions, remarks

router = Router(tags=["personal data"])


@router.get("/sessions/{session_id}/redaction", response={200: redactions.RedactionPage, **REFUSALS})
def get_redaction(request: HttpRequest, session_id: str) -> redactions.RedactionPage:
    """The transcript of record with what of it is, or may be, personal data."""
    return redactions.redaction_page(actor(request), session_id)


@router.post("/sessions/{session_id}/redaction/decisions", response={200: Many, **REFUSALS})
def decide(request: HttpRequest, session_id: str, wanted: DecisionIn) -> dict[str, int]:
    """Cover a stretch that a rule found, or show it; one, or all of the same."""
    places = redactions.decide(
        actor(request),
        session_id,
        wanted.turn,
        wanted.begin,
        wanted.finish,
        is_covered=wanted.is_covered,
        everywhere=wanted.everywhere,
    )
    return {"places": places}


@router.post("/sessions/{session_id}/redaction/covers", response={200: Many, **REFUSALS})
def cover_words(request: HttpRequest, session_id: str, wanted: CoverIn) -> dict[str, int]:
    """Cover words that no rule found."""
    places = redactions.decide(
        actor(request),
        session_id,
        wanted.turn,
        wanted.begin,
        wanted.finish,
        is_covered=True,
        kind=wanted.kind,
        everywhere=wanted.everywhere,
    )
    return {"places": places}


@router.post("/sessions/{session_id}/redaction/review", response={204: None, **REFUSALS})
def finish_review(request: HttpRequest, session_id: str) -> Status[None]:
    """Say that you have read the transcript to its end; refused while something waits for a look."""
    redactions.finish_review(actor(request), session_id)
    return Status(204, None)


@router.delete("/redactions/{redaction_id}", response={204: None, **REFUSALS})
def reopen(request: HttpRequest, redaction_id: str, everywhere: bool = False) -> Status[None]:
    """Take a decision back."""
    redactions.reopen(actor(request), redaction_id, everywhere=everywhere)
    return Status(204, None)


@router.get("/studies/{study_id}/before-sharing", response={200: remarks.RemarksPage, **REFUSALS})
def before_sharing(request: HttpRequest, study_id: str) -> remarks.RemarksPage:
    """Where members named somebody in what they wrote about a study."""
    return remarks.study_remarks(actor(request), study_id)
