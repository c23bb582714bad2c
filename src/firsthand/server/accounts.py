"""How the account library behaves here: nobody signs up by themselves, and signing in is an event."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  (untyped library)
    """Accounts are made by an owner (`firsthand member add`), not by visitors."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Visitors can't make accounts."""
        return False
