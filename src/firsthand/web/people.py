"""People: the participants we talk to, what they agreed to, and their conversations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.own_fields import About
from firsthand.domain.planning.samples import AiUse
from firsthand.services import participants as service
from firsthand.services.companies import company_choices
from firsthand.services.merged import kept_instead
from firsthand.services.own_fields import own_fields
from firsthand.services.participants import ParticipantForm, ParticipantPage, PeopleFilter, PersonRow
from firsthand.services.receipts import withdrawal_of
from firsthand.services.sessions import sessions
from firsthand.services.slices import Cut
from firsthand.web.consents import person_consent
from firsthand.web.invitations import asked
from firsthand.web.own_values import OwnFieldsForm, own_facts
from firsthand.web.rows import session_lines
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.touchpoints import person_section
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # of the newest sessions
DAY = {"type": "date"}


class PersonFields(OwnFieldsForm):
    """What a member can write about a participant."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    title = forms.CharField(label=gettext_lazy("What they do"), required=False, max_length=200)
    company = forms.CharField(
        label=gettext_lazy("Company"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "companies", "autocomplete": "off"}),
    )
    segment = forms.CharField(
        label=gettext_lazy("Segment"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"list": "segments", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("Contact"),
        help_text=gettext_lazy("Any other way to reach them, such as a phone number."),
        required=False,
        max_length=300,
    )
    not_before = forms.DateField(
        label=gettext_lazy("Do not ask before"),
        help_text=gettext_lazy("When they asked for a break."),
        required=False,
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    language = forms.CharField(label=gettext_lazy("Language"), required=False, max_length=35)
    ai_use = forms.ChoiceField(label=gettext_lazy("Use of AI features"), required=False)
    usage = forms.CharField(
        label=gettext_lazy("How they use the product"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    customer_since = forms.DateField(
        label=gettext_lazy("Customer since"), required=False, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d")
    )
    relationship = forms.CharField(
        label=gettext_lazy("Relation to the team"),
        help_text=gettext_lazy("Such as “friend of the founder”; it matters when you weigh what they said."),
        required=False,
        max_length=100,
    )
    notes = forms.CharField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def offer(self, before: str = "") -> PersonFields:
        """Fill in the levels of AI use; what somebody wrote in words of their own stays a choice."""
        levels = [("", _("Not known")), *ai_choices()]
        odd = [(before, before)] if before and before not in {value for value, _label in levels} else []
        self.fields["ai_use"].choices = [*levels, *odd]  # type: ignore[attr-defined]
        return self

    def filled(self) -> ParticipantForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return ParticipantForm(
            **{name: data[name] for name in self.base_fields if name != "version"}, own=self.own_values()
        )


def ai_choices() -> list[tuple[str, str]]:
    """The levels of AI use with their words."""
    return [(level.value, ai_words(level)) for level in AiUse]


def ai_words(level: AiUse) -> str:
    """A level of AI use."""
    return {
        AiUse.ACTIVE: _("active"),
        AiUse.LIGHT: _("light"),
        AiUse.NEVER: _("never used them"),
        AiUse.STOPPED: _("stopped using them"),
        AiUse.NOT_ACTIVE: _("not active: never or stopped"),
    }[level]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person in the list."""

    row: PersonRow
    ai_use: str


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All participants, newest first, or those that were asked for."""
    who, which = actor(request), _which(request)
    found = service.participants(who, Cut(request.GET.get("after")), which)
    context = {
        "people": [PersonLine(row, _ai_word(row.ai_use)) for row in found.items],
        "total": found.total,
        "cursor": found.next_cursor,
        "also": _also(which),
        "which": which,
        "is_filtered": which != PeopleFilter(),
        "companies": company_choices(who),
        "segments": service.segments(who),
        "levels": ai_choices(),
        "may_change": may_change(request),
    }
    return render(request, "people/people.html", context)


def _which(request: HttpRequest) -> PeopleFilter:
    data = request.GET
    return PeopleFilter(
        data.get("name", "").strip(), data.get("company", ""), data.get("segment", ""), data.get("ai", "")
    )


def _also(which: PeopleFilter) -> str:
    asked = {"name": which.search, "company": which.company_id, "segment": which.segment_id, "ai": which.ai_use}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"&{kept}" if kept else ""


def _ai_word(written: str) -> str:
    return ai_words(AiUse(written)) if written in set(AiUse) else written


@require_safe
def person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """One participant, the one that they were merged into, or the receipt of who withdrew."""
    who = actor(request)
    receipt = withdrawal_of(who, participant_id)
    if receipt:
        return redirect("withdrawal", receipt)
    kept = kept_instead(who, participant_id)
    if kept:
        return redirect("person", kept)
    page = service.participant_page(who, participant_id)
    context = {
        "page": page,
        "facts": _facts(page),
        "consent": person_consent(request, page.id),
        "sessions": session_lines(sessions(who, Cut(limit=CHOICES), with_people=[page.id]).items),
        "quotes_url": f"{reverse('quotes')}?person={page.id}",
        "known": person_section(request, page.id),
        "asked": asked(request, page.id),
    }
    return render(request, "people/person.html", context)


def _facts(page: ParticipantPage) -> list[tuple[str, str]]:
    form = page.form
    facts = [
        (_("E-mail"), form.email),
        (_("Contact"), form.contact),
        (_("Do not ask before"), day(form.not_before)),
        (_("How they use the product"), form.usage),
        (_("Use of AI features"), _ai_word(form.ai_use)),
        (_("Segment"), form.segment),
        (_("Customer since"), day(form.customer_since)),
        (_("Language"), form.language),
        (_("Relation to the team"), form.relationship),
        *own_facts(page.own),
        (_("Notes"), form.notes),
    ]
    return [(label, value) for label, value in facts if value]


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Write a participant down; `?company=` fills in where they work."""
    who = changer(request)
    fields = own_fields(who, About.PEOPLE)
    form = PersonFields(request.POST or None, fields, {"company": request.GET.get("company", "")}).offer()
    if request.method == "POST" and form.is_valid():
        is_saved, participant_id = form.attempt(lambda: service.add_participant(who, form.filled()))
        if is_saved:
            say(request, _("Written down."))
            return redirect("person", participant_id)
    return _form_page(request, form, _("A participant"), reverse("people"), _("Write them down"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Change what is written about a participant."""
    who = changer(request)
    page = service.participant_page(who, participant_id)
    fields = [one.field for one in page.own]
    form = PersonFields(request.POST or None, fields, _initial(page)).offer(page.form.ai_use)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_participant(who, participant_id, form.filled(), version))
        if is_saved:
            say(request, _("Saved."))
            return redirect("person", participant_id)
    return _form_page(request, form, page.form.name, reverse("person", args=[participant_id]), _("Save"))


@require_POST
def delete(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Take a participant away who never talked to us; they can be brought back for a day."""
    undo_id = service.delete_participant(actor(request), participant_id)
    say(request, _("They were deleted."), undo=undo_id)
    return redirect("people")


def _initial(page: ParticipantPage) -> Mapping[str, object]:
    known = {name: getattr(page.form, name) for name in PersonFields.base_fields if name != "version"}
    return {**known, **(page.form.own or {}), "version": page.version}


def _form_page(request: HttpRequest, form: PersonFields, title: str, back: str, label: str) -> HttpResponse:
    who = actor(request)
    context = {
        "form": form,
        "title": title,
        "back": back,
        "label": label,
        "companies": company_choices(who),
        "segments": service.segments(who),
    }
    return render(request, "people/form.html", context, status=400 if form.errors else 200)
