"""Studies over the API."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Query, Router, Status

from firsthand.api.planning_shapes import NewStudyIn, StudyIn
from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, Undoable
from firsthand.services import studies, undo
from firsthand.services.slices import Slice

router = Router(tags=["studies"])


class Wanted(Part):
    """Which studies."""

    archived: bool = False


@router.get("/studies", response={200: Slice[studies.StudyRow], **REFUSALS})
def list_studies(request: HttpRequest, part: Query[Wanted]) -> Slice[studies.StudyRow]:
    """The studies, newest first: those at work, or those in the archive."""
    return studies.studies(actor(request), part.cut(), archived=part.archived)


@router.post("/studies", response={201: Created, **REFUSALS})
def create_study(request: HttpRequest, study: NewStudyIn) -> Status[dict[str, str]]:
    """Start a study from a template, with its guide and sample plan."""
    slots = {"product": study.product, "feature": study.feature, "task": study.task}
    return Status(201, {"id": studies.start_study(actor(request), study.form(), **slots)})


@router.get("/studies/{study_id}", response={200: studies.StudyPage, **REFUSALS})
def get_study(request: HttpRequest, study_id: str, part: Query[Part]) -> studies.StudyPage:
    """One study with a slice of its sessions."""
    return studies.study_page(actor(request), study_id, part.cut())


@router.put("/studies/{study_id}", response={204: None, **REFUSALS})
def edit_study(request: HttpRequest, study_id: str, study: StudyIn) -> Status[None]:
    """Save a study."""
    studies.edit_study(actor(request), study_id, study.form(), study.version)
    return Status(204, None)


@router.delete("/studies/{study_id}", response={200: Undoable, **REFUSALS})
def delete_study(request: HttpRequest, study_id: str) -> dict[str, str]:
    """Take a study away with its sessions, transcripts and quotes."""
    return {"undo_id": studies.delete_study(actor(request), study_id)}


@router.post("/undo/{undo_id}", response={200: undo.Undone, **REFUSALS}, tags=["undo"])
def undo_deletion(request: HttpRequest, undo_id: str) -> undo.Undone:
    """Take a deletion back within a day."""
    return undo.undo(actor(request), undo_id)
