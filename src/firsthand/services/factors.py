"""Second factors: who has one beside the password, what a workspace asks for, and the way back for who lost theirs.

The account library adds and removes them, on its own pages; see `server/accounts.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from firsthand.domain.errors import Conflict, FactorMissing, NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.services.access import require
from firsthand.services.acting import acting
from firsthand.storage.accounts import UserRecord
from firsthand.storage.workspaces import MemberRecord, WorkspaceRecord

APP, PASSKEY, RECOVERY = "totp", "webauthn", "recovery_codes"  # the account library's words
FACTORS = (APP, PASSKEY)


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """One passkey of somebody."""

    number: int  # the account library's own
    name: str
    added_at: datetime
    used_at: datetime | None
    signs_in: bool  # by itself; else it only stands beside a password


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has beside their password."""

    app_since: datetime | None  # an authenticator app
    passkeys: tuple[PasskeyRow, ...]
    recovery_codes_left: int

    @property
    def has_any(self) -> bool:
        """Whether there is a second factor at all; recovery codes alone are none."""
        return self.app_since is not None or bool(self.passkeys)


@dataclass(frozen=True, slots=True)
class FactorPolicy:
    """What a workspace asks of its members."""

    is_wanted: bool
    without: tuple[str, ...]  # the names of members who have none yet


def factors_of(user_id: str) -> Factors:
    """What this person has; one query."""
    app_since, passkeys, codes_left = None, [], 0
    for record in Authenticator.objects.filter(user_id=user_id).order_by("created_at", "id"):
        if record.type == APP:
            app_since = record.created_at
        elif record.type == RECOVERY:
            codes_left = len(record.wrap().get_unused_codes())
        else:
            signs_in = record.wrap().is_passwordless is True  # by what the device itself said of it
            row = PasskeyRow(record.id, record.data["name"], record.created_at, record.last_used_at, signs_in)
            passkeys.append(row)
    return Factors(app_since, tuple(passkeys), codes_left)


def with_factor(members: QuerySet[MemberRecord]) -> QuerySet[MemberRecord]:
    """The members with what `require_factor` looks at, in the same query."""
    own = Authenticator.objects.filter(user_id=OuterRef("user_id"), type__in=FACTORS)
    return members.select_related("user", "workspace").annotate(has_factor=Exists(own))


def require_factor(member: MemberRecord) -> None:
    """Refuse a member without a second factor where the workspace wants one. Raises FactorMissing."""
    if member.workspace.wants_second_factor and not has_factor(member):
        raise FactorMissing(
            f"{member.workspace.name} wants a second factor from everybody, and you have none yet. Nothing was "
            "changed; set one up on your account page, then you get in."
        )


def has_factor(member: MemberRecord) -> bool:
    """Whether a member has a second factor; one from `with_factor` is not looked up again."""
    known: bool | None = getattr(member, "has_factor", None)
    if known is not None:
        return known
    return bool(Authenticator.objects.filter(user_id=member.user_id, type__in=FACTORS).exists())


def factor_policy(actor: Actor) -> FactorPolicy:
    """What the workspace asks for and who does not have it yet; owners only."""
    require(actor, Action.MANAGE)
    members = with_factor(MemberRecord.objects.filter(workspace_id=actor.workspace_id, left_at=None))
    without = [one for one in members.order_by("created_at", "id") if not has_factor(one)]
    wanted = WorkspaceRecord.objects.values_list("wants_second_factor", flat=True).get(id=actor.workspace_id)
    return FactorPolicy(wanted, tuple(one.user.name or one.user.email or "" for one in without))


def want_second_factor(actor: Actor, *, is_wanted: bool) -> None:
    """Ask every member for a second factor, or no longer; owners only.

    Raises Conflict for an owner who has none: they would be the first to stand before the door.
    """
    require(actor, Action.MANAGE)
    if is_wanted and not factors_of(actor.user_id).has_any:
        raise Conflict("You have no second factor yourself. Nothing was changed; set yours up first, then ask for it.")
    verb = "wanted second factors" if is_wanted else "wanted second factors no longer"
    with acting(actor, verb, Ref(Kind.WORKSPACE, actor.workspace_id)):
        WorkspaceRecord.objects.filter(id=actor.workspace_id).update(wants_second_factor=is_wanted)


def remove_factors(email: str) -> int:
    """Take every second factor from an account, from the shell: for somebody who lost phone, key and recovery codes.

    Only who can write the data folder may do that: an owner of one workspace has no say over an account that may be
    in others. Raises NotFound for an address that nobody has.
    """
    user = UserRecord.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise NotFound(f"Nobody here has the address {email}. Nothing was changed.")
    removed, _ = Authenticator.objects.filter(user_id=user.id).delete()
    return int(removed)
