"""Who is looking at the page: the signed-in person as a member of the workspace that they chose."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.addresses import client_address
from firsthand.services.access import require
from firsthand.services.accounts import actor_of
from firsthand.services.workspaces import CHOSEN

SIGN_IN = "sign_in"  # under which a session says which sign-in it belongs to


def actor(request: HttpRequest) -> Actor:
    """The member behind this request, looked up once.

    Raises NotFound for an account that belongs to no workspace.
    """
    known: Actor | None = getattr(request, "_firsthand_actor", None)
    if known is None:
        known = actor_of(str(request.user.pk), chosen=request.session.get(CHOSEN, ""))
        request._firsthand_actor = known  # type: ignore[attr-defined]
    return known


def changer(request: HttpRequest) -> Actor:
    """The member behind this request, who is about to change something.

    Raises NotAllowed for a member who may only look, so that nobody fills in a form in vain.
    """
    who = actor(request)
    require(who, Action.CHANGE)
    return who


def owner(request: HttpRequest) -> Actor:
    """The member behind this request, who looks after the workspace. Raises NotAllowed for all but owners."""
    who = actor(request)
    require(who, Action.MANAGE)
    return who


def may_change(request: HttpRequest) -> bool:
    """Whether this member may change anything at all; a page then shows the way to it."""
    return may(actor(request), Action.CHANGE)


def is_prefetch(request: HttpRequest) -> bool:
    """Whether a browser fetches the page ahead, before anybody looks at it."""
    return "prefetch" in (request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")).lower()


def address_of(request: HttpRequest) -> str:
    """The network address that the request came from, past our own proxies only."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    return client_address(request.META.get("REMOTE_ADDR", ""), forwarded, settings.FIRSTHAND.proxies_in_front)


def page_address(name: str, *parts: str) -> str:
    """The address of a page as people open it, by the settings: what a request says of its host goes into no letter."""
    return str(settings.FIRSTHAND.base_url).rstrip("/") + reverse(name, args=parts)


def sign_in_of(request: HttpRequest) -> str:
    """The id of the sign-in that this browser came by; "" for a stranger."""
    return str(request.session.get(SIGN_IN, ""))
