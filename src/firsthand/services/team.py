"""Who of the workspace asks, writes and listens in a study and its sessions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action, role_may
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.domain.planning.studies import TeamRole
from firsthand.services.access import found
from firsthand.services.acting import acting
from firsthand.services.confidentiality import require_known, require_staying
from firsthand.storage.studies import StudyMemberRecord, StudyRecord
from firsthand.storage.workspaces import MemberRecord


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One member with one of their roles in a study."""

    member_id: str
    name: str
    role: TeamRole


@dataclass(frozen=True, slots=True)
class Named:
    """A member by name."""

    id: str
    name: str


def set_team(actor: Actor, study_id: str, roles: Sequence[tuple[str, TeamRole]]) -> None:
    """Say who does what in a study; whoever is not named is in the team no longer.

    Raises Invalid for somebody who is no member, for a viewer who is to ask or to take notes, and for a team of a
    confidential study without the actor, who would lock themselves out.
    """
    record = found(actor, Action.CHANGE, StudyRecord, study_id)
    require_staying(actor, record, [member_id for member_id, _ in roles])
    kept = set(StudyMemberRecord.objects.filter(study=record).values_list("member_id", flat=True))
    require_members(actor, [m for m, role in roles if role is not TeamRole.OBSERVER], kept, must_change=True)
    require_members(actor, [m for m, role in roles if role is TeamRole.OBSERVER], kept)
    with acting(actor, "set team", Ref(Kind.STUDY, record.id)):
        StudyMemberRecord.objects.filter(study=record).delete()
        StudyMemberRecord.objects.bulk_create(
            StudyMemberRecord(workspace_id=actor.workspace_id, study=record, member_id=member_id, role=role)
            for member_id, role in dict.fromkeys(roles)
        )


def team_of(study_id: str) -> tuple[TeamRow, ...]:
    """The team of a study: facilitators first, then note-takers, then observers; one query."""
    order = list(TeamRole)
    records = StudyMemberRecord.objects.filter(study_id=study_id).select_related("member__user")
    rows = [TeamRow(record.member_id, record.member.user.name, TeamRole(record.role)) for record in records]
    return tuple(sorted(rows, key=lambda row: (order.index(row.role), row.name, row.member_id)))


def require_members(
    actor: Actor,
    member_ids: Collection[str],
    kept: Collection[str] = (),
    *,
    must_change: bool = False,
    study_id: str | None = None,
) -> None:
    """Refuse unless all of these are in the workspace now; those in `kept` were there before and may stay.

    `must_change` asks for members who may do more than look; `study_id` for those who know of this study, where it is
    confidential. Raises Invalid.
    """
    wanted = set(member_ids) - set(kept)
    if not wanted:
        return
    present = MemberRecord.objects.filter(workspace_id=actor.workspace_id, left_at=None, id__in=wanted)
    roles = dict(present.values_list("id", "role"))
    if wanted - set(roles):
        raise Invalid("One of these people is not in your workspace (any more). Nothing was saved; choose a member.")
    if must_change and not all(role_may(WorkspaceRole(role), Action.CHANGE) for role in roles.values()):
        raise Invalid(
            "A viewer can observe, but neither ask, take notes nor review. Nothing was saved; choose a researcher or "
            "an owner."
        )
    require_known(study_id, wanted)
