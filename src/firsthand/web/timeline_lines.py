"""The entries of a timeline as a page shows them: a day, a word for what it was, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from firsthand.domain.people.consent import Scope
from firsthand.domain.people.invitations import InvitationState
from firsthand.domain.people.touchpoints import Standing, TouchpointKind
from firsthand.formats.sparklines import amount
from firsthand.services.timelines import CONSENTS, FIGURES, INVITATIONS, SESSIONS, ConsentEntry, TimelineEntry
from firsthand.services.touchpoints import TouchpointRow
from firsthand.web.badges import Badge
from firsthand.web.measures import change_words
from firsthand.web.rows import state_label
from firsthand.web.scopes import scope_words
from firsthand.web.showing import clock

SHORT = 320  # characters of a text that stand on the timeline; the rest opens


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One entry."""

    id: str
    day: str  # "12 October"
    clock: str  # "14:30"; "" where only the day is known
    kind: str  # the word for it
    badge: Badge | None  # a score, or a state
    title: str
    url: str  # where to read on; "" where there is no page
    text: str  # as much as stands here
    rest: str  # the whole text, where more opens
    about: tuple[str, ...]  # where it comes from, who wrote it, whom it is about
    link: str  # on the web
    edit_url: str
    facts: tuple[tuple[str, str], ...] = ()  # measures and their values


@dataclass(frozen=True, slots=True)
class Month:
    """The entries of one month."""

    title: str
    lines: tuple[TimelineLine, ...]


def months(entries: Iterable[TimelineEntry], zone: str, *, may_change: bool, is_company: bool) -> tuple[Month, ...]:
    """The entries by month, in their order."""
    local = ZoneInfo(zone)
    by_month = groupby(entries, key=lambda one: formats.date_format(one.at.astimezone(local), "F Y"))
    return tuple(
        Month(title, tuple(timeline_line(one, zone, may_change=may_change, is_company=is_company) for one in some))
        for title, some in by_month
    )


def timeline_line(
    entry: TimelineEntry, zone: str, *, may_change: bool, is_company: bool = False, with_year: bool = False
) -> TimelineLine:
    """One entry as a line."""
    local = entry.at.astimezone(ZoneInfo(zone))
    when = (
        formats.date_format(local, "j F Y" if with_year else "j F"),
        clock(entry.at if entry.has_time else None, zone),
    )
    if entry.touchpoint:
        return touchpoint_line(entry.touchpoint, *when, may_change=may_change, name=entry.name, is_company=is_company)
    if entry.session:
        state, url = state_label(entry.session.state), reverse("session", args=[entry.session.id])
        about = tuple(word for word in (entry.name, entry.session.study_title) if word)
        return TimelineLine(
            entry.id, *when, kind_word(SESSIONS), Badge(state, "open"), entry.session.title, url, "", "", about, "", ""
        )
    if entry.consent:
        title, about = _consent_words(entry.consent), (entry.name,) if entry.name else ()
        return TimelineLine(entry.id, *when, kind_word(CONSENTS), None, title, "", "", "", about, "", "")
    if entry.invitation:
        asked, url = entry.invitation, reverse("invitation", args=[entry.invitation.id])
        about = tuple(word for word in (entry.name, asked.study_title) if word)
        badge, title = Badge(invitation_word(asked.state), "open"), _("Asked for a conversation")
        return TimelineLine(entry.id, *when, kind_word(INVITATIONS), badge, title, url, "", "", about, "", "")
    facts = tuple((c.measure, _figure_words(c.value, c.before, c.unit)) for c in entry.figures)
    sources = tuple(dict.fromkeys(change.source for change in entry.figures if change.source))
    return TimelineLine(entry.id, *when, kind_word(FIGURES), None, "", "", "", "", sources, "", "", facts)


