"""What left this installation: a list with filters; nothing in it can be called back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from firsthand.domain.people.exports import ExportKind
from firsthand.services.exports import ExportFilter
from firsthand.services.exports import exports as left
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.who import actor
from firsthand.web.withdrawal_words import KINDS, export_line

CHOICES = 200


@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """Everything that left, newest first, or part of it."""
    who, wanted = actor(request), _wanted(request)
    found = left(who, wanted, Cut(request.GET.get("after")))
    given = {"kind": wanted.kind, "study": wanted.study_id, "about": wanted.subject_id}
    also = urlencode({name: value for name, value in given.items() if value})
    context = {
        "lines": [export_line(row) for row in found.items],
        "total": found.total,
        "cursor": found.next_cursor,
        "also": f"&{also}" if also else "",
        "kinds": [(kind.value, KINDS[kind]) for kind in ExportKind],
        "studies": studies(who, Cut(limit=CHOICES)).items,
        "wanted": wanted,
    }
    return render(request, "exports/exports.html", context)


def _wanted(request: HttpRequest) -> ExportFilter:
    kind = request.GET.get("kind", "")
    known = kind if kind in set(ExportKind) else ""
    return ExportFilter(known, request.GET.get("study", ""), request.GET.get("about", ""))
