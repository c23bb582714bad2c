"""The snapshot of a session: to read, to edit, to print on one page, to take away."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from firsthand.domain.synthesis.snapshots import HEADLINE, LONGEST, MOST_MOMENTS, Moment, Parts
from firsthand.services import snapshot_sheets as sheets
from firsthand.services import snapshots as service
from firsthand.services.sessions import session_page
from firsthand.services.snapshots import SnapshotPage
from firsthand.web.forms import PageForm
from firsthand.web.observation_fields import quote_label
from firsthand.web.printing import paper_of
from firsthand.web.quotes import quote_view
from firsthand.web.session_head import head
from firsthand.web.showing import moment
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer


class SnapshotFields(PageForm):
    """What a member can write into a snapshot."""

    headline = forms.CharField(
        label=gettext_lazy("The conversation in one sentence"), required=False, max_length=HEADLINE
    )
    quote = forms.ChoiceField(
        label=gettext_lazy("The quote to remember"),
        help_text=gettext_lazy("Left open, it is the one that most observations and claims rest on."),
        required=False,
    )
    shown = forms.MultipleChoiceField(
        label=gettext_lazy("What happened, in order"), widget=forms.CheckboxSelectMultiple, required=False
    )
    opportunities = forms.CharField(
        label=gettext_lazy("Opportunities"),
        help_text=gettext_lazy(
            "One per line, as needs and pains; those that cite an observation of it are there already."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        required=False,
    )
    learnings = forms.CharField(
        label=gettext_lazy("What we learnt"),
        help_text=gettext_lazy("One per line. Left open, it is what surprised the note-taker."),
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LONGEST}),
        required=False,
    )

    def offer(self, page: SnapshotPage) -> SnapshotFields:
        """Name the quotes and moments of the session."""
        self.choose("quote", [("", _("the one that most rests on")), *((q.id, quote_label(q)) for q in page.choices)])
        self.choose("shown", [(one.id, moment_label(one)) for one in page.all_moments])
        if not page.all_moments:
            del self.fields["shown"]
        return self

    def filled(self, page: SnapshotPage) -> Parts:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        shown = set(data.get("shown", ()))
        left_out = tuple(one.id for one in page.all_moments if one.id not in shown)
        return Parts(data["headline"], data["quote"], left_out, data["opportunities"], data["learnings"])


def moment_label(one: Moment) -> str:
    """One moment in a list of choices."""
    words = f"“{one.text}”" if one.is_quote else one.text
    return f"{when(one)}  {words}".strip()


def when(one: Moment) -> str:
    """Where in the conversation something happened."""
    return moment(one.seconds) or (_("turn %d") % one.turn if one.turn is not None else "")


@require_safe
def snapshot(request: HttpRequest, session_id: str) -> HttpResponse:
    """The snapshot as a page."""
    page = service.snapshot_page(actor(request), session_id)
    about = session_page(actor(request), session_id)
    context = {
        "head": head(about, "snapshot"),
        "page": page,
        "quote": quote_view(page.quote, may_read=True) if page.quote else None,
        "moments": _moments(page.moments[:MOST_MOMENTS]),
        "more": max(0, len(page.moments) - MOST_MOMENTS),
    }
    return render(request, "snapshots/snapshot.html", context)


def _moments(moments: Sequence[Moment]) -> list[tuple[Moment, str, str]]:
    return [(one, when(one), "" if one.is_quote else reverse("observation", args=[one.id])) for one in moments]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, session_id: str) -> HttpResponse:
    """Write into a snapshot."""
    who = changer(request)
    page = service.snapshot_page(who, session_id)
    form = SnapshotFields(request.POST or None, initial=_initial(page)).offer(page)
    if request.method == "POST" and form.is_valid():
        parts, version = form.filled(page), form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(lambda: service.edit_snapshot(who, session_id, parts, version))
        if is_saved:
            say(request, _("Saved."))
            return redirect("snapshot", session_id)
    context = {
        "form": form,
        "title": _("Edit the snapshot"),
        "lede": page.title,
        "label": _("Save"),
        "back": reverse("snapshot", args=[session_id]),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


def _initial(page: SnapshotPage) -> dict[str, object]:
    left_out = set(page.parts.left_out)
    return {
        "headline": page.parts.headline,
        "quote": page.parts.quote_id,
        "shown": [one.id for one in page.all_moments if one.id not in left_out],
        "opportunities": page.parts.opportunities,
        "learnings": page.parts.learnings,
        "version": page.version,
    }


@require_safe
def printed(request: HttpRequest, session_id: str) -> HttpResponse:
    """The snapshot as it is printed."""
    sheet = sheets.printed_snapshot(actor(request), session_id)
    context = {
        "sheet": sheet,
        "back": reverse("snapshot", args=[session_id]),
        "pdf": reverse("snapshot_pdf", args=[session_id]),
    }
    return render(request, "sheets/sheet.html", context)


@require_safe
def pdf(request: HttpRequest, session_id: str) -> HttpResponse:
    """The snapshot as a PDF."""
    name, content = sheets.snapshot_pdf(actor(request), session_id, paper_of(request))
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_safe
def download(request: HttpRequest, session_id: str) -> HttpResponse:
    """The snapshot as Markdown."""
    about = session_page(actor(request), session_id)
    text = sheets.take_snapshot(actor(request), session_id)
    name = slugify(f"snapshot {about.row.interview_date} {about.row.title}") or "snapshot"
    headers = {"Content-Disposition": f'attachment; filename="{name}.md"'}
    return HttpResponse(text, content_type="text/markdown; charset=utf-8", headers=headers)
