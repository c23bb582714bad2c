"""Studies: the list, one study, and the forms that change it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.planning.goals import find_vague
from firsthand.domain.planning.studies import StudyState
from firsthand.services import studies as service
from firsthand.services.accounts import members
from firsthand.services.hypotheses import HypothesisRow
from firsthand.services.preparation import study_preparation
from firsthand.services.slices import Cut
from firsthand.services.studies import Goal, StudyPage
from firsthand.services.team import TeamRow, set_team
from firsthand.services.templates import save_as_template, templates
from firsthand.web.badges import Badge
from firsthand.web.forms import PageForm
from firsthand.web.plan_words import review_badge, standing_badge, study_state, study_step, team_role
from firsthand.web.preparation import NEXT, step_lines
from firsthand.web.rows import StudyLine, session_lines, study_lines
from firsthand.web.sample_bars import bars
from firsthand.web.showing import day
from firsthand.web.study_fields import NewStudyFields, StudyFields, TeamFields
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer, may_change

OWNER = WorkspaceRole.OWNER
MOST_GOALS = 50  # looked at while somebody types


@dataclass(frozen=True, slots=True)
class StudiesPage:
    """The list of studies."""

    studies: tuple[StudyLine, ...]
    next_cursor: str | None
    may_change: bool
    is_archive: bool


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A guide of the study with the state of its review."""

    url: str
    title: str
    review: Badge | None


@dataclass(frozen=True, slots=True)
class HypothesisLine:
    """A hypothesis with what became of it."""

    row: HypothesisRow
    written: str
    badge: Badge | None
    may_edit: bool


@dataclass(frozen=True, slots=True)
class TeamLine:
    """One member with everything that they do in the study."""

    name: str
    roles: str


@require_safe
def studies(request: HttpRequest) -> HttpResponse:
    """All studies at work, newest first; or those in the archive."""
    is_archive = "archive" in request.GET
    found = service.studies(actor(request), Cut(request.GET.get("after")), archived=is_archive)
    page = StudiesPage(study_lines(found.items), found.next_cursor, may_change(request), is_archive)
    return render(request, "studies/studies.html", {"page": page})


@require_safe
def study(request: HttpRequest, study_id: str) -> HttpResponse:
    """One study with its plan, its preparation and its conversations."""
    who = actor(request)
    page = service.study_page(who, study_id, Cut(request.GET.get("after")))
    ready = study_preparation(who, study_id)
    state = StudyState(page.row.state)
    context = {
        "page": page,
        "line": study_lines([page.row])[0],
        "sessions": session_lines(page.sessions.items),
        "state": study_state(state),
        "steps": [(after.value, study_step(state, after)) for after in page.next_states],
        "dates": " – ".join(filter(None, (day(page.row.starts_on), day(page.row.ends_on)))),
        "guides": [_guide(row.id, row.title, review_badge(row.review)) for row in page.guides],
        "hypotheses": [_hypothesis(row, page) for row in page.hypotheses],
        "team": _team_lines(page.team),
        "bars": bars(page.sample),
        "next": step_lines(ready, study_id)[:NEXT],
        "open": len(ready.open_items),
        "checked": sum(len(part.items) for part in ready.parts),
    }
    return render(request, "studies/study.html", context)


def _guide(guide_id: str, title: str, review: Badge | None) -> GuideLine:
    return GuideLine(reverse("guide", args=[guide_id]), title, review)


def _hypothesis(row: HypothesisRow, page: StudyPage) -> HypothesisLine:
    return HypothesisLine(
        row, day(row.written_at.date()), standing_badge(row.standing), page.may_change and row.standing != "locked"
    )


def _team_lines(team: tuple[TeamRow, ...]) -> list[TeamLine]:
    roles: dict[tuple[str, str], list[str]] = {}
    for row in team:
        roles.setdefault((row.member_id, row.name), []).append(team_role(row.role))
    return [TeamLine(name, ", ".join(words)) for (_id, name), words in roles.items()]


