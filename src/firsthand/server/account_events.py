"""What the account library does becomes rows and events of ours, whichever door it came through."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.signals import password_changed, password_reset, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset, authenticator_used
from allauth.socialaccount.signals import social_account_added
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver

from firsthand.domain.people.sign_ins import Way
from firsthand.services import sign_ins
from firsthand.services.accounts import note
from firsthand.services.factors import APP, RECOVERY
from firsthand.services.sign_ons import mark_as_shown
from firsthand.web.who import SIGN_IN, address_of, sign_in_of


@receiver(user_logged_in)
def signed_in(request: Any, user: Any, **_: Any) -> None:
    """A new browser to look after; what this one was before is over."""
    sign_ins.forget_sign_in(sign_in_of(request))
    user_agent = request.META.get("HTTP_USER_AGENT", "")
    way = _way(get_authentication_records(request, user))
    request.session[SIGN_IN] = sign_ins.begin_sign_in(str(user.pk), way, user_agent, address_of(request))


@receiver(user_logged_out)
def signed_out(request: Any, user: Any, **_: Any) -> None:
    """One browser less."""
    if sign_ins.forget_sign_in(sign_in_of(request)) and user is not None:
        note(str(user.pk), "signed out")


@receiver(password_changed)
@receiver(password_set)
def has_new_password(request: Any, user: Any, **_: Any) -> None:
    """Everywhere else they are signed out."""
    note(str(user.pk), "changed password")
    sign_ins.end_other_sign_ins(str(user.pk), sign_in_of(request))


@receiver(password_reset)
def has_reset_password(request: Any, user: Any, **_: Any) -> None:
    """Whoever came in by the old password is out; and they have shown that the mailbox is theirs."""
    mark_as_shown(str(user.pk))
    note(str(user.pk), "reset password")
    sign_ins.end_other_sign_ins(str(user.pk), "")


@receiver(authenticator_added)
def has_added(user: Any, authenticator: Any, **_: Any) -> None:
    """A second factor more; recovery codes come with it by themselves."""
    if authenticator.type != RECOVERY:
        note(str(user.pk), f"added {_name(authenticator)}")


@receiver(authenticator_removed)
def has_removed(user: Any, authenticator: Any, **_: Any) -> None:
    """A second factor less."""
    if authenticator.type != RECOVERY:
        note(str(user.pk), f"removed {_name(authenticator)}")


@receiver(authenticator_reset)
def has_new_codes(user: Any, **_: Any) -> None:
    """The old recovery codes work no longer."""
    note(str(user.pk), "made recovery codes")


@receiver(authenticator_used)
def has_used(user: Any, authenticator: Any, **_: Any) -> None:
    """A recovery code is worth a line: it means that the usual factor was not at hand."""
    if authenticator.type == RECOVERY:
        note(str(user.pk), "used recovery code")


@receiver(social_account_added)
def has_sign_on(sociallogin: Any, **_: Any) -> None:
    """From now on they can come by single sign-on."""
    note(str(sociallogin.user.pk), "added single sign-on")


def _name(authenticator: Any) -> str:
    return "authenticator app" if authenticator.type == APP else "passkey"


def _way(records: list[dict[str, Any]]) -> Way:
    """How somebody signed in, from the library's notes of it; by a link it has none."""
    methods = {record.get("method") for record in records}
    if any(record.get("passwordless") for record in records):
        return Way.PASSKEY
    if "socialaccount" in methods:
        return Way.SIGN_ON
    return Way.PASSWORD if "password" in methods else Way.LINK
