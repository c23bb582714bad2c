"""Coding in the reader: marking words with codes, taking marks away, and the same for one turn without a script."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.services import coding_tasks
from firsthand.services import codings as service
from firsthand.services.coding_reader import coding_beside, emergent_code
from firsthand.services.codings import WHOLE_TURN, Span
from firsthand.services.transcripts import turn_text
from firsthand.web.coding_labels import coded_html
from firsthand.web.coding_views import coding_view
from firsthand.web.selections import chosen_transcript, query_of, typed_place
from firsthand.web.toasts import Toast, as_fragment, say, undo_url
from firsthand.web.who import actor, changer

UNDO = "undo:"


@require_POST
def mark(request: HttpRequest, session_id: str) -> HttpResponse:
    """Mark the words with the chosen codes, or with a new one."""
    who, transcript_id = changer(request), chosen_transcript(request, session_id)
    span = _narrowed(request, transcript_id, _span(request))
    codes = [one for one in request.POST.getlist("code") if one]
    if name := request.POST.get("new", "").strip():
        codes.append(emergent_code(who, transcript_id, name))
    service.mark_all(who, transcript_id, codes, span)
    touched = range(span.first_turn, span.last_turn + 1)
    return _answer(request, session_id, transcript_id, touched, _("Marked."), with_palette=bool(name))


@require_POST
def unmark(request: HttpRequest, session_id: str) -> HttpResponse:
    """Take marks away."""
    who, transcript_id = changer(request), chosen_transcript(request, session_id)
    wanted = set(request.POST.get("codings", "").split())
    rows = [row for row in service.codings_in(who, transcript_id) if row.id in wanted]
    if not rows:
        raise Invalid(_("This mark is not there any more. Nothing was changed; reload the page."))
    undo_id = service.unmark_all(who, [row.id for row in rows])
    message = ngettext("Taken away.", "%d marks taken away.", len(rows))
    message = message % len(rows) if len(rows) > 1 else message
    touched = sorted({turn for row in rows for turn in range(row.first_turn, row.last_turn + 1)})
    return _answer(request, session_id, transcript_id, touched, message, undo_id)


@require_safe
def code_turn(request: HttpRequest, session_id: str, index: int) -> HttpResponse:
    """One turn with its codings and a form for more: the way without a script."""
    who, transcript_id = changer(request), chosen_transcript(request, session_id)
    current, beside = turn_text(who, transcript_id, index), coding_beside(who, transcript_id)
    known = beside.by_code
    here = [row for row in beside.codings if row.first_turn <= index <= row.last_turn and row.code_id in known]
    context = {
        "session_id": session_id,
        "current": current,
        "view": coding_view(beside, session_id, query_of(request)),
        "choices": [code for code in beside.codes if not code.is_retired],
        "here": [(row, known[row.code_id]) for row in here],
        "back": f"{reverse('reader', args=[session_id])}{query_of(request)}#t-{index}",
    }
    return render(request, "codings/turn.html", context)


@require_safe
def find_turn(request: HttpRequest, session_id: str) -> HttpResponse:
    """Go to the form of a turn by its number."""
    changer(request)
    chosen_transcript(request, session_id)  # who may not know of the session is told so here, not one step later
    number = request.GET.get("turn", "").removeprefix("#").strip()
    if not number.isdecimal() or len(number) > 7:
        raise Invalid(_("Type the number of a turn."))
    return redirect(reverse("code_turn", args=[session_id, int(number)]) + query_of(request))


@require_POST
def reach(request: HttpRequest, session_id: str) -> HttpResponse:
    """Note how far the coder has come."""
    turn = request.POST.get("turn", "")
    if not turn.isdecimal() or len(turn) > 7:
        raise Invalid(_("No turn was named."))
    coding_tasks.reach_turn(actor(request), session_id, int(turn))
    return HttpResponse(status=204)


def _answer(
    request: HttpRequest,
    session_id: str,
    transcript_id: str,
    touched: Sequence[int] | range,
    message: str,
    undo_id: str = "",
    *,
    with_palette: bool = False,
) -> HttpResponse:
    """What changes on the page: the labels of the touched turns and the list; or the page itself without a script."""
    if not request.headers.get("HX-Request"):
        say(request, message, undo=undo_id)
        return redirect(f"{reverse('reader', args=[session_id])}{query_of(request)}#t-{touched[0]}")
    view = coding_view(coding_beside(actor(request), transcript_id), session_id, query_of(request))
    parts: list[str] = [coded_html(turn, view.labels, is_beside=True) for turn in touched]
    parts.append(render_to_string("codings/beside.html", {"coding": view, "with_palette": with_palette}, request))
    if undo_id:
        back = f"{reverse('reader', args=[session_id])}{query_of(request)}#t-{touched[0]}"
        parts.append(as_fragment(request, [Toast(message, undo_url(UNDO + undo_id), back)]))
    return HttpResponse(message + "".join(parts))


def _span(request: HttpRequest) -> Span:
    values = [request.POST.get(name, "") for name in ("first", "start", "last", "end")]
    if not all(value.isdecimal() and len(value) < 10 for value in values):
        raise Invalid(_("No words were selected. Select some and try again."))
    first, begin, last, finish = map(int, values)
    return Span(first, begin, last, finish or WHOLE_TURN)


def _narrowed(request: HttpRequest, transcript_id: str, span: Span) -> Span:
    """The place of words typed by hand, for who can't select."""
    words = request.POST.get("words", "")
    if not words.strip() or span.first_turn != span.last_turn:
        return span
    begin, finish = typed_place(request, transcript_id, span.first_turn, words)
    return Span(span.first_turn, begin, span.last_turn, finish)
