"""The register of assumptions over the API: confidence, decay, and what was last heard for and against each."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created
from firsthand.domain.ids import Kind, is_id
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.assumptions import HALF_LIFE_DAYS, Confidence
from firsthand.domain.synthesis.support import Side
from firsthand.services import assumptions as service
from firsthand.services.access import absent

router = Router(tags=["assumptions"])
Id = Annotated[str, Field(max_length=40)]


class AssumptionIn(Schema):
    """An assumption as it is written; without a day it is stated today."""

    statement: Annotated[str, Field(max_length=500)]
    confidence: Confidence = Confidence.MEDIUM
    half_life_days: Annotated[int, Field(ge=1, le=service.LONGEST_HALF_LIFE)] = HALF_LIFE_DAYS
    stated_on: date | None = None
    owner_id: Id = ""
    study_id: Id = ""

    def form(self) -> service.AssumptionForm:
        """The services' word for it."""
        return service.AssumptionForm(
            self.statement, self.confidence, self.half_life_days, self.stated_on, self.owner_id, self.study_id
        )


class EditedAssumptionIn(AssumptionIn):
    """The same, with the version that was seen."""

    version: int | None = None


class LinkIn(Schema):
    """A claim or a quote, and whether it speaks for or against the assumption."""

    source_id: Id
    side: Side
    remark: Annotated[str, Field(max_length=20_000)] = ""


@router.get("/assumptions", response={200: service.AssumptionsPage, **REFUSALS})
def list_assumptions(request: HttpRequest) -> service.AssumptionsPage:
    """The register, the loudest first: where confidence is high and contact is old."""
    return service.assumptions(actor(request))


@router.post("/assumptions", response={201: Created, **REFUSALS})
def write_assumption(request: HttpRequest, assumption: AssumptionIn) -> Status[dict[str, str]]:
    """Write an assumption down."""
    return Status(201, {"id": service.write_assumption(actor(request), assumption.form())})


@router.get("/assumptions/{assumption_id}", response={200: service.AssumptionRow, **REFUSALS})
def get_assumption(request: HttpRequest, assumption_id: str) -> service.AssumptionRow:
    """One assumption with its evidence and its decay today."""
    return service.assumption(actor(request), assumption_id)


@router.put("/assumptions/{assumption_id}", response={204: None, **REFUSALS})
def edit_assumption(request: HttpRequest, assumption_id: str, assumption: EditedAssumptionIn) -> Status[None]:
    """Save an assumption."""
    service.edit_assumption(actor(request), assumption_id, assumption.form(), assumption.version)
    return Status(204, None)


@router.delete("/assumptions/{assumption_id}", response={204: None, **REFUSALS})
def delete_assumption(request: HttpRequest, assumption_id: str) -> Status[None]:
    """Take an assumption away."""
    service.delete_assumption(actor(request), assumption_id)
    return Status(204, None)


@router.post("/assumptions/{assumption_id}/evidence", response={201: Created, **REFUSALS})
def link_assumption_evidence(request: HttpRequest, assumption_id: str, wanted: LinkIn) -> Status[dict[str, str]]:
    """Put a claim or a quote for or against it."""
    if not is_id(wanted.source_id) or wanted.source_id[:3] not in set(Kind):
        raise absent()
    source = Ref(Kind(wanted.source_id[:3]), wanted.source_id)
    made = service.link_evidence(actor(request), assumption_id, source, wanted.side, wanted.remark)
    return Status(201, {"id": made})


@router.delete("/assumptions/{assumption_id}/evidence/{evidence_id}", response={204: None, **REFUSALS})
def unlink_assumption_evidence(request: HttpRequest, assumption_id: str, evidence_id: str) -> Status[None]:
    """Take a claim or a quote away from it."""
    service.unlink_evidence(actor(request), assumption_id, evidence_id)
    return Status(204, None)
