"""Decisions: what was decided on which claims, and whether these still say what they said then."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.decisions import Change, DecisionState
from firsthand.services import decisions as service
from firsthand.services.accounts import members
from firsthand.services.claims import claims_known
from firsthand.services.decisions import CitedClaim, DecisionForm, DecisionRow
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.badges import Badge
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

CHOICES = 100  # of the newest claims and studies


class DecisionFields(PageForm):
    """What a member can write about a decision."""

    title = forms.CharField(label=gettext_lazy("The decision"), max_length=300)
    text = forms.CharField(
        label=gettext_lazy("Why, and what follows"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_hypothesis = forms.BooleanField(
        label=gettext_lazy("It is not decided yet: a hypothesis to test next"), required=False
    )
    claims = forms.MultipleChoiceField(
        label=gettext_lazy("The claims that it rests on"),
        help_text=gettext_lazy(
            "Their counts of today are kept with it; when they change, it asks to be looked at again."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    state = forms.ChoiceField(label=gettext_lazy("State"), widget=forms.RadioSelect)
    decided_on = forms.DateField(
        label=gettext_lazy("Decided on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Who sees to it"), required=False)
    study = forms.ChoiceField(label=gettext_lazy("Study"), required=False)

    def offer(self, who: Actor) -> DecisionFields:
        """Name what can be chosen."""
        nobody = [("", _("nobody yet"))]
        self.choose("claims", list(claims_known(who, Cut(limit=CHOICES))))
        self.choose("state", [(state.value, state_word(state)) for state in DecisionState])
        self.choose("owner", nobody + [(one.id, one.name or one.email) for one in members(who)])
        known = studies(who, Cut(limit=CHOICES)).items
        self.choose("study", [("", _("none")), *((row.id, row.title) for row in known)])
        return self

    def filled(self) -> DecisionForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return DecisionForm(
            title=data["title"],
            text=data["text"],
            study_id=data["study"],
            owner_id=data["owner"],
            decided_on=data["decided_on"],
            state=DecisionState(data["state"]),
            is_hypothesis=data["is_hypothesis"],
            claim_ids=tuple(data["claims"]),
        )


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision in the list."""

    row: DecisionRow
    badges: tuple[Badge, ...]
    about: str
    claims: tuple[tuple[str, str, str, tuple[str, ...]], ...]  # address, statement, sentence, what has changed


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """The decisions of the workspace, newest first."""
    page = service.decisions(actor(request), Cut(request.GET.get("after"), 20))
    context = {
        "page": page,
        "decisions": [decision_view(row) for row in page.decisions.items],
        "cursor": page.decisions.next_cursor,
    }
    return render(request, "decisions/decisions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_decision(request: HttpRequest) -> HttpResponse:
    """Write a decision down."""
    who = changer(request)
    initial = {
        "study": request.GET.get("study", ""),
        "claims": [request.GET.get("claim", "")],
        "state": DecisionState.PROPOSED.value,
        "is_hypothesis": "next" in request.GET,
    }
    form = DecisionFields(request.POST or None, initial=initial).offer(who)
    if request.method == "POST" and form.is_valid():
        is_saved, _id = form.attempt(lambda: service.write_decision(who, form.filled()))
        if is_saved:
            say(request, _("Written down."))
            return redirect("decisions")
    return _form_page(request, form, _("A decision"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Change a decision."""
    who = changer(request)
    row = service.decision(who, decision_id)
    form = DecisionFields(request.POST or None, initial=_initial(row)).offer(who)
    if request.method == "POST" and form.is_valid():
        data = form.filled()
        is_saved, _nothing = form.attempt(
            lambda: service.edit_decision(who, decision_id, data, form.cleaned_data["version"])
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("decisions")
    return _form_page(request, form, row.form.title)


@require_POST
def look_again(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Say that a decision holds with the evidence as it is now."""
    service.look_again(changer(request), decision_id)
    say(request, _("Looked at again, with the counts of today."))
    return redirect("decisions")


@require_POST
def delete(request: HttpRequest, decision_id: str) -> HttpResponse:
    """Take a decision away."""
    undo_id = service.delete_decision(changer(request), decision_id)
    say(request, _("The decision was deleted."), undo=undo_id)
    return redirect("decisions")


def state_word(state: DecisionState) -> str:
    """How far a decision is, as a word."""
    return {
        DecisionState.PROPOSED: _("proposed"),
        DecisionState.DECIDED: _("decided"),
        DecisionState.REVISIT: _("to be looked at again"),
        DecisionState.REVERSED: _("reversed"),
    }[DecisionState(state)]


def decision_view(row: DecisionRow) -> DecisionView:
    """One decision as lists show it."""
    return DecisionView(
        row=row,
        badges=tuple(_badges(row)),
        about=" · ".join(filter(None, (day(row.form.decided_on), row.owner, row.study))),
        claims=tuple(map(_claim, row.claims)),
    )


def _claim(claim: CitedClaim) -> tuple[str, str, str, tuple[str, ...]]:
    changed = [change_words(change) for change in claim.changes]
    if claim.lost:
        changed.append(_("evidence that does not count any more: %d") % claim.lost)
    if claim.gone:
        gone = ngettext("%d piece of evidence is gone for good", "%d pieces of evidence are gone for good", claim.gone)
        changed.append(gone % claim.gone)
    return reverse("claim", args=[claim.id]), claim.statement, claim.sentence, tuple(changed)


def _badges(row: DecisionRow) -> list[Badge]:
    state = DecisionState(row.form.state)
    tones = {DecisionState.DECIDED: "good", DecisionState.REVERSED: "bad", DecisionState.REVISIT: "warn"}
    badges = [
        Badge(_("to test next"), "open")
        if row.form.is_hypothesis
        else Badge(state_word(state), tones.get(state, "open"))
    ]
    if row.has_changed:
        badges.append(Badge(_("its evidence has changed"), "warn"))
    if not row.claims and not row.form.is_hypothesis:
        badges.append(Badge(_("no claim behind it"), "warn"))
    return badges


def change_words(change: Change) -> str:
    """What changed in a claim's counts: "said it: 3, was 5"."""
    label = {
        "interviewed": _("interviewed"),
        "asked": _("asked"),
        "said": _("said it"),
        "said_when_asked": _("said it when asked"),
        "unprompted": _("unprompted"),
        "contradicted": _("contradicted it"),
    }[change.count]
    return _("%(label)s: %(now)d, was %(before)d") % {"label": label, "now": change.now, "before": change.before}


def _initial(row: DecisionRow) -> dict[str, object]:
    form = row.form
    return {
        "title": form.title,
        "text": form.text,
        "study": form.study_id,
        "owner": form.owner_id,
        "decided_on": form.decided_on,
        "state": form.state.value,
        "is_hypothesis": form.is_hypothesis,
        "claims": form.claim_ids,
        "version": row.version,
    }


def _form_page(request: HttpRequest, form: DecisionFields, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("decisions"), "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
