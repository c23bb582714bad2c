"""Members and invitations over the API."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor, page_address
from firsthand.api.shapes import Shape
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.people.member_invitations import MOST_DAYS, MOST_USES
from firsthand.services import member_invitations, members
from firsthand.services.member_invitations import USUAL_DAYS, InvitationForm, InvitationRow

router = Router(tags=["members"])


class RoleIn(Shape):
    """What a member may do from now on."""

    role: WorkspaceRole


class InvitationIn(Shape):
    """Who is invited, as what; without an address the link lets in whoever has it."""

    role: WorkspaceRole = WorkspaceRole.VIEWER
    email: Annotated[str, StringConstraints(max_length=254)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST_USES)] = 1  # people
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = USUAL_DAYS


class Invited(Schema):
    """An invitation just made; the link is given this once."""

    id: str
    link: str
    is_mailed: bool  # a letter with it is on its way to the address


@router.get("/members/{member_id}", response={200: members.MemberPage, **REFUSALS})
def get_member(request: HttpRequest, member_id: str) -> members.MemberPage:
    """One member with what hangs on them; owners see everybody, others themselves."""
    return members.member_page(actor(request), member_id)


@router.put("/members/{member_id}", response={204: None, **REFUSALS})
def change_role(request: HttpRequest, member_id: str, wanted: RoleIn) -> Status[None]:
    """Give a member another role; owners only."""
    members.change_role(actor(request), member_id, wanted.role)
    return Status(204, None)


@router.delete("/members/{member_id}", response={204: None, **REFUSALS})
def remove_member(request: HttpRequest, member_id: str) -> Status[None]:
    """Take a member's place in the workspace away; owners only."""
    members.remove_member(actor(request), member_id)
    return Status(204, None)


@router.get("/invitations", response={200: list[InvitationRow], **REFUSALS})
def list_invitations(request: HttpRequest) -> list[InvitationRow]:
    """The invitations that still let somebody in; owners only."""
    return list(member_invitations.invitations(actor(request)))


@router.post("/invitations", response={201: Invited, **REFUSALS})
def invite(request: HttpRequest, wanted: InvitationIn) -> Status[dict[str, object]]:
    """Invite a colleague; owners only."""
    form = InvitationForm(wanted.role, wanted.email, wanted.limit, wanted.days)

    made = member_invitations.invite_member(actor(request), form, lambda token: page_address("join", token))
    link = request.build_absolute_uri(reverse("join", args=[made.token]))
    return Status(201, {"id": made.id, "link": link, "is_mailed": made.is_mailed})


@router.delete("/invitations/{invitation_id}", response={204: None, **REFUSALS})
def revoke_invitation(request: HttpRequest, invitation_id: str) -> Status[None]:
    """Take an invitation back; owners only."""
    member_invitations.revoke_invitation(actor(request), invitation_id)
    return Status(204, None)
