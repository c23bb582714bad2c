"""Notes over the API: taken while somebody listens, and noted words looked for in the transcript that came since."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, Undoable
from firsthand.domain.evidence.notes import NoteKind
from firsthand.services import noted
from firsthand.services import notes as service

router = Router(tags=["notes"])


class NoteIn(Schema):
    """A note as it is taken."""

    text: Annotated[str, Field(max_length=service.LONGEST)]
    kind: NoteKind = NoteKind.NOTE
    at_seconds: Annotated[float, Field(ge=0, le=service.LONGEST_CALL)] | None = None
    participant_id: Annotated[str, Field(max_length=40)] = ""

    def form(self) -> service.NoteForm:
        """The services' word for it."""
        return service.NoteForm(self.text, self.kind, self.at_seconds, self.participant_id)


class EditedNoteIn(NoteIn):
    """The same, with the version that was seen."""

    version: int | None = None


class AcceptedIn(Schema):
    """The place in the transcript that somebody saw and accepts, as the list of matches gives it."""

    place: Annotated[str, Field(max_length=60)]
    version: int | None = None


class UnmatchedIn(Schema):
    """Whether the transcript does not hold these words."""

    is_unmatched: bool = True


@router.get("/sessions/{session_id}/notes", response={200: list[service.NoteRow], **REFUSALS})
def list_notes(request: HttpRequest, session_id: str) -> list[service.NoteRow]:
    """The notes of a session in the order of the conversation."""
    return list(service.notes(actor(request), session_id))


@router.post("/sessions/{session_id}/notes", response={201: Created, **REFUSALS})
def take_note(request: HttpRequest, session_id: str, note: NoteIn) -> Status[dict[str, str]]:
    """Take a note."""
    return Status(201, {"id": service.new_note(actor(request), session_id, note.form())})


@router.get("/sessions/{session_id}/noted", response={200: noted.NotedPage, **REFUSALS})
def list_noted(request: HttpRequest, session_id: str) -> noted.NotedPage:
    """The noted words that nobody has decided about, each beside what comes nearest in the transcript."""
    return noted.noted_matches(actor(request), session_id)


@router.get("/notes/{note_id}", response={200: service.NoteRow, **REFUSALS})
def get_note(request: HttpRequest, note_id: str) -> service.NoteRow:
    """One note."""
    return service.note(actor(request), note_id)


@router.put("/notes/{note_id}", response={204: None, **REFUSALS})
def edit_note(request: HttpRequest, note_id: str, note: EditedNoteIn) -> Status[None]:
    """Save what a note says."""
    service.edit_note(actor(request), note_id, note.form(), note.version)
    return Status(204, None)


@router.delete("/notes/{note_id}", response={200: Undoable, **REFUSALS})
def delete_note(request: HttpRequest, note_id: str) -> dict[str, str]:
    """Take a note away."""
    return {"undo_id": service.delete_note(actor(request), note_id)}


@router.post("/notes/{note_id}/accept", response={201: Created, **REFUSALS})
def accept_noted(request: HttpRequest, note_id: str, accepted: AcceptedIn) -> Status[dict[str, str]]:
    """Keep the transcript's words as a quote that the note points to; gives the quote's id."""
    return Status(201, {"id": noted.accept_noted(actor(request), note_id, accepted.place, accepted.version)})


@router.put("/notes/{note_id}/unmatched", response={204: None, **REFUSALS})
def set_unmatched(request: HttpRequest, note_id: str, said: UnmatchedIn) -> Status[None]:
    """Say that the transcript does not hold these words, or have them looked for again."""
    noted.set_unmatched(actor(request), note_id, is_unmatched=said.is_unmatched)
    return Status(204, None)
