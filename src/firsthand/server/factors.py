"""How the account library's second factors behave here: secrets lie encrypted, and codes can't be tried for long."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from firsthand.domain.people.patience import Guarded
from firsthand.domain.people.sign_ins import device
from firsthand.server.accounts import counted
from firsthand.services import accounts, sign_ins
from firsthand.web.who import address_of

NAME = "Firsthand"


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors of our accounts."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That code is not right, or was used already. Try the next one."),
    }

    def get_totp_issuer(self) -> str:
        """What an authenticator app calls us; the host tells several servers apart."""
        return f"{NAME} ({self.request.get_host()})"

    def encrypt(self, text: str) -> str:
        """A secret as it lies in the database."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; where the server's key is another one now, a new one that no code fits."""
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(generate_totp_secret())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:  # noqa: A002  (the library's word)
        """What a new passkey is called until its owner says otherwise."""
        return device(self.request.headers.get("User-Agent", "")) or _("Passkey")

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Whom a passkey is for: this host."""
        return {"id": self.request.get_host().partition(":")[0], "name": NAME}


class CodeForm(AuthenticateForm):  # type: ignore[misc]
    """A code at the sign-in."""

    def clean_code(self) -> str:
        """Count the try before the code is looked at."""
        return clean_counted(self, super().clean_code)


class CodeAgainForm(ReauthenticateForm):  # type: ignore[misc]
    """A code before something is changed."""

    def clean_code(self) -> str:
        """Count the try before the code is looked at."""
        return clean_counted(self, super().clean_code)


class _Passkey:
    """A passkey's answer; where it does not hold, the words are about passkeys, not about codes."""

    def clean_credential(self) -> Any:
        """The authenticator that it fits. Raises ValidationError, also for what no browser would send."""
        try:
            return super().clean_credential()  # type: ignore[misc]
        except (ValidationError, KeyError, TypeError, ValueError) as error:
            raise ValidationError(_("This passkey does not fit. Use another one, or another way.")) from error


class PasskeyAddForm(AddWebAuthnForm):  # type: ignore[misc]
    """Takes a new passkey in."""

    def clean(self) -> Any:
        """What was typed, with a passkey that can be read. Raises ValidationError, also for what no browser sends."""
        try:
            return super().clean()
        except (KeyError, TypeError, ValueError) as error:
            raise ValidationError(_("This passkey can’t be read. Nothing was added; try again.")) from error


class PasskeySignInForm(_Passkey, LoginWebAuthnForm):  # type: ignore[misc]
    """Signs in alone."""


class PasskeyStepForm(_Passkey, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """Stands beside the password."""


class PasskeyAgainForm(_Passkey, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Shows once more that it is they."""


def clean_counted(form: Any, clean: Any) -> str:
    """The code, if it is right. Raises ValidationError.

    Whoever sees this form knows the password, so a burst of failures is told to the person's workspaces.
    """
    from allauth.core import context

    user_id, address = str(form.user.pk), address_of(context.request)
    is_familiar = sign_ins.is_familiar(user_id, address)
    attempt = counted(Guarded.FACTOR, address, user_id, is_familiar=is_familiar)
    try:
        code = str(clean())
    except ValidationError:
        if attempt.begins_a_burst:
            accounts.note(user_id, "failed the second factor repeatedly", by_themselves=False)
        raise
    attempt.succeeded()
    return code


def _box() -> Fernet:
    key = hashlib.sha256(f"second factors {settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
