"""Words selected in the reader: checked before anything is kept, then kept as a quote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.services import quotes as quote_service
from firsthand.services.quotes import CheckedSelection
from firsthand.services.reader import reader_page
from firsthand.services.remarks import named_in
from firsthand.services.sessions import session_page
from firsthand.services.transcripts import turn_text
from firsthand.web.reader import quote_badges, view
from firsthand.web.showing import marked
from firsthand.web.toasts import Toast, as_fragment, say
from firsthand.web.who import actor


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of the transcript, in code points."""

    first: int
    start: int
    last: int
    end: int


@require_safe
def check(request: HttpRequest, session_id: str) -> HttpResponse:
    """What the selected words are worth, before they are kept."""
    who, transcript_id = actor(request), chosen_transcript(request, session_id)
    place = _narrowed(request, transcript_id, _place(request))
    checked = quote_service.check_selection(who, transcript_id, place.first, place.start, place.last, place.end)
    context = {
        "checked": checked,
        "badges": tuple(quote_badges(checked)),
        "place": place,
        "is_one_turn": place.first == place.last,
        "sentence": marked(checked.whole_sentence, checked.text),
        "whole": _whole(request, transcript_id, place, checked),
        "keep_url": reverse("keep_quote", args=[session_id]) + query_of(request),
        "check_url": request.path,
        "transcript": request.GET.get("transcript", ""),
        "session_id": session_id,
    }
    is_part = bool(request.headers.get("HX-Request"))
    return render(request, "reader/composer.html" if is_part else "reader/composer_page.html", context)


def _narrowed(request: HttpRequest, transcript_id: str, place: Place) -> Place:
    """The place of words typed by hand, for who can't select with a mouse."""
    words = request.GET.get("words", "")
    if not words.strip() or place.first != place.last:
        return place
    start, end = typed_place(request, transcript_id, place.first, words)
    return Place(place.first, start, place.last, end)


def typed_place(request: HttpRequest, transcript_id: str, turn: int, words: str) -> tuple[int, int]:
    """Where typed words stand in a turn, in code points. Raises Invalid where they don't stand there as typed."""
    text = turn_text(actor(request), transcript_id, turn).text
    found = re.search(r"\s+".join(map(re.escape, words.split())), text)
    if found is None:
        raise Invalid(_("These words don’t stand in this turn as typed. Leave words out at the ends only."))
    return found.start(), found.end()


def _whole(request: HttpRequest, transcript_id: str, place: Place, checked: CheckedSelection) -> Place | None:
    """The place of the whole sentence that a cropped selection was taken from, to offer it instead."""
    if not checked.whole_sentence or place.first != place.last:
        return None
    text = turn_text(actor(request), transcript_id, place.first).text
    start = text.find(checked.whole_sentence)
    end = start + len(checked.whole_sentence)
    return Place(place.first, start, place.last, end) if 0 <= start <= place.start and place.end <= end else None


@require_POST
def keep(request: HttpRequest, session_id: str) -> HttpResponse:
    """Keep the words as a quote."""
    who, place = actor(request), _place(request)
    transcript_id = chosen_transcript(request, session_id)
    note = request.POST.get("note", "")
    quote_service.highlight(who, transcript_id, place.first, place.start, place.last, place.end, note)
    message = f"{_('The quote is kept.')} {_warning(named_in(who, session_id, note))}".strip()
    if not request.headers.get("HX-Request"):
        say(request, message)
        return redirect(f"{reverse('reader', args=[session_id])}{query_of(request)}#t-{place.first}")
    return HttpResponse(beside(request, session_id, message))


def _warning(named: Sequence[str]) -> str:
    """A word about who is named in a note."""
    if not named:
        return ""
    listed = ", ".join(f"“{name}”" for name in named)
    return _("Your note names %s: viewers see a placeholder, but a note is better without names.") % listed


def beside(request: HttpRequest, session_id: str, message: str) -> str:
    """The list of quotes as it is now, an empty form, and a message: what changes on the page after an act."""
    about = session_page(actor(request), session_id)
    page = reader_page(actor(request), session_id, request.GET.get("transcript") or None)
    listed = render_to_string("reader/beside.html", {"page": view(page, about)}, request)
    return listed + as_fragment(request, [Toast(message)])


def query_of(request: HttpRequest) -> str:
    """What keeps an address on the transcript that a request named; "" for the one of record."""
    transcript = request.GET.get("transcript", "")
    return f"?transcript={transcript}" if transcript else ""


def chosen_transcript(request: HttpRequest, session_id: str) -> str:
    """The transcript that a request is about: the one named in the address, or the one of record."""
    named = request.GET.get("transcript", "")
    row = session_page(actor(request), session_id)
    known = {transcript.id for transcript in row.transcripts}
    chosen = named or (row.row.transcript.id if row.row.transcript else "")
    if chosen not in known:
        raise Invalid(_("This session has no such transcript. Nothing was changed; reload the page."))
    return chosen


def _place(request: HttpRequest) -> Place:
    data = request.POST if request.method == "POST" else request.GET
    values = [data.get(name, "") for name in ("first", "start", "last", "end")]
    if not all(value.isdecimal() and len(value) < 10 for value in values):
        raise Invalid(_("No words were selected. Select some and try again."))
    return Place(*map(int, values))
