"""How the account library behaves here: nobody signs up by themselves, and signing in is an event."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from firsthand.services.accounts import note_sign_in


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an owner (`firsthand member add`), not by visitors."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Visitors can't make accounts."""
        return False


@receiver(user_logged_in)
def note(user: Any, **_: Any) -> None:
    """Write the event of a sign-in, whichever door it came through."""
    note_sign_in(str(user.pk))
