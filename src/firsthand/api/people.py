"""Participants over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, EditedParticipantIn, ParticipantIn, Undoable
from firsthand.services import participants
from firsthand.services.slices import Slice

router = Router(tags=["participants"])


class Wanted(Part):
    """Which people."""

    search: Annotated[str, Field(max_length=200)] = ""  # part of a name or an e-mail address
    company_id: Annotated[str, Field(max_length=26)] = ""
    segment_id: Annotated[str, Field(max_length=26)] = ""
    ai_use: Annotated[str, Field(max_length=35)] = ""


@router.get("/participants", response={200: Slice[participants.PersonRow], **REFUSALS})
def list_participants(request: HttpRequest, part: Query[Wanted]) -> Slice[participants.PersonRow]:
    """The people we talk to, newest first."""
    which = participants.PeopleFilter(part.search, part.company_id, part.segment_id, part.ai_use)
    return participants.participants(actor(request), part.cut(), which)


@router.get("/segments", response={200: list[participants.SegmentRow], **REFUSALS})
def list_segments(request: HttpRequest) -> list[participants.SegmentRow]:
    """The kinds of customers that people are put into, by name."""
    return list(participants.segments(actor(request)))


@router.post("/participants", response={201: Created, **REFUSALS})
def add_participant(request: HttpRequest, person: ParticipantIn) -> Status[dict[str, str]]:
    """Write a new participant down."""
    form = participants.ParticipantForm(**person.dict())
    return Status(201, {"id": participants.add_participant(actor(request), form)})


@router.get("/participants/{participant_id}", response={200: participants.ParticipantPage, **REFUSALS})
def get_participant(request: HttpRequest, participant_id: str) -> participants.ParticipantPage:
    """One participant."""
    return participants.participant_page(actor(request), participant_id)


@router.put("/participants/{participant_id}", response={204: None, **REFUSALS})
def edit_participant(request: HttpRequest, participant_id: str, person: EditedParticipantIn) -> Status[None]:
    """Save what is known of a participant."""
    form = participants.ParticipantForm(**person.dict(exclude={"version"}))
    participants.edit_participant(actor(request), participant_id, form, person.version)
    return Status(204, None)


@router.delete("/participants/{participant_id}", response={200: Undoable, **REFUSALS})
def delete_participant(request: HttpRequest, participant_id: str) -> dict[str, str]:
    """Take a participant away who takes part in no conversation."""
    return {"undo_id": participants.delete_participant(actor(request), participant_id)}
