"""The codebook of a study: its tree of codes, signs of drift, and one code with all that is marked with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.synthesis.code_drift import Drift
from firsthand.domain.synthesis.codebook import Step
from firsthand.services import code_drift, code_examples, code_merging, code_pages
from firsthand.services import codes as service
from firsthand.services.code_drift import DriftSign
from firsthand.services.codes import Codebook, CodeForm, CodeRow
from firsthand.services.slices import Cut
from firsthand.web.forms import PageForm
from firsthand.web.quotes import quote_view
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

COLOUR_WORDS = (
    *(gettext_lazy("slate"), gettext_lazy("blue"), gettext_lazy("teal"), gettext_lazy("green")),
    *(gettext_lazy("olive"), gettext_lazy("amber"), gettext_lazy("rust"), gettext_lazy("red")),
    *(gettext_lazy("plum"), gettext_lazy("violet")),
)
INSTANT = timedelta(microseconds=1)
DEEPEST = 6  # beyond it rows are no longer set in


class CodeFields(PageForm):
    """What a member can write about a code."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    description = forms.CharField(
        label=gettext_lazy("What it means"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    use_when = forms.CharField(
        label=gettext_lazy("Use it when"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    not_when = forms.CharField(
        label=gettext_lazy("Don’t use it when"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    parent_id = forms.ChoiceField(label=gettext_lazy("Stands under"), required=False)
    colour = forms.TypedChoiceField(
        label=gettext_lazy("Colour"), coerce=int, choices=list(enumerate(COLOUR_WORDS)), initial=0
    )

    def offer(self, book: Codebook, code_id: str = "") -> CodeFields:
        """Name the codes that it can stand under."""
        some = [(row.id, row.path) for row in book.codes if row.id != code_id]
        self.choose("parent_id", [("", _("none: at the top")), *some])
        return self

    def filled(self) -> CodeForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        texts = (data["name"], data["description"], data["use_when"], data["not_when"])
        return CodeForm(*texts, data["colour"], data["parent_id"])


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One code in the tree."""

    row: CodeRow
    depth: int
    registered: str


@dataclass(frozen=True, slots=True)
class SignView:
    """One sign of drift in words."""

    says: str
    advice: str
    codes: tuple[tuple[str, str], ...]  # id and name
    merges: bool  # merging the two is what may help


@require_safe
def codebook(request: HttpRequest, study_id: str) -> HttpResponse:
    """The codebook of a study."""
    book = service.codebook(actor(request), study_id)
    context = {
        "book": book,
        "lines": [CodeLine(row, min(row.depth, DEEPEST), day(row.registered_at.date())) for row in book.codes],
        "signs": [sign_view(one) for one in code_drift.signs_of(actor(request), study_id)],
        "began": day((book.began_at - INSTANT).date()) if book.began_at else "",  # the end of a day belongs to it
        "is_coded": any(row.codings for row in book.codes),
        "emergent": sum(row.is_emergent for row in book.codes),
        "form": CodeFields().offer(book),
    }
    return render(request, "codes/codebook.html", context)


def sign_view(sign: DriftSign) -> SignView:
    """What is the matter, on which counts, and what to do."""
    one, other = sign.names[0], sign.names[-1]
    facts = {"one": one, "other": other, "n": sign.count, "of": sign.of, "who": sign.coder}
    says, advice = {
        Drift.TOGETHER: (
            _("“%(one)s” and “%(other)s” come together: both mark %(n)d of the %(of)d turns that either marks."),
            _("If they mean one thing, merge them; if not, say in “use it when” what tells them apart."),
        ),
        Drift.UNUSED: (
            _("“%(one)s” marks nothing, though %(n)d conversations are coded."),
            _("Retire or delete it, or look for it once more: that nobody said it may be a finding."),
        ),
        Drift.ONE_CODER: (
            _("Only %(who)s uses “%(one)s”: %(n)d times, in conversations of which somebody else coded %(of)d, too."),
            _("Talk about it: write down when to use it, or move its codings to a code that both use."),
        ),
        Drift.TWO_NAMES: (
            _("“%(one)s” and “%(other)s” may be two names for one thing."),
            _("Merge them, or rename one so that nobody takes it for the other."),
        ),
    }[sign.drift]
    pairs = tuple(zip(sign.code_ids, sign.names, strict=True))
    return SignView(says % facts, advice, pairs, sign.drift in (Drift.TOGETHER, Drift.TWO_NAMES))


@require_http_methods(["GET", "HEAD", "POST"])
def new_code(request: HttpRequest, study_id: str) -> HttpResponse:
    """Register a code."""
    who = changer(request)
    book = service.codebook(who, study_id)
    initial = {"parent_id": request.GET.get("under", "")}
    form = CodeFields(request.POST or None, initial=initial).offer(book)
    if request.method == "POST" and form.is_valid():
        is_saved, _code = form.attempt(lambda: service.new_code(who, study_id, form.filled()))
        if is_saved:
            say(request, _("Registered."))
            return redirect("codebook", study_id)
    return _form_page(request, form, _("A code"), reverse("codebook", args=[study_id]))


@require_safe
def code(request: HttpRequest, code_id: str) -> HttpResponse:
    """One code."""
    page = code_pages.code_page(actor(request), code_id, Cut(request.GET.get("after"), 20))
    context = {
        "page": page,
        "row": page.row,
        "registered": day(page.row.registered_at.date()),
        "examples": [quote_view(row, may_read=True) for row in page.examples],
        "candidates": [quote_view(row, may_read=True) for row in page.candidates],
        "others": [row for row in page.codebook.codes if row.id != code_id],
        "dates": [(one, day(one.interview_date)) for one in page.marked.items],
        "may_change": page.codebook.may_change,
    }
    return render(request, "codes/code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, code_id: str) -> HttpResponse:
    """Change what a code says."""
    who = changer(request)
    page = code_pages.code_page(who, code_id, Cut(limit=1))
    form = CodeFields(request.POST or None, initial=_initial(page.row)).offer(page.codebook, code_id)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, undo_id = form.attempt(lambda: service.edit_code(who, code_id, form.filled(), version))
        if is_saved:
            say(request, _("Saved."), undo=undo_id or "")
            return redirect("code", code_id)
    return _form_page(request, form, page.row.name, reverse("code", args=[code_id]))


@require_POST
def move(request: HttpRequest, code_id: str) -> HttpResponse:
    """Move a code: one step, or to a place in the tree."""
    who, step = changer(request), request.POST.get("step", "")
    if step and step not in set(Step):
        raise Invalid("A code goes up, down, in or out. Nothing was moved.", where="step")
    if step:
        undo_id = service.step_code(who, code_id, Step(step))
    else:
        place = (request.POST.get("parent", ""), request.POST.get("before", ""))
        undo_id = service.move_code(who, code_id, *place)
    say(request, _("Moved."), undo=undo_id)
    study_id = code_pages.code_page(who, code_id, Cut(limit=1)).codebook.study_id
    return redirect(reverse("codebook", args=[study_id]) + f"#{code_id}")


@require_POST
def retire(request: HttpRequest, code_id: str) -> HttpResponse:
    """Close a code for new codings, or open it again."""
    is_retired = request.POST.get("retired") != "no"
    undo_id = service.retire_code(changer(request), code_id, is_retired=is_retired)
    say(request, _("Retired: what it marked stays.") if is_retired else _("It can be used again."), undo=undo_id)
    return redirect("code", code_id)


@require_POST
def delete(request: HttpRequest, code_id: str) -> HttpResponse:
    """Take an unused code away."""
    who = changer(request)
    study_id = code_pages.code_page(who, code_id, Cut(limit=1)).codebook.study_id
    say(request, _("The code was deleted."), undo=service.delete_code(who, code_id))
    return redirect("codebook", study_id)


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, code_id: str) -> HttpResponse:
    """Merge a code into another one, after a look at what would happen."""
    who = changer(request)
    kept_id = request.POST.get("into", "") or request.GET.get("into", "")
    if request.method == "POST":
        undo_id = code_merging.merge_codes(who, code_id, kept_id)
        say(request, _("Merged: no coding was lost."), undo=undo_id)
        return redirect("code", kept_id)
    return render(request, "codes/merge.html", {"page": code_merging.merge_preview(who, code_id, kept_id)})


@require_POST
def split(request: HttpRequest, code_id: str) -> HttpResponse:
    """Move chosen codings to a code of their own."""
    name, chosen = request.POST.get("name", ""), request.POST.getlist("coding")
    new, undo_id = code_merging.split_code(changer(request), code_id, name, chosen)
    say(request, _("Split: this is the new code."), undo=undo_id)
    return redirect("code", new)


@require_POST
def add_example(request: HttpRequest, code_id: str) -> HttpResponse:
    """Let a quote show what a code means."""
    code_examples.add_example(changer(request), code_id, request.POST.get("quote", ""))
    say(request, _("It is an example now."))
    return redirect("code", code_id)


@require_POST
def remove_example(request: HttpRequest, code_id: str, quote_id: str) -> HttpResponse:
    """Take an example away from a code."""
    code_examples.remove_example(changer(request), code_id, quote_id)
    say(request, _("It is no example any more; the quote stays."))
    return redirect("code", code_id)


def _initial(row: CodeRow) -> dict[str, object]:
    names = ("name", "description", "use_when", "not_when", "parent_id", "colour", "version")
    return {name: getattr(row, name) or ("" if name == "parent_id" else getattr(row, name)) for name in names}


def _form_page(request: HttpRequest, form: CodeFields, title: str, back: str) -> HttpResponse:
    context: dict[str, object] = {"form": form, "title": title, "back": back, "label": _("Save")}
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)
