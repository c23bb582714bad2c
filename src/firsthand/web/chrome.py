"""What stands around every page: where one can go, who one is, and what was just said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from firsthand.domain.errors import FactorMissing, NotFound
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.services.workspaces import Mine, my_workspaces
from firsthand.web.toasts import Toast, spoken
from firsthand.web.who import actor

BELOW = {  # what is reached through an entry of the main navigation and has an address of its own
    "people": ("companies", "duplicates", "touchpoints", "consents", "invitations"),
    "claims": ("decisions", "assumptions", "shares", "check_document"),
    "studies": ("observations",),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    key: str  # after "g" on the keyboard
    label: str
    url: str
    is_here: bool
    is_exact: bool


@dataclass(frozen=True, slots=True)
class SignOnWay:
    """One button of the sign-in page."""

    name: str
    url: str


class Chrome:
    """The frame of a page; nothing of it is computed before the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def actor(self) -> Actor | None:
        """The member, or None for a visitor who is not signed in."""
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return None
        try:
            return actor(self.request)
        except (NotFound, FactorMissing):
            return None

    @property
    def is_signed_in(self) -> bool:
        """Whether somebody is signed in at all, if only to look after their account."""
        user = getattr(self.request, "user", None)
        return user is not None and user.is_authenticated

    @property
    def is_member(self) -> bool:
        """Whether to show the way to the workspace's pages."""
        return self.actor is not None

    @property
    def may_change(self) -> bool:
        """Whether to show the way to what changes something."""
        return self.actor is not None and may(self.actor, Action.CHANGE)

    @property
    def may_read(self) -> bool:
        """Whether to show the way to people and letters."""
        return self.actor is not None and may(self.actor, Action.READ)

    @property
    def may_manage(self) -> bool:
        """Whether to show the way to what owners look after."""
        return self.actor is not None and may(self.actor, Action.MANAGE)

    @property
    def member_name(self) -> str:
        """The member's name, or a stand-in."""
        return (self.actor.name if self.actor else "") or _("Somebody")

    @property
    def sign_ons(self) -> tuple[SignOnWay, ...]:
        """The providers by which a visitor may sign in here."""
        ways = [(settings.FIRSTHAND.oidc, "oidc_login"), (settings.FIRSTHAND.saml, "saml_sign_in")]
        return tuple(SignOnWay(way.name, reverse(name)) for way, name in ways if way)

    @cached_property
    def workspaces(self) -> tuple[Mine, ...]:
        """The workspaces that the person may go to, this one among them."""
        return my_workspaces(self.actor.user_id) if self.actor else ()

    @property
    def workspace_id(self) -> str:
        """Where the person is."""
        return self.actor.workspace_id if self.actor else ""

    @property
    def workspace_name(self) -> str:
        """The workspace's name."""
        return next((one.name for one in self.workspaces if one.id == self.workspace_id), "")

    @property
    def may_switch(self) -> bool:
        """Whether there is another workspace to go to."""
        return len(self.workspaces) > 1

    @property
    def initials(self) -> str:
        """Up to two letters for the member."""
        return "".join(word[0] for word in self.member_name.split()[:2]).upper()

    @property
    def role_label(self) -> str:
        """The member's role in the workspace."""
        return role_label(self.actor.role) if self.actor else ""

    @cached_property
    def nav(self) -> tuple[Place, ...]:
        """Where one can go from everywhere."""
        if self.actor is None:
            return ()
        may_read = may(self.actor, Action.READ)
        places = [
            ("h", _("Home"), "home"),
            ("s", _("Studies"), "studies"),
            ("c", _("Sessions"), "sessions"),
            ("q", _("Quotes"), "quotes"),
            ("l", _("Claims"), "claims"),
        ]
        if may_read:
            places.append(("p", _("People"), "people"))
        return tuple(self._place(*place) for place in places)

    def _place(self, key: str, label: str, name: str) -> Place:
        url, path = reverse(name), self.request.path
        is_below = any(path.startswith(reverse(one)) for one in (name, *BELOW.get(name, ())))
        return Place(key, label, url, path == url if name == "home" else is_below, path == url)


def role_label(role: WorkspaceRole) -> str:
    """A workspace role as a word."""
    return {
        WorkspaceRole.OWNER: _("owner"),
        WorkspaceRole.RESEARCHER: _("researcher"),
        WorkspaceRole.VIEWER: _("viewer"),
    }[WorkspaceRole(role)]


def frame(request: HttpRequest) -> dict[str, object]:
    """The context processor: `chrome` and `toasts` in every template."""

    class Said:
        def __iter__(self) -> Iterator[Toast]:
            return iter(spoken(request))

    lazily: Callable[[], Chrome] = lambda: Chrome(request)  # noqa: E731
    return {"chrome": SimpleLazyObject(lazily), "toasts": Said()}
