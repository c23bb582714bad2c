"""The two ways to sign in to the API: the cookie of the pages, and a token for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, django_auth

from firsthand.api.requests import address_of
from firsthand.domain.errors import NotFound
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.patience import Guarded
from firsthand.services.limiting import guarded
from firsthand.services.tokens import actor_of_token


class Token(HttpBearer):
    """`Authorization: Bearer fst_…`; a browser never sends it by itself, so nothing has to guard against forgery."""

    openapi_description = "A token made under Workspace, Tokens for programs. It acts for its member, in one workspace."
    openapi_bearerFormat = "fst_"  # noqa: N815  (the word of the specification)

    def authenticate(self, request: HttpRequest, token: str) -> Actor:
        """The member for whom a program came. Raises AuthenticationError with the reason, for its author."""
        try:
            with guarded(Guarded.TOKEN, address_of(request)):
                return actor_of_token(token.strip())
        except NotFound as refusal:
            raise AuthenticationError(message=refusal.message) from refusal


WAYS: list[Any] = [Token(), django_auth]  # whoever sends a token means it: a bad one is refused, cookie or not
