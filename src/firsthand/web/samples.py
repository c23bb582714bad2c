"""Whom a study wants to hear from: the plan as a picture, and the form that sets it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.services import samples as service
from firsthand.services.samples import SamplePage
from firsthand.web.forms import PageForm
from firsthand.web.sample_bars import bars
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

SPARE = 3  # empty lines for more segments
MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class SegmentRow:
    """One line of the form, as it was typed."""

    name: str = ""
    target: str = ""
    unit: str = "people"  # or percent


class SampleFields(PageForm):
    """How many people in all, and how many of them don't use the AI features."""

    people = forms.IntegerField(
        label=gettext_lazy("People in all"),
        help_text=gettext_lazy("Left empty, it is the sum of the segments. Shares in percent need it."),
        required=False,
        min_value=0,
    )
    least_not_active_share = forms.IntegerField(
        label=gettext_lazy("At least this many percent don’t use the AI features"),
        help_text=gettext_lazy("0 if the study is not about AI features. Never used them, or stopped."),
        required=False,
        min_value=0,
        max_value=100,
    )


@require_safe
def sample(request: HttpRequest, study_id: str) -> HttpResponse:
    """The sample plan of a study beside its people."""
    page = service.sample_page(actor(request), study_id)
    return render(request, "samples/sample.html", {"page": page, "bars": bars(page.fill)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str) -> HttpResponse:
    """Set the sample plan."""
    page = service.sample_page(changer(request), study_id)
    form = SampleFields(request.POST or None, initial=_initial(page))
    rows = _typed(request) if request.method == "POST" else _rows(page.plan)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(
            lambda: service.set_sample(changer(request), study_id, _plan(form, rows), version)
        )
        if is_saved:
            say(request, _("The sample plan is saved."))
            return redirect("sample", study_id)
    context = {"form": form, "page": page, "rows": [*rows, *[SegmentRow()] * SPARE]}
    return render(request, "samples/edit.html", context, status=400 if form.errors else 200)


def _initial(page: SamplePage) -> dict[str, object]:
    plan = page.plan
    return {
        "people": plan.people,
        "least_not_active_share": plan.least_not_active_share,
        "version": page.version,
    }


def _rows(plan: SamplePlan) -> list[SegmentRow]:
    return [
        SegmentRow(segment.name, str(segment.share), "percent")
        if segment.share is not None
        else SegmentRow(segment.name, "" if segment.people is None else str(segment.people))
        for segment in plan.segments
    ]


def _typed(request: HttpRequest) -> list[SegmentRow]:
    """The lines that were filled in."""
    data = request.POST
    lines = zip(data.getlist("segment"), data.getlist("target"), data.getlist("unit"), strict=False)
    rows = [SegmentRow(name.strip(), target.strip(), unit) for name, target, unit in lines]
    return [row for row in rows if row.name or row.target][:MOST_LINES]


def _plan(form: SampleFields, rows: list[SegmentRow]) -> SamplePlan:
    data = form.cleaned_data
    return SamplePlan(tuple(map(_segment, rows)), data["people"], data["least_not_active_share"] or 0)


def _segment(row: SegmentRow) -> Segment:
    if row.target and not (row.target.isascii() and row.target.isdigit() and len(row.target) < 6):
        raise Invalid(_("The target of “%s” is no number. Nothing was saved.") % (row.name or "?"), where="sample")
    number = int(row.target) if row.target else None
    return Segment(row.name, share=number) if row.unit == "percent" else Segment(row.name, people=number)
