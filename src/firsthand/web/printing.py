"""Paper for the room: guides and briefs as a page to print, and as a PDF on A4 or Letter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from firsthand.formats.sheet_typst import Paper
from firsthand.formats.sheets import Sheet
from firsthand.services import printing as service
from firsthand.web.who import actor

PAPERS = {"a4": Paper.A4, "letter": Paper.LETTER}


@require_safe
def guide(request: HttpRequest, guide_id: str) -> HttpResponse:
    """A guide as it is printed."""
    sheet = service.printed_guide(actor(request), guide_id)
    return _page(request, sheet, reverse("guide", args=[guide_id]), reverse("guide_pdf", args=[guide_id]))


@require_safe
def guide_pdf(request: HttpRequest, guide_id: str) -> HttpResponse:
    """A guide as a PDF."""
    return _pdf(*service.guide_pdf(actor(request), guide_id, paper_of(request)))


@require_safe
def brief(request: HttpRequest, session_id: str) -> HttpResponse:
    """The brief for a session as it is printed."""
    sheet = service.printed_brief(actor(request), session_id)
    return _page(request, sheet, reverse("session", args=[session_id]), reverse("brief_pdf", args=[session_id]))


@require_safe
def brief_pdf(request: HttpRequest, session_id: str) -> HttpResponse:
    """The brief for a session as a PDF."""
    return _pdf(*service.brief_pdf(actor(request), session_id, paper_of(request)))


def _page(request: HttpRequest, sheet: Sheet, back: str, pdf: str) -> HttpResponse:
    return render(request, "sheets/sheet.html", {"sheet": sheet, "back": back, "pdf": pdf})


def _pdf(name: str, content: bytes) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def paper_of(request: HttpRequest) -> Paper:
    """The size that was asked for; A4 where none was, or one that there is not."""
    return PAPERS.get(request.GET.get("paper", ""), Paper.A4)
