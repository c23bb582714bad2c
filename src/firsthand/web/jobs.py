"""Work in the background: how far it is, and what to do when it failed."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.services import jobs as service
from firsthand.services.imports import READ_KIND
from firsthand.services.jobs import JobPage
from firsthand.services.slices import Cut
from firsthand.services.table_imports import IMPORT_KIND
from firsthand.web.badges import Badge
from firsthand.web.table_imports import counted
from firsthand.web.who import actor, may_change


@dataclass(frozen=True, slots=True)
class JobLine:
    """One piece of work on a page."""

    id: str
    label: str
    badge: Badge
    percent: int
    step: str
    error: str
    is_over: bool
    may_retry: bool
    page: JobPage
    outcome: str = ""  # of an import, in a sentence
    left_out_url: str = ""  # where rows stayed out


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """All of it, newest first."""
    found = service.jobs(actor(request), Cut(request.GET.get("after")))
    lines = [_line(request, job) for job in found.items]
    return render(request, "jobs/jobs.html", {"lines": lines, "cursor": found.next_cursor})


@require_http_methods(["GET", "HEAD", "POST"])
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """One piece of work; asked for again every second until it is over."""
    who = actor(request)
    if request.method == "POST":
        act = service.retry_job if request.POST.get("do") == "retry" else service.cancel_job
        act(who, job_id)
        return redirect(request.get_full_path())
    line = _line(request, service.job_page(who, job_id))
    session_id = request.GET.get("session", "")
    context = {"line": line, "session_url": reverse("session", args=[session_id]) if session_id else ""}
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "jobs/progress.html" if is_part else "jobs/job.html", context)


def _line(request: HttpRequest, page: JobPage) -> JobLine:
    return JobLine(
        id=page.id,
        label=_label(page.kind),
        badge=_badge(page.status),
        percent=round(page.progress * 100),
        step=page.step,
        error=page.error,
        is_over=page.is_over,
        may_retry=may_change(request) and page.status in (service.FAILED, service.CANCELLED),
        page=page,
        outcome=counted(page.result) if page.result else "",
        left_out_url=_left_out_url(page) if page.result.get("error") else "",
    )


def _label(kind: str) -> str:
    return {READ_KIND: _("Reading a transcript"), IMPORT_KIND: _("Importing a table")}.get(kind, kind)


def _left_out_url(page: JobPage) -> str:
    asked = {name: page.args.get(name, "") for name in ("upload", "columns", "sheet", "dates")}
    return f"{reverse('left_out_rows', args=[page.args['target']])}?{urlencode(asked)}"


def _badge(status: str) -> Badge:
    return {
        service.QUEUED: Badge(_("waiting"), "open"),
        service.RUNNING: Badge(_("under way"), "open"),
        service.DONE: Badge(_("done"), "good"),
        service.FAILED: Badge(_("failed"), "bad"),
        service.CANCELLED: Badge(_("stopped"), ""),
    }.get(status, Badge(status))
