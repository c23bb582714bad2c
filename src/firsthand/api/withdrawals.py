"""Withdrawals over the API: what would go, letting it go, and the receipt; and the list of what left."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Query, Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.api.shapes import Created, WithdrawIn
from firsthand.domain.people.exports import ExportKind
from firsthand.services import exports, receipts, withdrawals
from firsthand.services.slices import Slice

router = Router(tags=["withdrawals"])


class Wanted(Part):
    """Which exports."""

    kind: ExportKind | None = None
    study_id: Annotated[str, Field(max_length=26)] = ""
    about: Annotated[str, Field(max_length=26)] = ""


@router.get("/participants/{participant_id}/withdrawal", response={200: withdrawals.WithdrawalPreview, **REFUSALS})
def preview_withdrawal(request: HttpRequest, participant_id: str) -> withdrawals.WithdrawalPreview:
    """What would go if this person withdrew; nothing is changed."""
    return withdrawals.withdrawal_preview(actor(request), participant_id)


@router.post("/participants/{participant_id}/withdrawal", response={202: Created, **REFUSALS})
def withdraw(request: HttpRequest, participant_id: str, wanted: WithdrawIn) -> Status[dict[str, str]]:
    """Close everything of a person at once and have it erased for good."""
    withdrawal_id = withdrawals.withdraw(
        actor(request), participant_id, wanted.name, strikes_names=wanted.strikes_names
    )
    return Status(202, {"id": withdrawal_id})


@router.get("/withdrawals", response={200: Slice[receipts.WithdrawalRow], **REFUSALS})
def list_withdrawals(request: HttpRequest, part: Query[Part]) -> Slice[receipts.WithdrawalRow]:
    """Everybody who withdrew, by id, newest first."""
    return receipts.withdrawals(actor(request), part.cut())


@router.get("/withdrawals/{withdrawal_id}", response={200: receipts.Receipt, **REFUSALS})
def get_withdrawal(request: HttpRequest, withdrawal_id: str) -> receipts.Receipt:
    """The receipt: how far it is, and what is gone."""
    return receipts.receipt(actor(request), withdrawal_id)


@router.get("/exports", response={200: Slice[exports.ExportRow], **REFUSALS})
def list_exports(request: HttpRequest, part: Query[Wanted]) -> Slice[exports.ExportRow]:
    """What left this installation, newest first."""
    kind = part.kind.value if part.kind else ""
    return exports.exports(actor(request), exports.ExportFilter(kind, part.study_id, part.about), part.cut())
