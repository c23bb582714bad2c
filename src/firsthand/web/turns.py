"""One turn of a transcript: shown again, or corrected in place with the original kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.domain.errors import Conflict, Invalid, NotFound, Refusal
from firsthand.services import transcripts as service
from firsthand.services.coding_reader import coding_beside
from firsthand.services.reader import ReaderPage, reader_page
from firsthand.services.sessions import session_page
from firsthand.web.coding_labels import labels_by_turn
from firsthand.web.reader import ReaderView, view
from firsthand.web.selections import chosen_transcript
from firsthand.web.toasts import Toast, as_fragment
from firsthand.web.turn_html import TurnView, inside_html
from firsthand.web.who import actor


@require_safe
def turn(request: HttpRequest, session_id: str, index: int) -> HttpResponse:
    """One turn as it stands: what takes the place of the form when it is closed."""
    shown = _turn(_view(request, session_id), index)
    return HttpResponse(inside_html(shown))


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, session_id: str, index: int) -> HttpResponse:
    """The form that corrects a turn, and what follows from sending it."""
    transcript_id = chosen_transcript(request, session_id)
    if request.method != "POST":
        return _form(request, session_id, transcript_id, index)
    version = request.POST.get("version", "")
    try:
        service.correct_turn(
            actor(request),
            transcript_id,
            index,
            request.POST.get("text", ""),
            has_listened=request.POST.get("listened") == "yes",
            version=int(version) if version.isdecimal() else None,
        )
    except (Invalid, Conflict) as refusal:
        return _form(request, session_id, transcript_id, index, refusal)
    return _corrected(request, session_id, index)


def _form(
    request: HttpRequest, session_id: str, transcript_id: str, index: int, refusal: Refusal | None = None
) -> HttpResponse:
    current = service.turn_text(actor(request), transcript_id, index)
    query = f"?transcript={request.GET['transcript']}" if request.GET.get("transcript") else ""
    context = {
        "current": current,
        "text": request.POST.get("text", current.text),
        "refusal": refusal.message if refusal else "",
        "correct_url": reverse("correct_turn", args=[session_id, index]) + query,
        "turn_url": reverse("turn", args=[session_id, index]) + query,
        "back": f"{reverse('reader', args=[session_id])}{query}#t-{index}",
    }
    is_part = bool(request.headers.get("HX-Request"))
    name = "reader/correct.html" if is_part else "reader/correct_page.html"
    return render(request, name, context, status=400 if refusal else 200)


def _corrected(request: HttpRequest, session_id: str, index: int) -> HttpResponse:
    if not request.headers.get("HX-Request"):
        return redirect(f"{reverse('reader', args=[session_id])}#t-{index}")
    page = _page(request, session_id)
    shown = _shown(request, page)
    touched = [quote for quote in page.quotes if quote.first_turn <= index <= quote.last_turn]
    message = _("Corrected; the original is kept.")
    if touched:
        checked = ngettext("%d quote was checked again.", "%d quotes were checked again.", len(touched)) % len(touched)
        message = f"{message} {checked}"
    listed = render_to_string("reader/quotes_beside.html", {"page": shown}, request)
    return HttpResponse(inside_html(_turn(shown, index)) + listed + as_fragment(request, [Toast(message)]))


def _page(request: HttpRequest, session_id: str) -> ReaderPage:
    return reader_page(actor(request), session_id, request.GET.get("transcript") or None)


def _view(request: HttpRequest, session_id: str) -> ReaderView:
    return _shown(request, _page(request, session_id))


def _shown(request: HttpRequest, page: ReaderPage) -> ReaderView:
    """The reader with the codes of its turns, where it can be coded."""
    who = actor(request)
    beside = coding_beside(who, page.transcript_id)
    return view(page, session_page(who, page.session.id), labels_by_turn(beside) if beside.study_id else None)


def _turn(shown: ReaderView, index: int) -> TurnView:
    found = [one for one in shown.turns if one.anchor == f"t-{index}"]
    if not found:
        raise NotFound(_("This transcript has no such turn."))
    return found[0]
