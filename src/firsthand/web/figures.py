"""The figures of a person or a company: the measures over time, every number with its source, and one to add."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.formats.sparklines import amount
from firsthand.services import figures as service
from firsthand.services.figures import FiguresPage
from firsthand.web.measures import measure_lines
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.touchpoint_fields import FigureFields
from firsthand.web.who import actor, changer


@require_http_methods(["GET", "HEAD", "POST"])
def of_person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """A person's figures; sending the form adds one."""
    return _figures(request, service.person_figures(actor(request), participant_id))


@require_http_methods(["GET", "HEAD", "POST"])
def of_company(request: HttpRequest, company_id: str) -> HttpResponse:
    """A company's figures; sending the form adds one."""
    return _figures(request, service.company_figures(actor(request), company_id))


@require_POST
def delete(request: HttpRequest, figure_id: str) -> HttpResponse:
    """Take one number away; it can be undone."""
    participant_id, company_id = service.whose_figure(changer(request), figure_id)
    say(request, _("Deleted."), undo=service.delete_figure(changer(request), figure_id))
    return redirect(_place(participant_id, company_id, "figures"))


def _figures(request: HttpRequest, page: FiguresPage) -> HttpResponse:
    form = FigureFields(request.POST or None)
    here = _place(page.participant_id, page.company_id, "figures")
    if request.method == "POST":
        who = changer(request)
        company_id = None if page.participant_id else page.company_id
        if form.is_valid():
            filled = form.filled(page.participant_id, company_id)
            is_saved, _id = form.attempt(lambda: service.add_figure(who, filled))
            if is_saved:
                say(request, _("Written down."))
                return redirect(here)
    context = {
        "page": page,
        "form": form,
        "measures": measure_lines(page.measures, "f"),
        "known": service.measures(actor(request)),
        "rows": [(row, amount(row.value, row.unit), day(row.day), day(row.ends_on)) for row in page.rows],
        "timeline_url": _place(page.participant_id, page.company_id, "timeline"),
        "here": here,
    }
    return render(request, "touchpoints/figures.html", context, status=400 if form.errors else 200)


def _place(participant_id: str | None, company_id: str | None, name: str) -> str:
    if participant_id:
        return reverse(f"person_{name}", args=[participant_id])
    return reverse(f"company_{name}", args=[company_id]) if company_id else reverse("people")
