"""Consent for members: everybody's, one person's with its history, logging an answer, private links."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_states import ConsentState
from firsthand.services import consent_history as service
from firsthand.services import consent_links, consents
from firsthand.services.consent_history import ConsentRow
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.badges import Badge
from firsthand.web.consent_fields import ConsentFields, LinkFields
from firsthand.web.consent_lines import AnswerLine, LinkLine, ScopeLine, answer_lines, link_lines, scope_lines
from firsthand.web.consent_states import next_step, state_badge
from firsthand.web.rows import person_label
from firsthand.web.scopes import short_scopes
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # studies that a link can be for


@dataclass(frozen=True, slots=True)
class PersonConsent:
    """What a person's page shows of their consent."""

    id: str
    badge: Badge
    scopes: tuple[ScopeLine, ...]
    answers: tuple[AnswerLine, ...]
    links: tuple[LinkLine, ...]
    removal_since: str
    may_change: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One person in the list of all."""

    id: str
    who: str
    badge: Badge
    agreed: str
    refused: str
    when: str  # answered, or until when it counts
    step: str
    step_url: str


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Everybody's consent, the most pressing first."""
    who, wanted = actor(request), request.GET.get("state", "")
    state = ConsentState(wanted) if wanted in set(ConsentState) else None
    found = service.consent_overview(who, state, Cut(request.GET.get("after") or None))
    counts = [(one.value, state_badge(one), found.counts.get(one, 0), one is state) for one in ConsentState]
    context = {
        "lines": [_line(row) for row in found.rows.items],
        "counts": [row for row in counts if row[2] or row[3]],
        "everybody": sum(found.counts.values()),
        "is_filtered": state is not None,
        "cursor": found.rows.next_cursor,
        "also": f"&{urlencode({'state': state.value})}" if state else "",
        "may_change": may_change(request),
    }
    return render(request, "consents/overview.html", context)


def _line(row: ConsentRow) -> OverviewLine:
    words, url = next_step(row)
    until = _("until %s") % day(row.ends_next.date()) if row.ends_next else ""
    answered = day(row.answered_at.date()) if row.answered_at else ""
    return OverviewLine(
        row.person.id,
        person_label(row.person),
        state_badge(row.state),
        short_scopes(row.agreed),
        short_scopes(row.refused),
        ", ".join(filter(None, (answered, until))),
        words,
        url,
    )


def person_consent(request: HttpRequest, participant_id: str) -> PersonConsent:
    """The section of a person's page."""
    page = service.consent_page(actor(request), participant_id)
    return PersonConsent(
        id=page.participant_id,
        badge=state_badge(page.state),
        scopes=scope_lines(page.standings),
        answers=answer_lines(page.answers),
        links=link_lines(page.links),
        removal_since=day(page.removal_asked_at.date()) if page.removal_asked_at else "",
        may_change=page.may_change,
        may_end=page.state not in (ConsentState.UNASKED, ConsentState.ENDED, ConsentState.REMOVAL_ASKED),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Write down what somebody agreed to and refused, and how."""
    who = changer(request)
    page = service.consent_page(who, participant_id)
    form = ConsentFields(request.POST or None, request.FILES or None).offer(who, page)
    if request.method == "POST" and form.is_valid():
        log = lambda: consents.log_consent(who, participant_id, **form.filled())  # noqa: E731
        is_saved, _id = form.attempt(log)
        if is_saved:
            say(request, _("The answer is logged."))
            return redirect("person", participant_id)
    asked = {scope.value for scope in Scope}
    context = {"form": form, "name": page.name, "person_id": participant_id, "asked": asked}
    return render(request, "consents/log.html", context, status=400 if form.errors else 200)


@require_POST
def end(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Note that somebody no longer agrees to anything."""
    consents.end_consent(changer(request), participant_id)
    say(request, _("Their consent is ended. Their words are closed from now on."))
    return redirect("person", participant_id)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_link(request: HttpRequest, participant_id: str) -> HttpResponse:
    """Make a private link, and show it this once."""
    who = changer(request)
    page = service.consent_page(who, participant_id)
    known = [(row.id, row.title) for row in studies(who, Cut(limit=CHOICES)).items]
    form = LinkFields(request.POST or None).offer(known, page.language)
    context = {"form": form, "name": page.name, "person_id": participant_id}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        is_made, token = form.attempt(
            lambda: consent_links.make_link(
                who,
                participant_id,
                study_id=data["study"],
                language=data["language"],
                lasts=timedelta(days=data["days"]),
            )
        )
        if is_made:
            address = request.build_absolute_uri(reverse("consent_page", args=[token]))
            return render(request, "consents/link.html", {**context, "address": address, "days": data["days"]})
    return render(request, "consents/new_link.html", context, status=400 if form.errors else 200)


@require_POST
def revoke_link(request: HttpRequest, link_id: str) -> HttpResponse:
    """Close a link for good."""
    participant_id = consent_links.revoke_link(changer(request), link_id)
    say(request, _("The link is closed. What was answered by it stays."))
    return redirect("person", participant_id)
