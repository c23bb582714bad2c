"""The checklists before a study and before a session: what is ready, what is not, and where to see to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.planning.templates import StudyTemplate
from firsthand.services import preparation as service
from firsthand.services.preparation import CheckItem, PreparationPage
from firsthand.services.sessions import SessionPage, session_page
from firsthand.services.slices import Cut
from firsthand.services.studies import study_page
from firsthand.web.session_head import head
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor

NEXT = 4  # open lines on a study's or session's own page


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of a checklist with the page where it can be seen to."""

    item: CheckItem
    ticked: str  # when
    url: str
    label: str


@dataclass(frozen=True, slots=True)
class CheckLines:
    """A part of a checklist."""

    key: str
    title: str
    done: int
    lines: tuple[CheckLine, ...]


@require_safe
def of_study(request: HttpRequest, study_id: str) -> HttpResponse:
    """The checklist of a study, with how its template says to run it."""
    page = service.study_preparation(actor(request), study_id)
    template = _template(request, study_id)
    context = {"page": page, "parts": _parts(page, study_id, ""), "template": template}
    return render(request, "preparation/study.html", context)


@require_safe
def of_session(request: HttpRequest, session_id: str) -> HttpResponse:
    """The checklist of a session."""
    found = session_page(actor(request), session_id)
    page = service.session_preparation(actor(request), session_id)
    context = {"page": page, "parts": session_parts(page, found), "head": head(found, "prepare_session")}
    return render(request, "preparation/session.html", context)


@require_POST
def tick_study(request: HttpRequest, study_id: str) -> HttpResponse:
    """Tick a line of a study's checklist, or take the tick back."""
    key, is_done = _wanted(request)
    service.tick_study(actor(request), study_id, key, is_done=is_done)
    say(request, _("Ticked.") if is_done else _("The tick is taken back."))
    return redirect(f"{reverse('prepare_study', args=[study_id])}#check-{key}")


@require_POST
def tick_session(request: HttpRequest, session_id: str) -> HttpResponse:
    """Tick a line of a session's checklist, or take the tick back."""
    key, is_done = _wanted(request)
    service.tick_session(actor(request), session_id, key, is_done=is_done)
    say(request, _("Ticked.") if is_done else _("The tick is taken back."))
    return redirect(f"{reverse('prepare_session', args=[session_id])}#check-{key}")


def step_lines(page: PreparationPage, study_id: str) -> tuple[CheckLine, ...]:
    """What is still to do for a study, each with its page."""
    return tuple(_line(item, _study_way(study_id)) for item in page.open_items)


def session_parts(page: PreparationPage, found: SessionPage) -> tuple[CheckLines, ...]:
    """A session's checklist with where each line is seen to."""
    way = _session_way(found)
    return tuple(CheckLines(p.key, p.title, p.done, tuple(_line(i, way) for i in p.items)) for p in page.parts)


def _parts(page: PreparationPage, study_id: str, _session: str) -> tuple[CheckLines, ...]:
    way = _study_way(study_id)
    return tuple(CheckLines(p.key, p.title, p.done, tuple(_line(i, way) for i in p.items)) for p in page.parts)


Way = Callable[[str], tuple[str, str]]  # the address and its words, for the key of a line; empty where there is none


def _line(item: CheckItem, way: Way) -> CheckLine:
    url, label = way(item.key) if not item.is_done else ("", "")
    return CheckLine(item, day(item.at.date()) if item.at else "", url, label)


def _study_way(study_id: str) -> Way:
    edit = reverse("edit_study", args=[study_id])
    sample = (reverse("edit_sample", args=[study_id]), _("Plan the sample"))
    here = reverse("study", args=[study_id])
    ways = {
        "research_question": (edit, _("Write it down")),
        "decision": (edit, _("Name it")),
        "goals": (edit, _("Work on the goals")),
        "hypotheses": (reverse("new_hypothesis", args=[study_id]), _("Write one down")),
        "team": (reverse("study_team", args=[study_id]), _("Set the team")),
        "sample": sample,
        "sample_mix": sample,
        "guide": (f"{reverse('new_guide')}?study={study_id}", _("Start a guide")),
        "guide_reviewed": (f"{here}#s-guides", _("Go to the guide")),
    }
    return lambda key: ways.get(key, ("", ""))


def _session_way(page: SessionPage) -> Way:
    edit = reverse("edit_session", args=[page.row.id])
    ways = {
        "people": (edit, _("Say who comes")),
        "time": (edit, _("Set the time")),
        "guide": (edit, _("Choose a guide")),
        "guide_reviewed": (reverse("guide", args=[page.guide_id]), _("Go to the guide")) if page.guide_id else ("", ""),
        "note_taker": (edit, _("Name somebody")),
        "note_taker_briefed": (reverse("brief", args=[page.row.id]), _("Open the brief"))
        if page.may_read
        else ("", ""),
        "touchpoints_read": (reverse("brief", args=[page.row.id]), _("Open the brief")) if page.may_read else ("", ""),
    }
    if page.row.people and page.may_read:
        person = page.row.people[0].id
        ways["consent"] = (reverse("person_consent", args=[person]), _("Log their consent"))
    return lambda key: ways.get(key, ("", ""))


def _wanted(request: HttpRequest) -> tuple[str, bool]:
    return request.POST.get("key", ""), request.POST.get("done", "yes") == "yes"


def _template(request: HttpRequest, study_id: str) -> StudyTemplate:
    return study_page(actor(request), study_id, Cut(limit=1)).template
