"""Touchpoints: the timeline of a person or a company, and the pages to write, read and change one entry."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.services import touchpoints as service
from firsthand.services.slices import Cut
from firsthand.services.timelines import TOUCHPOINTS, TimelinePage, company_timeline, person_timeline
from firsthand.services.touchpoint_readings import note_read
from firsthand.services.touchpoints import TouchpointPage, TouchpointRow
from firsthand.web.measures import measure_lines
from firsthand.web.showing import clock, day
from firsthand.web.timeline_lines import kinds_word, months, touchpoint_line
from firsthand.web.toasts import say
from firsthand.web.touchpoint_fields import COMPANY, PERSON, TouchpointFields
from firsthand.web.who import actor, changer, is_prefetch

NEWEST = 3  # entries shown on the page of a person or a company


@require_safe
def of_person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """A person's timeline. Opening it counts as having read it."""
    page = person_timeline(actor(request), participant_id, *_wanted(request))
    if not is_prefetch(request):
        note_read(actor(request), [participant_id])
    return _timeline(request, page)


@require_safe
def of_company(request: HttpRequest, company_id: str) -> HttpResponse:
    """A company's timeline."""
    return _timeline(request, company_timeline(actor(request), company_id, *_wanted(request)))


def person_section(request: HttpRequest, participant_id: str) -> dict[str, object]:
    """The newest of it for the person's page."""
    return _section(person_timeline(actor(request), participant_id, TOUCHPOINTS, Cut(limit=NEWEST)))


def company_section(request: HttpRequest, company_id: str) -> dict[str, object]:
    """The newest of it for the company's page."""
    return _section(company_timeline(actor(request), company_id, TOUCHPOINTS, Cut(limit=NEWEST)))


@require_safe
def touchpoint(request: HttpRequest, touchpoint_id: str) -> HttpResponse:
    """One touchpoint in full."""
    page = service.touchpoint_page(actor(request), touchpoint_id)
    row = page.row
    local = clock(row.happened_at if row.has_time else None, page.zone)
    line = touchpoint_line(row, _day_of(page), local, may_change=page.may_change)
    context = {"page": page, "row": row, "line": line, "back": _back(row), "name": _name(row)}
    return render(request, "touchpoints/touchpoint.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_of_person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Write down a touchpoint of a person, or of their company as a whole."""
    page = person_timeline(changer(request), participant_id, part=Cut(limit=1))
    return _new(request, page)


@require_http_methods(["GET", "HEAD", "POST"])
def new_of_company(request: HttpRequest, company_id: str) -> HttpResponse:
    """Write down a touchpoint of a company."""
    return _new(request, company_timeline(changer(request), company_id, part=Cut(limit=1)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, touchpoint_id: str) -> HttpResponse:
    """Change what is written about a touchpoint."""
    page = service.touchpoint_page(changer(request), touchpoint_id)
    row = page.row
    who = row.person.name if row.person else ""
    form = TouchpointFields(request.POST or None, initial=_initial(page))
    form.offer(who, row.company if row.company_id else "", page.zone)
    if request.method == "POST" and form.is_valid():
        filled = form.filled(row.person.id if row.person else None, row.company_id)
        version = form.cleaned_data["version"]
        saving = lambda: service.edit_touchpoint(changer(request), row.id, filled, version)  # noqa: E731
        is_saved, _nothing = form.attempt(saving)
        if is_saved:
            say(request, _("Saved."))
            return redirect("touchpoint", row.id)
    context = {
        "form": form,
        "title": row.title or _("Touchpoint"),
        "back": reverse("touchpoint", args=[row.id]),
        "label": _("Save"),
    }
    return render(request, "touchpoints/form.html", context, status=400 if form.errors else 200)


@require_POST
def delete(request: HttpRequest, touchpoint_id: str) -> HttpResponse:
    """Take a touchpoint away; it can be undone."""
    row = service.touchpoint_page(changer(request), touchpoint_id).row
    say(request, _("Deleted."), undo=service.delete_touchpoint(changer(request), touchpoint_id))
    return redirect(_back(row))


def _wanted(request: HttpRequest) -> tuple[str, Cut]:
    return request.GET.get("kind", ""), Cut(request.GET.get("after"))


def _timeline(request: HttpRequest, page: TimelinePage) -> HttpResponse:
    kind = request.GET.get("kind", "")
    is_company = page.participant_id is None
    context = {
        "page": page,
        "is_company": is_company,
        "months": months(page.entries, page.zone, may_change=page.may_change, is_company=is_company),
        "measures": measure_lines(page.series, "m"),
        "kinds": [(one, kinds_word(one)) for one in page.kinds],
        "kind": kind,
        "also": f"&{urlencode({'kind': kind})}" if kind else "",
        "is_continued": bool(request.GET.get("after")),
        **_ways(page),
    }
    return render(request, "touchpoints/timeline.html", context)


def _ways(page: TimelinePage) -> dict[str, str]:
    whose = [page.participant_id] if page.participant_id else [page.company_id]
    names = ("timeline", "new_touchpoint", "figures")
    prefix = "person" if page.participant_id else "company"
    return {f"{name}_url": reverse(f"{prefix}_{name}", args=whose) for name in names}


def _section(page: TimelinePage) -> dict[str, object]:
    is_company = page.participant_id is None
    return {
        "lines": [
            line
            for month in months(page.entries, page.zone, may_change=False, is_company=is_company)
            for line in month.lines
        ],
        "measures": measure_lines(page.series, "k"),
        "may_change": page.may_change,
        **_ways(page),
    }


def _new(request: HttpRequest, page: TimelinePage) -> HttpResponse:
    form = TouchpointFields(request.POST or None, initial={"about": PERSON if page.participant_id else COMPANY})
    form.offer(page.name if page.participant_id else "", page.company if page.company_id else "", page.zone)
    back = _ways(page)["timeline_url"]
    if request.method == "POST" and form.is_valid():
        filled = form.filled(page.participant_id, page.company_id)
        is_saved, _id = form.attempt(lambda: service.add_touchpoint(changer(request), filled))
        if is_saved:
            say(request, _("Written down."))
            return redirect(back)
    context = {"form": form, "title": _("A touchpoint"), "lede": page.name, "back": back, "label": _("Write it down")}
    return render(request, "touchpoints/form.html", context, status=400 if form.errors else 200)


def _initial(page: TouchpointPage) -> dict[str, object]:
    form = page.form
    at = form.happened_at
    known = {name: getattr(form, name) for name in ("kind", "label", "title", "text", "link", "author")}
    return {
        **known,
        "score": form.score,
        "score_best": form.score_best,
        "about": PERSON if form.participant_id else COMPANY,
        "day": at.date() if at else form.day,
        "clock": at.time() if at else None,
        "version": page.row.version,
    }


def _day_of(page: TouchpointPage) -> str:
    form = page.form
    return day(form.happened_at.date() if form.happened_at else form.day)


def _back(row: TouchpointRow) -> str:
    if row.person:
        return reverse("person_timeline", args=[row.person.id])
    return reverse("company_timeline", args=[row.company_id]) if row.company_id else reverse("people")


def _name(row: TouchpointRow) -> str:
    return row.person.name if row.person else row.sender or row.company
