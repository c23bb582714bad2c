"""Somebody withdraws: what would go, the one button that can't be taken back, and the receipt."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.services import receipts, withdrawals
from firsthand.services.slices import Cut
from firsthand.services.withdrawals import WithdrawalPreview
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer
from firsthand.web.withdrawal_words import STEPS, count_lines, export_line, file_line


class WithdrawFields(PageForm):
    """The confirmation: their name, typed, and whether their name goes out of others' words too."""

    name = forms.CharField(
        label=gettext_lazy("Their name, typed to confirm"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    keeps_names = forms.BooleanField(
        label=gettext_lazy("Leave their name where others say it and where the team wrote it"), required=False
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, participant_id: str) -> HttpResponse:
    """What would go, and the form that lets it go."""
    who = changer(request)
    page = withdrawals.withdrawal_preview(who, participant_id)
    form = WithdrawFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        strikes = not data["keeps_names"]
        is_done, withdrawal_id = form.attempt(
            lambda: withdrawals.withdraw(who, participant_id, data["name"], strikes_names=strikes)
        )
        if is_done:
            say(request, _("Closed. From now on nothing of theirs is shown; the rest is being erased."))
            return redirect("withdrawal", withdrawal_id)
    return render(request, "withdrawals/withdraw.html", _shown(page, form), status=400 if form.errors else 200)


def _shown(page: WithdrawalPreview, form: WithdrawFields) -> dict[str, object]:
    return {
        "page": page,
        "form": form,
        "counts": count_lines(page.counts),
        "sessions": [(one, day(one.interview_date)) for one in page.sessions],
        "is_unsettled": any(one.is_unsettled for one in page.sessions),
        "exports": [export_line(row) for row in page.exports],
    }


@require_safe
def withdrawal(request: HttpRequest, withdrawal_id: str) -> HttpResponse:
    """The receipt: how far it is, and what is gone."""
    page = receipts.receipt(actor(request), withdrawal_id)
    context = {
        "page": page,
        "counts": count_lines(page.counts),
        "files": [file_line(file) for file in page.files],
        "derived": [file_line(file) for file in page.derived],
        "steps": [(str(STEPS[step]), when) for step, when in page.steps],
        "exports": [export_line(row) for row in page.exports],
    }
    return render(request, "withdrawals/receipt.html", context)


@require_safe
def receipt_file(request: HttpRequest, withdrawal_id: str, ending: str) -> HttpResponse:
    """The receipt to take away."""
    text = receipts.receipt_file(actor(request), withdrawal_id, as_json=ending == "json")
    kind = "application/json" if ending == "json" else "text/markdown; charset=utf-8"
    headers = {"Content-Disposition": f'attachment; filename="receipt-{withdrawal_id}.{ending}"'}
    return HttpResponse(text, content_type=kind, headers=headers)


@require_safe
def withdrawn(request: HttpRequest) -> HttpResponse:
    """Everybody who withdrew, by id."""
    found = receipts.withdrawals(actor(request), Cut(request.GET.get("after")))
    context = {"rows": found.items, "cursor": found.next_cursor}
    return render(request, "withdrawals/withdrawals.html", context)
