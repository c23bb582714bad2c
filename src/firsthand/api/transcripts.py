"""Transcripts over the API: read, say who is who, correct."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import CorrectionIn, RolesIn
from firsthand.services import reader, speakers, transcripts

router = Router(tags=["transcripts"])


@router.get("/sessions/{session_id}/transcript", response={200: reader.ReaderPage, **REFUSALS})
def get_transcript(request: HttpRequest, session_id: str, transcript_id: str = "") -> reader.ReaderPage:
    """The transcript of record with its quotes, or another of the session's transcripts."""
    return reader.reader_page(actor(request), session_id, transcript_id or None)


@router.get("/transcripts/{transcript_id}/roles", response={200: speakers.RolesPage, **REFUSALS})
def get_roles(request: HttpRequest, transcript_id: str) -> speakers.RolesPage:
    """The speakers with a guess, and its reasons, who each was."""
    return speakers.roles_page(actor(request), transcript_id)


@router.put("/transcripts/{transcript_id}/roles", response={204: None, **REFUSALS})
def confirm_roles(request: HttpRequest, transcript_id: str, roles: RolesIn) -> Status[None]:
    """Say who every speaker was; until then nobody can be quoted."""
    answers = [
        speakers.SpeakerAnswer(one.speaker_id, one.role, one.participant_id or None, one.new_participant)
        for one in roles.speakers
    ]
    speakers.confirm_roles(actor(request), transcript_id, answers, roles.version)
    return Status(204, None)


@router.put("/transcripts/{transcript_id}/turns/{index}", response={204: None, **REFUSALS})
def correct_turn(request: HttpRequest, transcript_id: str, index: int, correction: CorrectionIn) -> Status[None]:
    """Lay a correction over one turn; the original stays."""
    transcripts.correct_turn(
        actor(request),
        transcript_id,
        index,
        correction.text,
        has_listened=correction.has_listened,
        version=correction.version,
    )
    return Status(204, None)
