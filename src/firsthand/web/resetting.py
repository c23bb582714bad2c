"""Forgot your password? A letter with a link to choose a new one; the page never says who has an account."""

from __future__ import annotations

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.services import account_mails
from firsthand.web.forms import PageForm
from firsthand.web.who import address_of


class ResetFields(PageForm):
    """Whom the letter is for."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the letter; where no mail is sent, say who can help."""
    if not account_mails.can_send_letters():
        return render(request, "account/password_reset.html", {"can_send": False}, status=405 if request.POST else 200)
    form = ResetFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asking = lambda: account_mails.ask_for_reset(form.cleaned_data["email"], address_of(request))  # noqa: E731
        is_asked, _nothing = form.attempt(asking)
        if is_asked:
            return redirect("reset_asked")
    context = {"form": form, "can_send": True}
    return render(request, "account/password_reset.html", context, status=400 if form.errors else 200)


@require_safe
@login_not_required
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next, the same for every address."""
    return render(request, "account/password_reset_done.html")
