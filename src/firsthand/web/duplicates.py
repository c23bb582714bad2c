"""Duplicates: pairs that may be one, side by side; told apart, or merged after a look at what that does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.own_fields import About
from firsthand.services import companies, duplicates, merging, participants
from firsthand.services.duplicates import Side, Suggestion
from firsthand.services.merge_fields import BOTH, KEPT, OTHER, MergedField
from firsthand.services.merging import MergePage, Move
from firsthand.services.slices import Cut
from firsthand.web.scopes import scope_words
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import changer

VERY_LIKELY, LIKELY = 0.9, 0.75
FOUND = 30  # people or companies offered for a merge
PAGES = {About.PEOPLE: "person", About.COMPANIES: "company"}
MERGES = {About.PEOPLE: "merge_person", About.COMPANIES: "merge_company"}


@dataclass(frozen=True, slots=True)
class PairView:
    """One suggestion, ready to print."""

    pair: Suggestion
    certainty: str
    first_url: str
    second_url: str
    merge_url: str


@dataclass(frozen=True, slots=True)
class PairList:
    """Suggestions about people, or about companies."""

    about: About
    heading: str
    pairs: tuple[PairView, ...]
    total: int
    apart: tuple[tuple[Side, Side], ...]
    not_same: str  # the words of the button


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of a merge, with its days as people write them."""

    field: MergedField
    kept: str
    other: str
    choices: tuple[tuple[str, str], ...]


@require_safe
def pairs(request: HttpRequest) -> HttpResponse:
    """Everybody and everything that may be here twice."""
    who = changer(request)
    return render(request, "duplicates/duplicates.html", {"lists": [_list(who, about) for about in About]})


def _list(who: Actor, about: About) -> PairList:
    found = duplicates.duplicates(who, about)
    is_people = about is About.PEOPLE
    return PairList(
        about,
        _("People") if is_people else _("Companies"),
        tuple(_view(pair) for pair in found.pairs),
        found.total,
        duplicates.told_apart(who, about),
        _("Not the same person") if is_people else _("Not the same company"),
    )


def _view(pair: Suggestion) -> PairView:
    page = PAGES[pair.about]
    return PairView(
        pair,
        _certainty(pair.score),
        reverse(page, args=[pair.first.id]),
        reverse(page, args=[pair.second.id]),
        f"{reverse(MERGES[pair.about], args=[pair.first.id])}?with={pair.second.id}",
    )


def _certainty(score: float) -> str:
    if score >= VERY_LIKELY:
        return _("very likely")
    return _("likely") if score >= LIKELY else _("possible")


@require_POST
def tell_apart(request: HttpRequest, about: str) -> HttpResponse:
    """Say that two are two, or take that back."""
    who, data = changer(request), request.POST
    first, second = data.get("first", ""), data.get("second", "")
    if data.get("do") == "doubt":
        duplicates.doubt(who, _about(about), first, second)
        say(request, _("They are suggested again if they look alike."))
    else:
        duplicates.tell_apart(who, _about(about), first, second)
        say(request, _("Noted: they are two. They are not suggested again."))
    return redirect("duplicates")


def _about(text: str) -> About:
    if text not in set(About):
        raise Invalid(_("Only people and companies are compared. Nothing was changed."))
    return About(text)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_person(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Merge somebody else into this person."""
    return _merge(request, About.PEOPLE, participant_id)


@require_http_methods(["GET", "HEAD", "POST"])
def merge_company(request: HttpRequest, company_id: str) -> HttpResponse:
    """Merge another company into this one."""
    return _merge(request, About.COMPANIES, company_id)


def _merge(request: HttpRequest, about: About, kept_id: str) -> HttpResponse:
    who = changer(request)
    if request.method == "POST":
        return _doing(request, who, about, kept_id)
    other_id = request.GET.get("with", "")
    if not other_id:
        return _choosing(request, who, about, kept_id)
    return _looking(request, merging.merge_page(who, about, kept_id, other_id))


def _doing(request: HttpRequest, who: Actor, about: About, kept_id: str) -> HttpResponse:
    choices = {name.removeprefix("field-"): request.POST[name] for name in request.POST if name.startswith("field-")}
    undo_id = merging.merge(who, about, kept_id, request.POST.get("with", ""), choices)
    say(request, _("Merged. Everything is in one place now."), undo=undo_id)
    return redirect(PAGES[about], kept_id)


def _choosing(request: HttpRequest, who: Actor, about: About, kept_id: str) -> HttpResponse:
    """Whom to merge with: found by name."""
    search = request.GET.get("name", "").strip()
    context = {
        "title": _name(who, about, kept_id),
        "back": reverse(PAGES[about], args=[kept_id]),
        "here": reverse(MERGES[about], args=[kept_id]),
        "found": [one for one in _found(who, about, search) if one[0] != kept_id],
        "search": search,
    }
    return render(request, "duplicates/choose.html", context)


def _name(who: Actor, about: About, one: str) -> str:
    if about is About.PEOPLE:
        return participants.participant_page(who, one).form.name
    return companies.company_page(who, one).form.name


def _found(who: Actor, about: About, search: str) -> list[tuple[str, str, str]]:
    """Id, name, and what tells namesakes apart."""
    if about is About.PEOPLE:
        which = participants.PeopleFilter(search)
        people = participants.participants(who, Cut(limit=FOUND), which).items
        return [(row.id, row.name, ", ".join(filter(None, (row.title, row.company, row.email)))) for row in people]
    rows = companies.companies(who, Cut(limit=FOUND), search).items
    return [(row.id, row.name, ", ".join(filter(None, (row.stage, row.size)))) for row in rows]


def _looking(request: HttpRequest, page: MergePage) -> HttpResponse:
    about = page.about
    context = {
        "page": page,
        "differing": [_field(one) for one in page.fields if one.differs],
        "agreed": [_field(one) for one in page.fields if not one.differs],
        "moves": [(_moving(move), move.staying) for move in page.moves],
        "kept_url": reverse(PAGES[about], args=[page.kept_id]),
        "other_url": reverse(PAGES[about], args=[page.other_id]),
        "turned_url": f"{reverse(MERGES[about], args=[page.other_id])}?with={page.kept_id}",
        "scopes": [scope_words(scope) for scope in page.scopes],
        "gained": [scope_words(scope) for scope in page.scopes if scope not in page.kept_scopes],
        "lost": [scope_words(scope) for scope in (*page.kept_scopes, *page.other_scopes) if scope not in page.scopes],
        "is_people": about is About.PEOPLE,
    }
    return render(request, "duplicates/merge.html", context)


def _field(one: MergedField) -> FieldView:
    choices = [(KEPT, _shown(one.kept)), (OTHER, _shown(one.other))]
    if one.may_be_both:
        choices.append((BOTH, _("Both, one below the other")))
    return FieldView(one, _shown(one.kept), _shown(one.other), tuple(choices))


def _shown(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text


def _moving(move: Move) -> str:
    """How many rows of what: a table is named for people where people can know it."""
    words = {
        "session_participants": _("seats in conversations"),
        "speakers": _("voices in transcripts"),
        "consents": _("answers about consent"),
        "consent_links": _("consent links"),
        "touchpoints": _("touchpoints"),
        "figures": _("figures"),
        "notes": _("notes"),
        "messages": _("letters"),
        "invitations": _("invitations"),
        "participants": _("people"),
        "companies": _("companies merged before"),
        "merges": _("addresses of records merged before"),
    }
    return f"{move.count} × {words.get(move.what, move.what.replace('_', ' '))}"
