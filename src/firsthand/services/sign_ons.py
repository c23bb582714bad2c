"""Accounts elsewhere by which people sign in here: found by an address that the provider verified, never by a name."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Ref, WorkspaceRole, system
from firsthand.services.accounts import checked_email, give_place, new_account, note, place_of, user_with
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.storage.accounts import SignInLinkRecord, UserRecord
from firsthand.storage.sign_ins import SignInRecord
from firsthand.storage.tokens import TokenRecord
from firsthand.storage.workspaces import WorkspaceRecord


def vouched_account(email: str) -> UserRecord | None:
    """The account with an address that a trusted provider has just verified; it counts as verified here, too.

    Where nobody had shown before that the address is theirs, somebody else may have made the account with it (by an
    open invitation, say). Whoever did loses it: password, second factors, sign-ins and tokens go.
    """
    user = UserRecord.objects.filter(id=user_with(email)).first()
    if user is None or not user.email:
        return None
    if not EmailAddress.objects.filter(user_id=user.id, email=user.email, verified=True).exists():
        _hand_over(user)
    return user


def mark_as_shown(user_id: str) -> None:
    """Note that whoever has this account has its mailbox, too: they followed a letter that went there."""
    email = UserRecord.objects.values_list("email", flat=True).get(id=user_id)
    if email:
        known = EmailAddress.objects.filter(user_id=user_id)
        known.exclude(email=email).delete()
        known.update_or_create(user_id=user_id, email=email, defaults={"verified": True, "primary": True})


def welcome(email: str, name: str) -> UserRecord:
    """A new account for somebody whom a trusted provider sends, as a viewer of the workspace that was first here."""
    workspace_id = WorkspaceRecord.objects.order_by("created_at", "id").values_list("id", flat=True)[0]
    user = new_account(checked_email(email), line(name, "name"))
    member_id = place_of(user.id, workspace_id)
    with acting(system(workspace_id), "added member by single sign-on", Ref(Kind.MEMBER, member_id)):
        user.save(force_insert=True)
        give_place(member_id, workspace_id, user.id, WorkspaceRole.VIEWER)
        mark_as_shown(user.id)
    return user


def _hand_over(user: UserRecord) -> None:
    had_secrets = user.has_usable_password() or Authenticator.objects.filter(user_id=user.id).exists()
    with transaction.atomic():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        for record in (Authenticator, SocialAccount, SignInRecord, SignInLinkRecord):
            record.objects.filter(user_id=user.id).delete()
        TokenRecord.objects.filter(member__user_id=user.id, revoked_at=None).update(revoked_at=timezone.now())
        mark_as_shown(user.id)
    if had_secrets:
        note(user.id, "single sign-on took account over", by_themselves=False)
