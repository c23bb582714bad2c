"""How a participant's consent stands, as a badge, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.domain.people.consent import How
from firsthand.domain.people.consent_states import ConsentState
from firsthand.services.consent_history import ConsentRow
from firsthand.web.badges import Badge

BADGES: Mapping[ConsentState, Callable[[], Badge]] = {
    ConsentState.REMOVAL_ASKED: lambda: Badge(_("asks for removal"), "bad", _("They want everything removed.")),
    ConsentState.EXPIRED: lambda: Badge(_("run out"), "bad", _("Its time is over; their words are closed.")),
    ConsentState.EXPIRING: lambda: Badge(_("runs out soon"), "warn", _("Something of it ends within 30 days.")),
    ConsentState.ATTESTED: lambda: Badge(
        _("only attested"), "warn", _("A member says so at import; nothing of their own shows it.")
    ),
    ConsentState.UNASKED: lambda: Badge(_("not asked"), "open", _("There is no answer of theirs.")),
    ConsentState.ENDED: lambda: Badge(_("no"), "bad", _("They agree to nothing, or no longer do.")),
    ConsentState.PARTLY: lambda: Badge(_("in part"), "good open", _("They said yes to some things.")),
    ConsentState.GIVEN: lambda: Badge(_("given"), "good", _("They said yes to everything.")),
}


def state_badge(state: ConsentState) -> Badge:
    """The state in a word."""
    return BADGES[state]()


def how_words(how: How) -> str:
    """How it was said, in a sentence about an answer."""
    return {
        How.FORM: _("with a form"),
        How.EMAIL: _("by e-mail"),
        How.SPOKEN: _("spoken"),
        How.PAPER: _("on paper"),
        How.TOLD: _("told a member"),
    }[how]


def next_step(row: ConsentRow) -> tuple[str, str]:
    """What to do next and where; nothing where all is well."""
    removal, link = reverse("withdraw", args=[row.person.id]), reverse("new_consent_link", args=[row.person.id])
    return {
        ConsentState.REMOVAL_ASKED: (_("Carry out the removal"), removal),
        ConsentState.EXPIRED: (_("Ask again"), link),
        ConsentState.EXPIRING: (_("Ask again"), link),
        ConsentState.ATTESTED: (_("Ask them"), link),
        ConsentState.UNASKED: (_("Ask them"), link),
    }.get(row.state, ("", ""))
