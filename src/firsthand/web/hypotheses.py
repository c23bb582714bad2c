"""Hypotheses of a study: written before anybody is asked, locked by the first session."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.errors import NotFound
from firsthand.services import hypotheses as service
from firsthand.services.slices import Cut
from firsthand.services.studies import StudyPage, study_page
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import changer


class HypothesisFields(PageForm):
    """What the team believes, and what it would then hear."""

    statement = forms.CharField(
        label=gettext_lazy("What you believe"),
        help_text=gettext_lazy("One sentence that could be wrong."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    prediction = forms.CharField(
        label=gettext_lazy("What you will hear if it is true"),
        help_text=gettext_lazy("Something that people did, and how many of them: “four of six called the shop”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_hypothesis(request: HttpRequest, study_id: str) -> HttpResponse:
    """Write a hypothesis down."""
    who = changer(request)
    study = study_page(who, study_id, Cut(limit=1))
    form = HypothesisFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_saved, _id = form.attempt(
            lambda: service.add_hypothesis(who, study_id, data["statement"], data["prediction"])
        )
        if is_saved:
            say(request, _("Written down."))
            return redirect(_place(study_id))
    lede = LATE if study.locked_at else IN_TIME
    return _form(request, form, _("A hypothesis"), study, str(lede))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str, hypothesis_id: str) -> HttpResponse:
    """Reword a hypothesis while it may change."""
    study = study_page(changer(request), study_id, Cut(limit=1))
    row = next((row for row in study.hypotheses if row.id == hypothesis_id), None)
    if row is None:
        raise NotFound(_("There is no such hypothesis in this study. It may have been deleted."))
    initial = {"statement": row.statement, "prediction": row.prediction, "version": row.version}
    form = HypothesisFields(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_saved, _nothing = form.attempt(
            lambda: service.edit_hypothesis(
                changer(request), hypothesis_id, data["statement"], data["prediction"], data["version"]
            )
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect(_place(study_id))
    return _form(request, form, _("A hypothesis"), study, "")


@require_POST
def delete(request: HttpRequest, study_id: str, hypothesis_id: str) -> HttpResponse:
    """Take a hypothesis away while it may change."""
    undo_id = service.delete_hypothesis(changer(request), hypothesis_id)
    say(request, _("The hypothesis was deleted."), undo=undo_id)
    return redirect(_place(study_id))


IN_TIME = gettext_lazy("It may change until the first session; from then on it is kept as it is.")
LATE = gettext_lazy("The first session was held. It is kept, and marked late: it can’t be a prediction any more.")


def _place(study_id: str) -> str:
    return f"{reverse('study', args=[study_id])}#s-hypotheses"


def _form(request: HttpRequest, form: PageForm, title: str, study: StudyPage, lede: str) -> HttpResponse:
    context = {"form": form, "title": title, "lede": lede, "back": _place(study.row.id), "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
