"""Companies: who works there, what was heard from there, and what is known about them."""

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
from firsthand.services import companies as service
from firsthand.services.companies import CompanyForm, CompanyPage, CompanyRow
from firsthand.services.merged import kept_instead
from firsthand.services.own_fields import own_fields
from firsthand.services.sessions import sessions
from firsthand.services.slices import Cut
from firsthand.web.own_values import OwnFieldsForm, own_facts
from firsthand.web.rows import session_lines
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.touchpoints import company_section
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # of the newest sessions


class CompanyFields(OwnFieldsForm):
    """What a member can write about a company."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    stage = forms.CharField(
        label=gettext_lazy("Stage"),
        help_text=gettext_lazy("Such as “Series B” or “family firm”."),
        required=False,
        max_length=100,
    )
    size = forms.CharField(
        label=gettext_lazy("Size"), help_text=gettext_lazy("Such as “900 people”."), required=False, max_length=100
    )
    customer_since = forms.DateField(
        label=gettext_lazy("Customer since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    notes = forms.CharField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def filled(self) -> CompanyForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return CompanyForm(
            **{name: data[name] for name in self.base_fields if name != "version"}, own=self.own_values()
        )


@dataclass(frozen=True, slots=True)
class CompanyLine:
    """One company in the list."""

    row: CompanyRow
    since: str


@require_safe
def companies(request: HttpRequest) -> HttpResponse:
    """All companies, newest first, or those with a name."""
    search = request.GET.get("name", "").strip()
    found = service.companies(actor(request), Cut(request.GET.get("after")), search)
    context = {
        "companies": [CompanyLine(row, day(row.customer_since)) for row in found.items],
        "total": found.total,
        "cursor": found.next_cursor,
        "also": f"&{urlencode({'name': search})}" if search else "",
        "search": search,
        "may_change": may_change(request),
    }
    return render(request, "companies/companies.html", context)


@require_safe
def company(request: HttpRequest, company_id: str) -> HttpResponse:
    """One company; one that was merged into another leads there."""
    who = actor(request)
    kept = kept_instead(who, company_id)
    if kept:
        return redirect("company", kept)
    page = service.company_page(who, company_id)
    people = [one.id for one in page.people]
    context = {
        "page": page,
        "lede": ", ".join(filter(None, (page.form.stage, page.form.size))),
        "facts": _facts(page),
        "sessions": session_lines(sessions(who, Cut(limit=CHOICES), with_people=people).items),
        "quotes_url": f"{reverse('quotes')}?company={page.id}",
        "known": company_section(request, page.id),
        "new_person_url": f"{reverse('new_person')}?{urlencode({'company': page.form.name})}",
    }
    return render(request, "companies/company.html", context)


def _facts(page: CompanyPage) -> list[tuple[str, str]]:
    facts = [
        (_("Stage"), page.form.stage),
        (_("Size"), page.form.size),
        (_("Customer since"), day(page.form.customer_since)),
        *own_facts(page.own),
        (_("Notes"), page.form.notes),
    ]
    return [(label, value) for label, value in facts if value]


@require_http_methods(["GET", "HEAD", "POST"])
def new_company(request: HttpRequest) -> HttpResponse:
    """Write a company down."""
    who = changer(request)
    form = CompanyFields(request.POST or None, own_fields(who, About.COMPANIES))
    if request.method == "POST" and form.is_valid():
        is_saved, company_id = form.attempt(lambda: service.add_company(who, form.filled()))
        if is_saved:
            say(request, _("Written down."))
            return redirect("company", company_id)
    return _form_page(request, form, _("A company"), reverse("companies"), _("Write it down"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, company_id: str) -> HttpResponse:
    """Change what is written about a company."""
    who = changer(request)
    page = service.company_page(who, company_id)
    form = CompanyFields(request.POST or None, [one.field for one in page.own], _initial(page))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_company(who, company_id, form.filled(), version))
        if is_saved:
            say(request, _("Saved."))
            return redirect("company", company_id)
    return _form_page(request, form, page.form.name, reverse("company", args=[company_id]), _("Save"))


@require_POST
def delete(request: HttpRequest, company_id: str) -> HttpResponse:
    """Take a company away at which nobody works; it can be brought back for a day."""
    undo_id = service.delete_company(actor(request), company_id)
    say(request, _("The company was deleted."), undo=undo_id)
    return redirect("companies")


def _initial(page: CompanyPage) -> Mapping[str, object]:
    known = {name: getattr(page.form, name) for name in CompanyFields.base_fields if name != "version"}
    return {**known, **(page.form.own or {}), "version": page.version}


def _form_page(request: HttpRequest, form: CompanyFields, title: str, back: str, label: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "label": label}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
