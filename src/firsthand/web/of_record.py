"""Which of a session's transcripts is of record: chosen on its page, with what that means for the quotes."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from firsthand.services.record_choice import choose_record
from firsthand.web.selections import chosen_transcript
from firsthand.web.toasts import say
from firsthand.web.who import changer


@require_POST
def choose(request: HttpRequest, session_id: str) -> HttpResponse:
    """Make the named transcript the one of record."""
    chosen = choose_record(changer(request), chosen_transcript(request, session_id))
    message = _("It is the transcript of record now.")
    if chosen.unlanded:
        message += " " + unlanded_words(chosen.unlanded)
    say(request, message, undo=chosen.undo_id)
    return redirect("session", session_id)


def unlanded_words(count: int) -> str:
    """How many quotes did not land."""
    return ngettext("%d quote did not land in it.", "%d quotes did not land in it.", count) % count
