"""Who may do what in a workspace: one table, read by the one permission check."""

from __future__ import annotations

from enum import StrEnum

from firsthand.domain.people.actors import Actor, WorkspaceRole


class Action(StrEnum):
    """What can be done to a thing."""

    VIEW = "view"  # studies, sessions and quotes as findings
    READ = "read"  # what people said and who they are: transcripts, originals, participants
    CHANGE = "change"  # create, edit, import, highlight, delete
    MANAGE = "manage"  # members and the workspace itself


ALLOWED: dict[WorkspaceRole, frozenset[Action]] = {
    WorkspaceRole.OWNER: frozenset(Action),
    WorkspaceRole.RESEARCHER: frozenset({Action.VIEW, Action.READ, Action.CHANGE}),
    WorkspaceRole.VIEWER: frozenset({Action.VIEW}),
}


def may(actor: Actor, action: Action) -> bool:
    """Whether this actor may do this in their workspace: their role allows it, and so does the key they came with."""
    return role_may(actor.role, action) and (actor.granted is None or action in actor.granted)


def role_may(role: WorkspaceRole, action: Action) -> bool:
    """Whether this role allows this action."""
    return action in ALLOWED[role]


def may_see_craft(member_id: str | None, interviewer_id: str | None, *, is_shared: bool) -> bool:
    """A craft report belongs to the person who held the interview, whoever owns the workspace, until they share it."""
    return is_shared or (member_id is not None and member_id == interviewer_id)
