"""Assumptions: what the team takes for true, the loudest first, each with what time has done to it."""

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
from firsthand.domain.synthesis.assumptions import HALF_LIFE_DAYS, Age, Confidence, freshness_curve
from firsthand.domain.synthesis.support import Side
from firsthand.services import assumptions as service
from firsthand.services.accounts import members
from firsthand.services.assumptions import AssumptionEvidence, AssumptionForm, AssumptionRow
from firsthand.services.claims import claims_known
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.web.badges import Badge
from firsthand.web.evidence import source_and_side
from firsthand.web.forms import PageForm
from firsthand.web.quotes import QuoteView, quote_view
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 100
WIDE, HIGH = 160, 40  # of the picture, in its own units
PICTURED = 3  # half-lives


class AssumptionFields(PageForm):
    """What a member can write about an assumption."""

    statement = forms.CharField(
        label=gettext_lazy("What you take for true"),
        help_text=gettext_lazy("One sentence on which something rests."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
    )
    confidence = forms.ChoiceField(label=gettext_lazy("How sure you are"), widget=forms.RadioSelect)
    half_life_days = forms.IntegerField(
        label=gettext_lazy("Half-life in days"),
        help_text=gettext_lazy("After so many days without a conversation about it, it is worth half."),
        min_value=1,
        max_value=service.LONGEST_HALF_LIFE,
    )
    stated_on = forms.DateField(
        label=gettext_lazy("Held since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Whose it is"), required=False)
    study = forms.ChoiceField(label=gettext_lazy("Study"), required=False)

    def offer(self, who: Actor) -> AssumptionFields:
        """Name what can be chosen."""
        self.choose("confidence", [(one.value, confidence_word(one)) for one in Confidence])
        self.choose("owner", [("", _("nobody yet")), *((one.id, one.name or one.email) for one in members(who))])
        known = studies(who, Cut(limit=CHOICES)).items
        self.choose("study", [("", _("none")), *((row.id, row.title) for row in known)])
        return self

    def filled(self) -> AssumptionForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return AssumptionForm(
            statement=data["statement"],
            confidence=Confidence(data["confidence"]),
            half_life_days=data["half_life_days"],
            stated_on=data["stated_on"],
            owner_id=data["owner"],
            study_id=data["study"],
        )


@dataclass(frozen=True, slots=True)
class DecayPicture:
    """The curve of freshness over three half-lives with the place of today; numbers in the picture's own units."""

    path: str
    x: float
    y: float
    half: float  # the height of one half
    words: str


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A claim or quote beside an assumption."""

    id: str
    badge: Badge
    claim_url: str
    claim: str
    quote: QuoteView | None
    heard: str


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """An assumption as its line or page shows it."""

    row: AssumptionRow
    badges: tuple[Badge, ...]
    about: str
    picture: DecayPicture
    evidence: tuple[EvidenceView, ...]


@require_safe
def assumptions(request: HttpRequest) -> HttpResponse:
    """The register, the loudest first."""
    page = service.assumptions(actor(request))
    views = [_view(row, may_read=False) for row in page.assumptions]
    return render(request, "assumptions/assumptions.html", {"page": page, "assumptions": views})


@require_safe
def assumption(request: HttpRequest, assumption_id: str) -> HttpResponse:
    """One assumption with its evidence."""
    who = actor(request)
    row, changes = service.assumption(who, assumption_id), may_change(request)
    context = {"view": _view(row, may_read=changes), "may_change": changes}
    context["claims"] = claims_known(who, Cut(limit=CHOICES)) if changes else ()
    return render(request, "assumptions/assumption.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_assumption(request: HttpRequest) -> HttpResponse:
    """Write an assumption down."""
    who = changer(request)
    initial = {"confidence": Confidence.MEDIUM.value, "half_life_days": HALF_LIFE_DAYS}
    form = AssumptionFields(request.POST or None, initial=initial).offer(who)
    if request.method == "POST" and form.is_valid():
        is_saved, assumption_id = form.attempt(lambda: service.write_assumption(who, form.filled()))
        if is_saved:
            say(request, _("Written down. Now link what speaks for and against it."))
            return redirect("assumption", assumption_id)
    return _form_page(request, form, _("An assumption"), reverse("assumptions"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, assumption_id: str) -> HttpResponse:
    """Change an assumption."""
    who = changer(request)
    row = service.assumption(who, assumption_id)
    form = AssumptionFields(request.POST or None, initial=_initial(row)).offer(who)
    if request.method == "POST" and form.is_valid():
        data = form.filled()
        is_saved, _nothing = form.attempt(
            lambda: service.edit_assumption(who, assumption_id, data, form.cleaned_data["version"])
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("assumption", assumption_id)
    return _form_page(request, form, row.form.statement, reverse("assumption", args=[assumption_id]))


@require_POST
def delete(request: HttpRequest, assumption_id: str) -> HttpResponse:
    """Take an assumption away."""
    undo_id = service.delete_assumption(changer(request), assumption_id)
    say(request, _("The assumption was deleted."), undo=undo_id)
    return redirect("assumptions")


@require_POST
def link(request: HttpRequest, assumption_id: str) -> HttpResponse:
    """Put a claim or quote for or against it."""
    source, side = source_and_side(request)
    service.link_evidence(changer(request), assumption_id, source, side, request.POST.get("remark", ""))
    say(request, _("Linked."))
    return redirect("assumption", assumption_id)


@require_POST
def unlink(request: HttpRequest, assumption_id: str, evidence_id: str) -> HttpResponse:
    """Take a claim or quote away from it."""
    service.unlink_evidence(changer(request), assumption_id, evidence_id)
    say(request, _("Taken away."))
    return redirect("assumption", assumption_id)


def confidence_word(confidence: Confidence) -> str:
    """How sure somebody is, as a word."""
    return {
        Confidence.HIGH: _("very sure"),
        Confidence.MEDIUM: _("fairly sure"),
        Confidence.LOW: _("not sure"),
    }[Confidence(confidence)]


def _view(row: AssumptionRow, *, may_read: bool) -> AssumptionView:
    return AssumptionView(
        row=row,
        badges=tuple(_badges(row)),
        about=" · ".join(filter(None, (confidence_word(row.form.confidence), row.owner, row.study))),
        picture=_picture(row),
        evidence=tuple(_evidence(one, may_read) for one in row.evidence),
    )


def _badges(row: AssumptionRow) -> list[Badge]:
    found = row.decay
    if found.is_loud:
        return [Badge(_("very sure, and long unheard"), "bad"), _silence(row)]
    tone = {Age.FRESH: "good", Age.FADING: "warn", Age.STALE: "bad"}[found.age]
    word = {Age.FRESH: _("fresh"), Age.FADING: _("fading"), Age.STALE: _("stale")}[found.age]
    return [Badge(word, tone), _silence(row)]


def _silence(row: AssumptionRow) -> Badge:
    if not row.decay.was_heard:
        return Badge(_("never heard from anybody"), "open")
    days = row.decay.days
    return Badge(ngettext("heard %d day ago", "heard %d days ago", days) % days, "open")


def _picture(row: AssumptionRow) -> DecayPicture:
    half_life, days = row.form.half_life_days, row.form.half_life_days * PICTURED
    points = [(x / days * WIDE, (1 - y) * HIGH) for x, y in freshness_curve(half_life, days)]
    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    at = min(row.decay.days, days)
    words = _("%(days)d days since it was last heard; half of it is gone after %(half)d") % {
        "days": row.decay.days,
        "half": half_life,
    }
    y = (1 - 0.5 ** (at / half_life)) * HIGH
    return DecayPicture(path, round(at / days * WIDE, 1), round(y, 1), HIGH / 2, words)


def _evidence(one: AssumptionEvidence, may_read: bool) -> EvidenceView:
    is_for = one.side is Side.SUPPORTS
    return EvidenceView(
        id=one.id,
        badge=Badge(_("for"), "good") if is_for else Badge(_("against"), "bad"),
        claim_url=reverse("claim", args=[one.claim_id]) if one.claim_id else "",
        claim=one.claim,
        quote=quote_view(one.quote, may_read) if one.quote else None,
        heard=day(one.heard_on),
    )


def _initial(row: AssumptionRow) -> dict[str, object]:
    form = row.form
    return {
        "statement": form.statement,
        "confidence": form.confidence.value,
        "half_life_days": form.half_life_days,
        "stated_on": form.stated_on,
        "owner": form.owner_id,
        "study": form.study_id,
        "version": row.version,
    }


def _form_page(request: HttpRequest, form: AssumptionFields, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
