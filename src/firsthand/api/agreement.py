"""Agreement of a study's coders, where they differ, and saturation, over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created
from firsthand.domain.stats.saturation import BASE, RUN, THRESHOLD
from firsthand.services import agreement, coding_resolutions, saturation
from firsthand.services.agreement import AgreementPage, AgreementWanted, UnitKind
from firsthand.services.coding_resolutions import DifferencesPage, DifferencesWanted, Settled
from firsthand.services.saturation import SaturationPage, SaturationWanted

router = Router(tags=["agreement"])
Coder = Annotated[str, Field(max_length=220)]
Coders = Annotated[list[Coder], Field(max_length=50, default_factory=list)]
Id = Annotated[str, Field(max_length=40)]


class Comparison(Schema):
    """What is compared, and whose codings."""

    unit: UnitKind = UnitKind.TURN
    coder: Coders  # none: everybody's


class DifferencesPart(Part):
    """Which differences."""

    limit: Annotated[int, Field(ge=1, le=200)] = 10
    unit: UnitKind = UnitKind.TURN
    coder: Coders
    code_id: Id = ""
    session_id: Id = ""
    settled: Settled = Settled.OPEN


class ResolutionIn(Schema):
    """Whether a code stands in a turn about which coders differ."""

    transcript_id: Id
    turn: Annotated[int, Field(ge=0, le=1_000_000)]
    code_id: Id
    stands: bool
    note: Annotated[str, Field(max_length=2_000)] = ""


class SaturationRule(Schema):
    """For whom, and by which rule."""

    segment_id: Id = ""
    base: Annotated[int, Field(ge=1, le=20)] = BASE
    run: Annotated[int, Field(ge=1, le=20)] = RUN
    threshold: Annotated[float, Field(ge=0, le=1)] = THRESHOLD


@router.get("/studies/{study_id}/agreement", response={200: AgreementPage, **REFUSALS})
def get_agreement(request: HttpRequest, study_id: str, wanted: Query[Comparison]) -> AgreementPage:
    """How far the coders agree about each code and over all."""
    return agreement.agreement_page(actor(request), study_id, AgreementWanted(wanted.unit, tuple(wanted.coder)))


@router.get("/studies/{study_id}/agreement/differences", response={200: DifferencesPage, **REFUSALS})
def list_differences(request: HttpRequest, study_id: str, wanted: Query[DifferencesPart]) -> DifferencesPage:
    """Where the coders differ, in the order of conversations and turns."""
    which = DifferencesWanted(wanted.unit, tuple(wanted.coder), wanted.code_id, wanted.session_id, wanted.settled)
    return coding_resolutions.differences(actor(request), study_id, which, wanted.cut())


@router.post("/coding-resolutions", response={201: Created, **REFUSALS})
def settle_difference(request: HttpRequest, resolution: ResolutionIn) -> Status[dict[str, str]]:
    """Say whether a code stands in a turn about which coders differ."""
    resolution_id = coding_resolutions.settle(
        actor(request),
        resolution.transcript_id,
        resolution.turn,
        resolution.code_id,
        stands=resolution.stands,
        note=resolution.note,
    )
    return Status(201, {"id": resolution_id})


@router.delete("/coding-resolutions/{resolution_id}", response={204: None, **REFUSALS})
def reopen_difference(request: HttpRequest, resolution_id: str) -> Status[None]:
    """Open a settled difference again."""
    coding_resolutions.reopen_difference(actor(request), resolution_id)
    return Status(204, None)


@router.get("/studies/{study_id}/saturation", response={200: SaturationPage, **REFUSALS})
def get_saturation(request: HttpRequest, study_id: str, rule: Query[SaturationRule]) -> SaturationPage:
    """Whether another interview would still bring something new."""
    wanted = SaturationWanted(rule.segment_id, rule.base, rule.run, rule.threshold)
    return saturation.saturation_page(actor(request), study_id, wanted)
