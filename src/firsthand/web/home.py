"""The first page: what is going on, and the next thing to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from firsthand.domain.interviews.sessions import SessionState
from firsthand.services import workspaces
from firsthand.services.consent_history import removal_requests
from firsthand.services.guide_reviews import waiting_for
from firsthand.services.retention import announced
from firsthand.services.sessions import SessionRow
from firsthand.services.studies import StudyRow
from firsthand.web.reader import SideQuote, side_quote
from firsthand.web.retention import going_words
from firsthand.web.rows import SessionLine, StudyLine, session_lines, study_lines
from firsthand.web.showing import day
from firsthand.web.who import actor

STEPS = 4
QUOTES = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do next."""

    text: str
    why: str
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the first page shows."""

    workspace: str
    summary: str
    steps: tuple[Step, ...]
    sessions: tuple[SessionLine, ...]
    studies: tuple[StudyLine, ...]
    quotes: tuple[SideQuote, ...]
    is_empty: bool
    first_study: str  # the newest, for what is begun from here
    may_change: bool


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The workspace's home."""
    page = workspaces.home_page(actor(request))
    shown = HomeView(
        workspace=page.workspace,
        summary=_summary(page),
        steps=tuple(_steps(page, waiting_for(actor(request)), _pressing(request)))[:STEPS] if page.may_change else (),
        sessions=session_lines(page.sessions.items),
        studies=study_lines(page.studies.items),
        quotes=tuple(side_quote(quote) for quote in page.quotes.items if quote.is_showable)[:QUOTES],
        is_empty=page.is_empty,
        first_study=page.studies.items[0].id if page.studies.items else "",
        may_change=page.may_change,
    )
    return render(request, "home/home.html", {"page": shown})


def _summary(page: workspaces.HomePage) -> str:
    return _("%(conversations)s held with %(people)s") % {
        "conversations": ngettext("%d conversation", "%d conversations", page.held) % page.held,
        "people": ngettext("%d person", "%d people", page.heard) % page.heard,
    }


def _pressing(request: HttpRequest) -> Iterator[Step]:
    """What does not wait: people who ask to be removed, and what the retention rules are about to remove."""
    yield from _removals(request)
    for row in announced(actor(request))[:1]:
        said = {"what": going_words(row), "day": day(row.goes_on)}
        why = _("By your rules of how long things are kept. Change a rule or put a study on hold to keep it.")
        yield Step(_("%(what)s will be removed on %(day)s") % said, why, reverse("retention"), _("See what goes"))


def _removals(request: HttpRequest) -> Iterator[Step]:
    """The participants who ask for everything to be removed: nothing waits longer than it must."""
    for who, since in removal_requests(actor(request)):
        why = _("Asked on %s; their words have been closed since then.") % day(since.date())
        yield Step(
            _("%s asks for everything to be removed") % who.name,
            why,
            reverse("withdraw", args=[who.id]),
            _("See what goes"),
        )


def _steps(page: workspaces.HomePage, asked: Iterable[tuple[str, str]], pressing: Iterable[Step]) -> Iterator[Step]:
    """What waits for somebody, the most pressing first."""
    yield from pressing
    yield from map(_review_step, asked)
    yield from map(_roles_step, page.waiting)
    if not page.sessions.items:
        yield from map(_schedule_step, page.studies.items[:1])
    for kind in (_prepare_step, _import_step, _quote_step):
        yield from filter(None, map(kind, page.sessions.items))


def _roles_step(row: SessionRow) -> Step:
    why = _("Until then nothing in it can be quoted.")
    return Step(_("Say who is who in “%s”") % row.title, why, reverse("roles", args=[row.id]), _("Say who"))


def _review_step(guide: tuple[str, str]) -> Step:
    guide_id, title = guide
    why = _("A teammate asked you; two minutes now save a leading question later.")
    return Step(_("Review the guide “%s”") % title, why, reverse("guide", args=[guide_id]), _("Review"))


def _schedule_step(row: StudyRow) -> Step:
    why = _("Its guide and checklist are on its page; no session is scheduled yet.")
    return Step(_("Prepare “%s”") % row.title, why, reverse("study", args=[row.id]), _("Open the study"))


def _prepare_step(row: SessionRow) -> Step | None:
    if row.state is not SessionState.PLANNED or row.transcript:
        return None
    why = _("On %s.") % day(row.interview_date)
    return Step(_("Prepare for “%s”") % row.title, why, reverse("prepare_session", args=[row.id]), _("Prepare"))


def _import_step(row: SessionRow) -> Step | None:
    if row.transcript or row.state is not SessionState.HELD:
        return None
    why = _("It was held, and has no transcript yet.")
    return Step(
        _("Bring in the transcript of “%s”") % row.title, why, f"{reverse('import')}?session={row.id}", _("Import")
    )


def _quote_step(row: SessionRow) -> Step | None:
    if row.quotes or not row.transcript or row.transcript.needs_roles or row.transcript.is_reading:
        return None
    why = _("No words of it are marked yet.")
    return Step(_("Read “%s”") % row.title, why, reverse("reader", args=[row.id]), _("Read"))