def touchpoint_line(
    row: TouchpointRow, day: str, clock: str, *, may_change: bool, name: str = "", is_company: bool = False
) -> TimelineLine:
    """A touchpoint as a line."""
    is_long = len(row.text) > SHORT * 1.25
    cut = _("%d characters were left out at import") % row.text_cut if row.text_cut else ""
    whose = name if is_company else (_("about the company") if row.person is None else "")
    source = row.source or _("by hand")
    return TimelineLine(
        id=row.id,
        day=day,
        clock=clock,
        kind=row.label or kind_word(row.kind),
        badge=score_badge(row),
        title=_("Closed: they no longer agree to anything") if row.is_closed else row.title,
        url=reverse("touchpoint", args=[row.id]),
        text=_short(row.text) if is_long else row.text,
        rest=row.text if is_long else "",
        about=tuple(word for word in (whose, row.author, source, cut) if word),
        link=row.link,
        edit_url=reverse("edit_touchpoint", args=[row.id]) if may_change and not row.is_closed else "",
    )


def invitation_word(state: InvitationState) -> str:
    """What became of an invitation."""
    return {
        InvitationState.DRAFTED: _("draft"),
        InvitationState.SENT: _("no answer yet"),
        InvitationState.ANSWERED: _("said yes"),
        InvitationState.DECLINED: _("said no"),
        InvitationState.NO_ANSWER: _("did not answer"),
    }[state]


def kind_word(kind: str) -> str:
    """What one entry of a kind is called."""
    return {
        TouchpointKind.NPS: _("NPS answer"),
        TouchpointKind.CSAT: _("Satisfaction"),
        TouchpointKind.TICKET: _("Ticket"),
        TouchpointKind.SALES_NOTE: _("Sales note"),
        TouchpointKind.EMAIL: _("E-mail"),
        TouchpointKind.CHAT: _("Chat"),
        TouchpointKind.OTHER: _("Other"),
        FIGURES: _("Figures"),
        SESSIONS: _("Session"),
        INVITATIONS: _("Invitation"),
        CONSENTS: _("Consent"),
    }[kind]


def kinds_word(kind: str) -> str:
    """What all entries of a kind are called, to choose by."""
    return {
        TouchpointKind.NPS: _("NPS answers"),
        TouchpointKind.CSAT: _("Satisfaction"),
        TouchpointKind.TICKET: _("Tickets"),
        TouchpointKind.SALES_NOTE: _("Sales notes"),
        TouchpointKind.EMAIL: _("E-mails"),
        TouchpointKind.CHAT: _("Chats"),
        TouchpointKind.OTHER: _("Others"),
        FIGURES: _("Figures"),
        SESSIONS: _("Sessions"),
        INVITATIONS: _("Invitations"),
        CONSENTS: _("Consent"),
    }[kind]


def score_badge(row: TouchpointRow) -> Badge | None:
    """A score in a few words, with the tone of what it counts as."""
    if row.score is None:
        return None
    if row.standing is None:
        if row.score.best == 1:
            return Badge(_("satisfied"), "good") if row.score.value else Badge(_("not satisfied"), "bad")
        return Badge(row.score.words, "good" if row.score.value >= 0.8 * row.score.best else "open")
    words, tone = {
        Standing.PROMOTER: (_("promoter"), "good"),
        Standing.PASSIVE: (_("passive"), "open"),
        Standing.DETRACTOR: (_("detractor"), "bad"),
    }[row.standing]
    return Badge(f"{row.score.value:g}, {words}", tone)


def _consent_words(entry: ConsentEntry) -> str:
    if entry.is_end:
        return _("No longer agrees")
    said = [(_("Agreed: %s"), entry.scopes), (_("Refused: %s"), entry.refused)]
    if len(entry.refused) == len(Scope):
        return _("Agrees to nothing")
    return ". ".join(words % ", ".join(scope_words(one).lower() for one in some) for words, some in said if some)


def _figure_words(value: float, before: float | None, unit: str) -> str:
    change = change_words(value, before, unit)
    return f"{amount(value, unit)}, {change}" if change else amount(value, unit)


def _short(text: str) -> str:
    cut = text.rfind(" ", SHORT // 2, SHORT)
    return text[: cut if cut > 0 else SHORT].rstrip() + "…"
