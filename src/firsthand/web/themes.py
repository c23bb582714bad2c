"""Themes of a board: made, renamed, put in order, made into one, taken away."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.services import themes as service
from firsthand.services.board import board_parts
from firsthand.services.themes import ThemeForm
from firsthand.web.board import move_pattern, theme_view
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import changer


class ThemeFields(PageForm):
    """What a member can write about a theme."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("What its cards have in common, as a sentence could say it. A theme is no need yet."),
        max_length=200,
    )
    description = forms.CharField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def filled(self) -> ThemeForm:
        """What was typed, as the service wants it."""
        return ThemeForm(self.cleaned_data["name"], self.cleaned_data["description"])


@require_POST
def new_theme(request: HttpRequest, study_id: str) -> HttpResponse:
    """Make a theme."""
    theme_id = service.new_theme(changer(request), study_id, ThemeForm(request.POST.get("name", "")))
    say(request, _("The theme is there. Move cards into it."))
    return redirect(f"{reverse('board', args=[study_id])}#{theme_id}")


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str, theme_id: str) -> HttpResponse:
    """One theme: its name, its place, what it may be made one with."""
    who = changer(request)
    row = service.theme(who, study_id, theme_id)
    initial = {"name": row.name, "description": row.description, "version": row.version}
    form = ThemeFields(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(
            lambda: service.edit_theme(who, theme_id, form.filled(), form.cleaned_data["version"])
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect(f"{reverse('board', args=[study_id])}#{theme_id}")
    others = [one for one in service.themes_known(who, study_id) if one[0] != theme_id]
    shown, _cards = board_parts(who, study_id, {theme_id}, ())
    context = {
        "form": form,
        "theme": theme_view(shown[0], move_pattern(study_id)),
        "others": others,
        "study_id": study_id,
    }
    return render(request, "board/edit_theme.html", context, status=400 if form.errors else 200)


@require_POST
def place(request: HttpRequest, study_id: str, theme_id: str) -> HttpResponse:
    """Move a theme along the board."""
    service.move_theme(changer(request), theme_id, -1 if request.POST.get("step") == "earlier" else 1)
    return redirect(f"{reverse('board', args=[study_id])}#{theme_id}")


@require_POST
def merge(request: HttpRequest, study_id: str, theme_id: str) -> HttpResponse:
    """Put the cards of this theme into another one."""
    kept = request.POST.get("into", "")
    undo_id = service.merge_themes(changer(request), kept, theme_id)
    say(request, _("The two are one theme now."), undo=undo_id)
    return redirect(f"{reverse('board', args=[study_id])}#{kept}")


@require_POST
def delete(request: HttpRequest, study_id: str, theme_id: str) -> HttpResponse:
    """Take a theme away."""
    undo_id = service.delete_theme(changer(request), theme_id)
    say(request, _("The theme is gone; its cards wait at the side."), undo=undo_id)
    return redirect("board", study_id)
