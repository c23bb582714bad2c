"""Observations: the list of a study, one with what it rests on, and the form that is looked through as you write."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import NotFound
from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind, is_id
from firsthand.domain.people.actors import Actor
from firsthand.services import observations as service
from firsthand.services.claims import claims_known
from firsthand.services.notes import note_rows
from firsthand.services.observations import ObservationFilter, ObservationForm, ObservationPage, UsedIn
from firsthand.services.participants import participants
from firsthand.services.quotes import quote_rows
from firsthand.services.sessions import session_page
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.evidence import add_evidence
from firsthand.web.observation_fields import ObservationFields, initial_of
from firsthand.web.observation_views import fault_label, kind_label, marked_parts, observation_view
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 200


@require_safe
def observations(request: HttpRequest) -> HttpResponse:
    """Observations, newest first, filtered by study, session, kind, person and words."""
    who, which = actor(request), _which(request)
    found = service.observations(who, "", Cut(request.GET.get("after"), 25), which)
    rows = studies(who, Cut(limit=CHOICES)).items
    context = {
        "lines": [observation_view(row) for row in found.items],
        "total": found.total,
        "cursor": found.next_cursor,
        "also": _also(request),
        "which": which,
        "is_filtered": which != ObservationFilter(study_id=which.study_id),
        "study": next((row for row in rows if row.id == which.study_id), None),
        "studies": [(row.id, row.title) for row in rows],
        "kinds": [(kind.value, kind_label(kind)) for kind in ObservationKind],
        "people": [(one.id, one.name) for one in participants(who, Cut(limit=CHOICES)).items],
        "may_change": may_change(request),
    }
    return render(request, "observations/observations.html", context)


def _which(request: HttpRequest) -> ObservationFilter:
    data = request.GET
    kind = data.get("kind", "")
    return ObservationFilter(
        study_id=data.get("study", ""),
        session_id=data.get("session", ""),
        kind=kind if kind in set(ObservationKind) else "",
        participant_id=data.get("person", ""),
        search=data.get("words", "").strip().replace("\0", ""),
    )


def _also(request: HttpRequest) -> str:
    kept = {name: str(value) for name, value in request.GET.items() if name != "after" and value}
    return f"&{urlencode(kept)}" if kept else ""


@require_safe
def observation(request: HttpRequest, observation_id: str) -> HttpResponse:
    """One observation."""
    page = service.observation_page(actor(request), observation_id)
    return render(request, "observations/observation.html", _context(page))


def _context(page: ObservationPage) -> dict[str, object]:
    faults = [(one, fault_label(one.fault)) for one in page.row.findings]
    return {
        "page": page,
        "view": observation_view(page.row),
        "faults": faults,
        "used": [_use(one) for one in page.used],
    }


def _use(one: UsedIn) -> tuple[str, str, str]:
    """What rests on it: its kind, its title, its address where there is one."""
    labels = {Kind.CLAIM: _("claim"), Kind.THEME: _("theme"), Kind.TREE_NODE: _("opportunity")}
    return labels[one.kind], one.title, _address(one)


def _address(one: UsedIn) -> str:
    if one.kind is Kind.CLAIM:
        return reverse("claim", args=[one.id])
    if one.kind is Kind.THEME:
        return f"{reverse('board', args=[one.study_id])}#{one.id}"
    return reverse("node", args=[one.study_id, one.id])


@require_http_methods(["GET", "HEAD", "POST"])
def new_observation(request: HttpRequest) -> HttpResponse:
    """Write an observation down, of a study or of a session."""
    who = changer(request)
    place, initial = _start(who, request)
    form = ObservationFields(request.POST or None, initial=initial).offer(who, place)
    if request.method == "POST" and form.is_valid():
        data = form.filled(place)
        is_saved, observation_id = form.attempt(lambda: service.new_observation(who, data))
        if is_saved:
            say(request, _("Written down."))
            return redirect("observation", observation_id)
    back = reverse("session", args=[place[1]]) if place[1] else f"{reverse('observations')}?study={place[0]}"
    return _form(request, form, _("An observation"), back)


def _start(who: Actor, request: HttpRequest) -> tuple[tuple[str, str], dict[str, object]]:
    """The study and session that it is written for, and what is ticked already."""
    data = request.GET
    study, session, quote, note = (data.get(name, "") for name in ("study", "session", "quote", "note"))
    initial: dict[str, object] = {"kind": ObservationKind.SAID.value}
    if is_id(quote) and (row := quote_rows(who, [quote]).get(quote)):
        session, initial["quotes"] = row.session_id, [quote]
    if is_id(note) and (noted := note_rows(who, [note]).get(note)):
        session, initial["notes"] = noted.session_id, [note]
    if session:
        return (session_page(who, session).row.study_id or "", session), initial
    if not study:
        raise NotFound(_("Say for which study or session: start from its page."))
    return (study, ""), initial


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, observation_id: str) -> HttpResponse:
    """Change an observation."""
    who = changer(request)
    page = service.observation_page(who, observation_id)
    place, kept = (page.row.study_id or "", page.row.session_id or ""), page.form
    initial = {**initial_of(kept), "version": page.row.version}
    form = ObservationFields(request.POST or None, initial=initial).offer(who, place, kept)
    if request.method == "POST" and form.is_valid():
        data, version = _filled(form, place, kept), form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_observation(who, observation_id, data, version))
        if is_saved:
            say(request, _("Saved."))
            return redirect("observation", observation_id)
    return _form(request, form, _("Edit the observation"), reverse("observation", args=[observation_id]))


def _filled(form: ObservationFields, place: tuple[str, str], kept: ObservationForm) -> ObservationForm:
    return form.filled(place, kept.note_ids)


def _form(request: HttpRequest, form: ObservationFields, title: str, back: str) -> HttpResponse:
    text, quotes = str(form["text"].value() or ""), form["quotes"].value() if "quotes" in form.fields else ()
    context = {
        "form": form,
        "title": title,
        "back": back,
        **_looked_through(changer(request), text, list(quotes or ())),
    }
    return render(request, "observations/form.html", context, status=400 if form.errors else 200)


@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """What is being written, looked through for interpretation; nothing is kept."""
    text = request.POST.get("text", "")[: service.LONGEST]
    cited = [one for one in request.POST.getlist("quotes")[: service.MOST_CITED] if is_id(one)]
    return render(request, "observations/lint.html", _looked_through(changer(request), text, cited))


def _looked_through(who: Actor, text: str, quote_ids: list[str]) -> dict[str, object]:
    findings = service.interpretation(who, text, quote_ids)
    return {
        "faults": [(one, fault_label(one.fault)) for one in findings],
        "parts": marked_parts(text, findings),
        "is_written": bool(text.strip()),
    }


@require_POST
def delete(request: HttpRequest, observation_id: str) -> HttpResponse:
    """Take an observation away; it can be brought back for a day."""
    who = changer(request)
    study_id = service.observation_page(who, observation_id).row.study_id
    undo_id = service.delete_observation(who, observation_id)
    say(request, _("The observation was deleted; what it cites is where it was."), undo=undo_id)
    return redirect(f"{reverse('observations')}?study={study_id}" if study_id else "observations")


@require_http_methods(["GET", "HEAD", "POST"])
def as_evidence(request: HttpRequest, observation_id: str) -> HttpResponse:
    """Choose the claim that an observation speaks for or against."""
    who = changer(request)
    page = service.observation_page(who, observation_id)
    if request.method == "POST":
        return add_evidence(request, request.POST.get("claim", ""))
    context = {"view": observation_view(page.row), "claims": claims_known(who, Cut(limit=50))}
    return render(request, "observations/evidence.html", context)
