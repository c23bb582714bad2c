"""Studies: the list, one study, and the forms that change it."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.services import studies as service
from firsthand.services.slices import Cut
from firsthand.services.studies import StudyForm, StudyPage
from firsthand.web.forms import PageForm
from firsthand.web.rows import SessionLine, StudyLine, session_lines, study_lines
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change


class StudyFields(PageForm):
    """What a member can say about a study."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    research_question = forms.CharField(
        label=gettext_lazy("Research question"),
        help_text=gettext_lazy("The one thing this study is to find out, as a question."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    goals = forms.CharField(
        label=gettext_lazy("Goals"),
        help_text=gettext_lazy("One per line, and concrete: what will you know that you don’t know now?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )
    decision = forms.CharField(
        label=gettext_lazy("The decision it informs"),
        help_text=gettext_lazy("What will be decided differently, depending on what you hear?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    template = forms.ChoiceField(
        label=gettext_lazy("Kind of study"),
        choices=[
            ("customer_interview", gettext_lazy("Customer interview")),
            ("ai_product", gettext_lazy("AI product interview")),
            ("blank", gettext_lazy("Blank")),
        ],
        required=False,
    )

    def filled(self) -> StudyForm:
        """What was typed, as the service wants it."""
        data = self.cleaned_data
        goals = tuple(data["goals"].splitlines())
        return StudyForm(data["title"], data["research_question"], goals, data["decision"], data["template"] or "blank")


@dataclass(frozen=True, slots=True)
class StudiesPage:
    """The list of studies."""

    studies: tuple[StudyLine, ...]
    next_cursor: str | None
    may_change: bool


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """All studies, newest first."""
    found = service.studies(actor(request), Cut(request.GET.get("after")))
    page = StudiesPage(study_lines(found.items), found.next_cursor, may_change(request))
    return render(request, "studies/studies.html", {"page": page})


@require_safe
def study(request: HttpRequest, study_id: str) -> HttpResponse:
    """One study."""
    page = service.study_page(actor(request), study_id, Cut(request.GET.get("after")))
    lines: tuple[SessionLine, ...] = session_lines(page.sessions.items)
    return render(request, "studies/study.html", {"page": page, "line": study_lines([page.row])[0], "sessions": lines})


@require_http_methods(["GET", "HEAD", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    """Start a study."""
    who = changer(request)
    form = StudyFields(request.POST or None, initial={"template": "customer_interview"})
    if request.method == "POST" and form.is_valid():
        is_saved, study_id = form.attempt(lambda: service.create_study(who, form.filled()))
        if is_saved:
            say(request, _("The study is there."))
            return redirect("study", study_id)
    context = {"title": _("New study"), "back": reverse("studies"), "label": _("Start the study")}
    return _form_page(request, form, context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str) -> HttpResponse:
    """Change a study."""
    page = service.study_page(changer(request), study_id)
    form = StudyFields(request.POST or None, initial=_initial(page))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(
            lambda: service.edit_study(changer(request), study_id, form.filled(), version)
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("study", study_id)
    context = {"title": _("Edit the study"), "back": reverse("study", args=[study_id]), "label": _("Save")}
    return _form_page(request, form, context)


@require_POST
def delete(request: HttpRequest, study_id: str) -> HttpResponse:
    """Take a study away; it can be brought back for a day."""
    undo_id = service.delete_study(actor(request), study_id)
    say(request, _("The study was deleted, with its sessions and quotes."), undo=undo_id)
    return redirect("studies")


def _initial(page: StudyPage) -> dict[str, object]:
    form = page.form
    return {
        "title": form.title,
        "research_question": form.research_question,
        "goals": "\n".join(form.goals),
        "decision": form.decision,
        "template": form.template,
        "version": page.version,
    }


def _form_page(request: HttpRequest, form: PageForm, context: dict[str, str]) -> HttpResponse:
    return render(request, "parts/form_page.html", {"form": form, **context}, status=400 if form.errors else 200)
