"""Who signs in: the person at this machine by a one-time link, everyone else with e-mail and password."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, ActorKind, Ref, WorkspaceRole, system
from firsthand.services.access import require
from firsthand.services.acting import acting
from firsthand.services.factors import require_factor, with_factor
from firsthand.storage.accounts import SignInLinkRecord, UserRecord
from firsthand.storage.sign_ins import SignInRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

LINK_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member of a workspace."""

    id: str
    name: str
    email: str
    role: WorkspaceRole
    joined_at: datetime


def actor_of(user_id: str, workspace_id: str = "", *, chosen: str = "") -> Actor:
    """The person as a member of the named workspace, or of the first one they joined; one query.

    `chosen` is a wish, of a session that may be older than a removal: where they are no member of that workspace (any
    more), it is the first one again. Raises NotFound where they are in none, or not in the named one, FactorMissing
    where the workspace wants a second factor of them first.
    """
    memberships = with_factor(MemberRecord.objects.filter(user_id=user_id, user__is_active=True, left_at=None))
    if workspace_id:
        memberships = memberships.filter(workspace_id=workspace_id)
    known = list(memberships.order_by("created_at", "id"))
    if not known:
        raise NotFound("You are signed in, but a member of no workspace. Ask an owner to invite you.")
    member = next((one for one in known if one.workspace_id == chosen), known[0])
    require_factor(member)
    return member_actor(member)


def local_owner(workspace_name: str = "My workspace", owner_name: str = "You") -> Actor:
    """The person at this machine as owner of the first workspace, made at the first start."""
    member = (
        MemberRecord.objects.filter(role=WorkspaceRole.OWNER, left_at=None)
        .select_related("user")
        .order_by("workspace__created_at", "created_at")
        .first()
    )
    return member_actor(member) if member else found_workspace(workspace_name, owner_name)


def owner_of(workspace: str = "") -> Actor:
    """The first owner of the workspace with this id or name, for who can write the data folder; "" is the first one.

    Raises NotFound for a workspace that isn't there, Conflict for a name that several have.
    """
    if not workspace:
        return local_owner()
    ids = list(WorkspaceRecord.objects.filter(Q(id=workspace) | Q(name=workspace)).values_list("id", flat=True))
    if not ids:
        raise NotFound(f"There is no workspace “{workspace}”. Nothing was changed.", where="--workspace")
    if len(ids) > 1:
        raise Conflict(f"Several workspaces are called “{workspace}”. Give the id of one: {', '.join(ids)}.")
    owners = MemberRecord.objects.filter(workspace_id=ids[0], role=WorkspaceRole.OWNER, left_at=None)
    return member_actor(owners.select_related("user").order_by("created_at", "id")[0])


def found_workspace(name: str, owner_name: str, email: str | None = None) -> Actor:
    """A new workspace with its first owner."""
    user = UserRecord(id=new_id(Kind.USER), name=owner_name, email=email)
    user.set_unusable_password()
    workspace = WorkspaceRecord(id=new_id(Kind.WORKSPACE), name=name)
    actor = Actor(new_id(Kind.MEMBER), workspace.id, WorkspaceRole.OWNER, owner_name, ActorKind.MEMBER, user.id)
    with acting(actor, "founded workspace", Ref(Kind.WORKSPACE, workspace.id)):
        user.save(force_insert=True)
        workspace.save(force_insert=True)
        MemberRecord.objects.create(id=actor.id, workspace=workspace, user=user, role=actor.role)
    return actor


def add_member(actor: Actor, email: str, name: str, role: WorkspaceRole, password: str = "") -> str:
    """Give a person with this e-mail address a place in the workspace; gives the member's id.

    Whoever runs the server does this, and vouches for the address. The password is set for a new account only; one that
    exists keeps its own. Raises Conflict where they are a member already, Invalid for an address or password that won't
    do.
    """
    require(actor, Action.MANAGE)
    email = checked_email(email)
    user = UserRecord.objects.filter(email=email).first()
    if user and MemberRecord.objects.filter(user=user, workspace_id=actor.workspace_id, left_at=None).exists():
        raise Conflict(f"{email} is a member already. Nothing was changed.", where="email")
    account = user or new_account(email, name, password)
    member_id = place_of(account.id, actor.workspace_id)
    with acting(actor, "added member", Ref(Kind.MEMBER, member_id)):
        if user is None:
            account.save(force_insert=True)
            EmailAddress.objects.create(user_id=account.id, email=email, verified=True, primary=True)
        give_place(member_id, actor.workspace_id, account.id, role)
    return member_id


def place_of(user_id: str, workspace_id: str) -> str:
    """The id that this person has as a member: the one they had, for who comes back to their work, or a new one."""
    known = MemberRecord.objects.filter(user_id=user_id, workspace_id=workspace_id)
    return known.values_list("id", flat=True).first() or new_id(Kind.MEMBER)


