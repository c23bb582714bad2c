"""Claims: the list, one claim with everything it rests on, and the forms that write and correct it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.ids import is_id
from firsthand.domain.people.actors import Actor
from firsthand.services import claims as service
from firsthand.services.claims import ClaimForm, ClaimPage, ClaimRow
from firsthand.services.outlines import questions_of
from firsthand.services.samples import segments_known
from firsthand.services.slices import Cut
from firsthand.services.studies import studies
from firsthand.services.topic_codes import codes_known
from firsthand.web.claim_views import CountLine, StandingView, count_lines, silence, standing_views
from firsthand.web.forms import PageForm
from firsthand.web.quotes import QuoteView, quote_view
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

CHOICES = 200  # studies to choose from
PEOPLE = 60  # on a claim's page at first; who said or contradicted it comes first


class ClaimFields(PageForm):
    """What a member can write about a claim."""

    statement = forms.CharField(
        label=gettext_lazy("The claim"),
        help_text=gettext_lazy("One sentence that you could defend in a roadmap meeting, and that could be wrong."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    described = forms.CharField(
        label=gettext_lazy("What they did"),
        help_text=gettext_lazy("It follows “5 of 9 people interviewed …”: described finding blockers too late."),
        max_length=300,
        required=False,
    )
    terms = forms.CharField(
        label=gettext_lazy("Words of the topic"),
        help_text=gettext_lazy(
            "One per line. Who used one of them first decides what was prompted; a question with one of them asks "
            "about the claim. A star stands for any ending: block*"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Guide questions that ask about it"), widget=forms.CheckboxSelectMultiple, required=False
    )
    codes = forms.MultipleChoiceField(
        label=gettext_lazy("Codes"),
        help_text=gettext_lazy("A question that a coder marked with one asks about it; quotes under one are offered."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    studies = forms.MultipleChoiceField(
        label=gettext_lazy("Studies"),
        help_text=gettext_lazy("None ticked: every conversation that is not in a confidential study."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    segments = forms.MultipleChoiceField(
        label=gettext_lazy("Segments"), widget=forms.CheckboxSelectMultiple, required=False
    )
    since = forms.DateField(
        label=gettext_lazy("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def offer(self, who: Actor, kept: Sequence[str] = ()) -> ClaimFields:
        """Name what can be chosen; `kept` are questions chosen before, which may stand in no guide any more."""
        questions = dict.fromkeys((*questions_of(who), *kept))
        self._choose("questions", [(one, one) for one in questions])
        self._choose("studies", [(row.id, row.title) for row in studies(who, Cut(limit=CHOICES)).items])
        self._choose("segments", list(segments_known(who)))
        self._choose("codes", list(codes_known(who)))
        return self

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Offer a field only where there is something to choose."""
        self.choose(name, choices)
        if not choices:
            del self.fields[name]

    def filled(self) -> ClaimForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        return ClaimForm(
            statement=data["statement"],
            described=data["described"],
            study_ids=tuple(data.get("studies", ())),
            since=data["since"],
            until=data["until"],
            segment_ids=tuple(data.get("segments", ())),
            questions=tuple(data.get("questions", ())),
            terms=tuple(data["terms"].splitlines()),
            code_ids=tuple(data.get("codes", ())),
        )

    def name_of(self, where: str) -> str:
        """The service's word for a field, where it is another one."""
        return {"study": "studies"}.get(where, where)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim in the list."""

    row: ClaimRow
    url: str
    heard: str  # when evidence for it was last heard
    about: str  # studies and owner
    lost: str  # that evidence was lost; "" where none was


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as its page shows it."""

    page: ClaimPage
    counts: tuple[CountLine, ...]
    segments: tuple[tuple[str, tuple[CountLine, ...]], ...]
    people: tuple[StandingView, ...]
    more: int  # people who are not shown yet
    silence: str
    heard: str
    topic: tuple[str, ...]
    scope: str
    candidates: tuple[QuoteView, ...]
    lost: tuple[str, ...]


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """The claims of the workspace, newest first."""
    found = service.claims(actor(request), Cut(request.GET.get("after"), 20))
    context = {"lines": [claim_line(row) for row in found.items], "total": found.total, "cursor": found.next_cursor}
    return render(request, "claims/claims.html", {**context, "may_change": may_change(request)})


