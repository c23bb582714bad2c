"""People: the participants we talk to, what they agreed to, and their conversations."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.services import participants as service
from firsthand.services.participants import ParticipantForm, ParticipantPage
from firsthand.services.receipts import withdrawal_of
from firsthand.services.sessions import SessionRow, sessions
from firsthand.services.slices import Cut
from firsthand.web.consents import person_consent
from firsthand.web.forms import PageForm
from firsthand.web.invitations import asked
from firsthand.web.rows import session_lines
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.touchpoints import person_section
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # of the newest sessions


class PersonFields(PageForm):
    """What a member can write about a participant."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    title = forms.CharField(label=gettext_lazy("What they do"), required=False, max_length=200)
    company = forms.CharField(label=gettext_lazy("Company"), required=False, max_length=200)
    segment = forms.CharField(label=gettext_lazy("Segment"), required=False, max_length=200)
    relationship = forms.CharField(
        label=gettext_lazy("Relation to the team"),
        help_text=gettext_lazy("Such as “friend of the founder”; it matters when you weigh what they said."),
        required=False,
        max_length=100,
    )
    contact = forms.CharField(label=gettext_lazy("Contact"), required=False, max_length=300)
    usage = forms.CharField(
        label=gettext_lazy("How they use the product"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    customer_since = forms.DateField(
        label=gettext_lazy("Customer since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    notes = forms.CharField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    language = forms.CharField(widget=forms.HiddenInput, required=False)
    ai_use = forms.CharField(widget=forms.HiddenInput, required=False)

    def filled(self) -> ParticipantForm:
        """What was typed, as the service wants it."""
        return ParticipantForm(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """All participants, newest first, or those with a name."""
    search = request.GET.get("name", "").strip()
    found = service.participants(actor(request), Cut(request.GET.get("after")), search)
    context = {"people": found.items, "total": found.total, "cursor": found.next_cursor, "search": search}
    return render(request, "people/people.html", {**context, "may_change": may_change(request)})


@require_safe
def person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """One participant, or the receipt of who withdrew."""
    receipt = withdrawal_of(actor(request), participant_id)
    if receipt:
        return redirect("withdrawal", receipt)
    page = service.participant_page(actor(request), participant_id)
    context = {
        "page": page,
        "since": day(page.form.customer_since),
        "consent": person_consent(request, page.id),
        "sessions": session_lines(_held(request, page)),
        "quotes_url": f"{reverse('quotes')}?person={page.id}",
        "known": person_section(request, page.id),
        "asked": asked(request, page.id),
    }
    return render(request, "people/person.html", context)


def _held(request: HttpRequest, page: ParticipantPage) -> list[SessionRow]:
    """Their conversations, as far as they are among the newest of the workspace."""
    known = set(page.session_ids)
    return [row for row in sessions(actor(request), Cut(limit=CHOICES)).items if row.id in known] if known else []


@require_http_methods(["GET", "HEAD", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Write a participant down."""
    who = changer(request)
    form = PersonFields(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_saved, participant_id = form.attempt(lambda: service.add_participant(who, form.filled()))
        if is_saved:
            say(request, _("Written down."))
            return redirect("person", participant_id)
    context = {"form": form, "title": _("A participant"), "back": reverse("people"), "label": _("Write them down")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Change what is written about a participant."""
    page = service.participant_page(changer(request), participant_id)
    form = PersonFields(request.POST or None, initial=_initial(page))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        saving = lambda: service.edit_participant(changer(request), participant_id, form.filled(), version)  # noqa: E731
        is_saved, _nothing = form.attempt(saving)
        if is_saved:
            say(request, _("Saved."))
            return redirect("person", participant_id)
    context = {
        "form": form,
        "title": page.form.name,
        "back": reverse("person", args=[participant_id]),
        "label": _("Save"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


def _initial(page: ParticipantPage) -> dict[str, object]:
    known = {name: getattr(page.form, name) for name in PersonFields.base_fields if name != "version"}
    return {**known, "version": page.version}
