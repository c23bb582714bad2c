"""Who is in the workspace, as what, and how somebody leaves it: their work stays under their name."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from firsthand.domain.errors import NotAllowed
from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.people.access import Action, role_may
from firsthand.domain.people.actors import Actor, Ref, WorkspaceRole
from firsthand.domain.people.membership import require_owner_left
from firsthand.domain.planning.reviews import Verdict
from firsthand.domain.planning.studies import TeamRole
from firsthand.services.access import absent, found, require, require_in_person
from firsthand.services.accounts import end_sign_ins
from firsthand.services.acting import acting, hold_workspace
from firsthand.storage.calendar_feeds import CalendarFeedRecord
from firsthand.storage.codes import CodingTaskRecord
from firsthand.storage.member_invitations import MemberInvitationRecord
from firsthand.storage.reviews import GuideReviewRecord
from firsthand.storage.sessions import SessionObserverRecord, SessionRecord
from firsthand.storage.studies import StudyMemberRecord
from firsthand.storage.tokens import TokenRecord
from firsthand.storage.workspaces import MemberRecord


@dataclass(frozen=True, slots=True)
class MemberPage:
    """One member, with what hangs on them: it is said before they are removed."""

    id: str
    name: str
    email: str
    role: WorkspaceRole
    is_me: bool
    is_last_owner: bool
    studies: int  # whose teams they are in
    planned_sessions: int  # in which they were to ask, write or listen
    reviews: int  # that they were asked for and have not answered
    tokens: int  # that work


def member_page(actor: Actor, member_id: str) -> MemberPage:
    """One member of the workspace; owners see everybody, others themselves."""
    record = found(actor, Action.VIEW, MemberRecord, member_id, "user")
    if record.left_at is not None:
        raise absent()
    if record.id != actor.member_id:
        require(actor, Action.MANAGE)
    return MemberPage(
        id=record.id,
        name=record.user.name,
        email=record.user.email or "",
        role=WorkspaceRole(record.role),
        is_me=record.id == actor.member_id,
        is_last_owner=_owners(actor.workspace_id) == {record.id},
        studies=StudyMemberRecord.objects.filter(member=record).values("study_id").distinct().count(),
        planned_sessions=len(_planned(record.id)),
        reviews=GuideReviewRecord.objects.filter(reviewer=record, verdict=Verdict.ASKED).count(),
        tokens=TokenRecord.objects.filter(member=record, revoked_at=None).count(),
    )


def change_role(actor: Actor, member_id: str, role: WorkspaceRole) -> None:
    """Make a member an owner, a researcher or a viewer; owners only.

    Who becomes a viewer listens where they were to ask or take notes, and is asked for no review any more. Raises
    Conflict for the last owner.
    """
    record = found(actor, Action.MANAGE, MemberRecord, member_id)
    if record.left_at is not None:
        raise absent()
    if record.role == role:
        return
    with acting(actor, f"made member {role}", Ref(Kind.MEMBER, record.id)):
        _hold(actor)
        if role is not WorkspaceRole.OWNER:
            require_owner_left(_owners(actor.workspace_id), record.id)
        MemberRecord.objects.filter(id=record.id, left_at=None).update(role=role)
        if not role_may(role, Action.CHANGE):
            _listen_only(record)


def remove_member(actor: Actor, member_id: str) -> None:
    """Take somebody's place in the workspace away; owners only. Raises Conflict for the last owner."""
    record = found(actor, Action.MANAGE, MemberRecord, member_id)
    if record.left_at is not None:
        raise absent()
    with acting(actor, "removed member", Ref(Kind.MEMBER, record.id)):
        _hold(actor)
        _take_leave(record)
    end_sign_ins(record.user_id)


def leave_workspace(actor: Actor) -> None:
    """Give one's own place up. Raises Conflict for the last owner, NotAllowed for a token."""
    require(actor, Action.VIEW)
    require_in_person(actor)
    record = found(actor, Action.VIEW, MemberRecord, actor.id)
    with acting(actor, "left workspace", Ref(Kind.MEMBER, record.id)):
        hold_workspace(actor.workspace_id)
        _take_leave(record)
    end_sign_ins(record.user_id)


def _hold(actor: Actor) -> None:
    """Let owners act one after the other, and only who still is one: two may be demoting each other at this moment."""
    hold_workspace(actor.workspace_id)
    if actor.member_id is not None and actor.member_id not in _owners(actor.workspace_id):
        raise NotAllowed("You are no owner of this workspace any more. Nothing was changed; ask an owner.")


def _owners(workspace_id: str) -> set[str]:
    owners = MemberRecord.objects.filter(workspace_id=workspace_id, role=WorkspaceRole.OWNER, left_at=None)
    return set(owners.values_list("id", flat=True))


def _take_leave(record: MemberRecord) -> None:
    """End a membership inside the caller's act: what they did stays, what they were to do falls open."""
    require_owner_left(_owners(record.workspace_id), record.id)
    now = timezone.now()
    if not MemberRecord.objects.filter(id=record.id, left_at=None).update(left_at=now):
        raise absent()
    CalendarFeedRecord.objects.filter(member=record).delete()
    TokenRecord.objects.filter(member=record, revoked_at=None).update(revoked_at=now)
    MemberInvitationRecord.objects.filter(made_by=record, revoked_at=None).update(revoked_at=now)
    StudyMemberRecord.objects.filter(member=record).delete()
    SessionObserverRecord.objects.filter(member=record, session__state=SessionState.PLANNED).delete()
    _ask_no_more(record)


def _listen_only(record: MemberRecord) -> None:
    """What becomes of a new viewer's places: in a team they listen, so that they still know of its study."""
    _ask_no_more(record)
    places = StudyMemberRecord.objects.filter(member=record)
    studies = set(places.values_list("study_id", flat=True))
    places.delete()
    StudyMemberRecord.objects.bulk_create(
        StudyMemberRecord(workspace_id=record.workspace_id, study_id=study, member=record, role=TeamRole.OBSERVER)
        for study in studies
    )
    MemberInvitationRecord.objects.filter(made_by=record, revoked_at=None).update(revoked_at=timezone.now())


def _ask_no_more(record: MemberRecord) -> None:
    """Who was to ask, to take notes or to review will not."""
    planned = SessionRecord.objects.filter(state=SessionState.PLANNED)
    planned.filter(interviewer=record).update(interviewer=None)
    planned.filter(note_taker=record).update(note_taker=None)
    GuideReviewRecord.objects.filter(reviewer=record, verdict=Verdict.ASKED).delete()
    CodingTaskRecord.objects.filter(member=record, done_at=None).delete()  # else others would wait for them for ever


def _planned(member_id: str) -> set[str]:
    """The sessions ahead in which this member was to ask, write or listen."""
    planned = SessionRecord.objects.filter(state=SessionState.PLANNED, deleted_at=None)
    places = ("interviewer_id", "note_taker_id", "observers__member_id")
    return {one for place in places for one in planned.filter(**{place: member_id}).values_list("id", flat=True)}
