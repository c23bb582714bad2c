"""The page where owners keep the workspace's own fields on people and companies."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.own_fields import About, FieldKind, OwnField
from firsthand.services import own_fields as service
from firsthand.services.access import absent, require
from firsthand.services.own_fields import FieldForm
from firsthand.web.forms import PageForm
from firsthand.web.toasts import say
from firsthand.web.who import actor


class FieldFields(PageForm):
    """What an owner says about a field."""

    label = forms.CharField(label=gettext_lazy("Label"), max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("It holds"))
    choices = forms.CharField(
        label=gettext_lazy("Choices"),
        help_text=gettext_lazy("One per line; for a choice only."),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: object, **how: object) -> None:
        super().__init__(*args, **how)  # type: ignore[arg-type]
        self.fields["kind"].choices = [(kind.value, kind_words(kind)) for kind in FieldKind]  # type: ignore[attr-defined]

    def filled(self, kind: str = "") -> FieldForm:
        """What was typed, as the service wants it; `kind`: of a field that is there already."""
        data = self.cleaned_data
        return FieldForm(data["label"], kind or data["kind"], tuple(data.get("choices", "").splitlines()))


def kind_words(kind: FieldKind) -> str:
    """What a field can hold, in words."""
    return {
        FieldKind.LINE: _("a line of text"),
        FieldKind.PASSAGE: _("a longer text"),
        FieldKind.NUMBER: _("a number"),
        FieldKind.DATE: _("a day"),
        FieldKind.CHOICE: _("one of several choices"),
        FieldKind.YES_NO: _("yes or no"),
    }[kind]


def about_words(about: About) -> str:
    """What fields belong to, as a heading."""
    return _("On people") if about is About.PEOPLE else _("On companies")


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One field in the list of an owner."""

    field: OwnField
    kind: str


@dataclass(frozen=True, slots=True)
class FieldList:
    """The fields of people or of companies."""

    about: About
    heading: str
    asked: tuple[FieldLine, ...]
    retired: tuple[FieldLine, ...]


def owner(request: HttpRequest) -> Actor:
    """The member behind the request, who has to be an owner."""
    who = actor(request)
    require(who, Action.MANAGE)
    return who


@require_safe
def fields(request: HttpRequest) -> HttpResponse:
    """All fields of the workspace's own."""
    who = owner(request)
    return render(request, "fields/fields.html", {"lists": [_list(who, about) for about in About]})


def _list(who: Actor, about: About) -> FieldList:
    lines = [FieldLine(one, kind_words(one.kind)) for one in service.own_fields(who, about, with_retired=True)]
    return FieldList(
        about,
        about_words(about),
        tuple(line for line in lines if not line.field.is_retired),
        tuple(line for line in lines if line.field.is_retired),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_field(request: HttpRequest, about: str) -> HttpResponse:
    """Add a field."""
    who = owner(request)
    form = FieldFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: service.add_field(who, _about(about), form.filled()))
        if is_saved:
            say(request, _("The field is there. It is asked for from now on."))
            return redirect("own_fields")
    return _field_page(request, form, about_words(_about(about)))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_field(request: HttpRequest, field_id: str) -> HttpResponse:
    """Change a field's label and choices; what it holds stays."""
    who = owner(request)
    known = service.own_field(who, field_id)
    form = FieldFields(request.POST or None, initial=_initial(known))
    form.fields.pop("kind")
    if known.kind is not FieldKind.CHOICE:
        form.fields.pop("choices")
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: service.edit_field(who, field_id, form.filled(known.kind)))
        if is_saved:
            say(request, _("Saved."))
            return redirect("own_fields")
    return _field_page(request, form, known.label)


@require_POST
def retire_field(request: HttpRequest, field_id: str) -> HttpResponse:
    """Ask for a field no more, or again."""
    is_retired = request.POST.get("do") != "bring-back"
    service.retire_field(owner(request), field_id, is_retired=is_retired)
    say(request, _("It is asked for no more; what people have in it is kept.") if is_retired else _("It is back."))
    return redirect("own_fields")


@require_POST
def move_field(request: HttpRequest, field_id: str) -> HttpResponse:
    """Ask for a field earlier or later."""
    service.move_field(owner(request), field_id, is_up=request.POST.get("do") == "up")
    return redirect("own_fields")


def _field_page(request: HttpRequest, form: FieldFields, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("own_fields"), "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


def _initial(field: OwnField) -> dict[str, object]:
    return {"label": field.label, "kind": field.kind.value, "choices": "\n".join(field.choices)}


def _about(text: str) -> About:
    if text not in set(About):
        raise absent()
    return About(text)
