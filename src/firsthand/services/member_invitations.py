"""Colleagues come into a workspace by a link: made by an owner, with a role that is fixed, and for so long."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, ActorKind, Ref, WorkspaceRole
from firsthand.domain.people.member_invitations import ASK_AGAIN, Standing, require_open, require_sensible
from firsthand.domain.people.outbox import Letter
from firsthand.services.access import found, require, visible
from firsthand.services.account_mails import can_send_letters
from firsthand.services.accounts import checked_email, give_place, new_account, place_of
from firsthand.services.acting import acting, hold_workspace
from firsthand.services.fields import line
from firsthand.services.outbox import address_of, call_off, put
from firsthand.storage.accounts import UserRecord
from firsthand.storage.member_invitations import MemberInvitationRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

USUAL_DAYS = 14
LinkOf = Callable[[str], str]  # a link's secret part -> the address of its page


@dataclass(frozen=True, slots=True)
class InvitationForm:
    """Who is invited, as what."""

    role: WorkspaceRole = WorkspaceRole.VIEWER
    email: str = ""  # "" lets in whoever has the link
    limit: int = 1  # people
    days: int = USUAL_DAYS


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation just made; the secret part of its link is given this once."""

    id: str
    token: str
    is_mailed: bool  # a letter with the link is on its way


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation as owners see it; its link is not kept."""

    id: str
    role: WorkspaceRole
    email: str
    limit: int
    uses: int
    expires_at: datetime
    made_by: str
    made_at: datetime
    standing: Standing


@dataclass(frozen=True, slots=True)
class JoinPage:
    """What somebody who holds a link is told before they come in."""

    workspace: str
    role: WorkspaceRole
    invited_by: str
    expires_at: datetime
    email: str  # the only address that it is for; "" for whoever has the link
    has_account: bool  # somebody has that address already, and should sign in
    is_member: bool  # whoever is signed in is in already
    fits: bool  # whether the signed-in account may use it


def invite_member(actor: Actor, form: InvitationForm, link_of: LinkOf | None = None) -> Invited:
    """Make an invitation, of whose link only the digest is kept.

    One to an address goes there by mail, where letters can be sent and `link_of` makes the link's address, by the
    settings: what a request says of its host goes into no letter. Raises Invalid for a form that no invitation has,
    Conflict where the address is a member's already.
    """
    require(actor, Action.MANAGE)
    role, email = WorkspaceRole(form.role), checked_email(form.email) if form.email.strip() else ""
    require_sensible(role, form.limit, form.days, email)
    if email and _members(actor.workspace_id).filter(user__email=email).exists():
        raise Conflict(f"{email} is a member already. Nobody was invited.", where="email")
    invitation_id, token = new_id(Kind.INVITATION), secrets.token_urlsafe(32)
    expires_at = timezone.now() + timedelta(days=form.days)
    letter = (
        _letter(actor, role, email, link_of(token), expires_at) if link_of and email and can_send_letters() else None
    )
    with acting(actor, f"invited {role}", Ref(Kind.INVITATION, invitation_id)):
        MemberInvitationRecord.objects.create(
            id=invitation_id,
            workspace_id=actor.workspace_id,
            digest=_digest(token),
            made_by_id=actor.id,
            role=role,
            email=email,
            limit=form.limit,
            expires_at=expires_at,
        )
        if letter is not None:
            put(actor, letter, key=_key(invitation_id))
    return Invited(invitation_id, token, is_mailed=letter is not None)


def invitations(actor: Actor) -> tuple[InvitationRow, ...]:
    """The workspace's invitations that still let somebody in, newest first; owners only."""
    require(actor, Action.MANAGE)
    now = timezone.now()
    waiting = visible(actor, MemberInvitationRecord).filter(revoked_at=None, expires_at__gt=now, uses__lt=F("limit"))
    return tuple(_row(record, now) for record in waiting.select_related("made_by__user").order_by("-created_at", "-id"))


def revoke_invitation(actor: Actor, invitation_id: str) -> None:
    """Take an invitation back: nobody comes in by it any more; owners only."""
    record = found(actor, Action.MANAGE, MemberInvitationRecord, invitation_id)
    if record.revoked_at is not None:
        return
    with acting(actor, "revoked invitation", Ref(Kind.INVITATION, record.id)):
        MemberInvitationRecord.objects.filter(id=record.id).update(revoked_at=timezone.now())
        call_off(actor, _key(record.id))


def join_page(token: str, user_id: str = "") -> JoinPage:
    """What a link opens, to whoever is signed in or to nobody. Raises NotFound for one that lets nobody in."""
    record = _open(token)
    user = UserRecord.objects.filter(id=user_id).first() if user_id else None
    invitation = record.invitation()
    return JoinPage(
        workspace=record.workspace.name,
        role=invitation.role,
        invited_by=record.made_by.user.name,
        expires_at=record.expires_at,
        email=record.email,
        has_account=bool(record.email) and UserRecord.objects.filter(email=record.email).exists(),
        is_member=user is not None and _members(record.workspace_id).filter(user=user).exists(),
        fits=user is not None and invitation.fits(user.email or ""),
    )


