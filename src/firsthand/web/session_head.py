"""The top of every page about one session: where it belongs, its name, its tabs."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from firsthand.domain.interviews.sessions import SessionState
from firsthand.services.sessions import SessionPage
from firsthand.web.showing import day


@dataclass(frozen=True, slots=True)
class Tab:
    """One of a session's pages."""

    label: str
    url: str
    is_here: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class SessionHead:
    """The top of every page about one session."""

    title: str
    date: str
    study_title: str
    study_url: str
    tabs: tuple[Tab, ...]
    is_confidential: bool


def head(page: SessionPage, here: str) -> SessionHead:
    """The top of a page about this session; `here` is the name of the page's address."""
    row = page.row
    tabs: list[tuple[str, str, int | None]] = [("session", _("Overview"), None)]
    if row.state is SessionState.PLANNED:
        tabs.append(("prepare_session", _("Preparation"), None))
        if page.may_read:
            tabs.append(("brief", _("Brief"), None))
    if row.transcript and page.may_read:
        tabs.append(("reader", _("Transcript"), None))
        if not row.transcript.is_reading:
            tabs.append(("redaction", _("Personal data"), None))
    tabs.append(("quotes", _("Quotes"), row.quotes or None))
    if page.may_read:
        tabs.append(("notes", _("Notes"), None))
    if row.transcript and not row.transcript.needs_roles and page.may_see_craft:
        tabs.append(("craft", _("Craft"), None))
    if page.may_read and row.state is not SessionState.PLANNED:
        tabs.append(("record", _("Record"), None))
        tabs.append(("snapshot", _("Snapshot"), None))
    return SessionHead(
        title=row.title,
        date=day(row.interview_date),
        study_title=row.study_title,
        study_url=reverse("study", args=[row.study_id]) if row.study_id else "",
        tabs=tuple(Tab(label, _tab_url(name, row.id), name == here, count) for name, label, count in tabs),
        is_confidential=row.is_confidential,
    )


def _tab_url(name: str, session_id: str) -> str:
    if name == "quotes":
        return f"{reverse('quotes')}?session={session_id}"
    return reverse(name, args=[session_id])