@require_http_methods(["GET", "HEAD", "POST"])
def new_study(request: HttpRequest) -> HttpResponse:
    """Start a study from a template, with its guide."""
    who = changer(request)
    rows = templates(who)
    initial = {"template": request.GET.get("template", rows[0].key)}
    form = NewStudyFields(request.POST or None, initial=initial).offer(rows)
    if request.method == "POST" and form.is_valid():
        is_saved, study_id = form.attempt(lambda: service.start_study(who, form.filled(), **form.slots()))
        if is_saved:
            say(request, _("The study is there, with a discussion guide to make yours."))
            return redirect("study", study_id)
    context = {"form": form, "templates": rows, "chosen": form["template"].value(), "goals": _looked_at(form)}
    context["known_to"] = [one.name or one.email for one in members(who) if one.role is OWNER or one.id == who.id]
    return render(request, "studies/new.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, study_id: str) -> HttpResponse:
    """Change a study."""
    page = service.study_page(changer(request), study_id, Cut(limit=1))
    form = StudyFields(request.POST or None, initial=_initial(page)).allowed(page.may_close)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        is_saved, _nothing = form.attempt(
            lambda: service.edit_study(changer(request), study_id, form.filled(), version)
        )
        if is_saved:
            say(request, _("Saved."))
            return redirect("study", study_id)
    context = {"form": form, "study": page.row, "goals": _looked_at(form), "known_to": page.known_to}
    return render(request, "studies/edit.html", context, status=400 if form.errors else 200)


@require_POST
def check_goals(request: HttpRequest) -> HttpResponse:
    """What is vague about the goals that somebody is typing."""
    changer(request)
    return render(request, "studies/goals.html", {"goals": looked_at(request.POST.get("goals", ""))})


def looked_at(text: str) -> list[Goal]:
    """The goals of a text, one per line, each with what is vague about it."""
    written = [line.strip() for line in text.splitlines() if line.strip()]
    return [Goal(goal, find_vague(goal)) for goal in written[:MOST_GOALS]]


def _looked_at(form: PageForm) -> list[Goal]:
    return looked_at(str(form["goals"].value() or ""))


@require_POST
def move(request: HttpRequest, study_id: str) -> HttpResponse:
    """Take a study to another state, also into the archive and out of it."""
    wanted = request.POST.get("state", "")
    if wanted not in set(StudyState):
        raise Invalid(_("There is no such state. Nothing was changed."))
    service.move_study(actor(request), study_id, StudyState(wanted))
    say(request, _("The study is now in state “%s”.") % study_state(StudyState(wanted)))
    return redirect("study", study_id)


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, study_id: str) -> HttpResponse:
    """Say who does what in a study."""
    page = service.study_page(changer(request), study_id, Cut(limit=1))
    form = TeamFields(request.POST or None).offer(members(actor(request)), page.team)
    if request.method == "POST" and form.is_valid():
        is_saved, _nothing = form.attempt(lambda: set_team(changer(request), study_id, form.filled()))
        if is_saved:
            say(request, _("Saved."))
            return redirect("study", study_id)
    context = {
        "form": form,
        "title": _("Team"),
        "lede": _team_lede(page),
        "back": reverse("study", args=[study_id]),
        "label": _("Save"),
    }
    return render(request, "parts/form_page.html", context, status=400 if form.errors else 200)


def _team_lede(page: StudyPage) -> str:
    lede = _("One person asks and another one writes; who writes does not listen. Viewers can observe.")
    if not page.row.is_confidential:
        return lede
    return f"{lede} " + _(
        "This study is confidential: only who is in its team, and the workspace’s owners, know of it. A viewer in the "
        "team sees its findings."
    )


@require_POST
def keep_as_template(request: HttpRequest, study_id: str) -> HttpResponse:
    """Make the study's goals, sample plan and first guide what new studies can start from."""
    page = service.study_page(changer(request), study_id, Cut(limit=1))
    title = request.POST.get("title", "").strip() or page.row.title
    save_as_template(actor(request), study_id, title)
    say(request, _("The template “%s” is there; new studies can start from it.") % title)
    return redirect("study", study_id)


@require_POST
def delete(request: HttpRequest, study_id: str) -> HttpResponse:
    """Take a study away; it can be brought back for a day."""
    undo_id = service.delete_study(actor(request), study_id)
    say(request, _("The study was deleted, with its guides, sessions and quotes."), undo=undo_id)
    return redirect("studies")


def _initial(page: StudyPage) -> dict[str, object]:
    form = page.form
    return {
        "title": form.title,
        "research_question": form.research_question,
        "goals": "\n".join(form.goals),
        "decision": form.decision,
        "template": form.template,
        "starts_on": form.starts_on,
        "ends_on": form.ends_on,
        "is_confidential": bool(form.is_confidential),
        "version": page.version,
    }
