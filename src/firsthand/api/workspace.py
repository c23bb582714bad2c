"""The workspace over the API: its name, and who is in it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from ninja import Router, Status

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Created, WorkspaceIn
from firsthand.services import accounts, workspaces

router = Router(tags=["workspace"])


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace with its members, and what you are in it."""

    id: str
    name: str
    your_role: str
    members: tuple[accounts.MemberRow, ...]


@router.get("/workspace", response={200: Workspace, **REFUSALS})
def get_workspace(request: HttpRequest) -> Workspace:
    """Where you are signed in."""
    who = actor(request)
    return Workspace(who.workspace_id, workspaces.workspace_name(who), who.role, accounts.members(who))


@router.get("/workspaces", response={200: list[workspaces.Mine], **REFUSALS})
def list_workspaces(request: HttpRequest) -> list[workspaces.Mine]:
    """The workspaces that you are in; a token is of one."""
    who = actor(request)
    mine = workspaces.my_workspaces(who.user_id)
    return [one for one in mine if who.granted is None or one.id == who.workspace_id]


@router.post("/workspaces", response={201: Created, **REFUSALS})
def found_workspace(request: HttpRequest, workspace: WorkspaceIn) -> Status[dict[str, str]]:
    """Found another one; owners only, where the server's settings allow it."""
    return Status(201, {"id": workspaces.found_another(actor(request), workspace.name).workspace_id})


@router.put("/workspace", response={204: None, **REFUSALS})
def rename_workspace(request: HttpRequest, workspace: WorkspaceIn) -> Status[None]:
    """Give it another name; owners only."""
    workspaces.rename_workspace(actor(request), workspace.name)
    return Status(204, None)
