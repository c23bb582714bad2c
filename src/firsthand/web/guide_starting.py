"""Starting a guide: from a template, or from a text or file that is shown before it is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.domain.planning.guides import Guide, GuideQuestion, Item, Note
from firsthand.formats.guide_markdown import render_guide
from firsthand.services.guide_imports import GuidePreview, preview_file, preview_text
from firsthand.services.guides import add_guide, read_text, retitled
from firsthand.services.slices import Cut
from firsthand.services.studies import study_page
from firsthand.services.templates import template_named, templates
from firsthand.web.forms import PageForm
from firsthand.web.guide_findings import label
from firsthand.web.guide_times import strip
from firsthand.web.toasts import say
from firsthand.web.who import changer

PREFACE = -1
MOST_SHOWN = 400  # things in a preview that can be taken out one by one


class NewGuide(PageForm):
    """What a guide starts with."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    template = forms.ChoiceField(label=gettext_lazy("Start from"), widget=forms.RadioSelect)
    product = forms.CharField(
        label=gettext_lazy("Product"),
        help_text=gettext_lazy("Stands wherever the template says [product]. You can fill it in later, too."),
        max_length=200,
        required=False,
    )
    feature = forms.CharField(label=gettext_lazy("Feature"), max_length=200, required=False)
    task = forms.CharField(
        label=gettext_lazy("Task"),
        help_text=gettext_lazy("What they do, in their words: “planning the week’s shifts”."),
        max_length=200,
        required=False,
    )


@dataclass(frozen=True, slots=True)
class Recognised:
    """One thing in a preview, with the value that keeps it."""

    value: str
    kind: str
    text: str
    probes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecognisedSection:
    """One recognised section."""

    value: str
    title: str
    minutes: int | None
    items: tuple[Recognised, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def new_guide(request: HttpRequest) -> HttpResponse:
    """Start a guide from a template."""
    who = changer(request)
    study_id = _study(request)
    form = NewGuide(request.POST or None, initial={"template": "customer-interview"})
    choices = [(row.key, f"{row.title}: {row.purpose}" if row.purpose else row.title) for row in templates(who)]
    form.fields["template"].choices = choices  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid():
        is_kept, guide_id = form.attempt(lambda: _started(who, form.cleaned_data, study_id))
        if is_kept:
            say(request, _("The guide is there. Make it yours."))
            return redirect("edit_guide", guide_id)
    context = {"form": form, "study_id": study_id, "study_title": _study_title(who, study_id)}
    return render(request, "guides/new.html", context, status=400 if form.errors else 200)


def _started(who: Actor, data: dict[str, str], study_id: str) -> str:
    text = template_named(who, data["template"]).guide_text
    slots = {name: data[name] for name in ("product", "feature", "task")}
    return add_guide(who, data["title"], retitled(text, data["title"], **slots), study_id or None)


@require_http_methods(["GET", "HEAD", "POST"])
def import_guide(request: HttpRequest) -> HttpResponse:
    """Choose a file or paste a text; then see what it is; then keep it."""
    who = changer(request)
    if request.method != "POST":
        return _choosing(request, who)
    try:
        if request.POST.get("step") == "keep":
            return _keeping(request, who)
        return _previewing(request, who, _preview(request, who))
    except Invalid as refusal:
        return _choosing(request, who, refusal.message)


def _preview(request: HttpRequest, who: Actor) -> GuidePreview:
    file = request.FILES.get("file")
    if file is not None:
        return preview_file(who, file.name or _("The file"), file.read())
    return preview_text(who, request.POST.get("pasted", ""))


def _choosing(request: HttpRequest, who: Actor, problem: str = "") -> HttpResponse:
    study_id = _study(request)
    context = {
        "problem": problem,
        "study_id": study_id,
        "study_title": _study_title(who, study_id),
        "pasted": request.POST.get("pasted", "") or request.POST.get("text", ""),
    }
    return render(request, "guides/import.html", context, status=400 if problem else 200)


def _previewing(request: HttpRequest, who: Actor, seen: GuidePreview) -> HttpResponse:
    guide = seen.read.guide
    sections = tuple(_sections(guide))
    study_id = _study(request)
    context = {
        "seen": seen,
        "sections": sections if sum(len(section.items) for section in sections) <= MOST_SHOWN else (),
        "questions": sum(1 for _one in guide.all_questions()),
        "core": len(guide.core_questions),
        "named": sum(1 for section in guide.sections if section.title),
        "findings": [(label(f.fault), f) for f in seen.read.findings[:20]],
        "count": len(seen.read.findings),
        "strip": strip(seen.read.budget),
        "study_id": study_id,
        "study_title": _study_title(who, study_id),
    }
    return render(request, "guides/preview.html", context)


def _sections(guide: Guide) -> Iterator[RecognisedSection]:
    if guide.preface:
        yield RecognisedSection(str(PREFACE), "", None, tuple(_items(PREFACE, guide.preface)))
    for at, section in enumerate(guide.sections):
        yield RecognisedSection(str(at), section.title, section.planned_minutes, tuple(_items(at, section.items)))


def _items(section: int, items: tuple[Item, ...]) -> Iterator[Recognised]:
    for at, item in enumerate(items):
        value = f"{section}:{at}"
        if isinstance(item, GuideQuestion):
            yield Recognised(value, "question", item.text, tuple(q.text for q in item.walk() if q is not item))
        else:
            yield Recognised(value, "note" if isinstance(item, Note) else "prose", item.text)


def _keeping(request: HttpRequest, who: Actor) -> HttpResponse:
    """Keep what is still ticked; a text of which nothing was taken out is kept letter for letter."""
    data, text = request.POST, request.POST.get("text", "").replace("\r\n", "\n")
    if data.get("parts") == "yes":
        guide = read_text(text).guide
        kept = _without(guide, frozenset(data.getlist("keep")))
        text = text if kept == guide else render_guide(kept)
    guide_id = add_guide(who, data.get("title", ""), text, _study(request) or None)
    say(request, _("The guide is in."))
    return redirect("edit_guide", guide_id)


def _without(guide: Guide, kept: frozenset[str]) -> Guide:
    """The guide with only the ticked parts; a section of which nothing is left goes, unless it was empty before."""

    def of(section: int, items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(item for at, item in enumerate(items) if f"{section}:{at}" in kept)

    sections = (
        replace(section, items=of(at, section.items))
        for at, section in enumerate(guide.sections)
        if of(at, section.items) or (not section.items and str(at) in kept)
    )
    return replace(guide, preface=of(PREFACE, guide.preface), sections=tuple(sections))


def _study(request: HttpRequest) -> str:
    data = request.POST if request.method == "POST" else request.GET
    return data.get("study", "")


def _study_title(who: Actor, study_id: str) -> str:
    return study_page(who, study_id, Cut(limit=1)).row.title if study_id else ""
