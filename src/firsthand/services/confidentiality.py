"""Confidential studies: who knows of one, who may make one, and what would give it away."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from firsthand.domain.errors import Conflict, Invalid, NotAllowed
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action, role_may
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.domain.planning.studies import TeamRole
from firsthand.services.acting import Act
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import GuideRecord, StudyMemberRecord, StudyRecord
from firsthand.storage.workspaces import MemberRecord


def may_close(actor: Actor, study: StudyRecord) -> bool:
    """Whether the actor may make the study confidential, or open it: owners and its own team."""
    return role_may(actor.role, Action.MANAGE) or study.team.filter(member_id=actor.id).exists()


def known_to(study: StudyRecord) -> tuple[str, ...]:
    """The names of those who know of the study while it is confidential: the owners and its team; one query."""
    present = MemberRecord.objects.filter(workspace_id=study.workspace_id, left_at=None)
    team = StudyMemberRecord.objects.filter(study=study).values("member_id")
    known = present.filter(Q(role=WorkspaceRole.OWNER) | Q(id__in=team)).select_related("user")
    return tuple(member.user.name or member.user.email or "" for member in known.order_by("created_at", "id"))


def require_closable(actor: Actor, study: StudyRecord, wanted: bool | None) -> None:
    """Refuse to change whether a study is confidential where the actor may not, or where its guide is used elsewhere.

    None wants nothing changed. Raises NotAllowed, Conflict.
    """
    if wanted is None or wanted == study.is_confidential:
        return
    if not may_close(actor, study):
        raise NotAllowed(
            "Only the study’s own team and the workspace’s owners decide whether it is confidential. Nothing was "
            "saved; ask one of them."
        )
    outside = SessionRecord.objects.filter(guide__study=study, deleted_at=None).exclude(study=study).count()
    if wanted and outside:
        raise Conflict(
            f"Its guide is used in {outside} sessions of other studies, whose teams would lose it. Nothing was saved; "
            "give those sessions a copy of the guide first.",
            where="is_confidential",
        )


def close(act: Act, study_id: str, *, is_confidential: bool) -> None:
    """Make a study confidential or open it, inside the caller's act. Who closes it stays in: no owner needs a place."""
    subject = Ref(Kind.STUDY, study_id)
    StudyRecord.objects.filter(id=study_id).update(is_confidential=is_confidential)
    act.also("made study confidential" if is_confidential else "opened study", subject)
    if is_confidential and not role_may(act.actor.role, Action.MANAGE):
        join_team(act, study_id)


def join_team(act: Act, study_id: str) -> None:
    """Put the actor into the study's team as a listener, unless they are in it already."""
    team = StudyMemberRecord.objects.filter(study_id=study_id, member_id=act.actor.id)
    if act.actor.member_id is not None and not team.exists():
        StudyMemberRecord.objects.create(
            workspace_id=act.actor.workspace_id, study_id=study_id, member_id=act.actor.id, role=TeamRole.OBSERVER
        )


def require_staying(actor: Actor, study: StudyRecord, team: Collection[str]) -> None:
    """Refuse a team of a confidential study in which the actor would no longer know of it. Raises Invalid."""
    if study.is_confidential and actor.id not in team and not role_may(actor.role, Action.MANAGE):
        raise Invalid(
            "This study is confidential: without a place in its team you would not find it any more. Nothing was "
            "saved; keep a place, or ask an owner to take you out."
        )


def require_known(study_id: str | None, member_ids: Collection[str]) -> None:
    """Refuse to give work in a confidential study to members who do not know of it. Raises Invalid."""
    study = StudyRecord.objects.filter(id=study_id, is_confidential=True).first() if study_id else None
    if study is None:
        return
    team = StudyMemberRecord.objects.filter(study=study).values("member_id")
    strangers = MemberRecord.objects.filter(id__in=member_ids).exclude(role=WorkspaceRole.OWNER).exclude(id__in=team)
    if strangers.exists():
        raise Invalid(
            "This study is confidential, and one of these people is not in its team. Nothing was saved; put them into "
            "the team first."
        )


def require_open_guide(guide: GuideRecord, study_id: str | None) -> None:
    """Refuse the guide of a confidential study in a session outside it. Raises Invalid."""
    if guide.study is not None and guide.study.is_confidential and guide.study_id != study_id:
        raise Invalid(
            "This guide belongs to a confidential study, so only that study’s sessions can use it. Nothing was saved; "
            "copy the guide, or choose another one.",
            where="guide_id",
        )


def require_open_study(study: StudyRecord | None) -> None:
    """Refuse to make something of a confidential study that the whole workspace would see. Raises Conflict."""
    if study is not None and study.is_confidential:
        raise Conflict(
            "Everybody in the workspace sees its templates, and this study is confidential. Nothing was saved; open "
            "the study first, if its words may be seen."
        )
