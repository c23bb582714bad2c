"""The saved versions of a guide: what changed between any two, and going back to one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.services import guides as service
from firsthand.services.guides import VersionRow, guide_page
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer


@require_safe
def versions(request: HttpRequest, guide_id: str) -> HttpResponse:
    """The list, and the difference between two of them: by default what the newest one changed."""
    who = actor(request)
    page = guide_page(who, guide_id)
    rows = service.versions(who, guide_id)
    before, after = _two(request, rows)
    context = {
        "page": page,
        "rows": rows,
        "before": before,
        "after": after,
        "difference": service.compare(who, guide_id, before, after) if before != after else None,
        "text": service.version_text(who, guide_id, after),
    }
    return render(request, "guides/versions.html", context)


@require_POST
def restore(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Make an old version's text the guide's again, as a new version."""
    who = changer(request)
    service.restore(who, guide_id, _number(request.POST.get("number", "")), _number(request.POST.get("version", "")))
    say(request, _("The older text is the guide’s again. What stood there before is kept as a version."))
    return redirect("guide", guide_id)


def _two(request: HttpRequest, rows: tuple[VersionRow, ...]) -> tuple[int, int]:
    newest = rows[0].number
    after = _number(request.GET.get("after", "")) or newest
    before = _number(request.GET.get("before", "")) or max(after - 1, 1)
    return min(before, after), max(before, after)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
