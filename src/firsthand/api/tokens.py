"""Tokens for programs over the API: to be made, seen and revoked by a person who is signed in, never by a token."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import StringConstraints

from firsthand.api.problems import REFUSALS
from firsthand.api.requests import actor
from firsthand.api.shapes import Shape
from firsthand.domain.people.tokens import Reach
from firsthand.services import tokens
from firsthand.services.tokens import MOST_DAYS, USUAL_DAYS, TokenForm, TokenRow

router = Router(tags=["tokens"])


class TokenIn(Shape):
    """A token as you want it."""

    name: Annotated[str, StringConstraints(max_length=100)]
    reach: Reach = Reach.READ
    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] | None = USUAL_DAYS  # null: until it is revoked


class NewToken(Schema):
    """A token just made; its text is given this once."""

    id: str
    token: str


@router.get("/tokens", response={200: list[TokenRow], **REFUSALS})
def list_tokens(request: HttpRequest) -> list[TokenRow]:
    """Your tokens; for owners, everybody's."""
    return list(tokens.tokens(actor(request)))


@router.post("/tokens", response={201: NewToken, **REFUSALS})
def make_token(request: HttpRequest, wanted: TokenIn) -> Status[dict[str, str]]:
    """Make a token for yourself."""
    token_id, text = tokens.new_token(actor(request), TokenForm(wanted.name, wanted.reach, wanted.days))
    return Status(201, {"id": token_id, "token": text})


@router.delete("/tokens/{token_id}", response={204: None, **REFUSALS})
def revoke_token(request: HttpRequest, token_id: str) -> Status[None]:
    """Make a token worthless."""
    tokens.revoke_token(actor(request), token_id)
    return Status(204, None)