def give_place(member_id: str, workspace_id: str, user_id: str, role: WorkspaceRole) -> None:
    """Make this person a member inside the caller's act, or one again who had left."""
    place = {"role": role, "left_at": None}
    who = {"workspace_id": workspace_id, "user_id": user_id}
    if not MemberRecord.objects.filter(id=member_id, **who).update(**place):
        MemberRecord.objects.create(id=member_id, **who, **place)


def account(user_id: str) -> UserRecord:
    """The account that a door signs in."""
    return UserRecord.objects.get(id=user_id, is_active=True)


def set_password(email: str, password: str) -> None:
    """Set the password of an account from the shell; who can write the data folder may do that.

    Raises NotFound for an address that nobody has, Invalid for a password that won't do.
    """
    user = UserRecord.objects.filter(email=checked_email(email)).first()
    if user is None:
        raise NotFound(f"Nobody here has the address {email}. Add them with `firsthand member add {email}`.")
    _require_good(password, user)
    user.set_password(password)
    user.save(update_fields=["password"])


def members(actor: Actor) -> tuple[MemberRow, ...]:
    """Everyone in the workspace, in the order they joined."""
    require(actor, Action.VIEW)
    rows = MemberRecord.objects.filter(workspace_id=actor.workspace_id, left_at=None).select_related("user")
    return tuple(
        MemberRow(row.id, row.user.name, row.user.email or "", WorkspaceRole(row.role), row.created_at)
        for row in rows.order_by("created_at", "id")
    )


def member_named(actor: Actor, email: str) -> str:
    """The id of the member with this address. Raises NotFound."""
    address = checked_email(email)
    for row in members(actor):
        if row.email == address:
            return row.id
    raise NotFound(f"{address} is no member of this workspace. Nothing was changed.", where="email")


def has_password_account() -> bool:
    """Whether anyone can sign in without the one-time link; needed before other machines may reach the server."""
    users = UserRecord.objects.filter(is_active=True, email__isnull=False)
    return any(user.has_usable_password() for user in users.only("password"))


def new_sign_in_link(user_id: str) -> str:
    """The secret part of a link that signs this person in once within 15 minutes; only its digest is kept."""
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    SignInLinkRecord.objects.filter(expires_at__lt=now).delete()
    SignInLinkRecord.objects.create(digest=_digest(token), user_id=user_id, expires_at=now + LINK_FOR)
    return token


def use_sign_in_link(token: str) -> UserRecord:
    """The account that a link signs in; the link is used up by this.

    Raises NotFound for a link that is unknown, used or too old.
    """
    now = timezone.now()
    with transaction.atomic():
        links = SignInLinkRecord.objects.filter(digest=_digest(token), used_at=None, expires_at__gt=now)
        user_id = links.values_list("user_id", flat=True).first()
        if user_id is None or links.update(used_at=now) != 1:
            raise NotFound("This sign-in link was used already or is too old. Start `firsthand` again for a new one.")
    return UserRecord.objects.get(id=user_id, is_active=True)


def end_sign_ins(user_id: str) -> None:
    """End every session of somebody who is a member of no workspace any more; elsewhere they stay signed in."""
    if MemberRecord.objects.filter(user_id=user_id, left_at=None).exists():
        return
    SignInLinkRecord.objects.filter(user_id=user_id).delete()
    SignInRecord.objects.filter(user_id=user_id).delete()


def user_with(email: str) -> str:
    """The id of the account with this address; "" for nobody's."""
    active = UserRecord.objects.filter(email=email.strip().lower(), is_active=True)
    return active.values_list("id", flat=True).first() or ""


def session_hash(user_id: str) -> str:
    """What a session must carry to be valid for this account: it changes with the password. "" for nobody."""
    user = UserRecord.objects.filter(id=user_id, is_active=True).first()
    return user.get_session_auth_hash() if user else ""


def note(user_id: str, verb: str, *, by_themselves: bool = True) -> None:
    """Write what happened to an account into each workspace of that person; the system did what they did not do."""
    for member in MemberRecord.objects.filter(user_id=user_id, left_at=None).select_related("user"):
        actor = member_actor(member) if by_themselves else system(member.workspace_id)
        with acting(actor, verb, Ref(Kind.MEMBER, member.id)):
            pass


def member_actor(member: MemberRecord) -> Actor:
    """The actor that a membership makes; it comes with its user."""
    role = WorkspaceRole(member.role)
    return Actor(member.id, member.workspace_id, role, member.user.name, ActorKind.MEMBER, member.user_id)


def new_account(email: str, name: str, password: str = "") -> UserRecord:
    """An account, not saved yet. Raises Invalid for a password that won't do."""
    user = UserRecord(id=new_id(Kind.USER), email=email, name=name.strip() or email.partition("@")[0])
    if password:
        _require_good(password, user)
        user.set_password(password)
    else:
        user.set_unusable_password()
    return user


def _require_good(password: str, user: UserRecord) -> None:
    from django.contrib.auth.password_validation import validate_password

    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages) + " Nothing was saved; choose another one.", where="password") from error


def checked_email(email: str) -> str:
    """The address as accounts have it. Raises Invalid for one that is none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(f"“{email}” is no e-mail address. Nothing was saved.", where="email") from error
    return email


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
