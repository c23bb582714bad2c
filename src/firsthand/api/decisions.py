"""Decisions, and how hypotheses end, over the API: each with its claims counted now and what has changed since."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created
from firsthand.domain.synthesis.decisions import DecisionState
from firsthand.domain.synthesis.support import Side
from firsthand.services import decisions as service
from firsthand.services.hypothesis_outcomes import HypothesisOutcome, judge, outcomes_of

router = Router(tags=["decisions"])
Id = Annotated[str, Field(max_length=40)]


class DecisionsWanted(Part):
    """Which decisions."""

    limit: Annotated[int, Field(ge=1, le=50)] = 20
    study_id: Id = ""


class DecisionIn(Schema):
    """A decision as it is written; with `is_hypothesis` it is what to test next."""

    title: Annotated[str, Field(max_length=300)]
    text: Annotated[str, Field(max_length=20_000)] = ""
    study_id: Id = ""
    owner_id: Id = ""
    decided_on: date | None = None
    state: DecisionState = DecisionState.PROPOSED
    is_hypothesis: bool = False
    claim_ids: Annotated[tuple[Id, ...], Field(max_length=50)] = ()

    def form(self) -> service.DecisionForm:
        """The services' word for it."""
        return service.DecisionForm(
            self.title,
            self.text,
            self.study_id,
            self.owner_id,
            self.decided_on,
            self.state,
            self.is_hypothesis,
            self.claim_ids,
        )


class EditedDecisionIn(DecisionIn):
    """The same, with the version that was seen."""

    version: int | None = None


class JudgementIn(Schema):
    """What a claim says of a hypothesis; null takes it away again."""

    side: Side | None = None


@router.get("/decisions", response={200: service.DecisionsPage, **REFUSALS})
def list_decisions(request: HttpRequest, wanted: Query[DecisionsWanted]) -> service.DecisionsPage:
    """The decisions of the workspace, or of one study, newest first."""
    return service.decisions(actor(request), wanted.cut(), wanted.study_id)


@router.post("/decisions", response={201: Created, **REFUSALS})
def write_decision(request: HttpRequest, decision: DecisionIn) -> Status[dict[str, str]]:
    """Write a decision down; the counts of its claims are kept as they are now."""
    return Status(201, {"id": service.write_decision(actor(request), decision.form())})


@router.get("/decisions/{decision_id}", response={200: service.DecisionRow, **REFUSALS})
def get_decision(request: HttpRequest, decision_id: str) -> service.DecisionRow:
    """One decision with its claims and what has changed in them."""
    return service.decision(actor(request), decision_id)


@router.put("/decisions/{decision_id}", response={204: None, **REFUSALS})
def edit_decision(request: HttpRequest, decision_id: str, decision: EditedDecisionIn) -> Status[None]:
    """Save a decision; claims that it cited before keep the counts of that day."""
    service.edit_decision(actor(request), decision_id, decision.form(), decision.version)
    return Status(204, None)


@router.delete("/decisions/{decision_id}", response={204: None, **REFUSALS})
def delete_decision(request: HttpRequest, decision_id: str) -> Status[None]:
    """Take a decision away."""
    service.delete_decision(actor(request), decision_id)
    return Status(204, None)


@router.post("/decisions/{decision_id}/look-again", response={204: None, **REFUSALS})
def look_again(request: HttpRequest, decision_id: str) -> Status[None]:
    """Say that it was looked at with the evidence as it is now."""
    service.look_again(actor(request), decision_id)
    return Status(204, None)


@router.get("/studies/{study_id}/outcomes", response={200: dict[str, HypothesisOutcome], **REFUSALS})
def list_outcomes(request: HttpRequest, study_id: str) -> dict[str, HypothesisOutcome]:
    """How each hypothesis of a study stands now, by its id."""
    return outcomes_of(actor(request), study_id)


@router.put("/hypotheses/{hypothesis_id}/claims/{claim_id}", response={204: None, **REFUSALS})
def judge_hypothesis(request: HttpRequest, hypothesis_id: str, claim_id: str, wanted: JudgementIn) -> Status[None]:
    """Say that a claim speaks for or against a hypothesis."""
    judge(actor(request), hypothesis_id, claim_id, wanted.side)
    return Status(204, None)
