"""A teammate looks through a guide: asked, commented on question by question, approved or sent back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firsthand.domain.planning.reviews import Verdict
from firsthand.services import guide_reviews as service
from firsthand.services.guides import guide_page
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer


@require_POST
def ask(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Ask a teammate."""
    service.ask_for_review(actor(request), guide_id, request.POST.get("reviewer", ""))
    say(request, _("Your teammate is asked to read the guide."))
    return redirect("guide", guide_id)


@require_POST
def answer(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Approve this version, or ask for changes."""
    data, who = request.POST, changer(request)
    is_approved = data.get("verdict") == Verdict.APPROVED.value
    version = data.get("version", "")
    service.answer_review(
        who,
        guide_id,
        Verdict.APPROVED if is_approved else Verdict.CHANGES_WANTED,
        int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,
        data.get("remark", ""),
    )
    say(request, _("Approved.") if is_approved else _("Your wish for changes is noted."))
    return redirect("guide", guide_id)


@require_POST
def comment(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Say something about a question, or about the whole guide."""
    service.comment(actor(request), guide_id, request.POST.get("text", ""), request.POST.get("question", ""))
    say(request, _("Your comment is there."))
    return redirect("guide", guide_id)


@require_POST
def settle(request: HttpRequest, guide_id: str) -> HttpResponse:
    """Say that a comment has been dealt with, or open it again."""
    guide_page(changer(request), guide_id)
    is_settled = request.POST.get("settled", "yes") == "yes"
    service.settle_comment(actor(request), request.POST.get("comment", ""), is_settled=is_settled)
    return redirect(f"{reverse('guide', args=[guide_id])}#comments")
