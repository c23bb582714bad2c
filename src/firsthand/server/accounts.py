"""How the account library behaves here: nobody signs up by themselves, guessing is slow, and no page leads away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.errors import TooOften
from firsthand.domain.people.patience import Guarded
from firsthand.services import accounts, sign_ins
from firsthand.services.account_mails import tell_change
from firsthand.services.limiting import Attempt, begin_attempt
from firsthand.web.who import address_of, page_address, sign_in_of

CHANGES = {  # the account library's name of a letter -> what ours says
    "password_changed": "The password of your account at Firsthand was changed.",
    "password_set": "Your account at Firsthand has a password now.",
    "password_reset": "The password of your account at Firsthand was replaced by a link from a letter.",
    "totp_activated": "An authenticator app was added to your account at Firsthand.",
    "totp_deactivated": "The authenticator app was removed from your account at Firsthand.",
    "webauthn_added": "A passkey was added to your account at Firsthand.",
    "webauthn_removed": "A passkey was removed from your account at Firsthand.",
    "recovery_codes_generated": "Your account at Firsthand has new recovery codes; the old ones work no longer.",
    "account_connected": "You signed in to Firsthand by single sign-on for the first time.",
}
FRESH = timedelta(minutes=5)  # who signed in just now need not prove again who they are
FRESH_BY_LINK = timedelta(minutes=15)  # nor, for longer, who has nothing to prove it with


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an owner, not by visitors."""

    attempt: Attempt | None = None
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("The address or the password is not right. Try again."),
        "incorrect_password": gettext_lazy("That is not your password. Nothing was changed."),
        "enter_current_password": gettext_lazy("That is not your password. Nothing was changed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Visitors can't make accounts."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only addresses of this very server, whichever other hosts it may answer to."""
        request = self.request
        here = {request.get_host()}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=here, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where the request came from, past our own proxies only."""
        return address_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try, whether or not anybody has this address; the same queries are made for both."""
        email, address = str(credentials.get("email", "")), address_of(request)
        user_id = accounts.user_with(email)
        is_familiar = sign_ins.is_familiar(user_id, address)
        self.attempt = counted(Guarded.SIGN_IN, address, email, is_familiar=is_familiar)

    def _rollback_login_failed_rl_usage(self) -> None:
        if self.attempt:
            self.attempt.succeeded()

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Once for every burst of failures, say so in the log of whoever is meant."""
        if self.attempt and self.attempt.begins_a_burst:
            user_id = accounts.user_with(str(credentials.get("email", "")))
            accounts.note(user_id, "failed to sign in repeatedly", by_themselves=False)

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Whether this is the person's password; who has no address yet can't be found by it."""
        if user.email:
            return bool(super().reauthenticate(user, password))
        attempt = counted(Guarded.SIGN_IN, address_of(self.request), user.pk, is_familiar=True)
        is_right = bool(user.check_password(password))
        if is_right:
            attempt.succeeded()
        return is_right

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Whoever signed in only just is not asked again."""
        return bool(super().is_reauthentication_required(app=app, **more)) and not self._is_fresh()

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """The ways to prove again who one is; without a password or second factor, that is signing in once more."""
        again = {"id": "sign_in_again", "description": _("Sign in again"), "url": reverse("sign_in_again")}
        return super().get_reauthentication_methods(user) or [again]

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell the person what was changed about how they get in, in a letter of ours."""
        told = CHANGES.get(template_prefix.rpartition("/")[2])
        if told:
            tell_change(str(user.pk), told, page_address)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's account."""
        return reverse("account")

    def _is_fresh(self) -> bool:
        began_at = sign_ins.signed_in_at(sign_in_of(self.request))
        if began_at is None:
            return False
        ways = super().get_reauthentication_methods(self.request.user)
        return timezone.now() - began_at < (FRESH if ways else FRESH_BY_LINK)


def counted(what: Guarded, address: str, account: str, *, is_familiar: bool) -> Attempt:
    """A counted try, with the refusal as a fault of the form that it was typed into. Raises ValidationError."""
    try:
        return begin_attempt(what, address, account, is_familiar=is_familiar)
    except TooOften as refusal:
        raise ValidationError(refusal.message, code="too_often") from refusal
