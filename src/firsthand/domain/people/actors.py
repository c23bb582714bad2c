"""Who does something: a member, the system on a schedule, a model under its own name, or a participant by a link."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.ids import Kind


class ActorKind(StrEnum):
    """What sort of actor did it; a model only ever suggests."""

    MEMBER = "member"
    SYSTEM = "system"
    MODEL = "model"
    PARTICIPANT = "participant"  # who answers about their own words, and does nothing else


class WorkspaceRole(StrEnum):
    """What a member may do in a workspace."""

    OWNER = "owner"
    RESEARCHER = "researcher"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone acting in one workspace; the first argument of every service."""

    id: str  # the member's or participant's id; "system" or a model's name and version for the others
    workspace_id: str
    role: WorkspaceRole
    name: str = ""
    kind: ActorKind = ActorKind.MEMBER
    user_id: str = ""
    granted: frozenset[str] | None = None  # the actions that the key they came with allows; None for all of their role
    token_id: str = ""  # of that key

    @property
    def member_id(self) -> str | None:
        """The member behind the act, or None where it was no person."""
        return self.id if self.kind is ActorKind.MEMBER else None


@dataclass(frozen=True, slots=True)
class Ref:
    """The thing an event is about: its kind and id, never its words."""

    kind: Kind
    id: str


def system(workspace_id: str) -> Actor:
    """The actor for what happens by itself: sweeps, purges, scheduled work."""
    return Actor("system", workspace_id, WorkspaceRole.OWNER, "Firsthand", ActorKind.SYSTEM)


def participant(participant_id: str, workspace_id: str) -> Actor:
    """The actor for what a participant decides about their own words; no permission check lets them in anywhere."""
    nothing: frozenset[str] = frozenset()
    return Actor(participant_id, workspace_id, WorkspaceRole.VIEWER, "", ActorKind.PARTICIPANT, granted=nothing)