@require_safe
def claim(request: HttpRequest, claim_id: str) -> HttpResponse:
    """One claim."""
    page = service.claim_page(actor(request), claim_id)
    return render(request, "claims/claim.html", {"view": _view(page, None if "everybody" in request.GET else PEOPLE)})


@require_http_methods(["GET", "HEAD", "POST"])
def new_claim(request: HttpRequest) -> HttpResponse:
    """Write a claim down."""
    who = changer(request)
    study = request.GET.get("study", "")
    form = ClaimFields(request.POST or None, initial={"studies": [study] if is_id(study) else []}).offer(who)
    if request.method == "POST" and form.is_valid():
        is_saved, claim_id = form.attempt(lambda: service.write_claim(who, form.filled()))
        if is_saved:
            say(request, _("Written down. Now add what was said for and against it."))
            return redirect("claim", claim_id)
    return _form_page(request, form, _("A claim"), reverse("claims"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Change what a claim says or is about."""
    who = changer(request)
    page = service.claim_page(who, claim_id)
    form = ClaimFields(request.POST or None, initial=_initial(page)).offer(who, page.form.questions)
    if request.method == "POST" and form.is_valid():
        data = form.filled()
        is_saved, _nothing = form.attempt(lambda: service.edit_claim(who, claim_id, data, form.cleaned_data["version"]))
        if is_saved:
            say(request, _("Saved."))
            return redirect("claim", claim_id)
    return _form_page(request, form, page.row.statement, reverse("claim", args=[claim_id]))


@require_POST
def delete(request: HttpRequest, claim_id: str) -> HttpResponse:
    """Take a claim away."""
    undo_id = service.delete_claim(changer(request), claim_id)
    say(request, _("The claim was deleted; its evidence is where it was."), undo=undo_id)
    return redirect("claims")


def claim_line(row: ClaimRow) -> ClaimLine:
    """One claim as lists show it."""
    return ClaimLine(
        row=row,
        url=reverse("claim", args=[row.id]),
        heard=day(row.last_heard),
        about=" · ".join((*row.studies, row.owner)),
        lost=" · ".join(filter(None, (_lost(row.lost), *row.gone))),
    )


def _lost(count: int) -> str:
    if not count:
        return ""
    return (
        ngettext("%d piece of evidence does not count any more", "%d pieces of evidence do not count any more", count)
        % count
    )


def _view(page: ClaimPage, most: int | None) -> ClaimView:
    found = page.support
    return ClaimView(
        page=page,
        counts=count_lines(found.everything.people, found.strict.people, found.everything.companies),
        segments=tuple((name or _("no segment"), count_lines(counts)) for name, counts in page.segments),
        people=standing_views(page, most),
        more=0 if most is None else max(0, len(page.people) - most),
        silence=silence(found.everything.people),
        heard=day(found.everything.last_heard),
        topic=(*page.form.questions, *page.form.terms, *(_("code: %s") % name for name in page.codes)),
        scope=_scope(page),
        candidates=tuple(quote_view(row, page.may_read) for row in page.candidates),
        lost=tuple(dict.fromkeys(piece.why_not for piece in found.lost)),
    )


def _scope(page: ClaimPage) -> str:
    parts = [*page.row.studies] or [_("every conversation")]
    if page.support.since and page.support.until:
        parts.append(_("%(first)s to %(last)s") % {"first": day(page.support.since), "last": day(page.support.until)})
    return " · ".join(parts)


def _initial(page: ClaimPage) -> dict[str, object]:
    form = page.form
    return {
        "statement": form.statement,
        "described": form.described,
        "terms": "\n".join(form.terms),
        "questions": form.questions,
        "studies": form.study_ids,
        "segments": form.segment_ids,
        "codes": form.code_ids,
        "since": form.since,
        "until": form.until,
        "version": page.version,
    }


def _form_page(request: HttpRequest, form: ClaimFields, title: str, back: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": back, "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
