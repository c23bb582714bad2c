"""The words that people are asked with: what is in use, every version before, and an owner's new one."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.domain.people.access import Action
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_wordings import LANGUAGES, Wording, spoken_language
from firsthand.services import consent_wordings as service
from firsthand.services.access import require
from firsthand.services.consent_wordings import TEXT_LIMIT, WordingRow
from firsthand.web.forms import PageForm
from firsthand.web.scopes import scope_words
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor


class WordingFields(PageForm):
    """A wording as an owner writes it."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    intro = forms.CharField(
        label=gettext_lazy("Who asks, and why"),
        max_length=TEXT_LIMIT,
        widget=forms.Textarea(attrs={"rows": 5, "class": "words"}),
    )

    def offer(self, row: WordingRow) -> WordingFields:
        """One text for each thing that can be asked, as it stands now."""
        for scope in Scope:
            self.fields[scope.value] = forms.CharField(
                label=scope_words(scope),
                max_length=TEXT_LIMIT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2, "class": "words"}),
                initial=row.texts.get(scope, ""),
            )
        self.fields["title"].initial, self.fields["intro"].initial = row.title, row.intro
        self.fields["version"].initial = row.version
        return self

    def name_of(self, where: str) -> str:
        """The field that a refusal is about."""
        return Scope.RECORD.value if where == "texts" else where

    def filled(self, language: str) -> Wording:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return Wording(language, data["title"], data["intro"], {scope: data[scope.value] for scope in Scope})


@require_safe
def wordings(request: HttpRequest) -> HttpResponse:
    """What is in use in each language, and every version before."""
    page = service.wordings_page(actor(request))
    context = {
        "current": [_shown(row) for row in page.current],
        "older": [(row, _made(row)) for row in page.versions if not row.is_current],
        "may_edit": page.may_edit,
    }
    return render(request, "consents/wordings.html", context)


@require_safe
def wording(request: HttpRequest, wording_id: str) -> HttpResponse:
    """One version, exactly as it was read."""
    row = service.wording(actor(request), wording_id)
    return render(request, "consents/wording.html", {"shown": _shown(row)})


@require_http_methods(["GET", "HEAD", "POST"])
def edit_wording(request: HttpRequest) -> HttpResponse:
    """Ask with other words from now on, in the language that the address names."""
    who, language = actor(request), spoken_language(request.GET.get("language", ""))
    require(who, Action.MANAGE)
    row = next(row for row in service.wordings_page(who).current if row.language == language)
    form = WordingFields(request.POST or None).offer(row)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _id = form.attempt(lambda: service.edit_wording(who, form.filled(language), version))
        if is_saved:
            say(request, _("From now on people are asked with these words. Older answers keep theirs."))
            return redirect("consent_wordings")
    context = {
        "form": form,
        "title": _("Wording in %s") % LANGUAGES[language],
        "lede": _(
            "Plain words, one thing each. A text that you leave empty is not asked for. What people answered before "
            "stays with the words that they read."
        ),
        "back": reverse("consent_wordings"),
        "label": _("Use these words"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


def _shown(row: WordingRow) -> dict[str, object]:
    texts = [(scope_words(scope), row.texts[scope]) for scope in Scope if row.texts.get(scope)]
    return {"row": row, "language": LANGUAGES.get(row.language, row.language), "made": _made(row), "texts": texts}


def _made(row: WordingRow) -> str:
    if row.made_at is None:
        return _("built in")
    written = _("written by %s") % row.by if row.by else _("built in, first used")
    return f"{written}, {day(row.made_at.date())}"
