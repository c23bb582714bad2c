"""What a request to the API says: who it is, and which part of a list they want."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from ninja import Field, Schema

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.addresses import client_address
from firsthand.services.access import absent
from firsthand.services.accounts import actor_of
from firsthand.services.slices import USUAL_LIMIT, Cut
from firsthand.services.workspaces import CHOSEN

WORKSPACE = "X-Firsthand-Workspace"  # the header by which a person in several says which one they mean


class Part(Schema):
    """Where in a list, and how much of it."""

    cursor: Annotated[str, Field(max_length=300)] = ""
    limit: Annotated[int, Field(ge=1, le=200)] = USUAL_LIMIT

    def cut(self) -> Cut:
        """The services' word for it."""
        return Cut(self.cursor or None, self.limit)


def actor(request: HttpRequest) -> Actor:
    """The member behind the request.

    A token is of one workspace. A signed-in person is where the header says, else where their pages are. Raises
    NotFound for a workspace in which they, or their token, are not.
    """
    wanted = request.headers.get(WORKSPACE, "")
    known = getattr(request, "auth", None)
    if not isinstance(known, Actor):
        return actor_of(str(request.user.pk), wanted, chosen=request.session.get(CHOSEN, ""))
    if wanted not in ("", known.workspace_id):
        raise absent()
    return known


def page_address(name: str, *parts: str) -> str:
    """The address of a page as people open it, by the settings: what a request says of its host goes into no letter."""
    return str(settings.FIRSTHAND.base_url).rstrip("/") + reverse(name, args=parts)


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from, past our own proxies only."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return client_address(request.META.get("REMOTE_ADDR", ""), forwarded, settings.FIRSTHAND.proxies_in_front)
