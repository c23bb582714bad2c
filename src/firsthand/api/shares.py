"""Claims shown to people outside, over the API: pages behind private links."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import Part, actor
from firsthand.services import proofs
from firsthand.services import shares as service
from firsthand.services.slices import Slice

router = Router(tags=["shares"])
Id = Annotated[str, Field(max_length=40)]
Text = Annotated[str, Field(max_length=20_000)]


class SharesWanted(Part):
    """Which pages."""

    claim_id: Annotated[str, Field(max_length=40)] = ""


class ShareIn(Schema):
    """A page for people outside: claims in their order. Method and limits that are left out are drafted."""

    title: Annotated[str, Field(max_length=300)]
    claim_ids: Annotated[tuple[Id, ...], Field(max_length=20)]
    introduction: Text = ""
    method: Text | None = None
    limits: Text | None = None
    days: Annotated[int, Field(ge=1, le=service.LONGEST)] = service.DAYS


class LinkIn(Schema):
    """How long a new link stays open."""

    days: Annotated[int, Field(ge=1, le=service.LONGEST)] = service.DAYS


class SharedLink(Schema):
    """A page and the secret part of its address, `/shared/<secret>/`, given this once."""

    id: str
    secret: str


class SharedQuoteOut(Schema):
    """One quote on a page."""

    side: str
    text: str
    whole_sentence: str
    question: str
    status: str
    marks: list[str]
    attribution: str
    on: date
    prompting: str


class SharedClaimOut(Schema):
    """One claim on a page."""

    claim_id: str
    statement: str
    sentence: str
    unchecked: str
    supporting: list[SharedQuoteOut]
    contradicting: list[SharedQuoteOut]
    inside_only: int
    noted: int
    changes: list[str]
    lost: int
    added: int
    is_reworded: bool


class ShareOut(Schema):
    """A page as outsiders see it."""

    id: str
    title: str
    introduction: str
    method: str
    limits: str
    is_open: bool
    expires_at: datetime | None
    opened_at: datetime | None
    claims: list[SharedClaimOut]


@router.get("/shares", response={200: Slice[service.ShareRow], **REFUSALS})
def list_shares(request: HttpRequest, wanted: Query[SharesWanted]) -> Slice[service.ShareRow]:
    """The pages shown outside, or those with one claim, newest first."""
    return service.shares(actor(request), wanted.cut(), wanted.claim_id)


@router.post("/shares", response={201: SharedLink, **REFUSALS})
def new_share(request: HttpRequest, share: ShareIn) -> Status[dict[str, str]]:
    """Show claims to people outside."""
    who = actor(request)
    drafted = service.drafted(who, share.claim_ids) if None in (share.method, share.limits) else None
    method = share.method if share.method is not None or drafted is None else drafted.method
    limits = share.limits if share.limits is not None or drafted is None else drafted.limits
    form = service.ShareForm(share.title, share.claim_ids, share.introduction, method or "", limits or "", share.days)
    share_id, secret = service.share(who, form)
    return Status(201, {"id": share_id, "secret": secret})


@router.get("/shares/{share_id}", response={200: ShareOut, **REFUSALS})
def get_share(request: HttpRequest, share_id: str) -> ShareOut:
    """One page as outsiders see it now, with what changed since it was shared."""
    page = service.share_page(actor(request), share_id)
    row, brief = page.row, page.brief
    return ShareOut.model_validate(
        {
            "id": row.id,
            "title": brief.title,
            "introduction": brief.introduction,
            "method": brief.method,
            "limits": brief.limits,
            "is_open": row.is_open,
            "expires_at": row.expires_at,
            "opened_at": row.opened_at,
            "claims": list(brief.claims),
        },
        from_attributes=True,
    )


@router.get("/claims/{claim_id}/proof", response={200: dict[str, Any], **REFUSALS})
def get_claim_proof(request: HttpRequest, claim_id: str) -> HttpResponse:
    """The proof file of one claim, for `firsthand prove`; that it left is listed."""
    return HttpResponse(proofs.take_claim_proof(actor(request), claim_id)[1], content_type="application/json")


@router.get("/shares/{share_id}/proof", response={200: dict[str, Any], **REFUSALS})
def get_share_proof(request: HttpRequest, share_id: str) -> HttpResponse:
    """The proof file of a page, for `firsthand prove`; that it left is listed."""
    return HttpResponse(proofs.take_share_proof(actor(request), share_id)[1], content_type="application/json")


@router.delete("/shares/{share_id}", response={204: None, **REFUSALS})
def close_share(request: HttpRequest, share_id: str) -> Status[None]:
    """Close the link of a page."""
    service.revoke_share(actor(request), share_id)
    return Status(204, None)


@router.post("/shares/{share_id}/link", response={201: SharedLink, **REFUSALS})
def renew_link(request: HttpRequest, share_id: str, link: LinkIn) -> Status[dict[str, str]]:
    """A new address for a page, from now on the only one."""
    return Status(201, {"id": share_id, "secret": service.renew_link(actor(request), share_id, link.days)})
