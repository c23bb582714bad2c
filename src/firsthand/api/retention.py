"""Retention over the API: the rules, what goes by them, and holds."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import HoldIn, RulesIn
from firsthand.services import retention

router = Router(tags=["retention"])


@router.get("/retention", response={200: retention.RetentionPage, **REFUSALS})
def get_retention(request: HttpRequest) -> retention.RetentionPage:
    """How long the workspace keeps things, what goes next, and what went."""
    return retention.retention_page(actor(request))


@router.put("/retention", response={204: None, **REFUSALS})
def set_retention(request: HttpRequest, rules: RulesIn) -> Status[None]:
    """Say how long the workspace keeps things; owners only. Kinds that are not named stay as they are."""
    retention.set_rules(actor(request), _forms(rules))
    return Status(204, None)


@router.get("/studies/{study_id}/retention", response={200: retention.StudyRetentionPage, **REFUSALS})
def get_study_retention(request: HttpRequest, study_id: str) -> retention.StudyRetentionPage:
    """The same for one study, with its hold."""
    return retention.study_retention(actor(request), study_id)


@router.put("/studies/{study_id}/retention", response={204: None, **REFUSALS})
def set_study_retention(request: HttpRequest, study_id: str, rules: RulesIn) -> Status[None]:
    """Say how long this study keeps things; owners only."""
    retention.set_rules(actor(request), _forms(rules), study_id)
    return Status(204, None)


@router.put("/studies/{study_id}/retention/hold", response={204: None, **REFUSALS})
def hold_study(request: HttpRequest, study_id: str, hold: HoldIn) -> Status[None]:
    """Keep everything of a study, whatever the rules say; owners only."""
    retention.hold_study(actor(request), study_id, hold.reason)
    return Status(204, None)


@router.delete("/studies/{study_id}/retention/hold", response={204: None, **REFUSALS})
def lift_hold(request: HttpRequest, study_id: str) -> Status[None]:
    """Let the rules hold again; what is overdue is announced first. Owners only."""
    retention.lift_hold(actor(request), study_id)
    return Status(204, None)


def _forms(rules: RulesIn) -> list[retention.RuleForm]:
    return [retention.RuleForm(**one.dict()) for one in rules.rules]
