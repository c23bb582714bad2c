"""Taking a deletion back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firsthand.domain.ids import Kind
from firsthand.services.undo import Undone
from firsthand.services.undo import undo as take_back
from firsthand.web.toasts import say
from firsthand.web.who import actor

PLACES = {
    Kind.STUDY: "study",
    Kind.SESSION: "session",
    Kind.PARTICIPANT: "person",
    Kind.COMPANY: "company",
    Kind.GUIDE: "guide",
    Kind.TOUCHPOINT: "touchpoint",
    Kind.CODE: "code",
    Kind.OBSERVATION: "observation",
    Kind.NOTE: "note",
}


@require_POST
def undo(request: HttpRequest, undo_id: str) -> HttpResponse:
    """Bring it back and show it."""
    undone = take_back(actor(request), undo_id)
    say(request, _("It is back."))
    return redirect(_where(request, undone))


def _where(request: HttpRequest, undone: Undone) -> str:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    if undone.kind is Kind.QUOTE:
        return reverse("quotes")
    return reverse(PLACES[undone.kind], args=[undone.id]) if undone.kind in PLACES else reverse("home")
