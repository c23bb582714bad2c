"""Who is looking at the page: the signed-in person as a member of the workspace that they chose."""

from __future__ import annotations

from django.http import HttpRequest

from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor
from firsthand.services.access import require
from firsthand.services.accounts import actor_of
from firsthand.services.workspaces import CHOSEN


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
