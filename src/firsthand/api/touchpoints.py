"""Touchpoints, timelines and figures over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import AssignedIn, Created, EditedTouchpointIn, FigureIn, SenderIn, TouchpointIn, Undoable
from firsthand.domain.people.figures import Series
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services import figures, timelines, touchpoints, unassigned
from firsthand.services.slices import Slice

router = Router(tags=["touchpoints"])


class Wanted(Part):
    """Which touchpoints."""

    participant_id: str = ""
    company_id: str = ""
    kind: TouchpointKind | None = None


class Stretch(Part):
    """Which part of a timeline; the kind is one of a touchpoint's, or figures, sessions or consents."""

    kind: Annotated[str, Field(max_length=20)] = ""


@router.get("/touchpoints", response={200: Slice[touchpoints.TouchpointRow], **REFUSALS})
def list_touchpoints(request: HttpRequest, part: Query[Wanted]) -> Slice[touchpoints.TouchpointRow]:
    """Tickets, answers, notes and messages, newest first."""
    wanted = touchpoints.TouchpointFilter(part.participant_id, part.company_id, part.kind)
    return touchpoints.touchpoints(actor(request), wanted, part.cut())


@router.post("/touchpoints", response={201: Created, **REFUSALS})
def add_touchpoint(request: HttpRequest, touchpoint: TouchpointIn) -> Status[dict[str, str]]:
    """Write a touchpoint down."""
    form = touchpoints.TouchpointForm(**touchpoint.dict())
    return Status(201, {"id": touchpoints.add_touchpoint(actor(request), form)})


@router.get("/touchpoints/{touchpoint_id}", response={200: touchpoints.TouchpointPage, **REFUSALS})
def get_touchpoint(request: HttpRequest, touchpoint_id: str) -> touchpoints.TouchpointPage:
    """One touchpoint."""
    return touchpoints.touchpoint_page(actor(request), touchpoint_id)


@router.put("/touchpoints/{touchpoint_id}", response={204: None, **REFUSALS})
def edit_touchpoint(request: HttpRequest, touchpoint_id: str, touchpoint: EditedTouchpointIn) -> Status[None]:
    """Save what is written of a touchpoint; where it came from stays."""
    form = touchpoints.TouchpointForm(**touchpoint.dict(exclude={"version"}))
    touchpoints.edit_touchpoint(actor(request), touchpoint_id, form, touchpoint.version)
    return Status(204, None)


@router.delete("/touchpoints/{touchpoint_id}", response={200: Undoable, **REFUSALS})
def delete_touchpoint(request: HttpRequest, touchpoint_id: str) -> dict[str, str]:
    """Take a touchpoint away."""
    return {"undo_id": touchpoints.delete_touchpoint(actor(request), touchpoint_id)}


@router.get("/participants/{participant_id}/timeline", response={200: timelines.TimelinePage, **REFUSALS})
def person_timeline(request: HttpRequest, participant_id: str, part: Query[Stretch]) -> timelines.TimelinePage:
    """Everything known of a participant in order, newest first; its figures over time are in `series`."""
    return timelines.person_timeline(actor(request), participant_id, part.kind, part.cut())


@router.get("/companies/{company_id}/timeline", response={200: timelines.TimelinePage, **REFUSALS})
def company_timeline(request: HttpRequest, company_id: str, part: Query[Stretch]) -> timelines.TimelinePage:
    """The same of a company and its people."""
    return timelines.company_timeline(actor(request), company_id, part.kind, part.cut())


@router.get("/participants/{participant_id}/figures", response={200: list[Series], **REFUSALS})
def person_figures(request: HttpRequest, participant_id: str) -> tuple[Series, ...]:
    """A participant's measures over time; where there is none of their own, the company's, which says so."""
    return figures.person_figures(actor(request), participant_id).measures


@router.get("/companies/{company_id}/figures", response={200: list[Series], **REFUSALS})
def company_figures(request: HttpRequest, company_id: str) -> tuple[Series, ...]:
    """A company's measures over time."""
    return figures.company_figures(actor(request), company_id).measures


@router.post("/figures", response={201: Created, **REFUSALS})
def add_figure(request: HttpRequest, figure: FigureIn) -> Status[dict[str, str]]:
    """Write a number down; it replaces one of the same person, measure, day and source."""
    return Status(201, {"id": figures.add_figure(actor(request), figures.FigureForm(**figure.dict()))})


@router.delete("/figures/{figure_id}", response={200: Undoable, **REFUSALS})
def delete_figure(request: HttpRequest, figure_id: str) -> dict[str, str]:
    """Take a number away."""
    return {"undo_id": figures.delete_figure(actor(request), figure_id)}


@router.get("/waiting-senders", response={200: list[unassigned.Waiting], **REFUSALS})
def waiting_senders(request: HttpRequest) -> tuple[unassigned.Waiting, ...]:
    """Who wrote what was imported and is nobody known here; at most 200, those with most first."""
    return unassigned.waiting_senders(actor(request))


@router.post("/waiting-senders/assign", response={204: None, **REFUSALS})
def assign_sender(request: HttpRequest, wanted: AssignedIn) -> Status[None]:
    """Say who a sender is: a participant, or a company where the file named no person."""
    if wanted.participant_id:
        unassigned.assign_sender(actor(request), wanted.sender(), wanted.participant_id)
    else:
        unassigned.assign_company(actor(request), wanted.sender(), wanted.company_id or "")
    return Status(204, None)


@router.post("/waiting-senders/make", response={201: Created, **REFUSALS})
def make_sender(request: HttpRequest, wanted: SenderIn) -> Status[dict[str, str]]:
    """Write a sender down as a participant, or as a company where the file named no person."""
    return Status(201, {"id": unassigned.make_sender(actor(request), wanted.sender())})


@router.post("/waiting-senders/leave-out", response={200: Undoable, **REFUSALS})
def leave_out(request: HttpRequest, wanted: SenderIn) -> dict[str, str]:
    """Let everything of a sender go."""
    return {"undo_id": unassigned.leave_out(actor(request), wanted.sender())}
