"""Transcripts over the API: read, say who is who, correct."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import CorrectionIn, RolesIn, Waiting
from firsthand.services import exports, reader, record_choice, speakers, transcripts

router = Router(tags=["transcripts"])


@router.get("/sessions/{session_id}/transcript", response={200: reader.ReaderPage, **REFUSALS})
def get_transcript(
    request: HttpRequest, session_id: str, transcript_id: str = "", as_viewers: bool = False
) -> reader.ReaderPage:
    """The transcript of record with its quotes, or another one of the session; if wanted, as viewers see its words."""
    page = reader.reader_page(actor(request), session_id, transcript_id or None, as_viewers=as_viewers)
    exports.note_transcript_read(actor(request), session_id, (turn.text for turn in page.turns))
    return page


@router.get("/sessions/{session_id}/unlanded", response={200: list[Waiting], **REFUSALS})
def list_unlanded(request: HttpRequest, session_id: str) -> list[record_choice.Unlanded]:
    """The quotes that don't stand in the transcript of record, by place: their words are closed."""
    return list(record_choice.unlanded(actor(request), session_id))


@router.post("/transcripts/{transcript_id}/of-record", response={200: record_choice.Chosen, **REFUSALS})
def choose_record(request: HttpRequest, transcript_id: str) -> record_choice.Chosen:
    """Make it the session's transcript of record: quotes that land in it move, the others are closed."""
    return record_choice.choose_record(actor(request), transcript_id)


@router.get("/transcripts/{transcript_id}/turns/{index}", response={200: transcripts.TurnText, **REFUSALS})
def get_turn(request: HttpRequest, transcript_id: str, index: int) -> transcripts.TurnText:
    """One turn's words as they stand and as imported, with the version to send when correcting it."""
    return transcripts.turn_text(actor(request), transcript_id, index)


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
