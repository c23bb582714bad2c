"""The account library's forms without the words that it writes into empty fields: each field here has a label."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordKeyForm,
    SetPasswordForm,
)


class _Labelled:
    """Empty fields are empty."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(_Labelled, LoginForm):  # type: ignore[misc]
    """Address and password."""


class Again(_Labelled, ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""


class ChangePassword(_Labelled, ChangePasswordForm):  # type: ignore[misc]
    """Another password."""


class FirstPassword(_Labelled, SetPasswordForm):  # type: ignore[misc]
    """A first password."""


class LetterPassword(_Labelled, ResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by a letter."""
