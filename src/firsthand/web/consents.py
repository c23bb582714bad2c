"""What a participant agreed to: writing an answer down, and noting that they no longer agree."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.people.consent import How, Scope
from firsthand.services import consents as service
from firsthand.services.participants import participant_page
from firsthand.web.forms import PageForm
from firsthand.web.scopes import scope_words
from firsthand.web.toasts import say
from firsthand.web.who import changer


class ConsentFields(PageForm):
    """One answer of one participant."""

    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("They agree to"),
        widget=forms.CheckboxSelectMultiple,
        choices=[(scope.value, "") for scope in Scope],
        error_messages={"required": gettext_lazy("Tick at least one thing that they agreed to.")},
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How they said so"),
        widget=forms.RadioSelect,
        choices=[
            (How.EMAIL.value, gettext_lazy("by e-mail")),
            (How.FORM.value, gettext_lazy("with a form")),
            (How.SPOKEN.value, gettext_lazy("spoken, in the call")),
            (How.PAPER.value, gettext_lazy("on paper")),
        ],
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Until"),
        help_text=gettext_lazy("The last day on which it counts; empty if they named none."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )

    def offer(self) -> ConsentFields:
        """Name what can be agreed to."""
        field = self.fields["scopes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(scope.value, scope_words(scope)) for scope in Scope]
        return self

    def until(self) -> datetime | None:
        """The moment at which the last day is over."""
        last = self.cleaned_data["expires_on"]
        return datetime.combine(last, time(), UTC) + timedelta(days=1) if last else None


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Write down what somebody agreed to and how."""
    who = changer(request)
    page = participant_page(who, participant_id)
    form = ConsentFields(request.POST or None).offer()
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        scopes = [Scope(value) for value in data["scopes"]]
        is_saved, _id = form.attempt(
            lambda: service.log_consent(who, participant_id, scopes, How(data["how"]), expires_at=form.until())
        )
        if is_saved:
            say(request, _("The consent is logged."))
            return redirect("person", participant_id)
    context = {
        "form": form,
        "title": _("What %s agreed to") % page.form.name,
        "lede": _("Log what they said themselves. It counts beside what was logged before."),
        "back": reverse("person", args=[participant_id]),
        "label": _("Log it"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


@require_POST
def end(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Note that somebody no longer agrees to anything."""
    service.end_consent(changer(request), participant_id)
    say(request, _("Their consent is ended. Their words are closed from now on."))
    return redirect("person", participant_id)
