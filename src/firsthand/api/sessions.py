"""Sessions over the API, with their craft report and record."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, SessionIn, SharingIn, StateIn, Undoable
from firsthand.services import craft, records, sessions
from firsthand.services.slices import Slice

router = Router(tags=["sessions"])


class Wanted(Part):
    """Which sessions."""

    study_id: str = ""


@router.get("/sessions", response={200: Slice[sessions.SessionRow], **REFUSALS})
def list_sessions(request: HttpRequest, part: Query[Wanted]) -> Slice[sessions.SessionRow]:
    """The sessions, newest first, of one study if it is named."""
    return sessions.sessions(actor(request), part.cut(), part.study_id or None)


@router.post("/sessions", response={201: Created, **REFUSALS})
def create_session(request: HttpRequest, session: SessionIn) -> Status[dict[str, str]]:
    """Plan a session."""
    return Status(201, {"id": sessions.create_session(actor(request), _form(session))})


@router.get("/sessions/{session_id}", response={200: sessions.SessionPage, **REFUSALS})
def get_session(request: HttpRequest, session_id: str) -> sessions.SessionPage:
    """One session with its transcripts."""
    return sessions.session_page(actor(request), session_id)


@router.put("/sessions/{session_id}", response={204: None, **REFUSALS})
def edit_session(request: HttpRequest, session_id: str, session: SessionIn) -> Status[None]:
    """Save a session."""
    sessions.edit_session(actor(request), session_id, _form(session), session.version)
    return Status(204, None)


@router.post("/sessions/{session_id}/state", response={204: None, **REFUSALS})
def move_session(request: HttpRequest, session_id: str, wanted: StateIn) -> Status[None]:
    """Take a session to its next state."""
    sessions.move_session(actor(request), session_id, wanted.state)
    return Status(204, None)


@router.delete("/sessions/{session_id}", response={200: Undoable, **REFUSALS})
def delete_session(request: HttpRequest, session_id: str) -> dict[str, str]:
    """Take a session away with its transcripts and quotes."""
    return {"undo_id": sessions.delete_session(actor(request), session_id)}


@router.get("/sessions/{session_id}/craft", response={200: craft.CraftPage, **REFUSALS})
def get_craft(request: HttpRequest, session_id: str) -> craft.CraftPage:
    """How the interview was held; yours only, until you share it."""
    return craft.craft_page(actor(request), session_id)


@router.put("/sessions/{session_id}/craft/sharing", response={204: None, **REFUSALS})
def share_craft(request: HttpRequest, session_id: str, wanted: SharingIn) -> Status[None]:
    """Show your own craft report to the workspace, or close it again."""
    sessions.share_craft(actor(request), session_id, is_shared=wanted.is_shared)
    return Status(204, None)


@router.get("/sessions/{session_id}/record", response={200: str, **REFUSALS})
def get_record(request: HttpRequest, session_id: str) -> HttpResponse:
    """The interview record as Markdown."""
    text = records.take_record(actor(request), session_id)
    return HttpResponse(text, content_type="text/markdown; charset=utf-8")


def _form(session: SessionIn) -> sessions.SessionForm:
    return sessions.SessionForm(
        session.title,
        session.interview_date,
        session.study_id,
        session.guide_id,
        tuple(session.participant_ids),
        session.zone,
        session.starts_at,
        session.minutes,
        session.location,
        session.facilitator_id,
        session.note_taker_id,
        tuple(session.observer_ids),
    )
