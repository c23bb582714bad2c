"""Claims over the API: counted anew at each call."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created
from firsthand.domain.ids import Kind, is_id
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims as service
from firsthand.services.access import absent
from firsthand.services.slices import Slice

router = Router(tags=["claims"])
Id = Annotated[str, Field(max_length=40)]
Phrase = Annotated[str, Field(max_length=1_000)]


class ClaimsWanted(Part):
    """Which claims."""

    limit: Annotated[int, Field(ge=1, le=50)] = 20
    study_id: Annotated[str, Field(max_length=40)] = ""


class ClaimIn(Schema):
    """A claim as it is written."""

    statement: Annotated[str, Field(max_length=500)]
    described: Annotated[str, Field(max_length=300)] = ""
    study_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    since: date | None = None
    until: date | None = None
    segment_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    questions: Annotated[tuple[Phrase, ...], Field(max_length=50)] = ()
    terms: Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(max_length=100)] = ()
    code_ids: Annotated[tuple[Id, ...], Field(max_length=100)] = ()

    def form(self) -> service.ClaimForm:
        """The services' word for it."""
        return service.ClaimForm(
            self.statement,
            self.described,
            self.study_ids,
            self.since,
            self.until,
            self.segment_ids,
            self.questions,
            self.terms,
            self.code_ids,
        )


class EditedClaimIn(ClaimIn):
    """The same, with the version that was seen."""

    version: int | None = None


class EvidenceIn(Schema):
    """A quote, note or observation, and what it does to the claim."""

    source_id: Id
    side: Side
    remark: Annotated[str, Field(max_length=20_000)] = ""


class RulingIn(Schema):
    """How a person was counted in a session, as a member says; what is null stays as the rule found it."""

    session_id: Id
    participant_id: Id
    asked_turns: Annotated[list[Annotated[int, Field(ge=0, le=1_000_000)]], Field(max_length=500)] | None = None
    is_answered: bool | None = None
    note: Annotated[str, Field(max_length=1_000)] = ""


@router.get("/claims", response={200: Slice[service.ClaimRow], **REFUSALS})
def list_claims(request: HttpRequest, wanted: Query[ClaimsWanted]) -> Slice[service.ClaimRow]:
    """The claims of the workspace, or of one study, newest first."""
    return service.claims(actor(request), wanted.cut(), wanted.study_id)


@router.post("/claims", response={201: Created, **REFUSALS})
def write_claim(request: HttpRequest, claim: ClaimIn) -> Status[dict[str, str]]:
    """Write a claim down."""
    return Status(201, {"id": service.write_claim(actor(request), claim.form())})


@router.get("/claims/{claim_id}", response={200: service.ClaimPage, **REFUSALS})
def get_claim(request: HttpRequest, claim_id: str) -> service.ClaimPage:
    """One claim with its evidence and how everybody was counted."""
    return service.claim_page(actor(request), claim_id)


@router.put("/claims/{claim_id}", response={204: None, **REFUSALS})
def edit_claim(request: HttpRequest, claim_id: str, claim: EditedClaimIn) -> Status[None]:
    """Save what a claim says or is about."""
    service.edit_claim(actor(request), claim_id, claim.form(), claim.version)
    return Status(204, None)


@router.delete("/claims/{claim_id}", response={204: None, **REFUSALS})
def delete_claim(request: HttpRequest, claim_id: str) -> Status[None]:
    """Take a claim away."""
    service.delete_claim(actor(request), claim_id)
    return Status(204, None)


@router.post("/claims/{claim_id}/evidence", response={201: Created, **REFUSALS})
def add_evidence(request: HttpRequest, claim_id: str, evidence: EvidenceIn) -> Status[dict[str, str]]:
    """Put a quote, note or observation for or against a claim."""
    if not is_id(evidence.source_id) or evidence.source_id[:3] not in set(Kind):
        raise absent()
    source = Ref(Kind(evidence.source_id[:3]), evidence.source_id)
    return Status(201, {"id": service.add_evidence(actor(request), claim_id, source, evidence.side, evidence.remark)})


@router.delete("/claims/{claim_id}/evidence/{evidence_id}", response={204: None, **REFUSALS})
def remove_evidence(request: HttpRequest, claim_id: str, evidence_id: str) -> Status[None]:
    """Take a piece of evidence away from a claim."""
    service.remove_evidence(actor(request), claim_id, evidence_id)
    return Status(204, None)


@router.put("/claims/{claim_id}/rulings", response={204: None, **REFUSALS})
def rule(request: HttpRequest, claim_id: str, ruling: RulingIn) -> Status[None]:
    """Correct or confirm how a person was counted."""
    service.rule(
        actor(request),
        claim_id,
        (ruling.session_id, ruling.participant_id),
        asked_turns=ruling.asked_turns,
        is_answered=ruling.is_answered,
        note=ruling.note,
    )
    return Status(204, None)


@router.post("/claims/{claim_id}/rulings/confirm", response={204: None, **REFUSALS})
def confirm_counts(request: HttpRequest, claim_id: str) -> Status[None]:
    """Say that everybody not yet checked was counted rightly."""
    service.confirm_counts(actor(request), claim_id)
    return Status(204, None)
