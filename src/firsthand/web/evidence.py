"""Evidence of claims: putting quotes for or against them, and saying how somebody was counted."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.ids import Kind, is_id
from firsthand.domain.people.actors import Ref
from firsthand.domain.synthesis.support import Side
from firsthand.services import claims as service
from firsthand.services.quotes import quote_rows
from firsthand.services.slices import Cut
from firsthand.web.quotes import quote_view
from firsthand.web.toasts import say
from firsthand.web.who import changer

CHOICES = 50  # claims to choose from, the newest


@require_http_methods(["GET", "HEAD", "POST"])
def of_quote(request: HttpRequest, quote_id: str) -> HttpResponse:
    """Choose the claim that a quote speaks for or against."""
    who = changer(request)
    row = quote_rows(who, [quote_id]).get(quote_id) if is_id(quote_id) else None
    if row is None:
        raise NotFound(_("There is no such quote, or none that you may see."))
    if request.method == "POST":
        return add_evidence(request, request.POST.get("claim", ""))
    context = {"quote": quote_view(row, may_read=True), "claims": service.claims_known(who, Cut(limit=CHOICES))}
    return render(request, "claims/of_quote.html", context)


@require_POST
def add_evidence(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Put a quote, note or observation for or against it."""
    source, side = source_and_side(request)
    service.add_evidence(changer(request), claim_id, source, side, request.POST.get("remark", ""))
    say(request, _("It counts now."))
    return redirect("claim", claim_id)


def source_and_side(request: HttpRequest) -> tuple[Ref, Side]:
    """What somebody says is evidence, and for which side. Raises Invalid where they did not say."""
    source, side = request.POST.get("source", ""), request.POST.get("side", "")
    if not is_id(source) or source[:3] not in set(Kind) or side not in set(Side):
        raise Invalid(_("Say what the evidence is, and whether it is for or against. Nothing was changed."))
    return Ref(Kind(source[:3]), source), Side(side)


@require_POST
def remove_evidence(request: HttpRequest, claim_id: str, evidence_id: str) -> HttpResponse:
    """Take a piece of evidence away again."""
    service.remove_evidence(changer(request), claim_id, evidence_id)
    say(request, _("It counts no more. The words themselves are where they were."))
    return redirect("claim", claim_id)


@require_POST
def rule(request: HttpRequest, claim_id: str, session_id: str, participant_id: str) -> HttpResponse:
    """Correct or confirm how somebody was counted."""
    data, turns = request.POST, None
    if data.get("asked") == "never":
        turns = []
    elif data.get("asked") == "turns":
        turns = _turns(data.get("turns", ""))
    answered = {"yes": True, "no": False}.get(data.get("answered", ""))
    service.rule(
        changer(request),
        claim_id,
        (session_id, participant_id),
        asked_turns=turns,
        is_answered=answered,
        note=data.get("note", ""),
    )
    say(request, _("Counted as you say."))
    return redirect(f"{reverse('claim', args=[claim_id])}#p-{participant_id}")


@require_POST
def confirm(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Say that everybody was counted rightly."""
    count = service.confirm_counts(changer(request), claim_id)
    say(request, ngettext("%d count is confirmed.", "%d counts are confirmed.", count) % count)
    return redirect("claim", claim_id)


def _turns(text: str) -> list[int]:
    """The numbers of turns that somebody typed: "12, 40"."""
    parts = text.replace(",", " ").split()
    if not parts or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        raise Invalid(_("Name the turns by their numbers, such as “12, 40”. Nothing was changed."), where="turns")
    return [int(part) for part in parts]