def join_as_new(token: str, name: str, email: str, password: str) -> Actor:
    """Make an account and come in.

    Raises NotFound for a link that lets nobody in, Invalid for what no account can have, Conflict for an address that
    has an account already.
    """
    record = _open(token)
    name = line(name, "name", is_required=True)
    address = record.email or checked_email(email)
    if not password:
        raise Invalid("A password is missing. No account was made.", where="password")
    if UserRecord.objects.filter(email=address).exists():
        raise Conflict(
            f"{address} has an account here. Nothing was made; sign in with it, then open the invitation again.",
            where="email",
        )
    user = new_account(address, name, password)
    try:
        return _come_in(record, user, is_new=True)
    except IntegrityError as error:
        raise Conflict("Somebody made an account with this address just now. Sign in with it.") from error


def join(token: str, user_id: str) -> Actor:
    """Come in with the account that one has.

    Raises NotFound for a link that lets nobody in, NotAllowed for one that is for another address, Conflict for a
    member.
    """
    record = _open(token)
    return _come_in(record, UserRecord.objects.get(id=user_id, is_active=True), is_new=False)


def _come_in(record: MemberInvitationRecord, user: UserRecord, *, is_new: bool) -> Actor:
    if not record.invitation().fits(user.email or ""):
        raise NotAllowed(
            "This invitation is for another address than that of your account. Nothing was changed; sign out and "
            f"open it again, or ask whoever sent it to invite {user.email or 'your address'}."
        )
    role, workspace = WorkspaceRole(record.role), record.workspace_id
    member_id = place_of(user.id, workspace)
    actor = Actor(member_id, workspace, role, user.name, ActorKind.MEMBER, user.id)
    with acting(actor, f"joined as {role}", Ref(Kind.MEMBER, member_id)) as act:
        hold_workspace(workspace)
        _require_new(record, user)
        _use(record)
        if is_new:
            user.save(force_insert=True)
        give_place(member_id, workspace, user.id, role)
        act.also("used invitation", Ref(Kind.INVITATION, record.id))
    return actor


def _require_new(record: MemberInvitationRecord, user: UserRecord) -> None:
    """Refuse who is a member already, and who was one when the link was made: removal would mean nothing else."""
    known = MemberRecord.objects.filter(workspace_id=record.workspace_id, user=user).first()
    if known is None:
        return
    if known.left_at is None:
        raise Conflict("You are a member of this workspace already. Nothing was changed.")
    if record.created_at <= known.left_at:
        raise NotFound(
            f"You left this workspace after this invitation was made, so it lets you in no more. {ASK_AGAIN}"
        )


def _use(record: MemberInvitationRecord) -> None:
    """Count one person who comes in; two at once never get the last place. Raises NotFound."""
    still = MemberInvitationRecord.objects.filter(
        id=record.id, revoked_at=None, expires_at__gt=timezone.now(), uses__lt=F("limit")
    )
    if not still.update(uses=F("uses") + 1):
        raise NotFound(f"This invitation let its last person in, or was taken back just now. {ASK_AGAIN}")


def _open(token: str) -> MemberInvitationRecord:
    """The invitation of a link, if it lets somebody in. Raises NotFound, in words for who holds a real link."""
    records = MemberInvitationRecord.objects.select_related("workspace", "made_by__user")
    record = records.filter(digest=_digest(token)).first()
    if record is None:
        raise NotFound(f"There is no such invitation. Check that the whole link was copied. {ASK_AGAIN}")
    require_open(record.invitation(), timezone.now())
    return record


def _letter(actor: Actor, role: WorkspaceRole, email: str, link: str, expires_at: datetime) -> Letter:
    """What goes to the address; shown to nobody here, since its link opens a door."""
    workspace = WorkspaceRecord.objects.values_list("name", flat=True).get(id=actor.workspace_id)
    who = actor.name or "A colleague"
    return Letter(
        to_address=email,
        subject=f"{who} invites you to {workspace}"[:200],
        text=(
            f"{who} invites you as {role} to “{workspace}” on Firsthand, where a team keeps its conversations with "
            f"customers.\n\nCome in here:\n{link}\n\n"
            f"The link is for this address alone and good until {expires_at:%d %B %Y}. If you don’t know what this is "
            "about, do nothing: nobody comes in without the link."
        ),
        from_name=actor.name,
        reply_to=address_of(actor),
        member_id=actor.member_id,
        is_secret=True,
        not_after=expires_at,
    )


def _key(invitation_id: str) -> str:
    return f"colleague {invitation_id}"


def _members(workspace_id: str) -> QuerySet[MemberRecord]:
    return MemberRecord.objects.filter(workspace_id=workspace_id, left_at=None)


def _row(record: MemberInvitationRecord, now: datetime) -> InvitationRow:
    return InvitationRow(
        id=record.id,
        role=WorkspaceRole(record.role),
        email=record.email,
        limit=record.limit,
        uses=record.uses,
        expires_at=record.expires_at,
        made_by=record.made_by.user.name,
        made_at=record.created_at,
        standing=record.invitation().standing(now),
    )


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
