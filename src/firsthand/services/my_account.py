"""One's own account: name, address, password, second factors, where one is signed in, by what else one signs in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from firsthand.domain.errors import Conflict, NotAllowed, NotFound
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.services.access import absent
from firsthand.services.accounts import checked_email, note
from firsthand.services.factors import Factors, factors_of
from firsthand.services.fields import line
from firsthand.services.sign_ins import SignInRow, sign_ins
from firsthand.storage.accounts import UserRecord
from firsthand.storage.workspaces import MemberRecord

TAKEN = "This address can't be used here. Nothing was changed; choose another one."


@dataclass(frozen=True, slots=True)
class Membership:
    """One workspace that somebody is in."""

    workspace: str
    role: WorkspaceRole
    wants_second_factor: bool


@dataclass(frozen=True, slots=True)
class SignOnRow:
    """One account elsewhere by which somebody signs in here."""

    number: int  # the account library's own
    provider: str
    email: str
    used_at: datetime


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Everything that somebody may look after themselves."""

    name: str
    email: str  # "" for the person at this machine who has set none
    has_password: bool
    factors: Factors
    sign_ins: tuple[SignInRow, ...]
    sign_ons: tuple[SignOnRow, ...]
    memberships: tuple[Membership, ...]

    @property
    def is_factor_missing(self) -> bool:
        """Whether a workspace of theirs stays shut until they have a second factor."""
        return not self.factors.has_any and any(one.wants_second_factor for one in self.memberships)


def account_page(user_id: str, sign_in_id: str = "") -> AccountPage:
    """One's own account; the same number of queries however much there is."""
    user = UserRecord.objects.get(id=user_id)
    return AccountPage(
        name=user.name,
        email=user.email or "",
        has_password=user.has_usable_password(),
        factors=factors_of(user_id),
        sign_ins=sign_ins(user_id, sign_in_id),
        sign_ons=_sign_ons(user_id),
        memberships=_memberships(user_id),
    )


def rename_oneself(user_id: str, name: str) -> None:
    """Change how one is called on pages. Raises Invalid for no name at all."""
    name = line(name, "name", is_required=True)
    UserRecord.objects.filter(id=user_id).update(name=name)
    note(user_id, "changed own name")


def set_first_address(user_id: str, email: str) -> None:
    """Give an account its first e-mail address: the one at this machine was made without.

    Raises NotAllowed where there is one already: a change is confirmed by mail. Raises Invalid for what is no address,
    Conflict for one that can't be used.
    """
    email = checked_email(email)
    if UserRecord.objects.filter(id=user_id, email__isnull=False).exists():
        raise NotAllowed("Your account has an address already. Nothing was changed; change it on your account page.")
    give_address(user_id, email)


def give_address(user_id: str, email: str) -> None:
    """Make this the address of an account, in our records and in the account library's. Raises Conflict."""
    try:
        with transaction.atomic():
            UserRecord.objects.filter(id=user_id).update(email=email)
            EmailAddress.objects.filter(user_id=user_id).delete()
            EmailAddress.objects.create(user_id=user_id, email=email, verified=True, primary=True)
    except IntegrityError as error:
        raise Conflict(TAKEN, where="email") from error
    note(user_id, "changed e-mail address")


def replace_address(old: str, new: str) -> None:
    """Give an account another address from the shell. Raises NotFound, Invalid and Conflict."""
    user = UserRecord.objects.filter(email=checked_email(old)).first()
    if user is None:
        raise NotFound(f"Nobody here has the address {old}. Nothing was changed.")
    give_address(user.id, checked_email(new))


def forget_sign_on(user_id: str, number: int) -> None:
    """Sign in by this account elsewhere no longer, until the same address comes from there again.

    Raises NotFound for what is not theirs.
    """
    removed, _ = SocialAccount.objects.filter(user_id=user_id, id=number).delete()
    if not removed:
        raise absent()
    note(user_id, "removed single sign-on")


def _sign_ons(user_id: str) -> tuple[SignOnRow, ...]:
    rows = SocialAccount.objects.filter(user_id=user_id).order_by("date_joined", "id")
    return tuple(SignOnRow(row.id, row.provider, row.extra_data.get("email", ""), row.last_login) for row in rows)


def _memberships(user_id: str) -> tuple[Membership, ...]:
    rows = MemberRecord.objects.filter(user_id=user_id, left_at=None).select_related("workspace")
    return tuple(
        Membership(row.workspace.name, WorkspaceRole(row.role), row.workspace.wants_second_factor)
        for row in rows.order_by("created_at", "id")
    )
