"""Choosing whom to invite: one person, the people of a planned session, or those a study still looks for."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.fatigue import Reach, Verdict
from firsthand.services.fatigue import verdicts
from firsthand.services.invitation_drafts import draft_invitations
from firsthand.services.participants import PeopleFilter, Person, participant_page, participants
from firsthand.services.samples import sample_page
from firsthand.services.sessions import session_page
from firsthand.services.slices import Cut
from firsthand.web.asking import AskingView, asking_view
from firsthand.web.toasts import say
from firsthand.web.who import changer

CHOICES = 200  # of the newest people
ORDER = (Reach.FINE, Reach.WAIT, Reach.NO)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be invited."""

    person: Person
    view: AskingView
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class _Round:
    """Whom one round of invitations can go to, and what for."""

    title: str
    back: str
    people: tuple[Person, ...]
    missing: tuple[str, ...] = ()  # "2 of Admins": whom the sample plan still looks for
    segments: frozenset[str] = frozenset()  # that are still looked for
    study_id: str = ""
    session_id: str = ""
    are_all_chosen: bool = False


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Choose people and write a draft for each."""
    who, refusal = changer(request), ""
    given = request.POST if request.method == "POST" else request.GET
    this = _round(who, given.get("session", ""), given.get("study", ""), given.get("person", ""), given.get("name", ""))
    if request.method == "POST":
        try:
            return _drafted(request, who, this)
        except Invalid as error:
            refusal = error.message
    context = {
        "round": this,
        "candidates": _candidates(who, this, given.get("segment", "")),
        "search": given.get("name", ""),
        "segment": given.get("segment", ""),
        "refusal": refusal,
    }
    return render(request, "invitations/new.html", context, status=400 if refusal else 200)


def _drafted(request: HttpRequest, who: Actor, this: _Round) -> HttpResponse:
    chosen = request.POST.getlist("people") or ([request.POST["person"]] if "person" in request.POST else [])
    ids = draft_invitations(who, chosen, study_id=this.study_id or None, session_id=this.session_id or None)
    if len(ids) == 1:
        return redirect("invitation", ids[0])
    say(request, ngettext("%d draft to look over.", "%d drafts to look over.", len(ids)) % len(ids))
    return redirect(f"{reverse('invitations')}?state=drafted")


def _round(who: Actor, session_id: str, study_id: str, person_id: str, search: str) -> _Round:
    if session_id:
        page = session_page(who, session_id)
        return _Round(
            _("Invite to “%s”") % page.row.title,
            reverse("session", args=[page.row.id]),
            page.row.people,
            session_id=page.row.id,
            are_all_chosen=True,
        )
    if study_id:
        return _of_study(who, study_id, search)
    if person_id:
        one = participant_page(who, person_id)
        people = (Person(one.id, one.form.name, one.form.title, one.form.company, one.form.segment),)
        return _Round(_("Invite %s") % one.form.name, reverse("person", args=[one.id]), people, are_all_chosen=True)
    return _Round(
        _("Invite people"), reverse("invitations"), participants(who, Cut(limit=CHOICES), PeopleFilter(search)).items
    )


def _of_study(who: Actor, study_id: str, search: str) -> _Round:
    sample = sample_page(who, study_id)
    looked_for = [segment for segment in sample.fill.segments if segment.missing]
    return _Round(
        title=_("Invite people for “%s”") % sample.study_title,
        back=reverse("study", args=[study_id]),
        people=participants(who, Cut(limit=CHOICES), PeopleFilter(search)).items,
        missing=tuple(f"{segment.missing} × {segment.name}" for segment in looked_for),
        segments=frozenset(segment.name.casefold() for segment in looked_for),
        study_id=study_id,
    )


def _candidates(who: Actor, this: _Round, segment: str) -> list[Candidate]:
    """Those whom a study looks for first, then whoever may be asked, then whoever should not be yet."""
    people = [one for one in this.people if not segment or one.segment.casefold() == segment.casefold()]
    found = verdicts(who, [one.id for one in people], apart_from=this.session_id)
    people.sort(key=lambda one: (_rank(found[one.id]), one.segment.casefold() not in this.segments, one.name))
    return [Candidate(one, asking_view(found[one.id]), this.are_all_chosen) for one in people]


def _rank(verdict: Verdict) -> int:
    return ORDER.index(verdict.reach)
