"""How long things are kept: the workspace's rules, a study's own, holds, and what goes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from firsthand.domain.errors import Invalid
from firsthand.domain.people.retention import Material, Unit
from firsthand.services import retention as service
from firsthand.services.retention import RuleForm, Run, Upcoming
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor
from firsthand.web.withdrawal_words import CountLine, count_lines

MATERIALS = {
    Material.ORIGINALS: (
        gettext_lazy("Original files"),
        gettext_lazy("as they were imported, and recordings; counted from the conversation"),
    ),
    Material.TRANSCRIPTS: (
        gettext_lazy("Transcripts and quotes"),
        gettext_lazy("with corrections and words that were noted; counted from the conversation"),
    ),
    Material.CONTACTS: (
        gettext_lazy("Contact data"),
        gettext_lazy("a participant’s address and other ways to reach them; counted from the last conversation"),
    ),
    Material.CONSENT_SCANS: (
        gettext_lazy("Scans of consents"),
        gettext_lazy("the paper only, the answer stays; counted from the last conversation"),
    ),
    Material.TOUCHPOINTS: (
        gettext_lazy("Touchpoints and figures"),
        gettext_lazy("tickets, answers, sales notes, usage; counted from their own day"),
    ),
    Material.LETTERS: (gettext_lazy("Letters"), gettext_lazy("that left or were called off; counted from that day")),
}
FOR_EVER, FOR_A_TIME, FOLLOWS = "ever", "time", "follows"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One kind of material with its rule, as a row of the form."""

    name: str  # of the fields
    title: str
    about: str
    how: str  # ever, time, follows
    amount: str
    unit: str
    notice: int
    told: str  # the rule in words
    general: str  # the workspace's, where this is a study's
    error: str = ""


@dataclass(frozen=True, slots=True)
class GoingLine:
    """So many things that go on one day."""

    row: Upcoming
    day: str
    what: str
    told_on: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """What the rules removed on one day."""

    run: Run
    counts: tuple[CountLine, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """The workspace's rules, what goes by them, and what went."""
    who, error = actor(request), None
    if request.method == "POST":
        try:
            service.set_rules(who, _forms(request.POST))
        except Invalid as refusal:
            error = refusal
        else:
            say(request, _("Saved. What is overdue by the new rules is announced first."))
            return redirect("retention")
    page = service.retention_page(who)
    context = {
        "page": page,
        "lines": _lines(page.rules, (), request.POST, error),
        "error": error,
        "is_told": bool(error and error.where in set(Material)),  # beside the rule that it is about
        "upcoming": [_going(row) for row in page.upcoming],
        "runs": [RunLine(run, count_lines(run.counts)) for run in page.runs],
    }
    return render(request, "retention/retention.html", context, status=400 if error else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def of_study(request: HttpRequest, study_id: str) -> HttpResponse:
    """A study's own rules, and its hold."""
    who, error = actor(request), None
    if request.method == "POST":
        try:
            service.set_rules(who, _forms(request.POST), study_id)
        except Invalid as refusal:
            error = refusal
        else:
            say(request, _("Saved. What is overdue by the new rules is announced first."))
            return redirect("study_retention", study_id)
    page = service.study_retention(who, study_id)
    context = {
        "page": page,
        "lines": _lines(page.rules, page.general, request.POST, error),
        "error": error,
        "is_told": bool(error and error.where in set(Material)),  # beside the rule that it is about
        "upcoming": [_going(row) for row in page.upcoming],
        "is_of_study": True,
    }
    return render(request, "retention/study.html", context, status=400 if error else 200)


@require_POST
def hold(request: HttpRequest, study_id: str) -> HttpResponse:
    """Keep everything of a study, whatever the rules say."""
    service.hold_study(actor(request), study_id, request.POST.get("reason", ""))
    say(request, _("On hold: nothing of this study goes by any rule."))
    return redirect("study_retention", study_id)


@require_POST
def lift(request: HttpRequest, study_id: str) -> HttpResponse:
    """Let the rules hold for a study again."""
    service.lift_hold(actor(request), study_id)
    say(request, _("The hold is lifted. What is overdue is announced first."))
    return redirect("study_retention", study_id)


def rule_words(rule: RuleForm) -> str:
    """A rule as people say it: "3 months, told 14 days before"."""
    if rule.follows:
        return _("as in the workspace")
    if rule.amount is None:
        return _("for ever")
    for_so_long = {
        Unit.DAYS: ngettext("%d day", "%d days", rule.amount) % rule.amount,
        Unit.MONTHS: ngettext("%d month", "%d months", rule.amount) % rule.amount,
    }[rule.unit]
    told = ngettext("told %d day before", "told %d days before", rule.notice_days) % rule.notice_days
    return f"{for_so_long}, {told}"


def _forms(given: QueryDict) -> list[RuleForm]:
    return [_rule(material, given) for material in Material if f"{material}_how" in given]


def _rule(material: Material, given: QueryDict) -> RuleForm:
    how = given.get(f"{material}_how", "")
    if how not in (FOR_EVER, FOR_A_TIME, FOLLOWS):
        raise Invalid(_("Choose how long. Nothing was changed."), where=material)
    if how != FOR_A_TIME:
        return RuleForm(material, follows=how == FOLLOWS)
    unit = given.get(f"{material}_unit", "")
    if unit not in set(Unit):
        raise Invalid(_("Choose days or months. Nothing was changed."), where=material)
    amount, notice = (_number(given.get(f"{material}_{name}", ""), material) for name in ("amount", "notice"))
    return RuleForm(material, amount, Unit(unit), notice)


def _number(text: str, material: Material) -> int:
    if not text.strip().isascii() or not text.strip().isdecimal() or len(text.strip()) > 6:
        raise Invalid(_("Write the numbers as whole numbers. Nothing was changed."), where=material)
    return int(text)


def _lines(
    rules: Iterable[RuleForm], general: Iterable[RuleForm], typed: Mapping[str, str], error: Invalid | None
) -> list[RuleLine]:
    """The rules as rows; what somebody typed stays where it was refused."""
    of_workspace = {rule.material: rule_words(rule) for rule in general}
    return [_line(rule, of_workspace.get(rule.material, ""), typed if error else {}, error) for rule in rules]


def _line(rule: RuleForm, general: str, typed: Mapping[str, str], error: Invalid | None) -> RuleLine:
    title, about = MATERIALS[rule.material]
    how = FOLLOWS if rule.follows else FOR_EVER if rule.amount is None else FOR_A_TIME
    name = rule.material.value
    return RuleLine(
        name=name,
        title=str(title),
        about=str(about),
        how=typed.get(f"{name}_how", how),
        amount=typed.get(f"{name}_amount", str(rule.amount or "")),
        unit=typed.get(f"{name}_unit", rule.unit),
        notice=rule.notice_days,
        told=rule_words(rule),
        general=general,
        error=error.message if error and error.where == name else "",
    )


def _going(row: Upcoming) -> GoingLine:
    return GoingLine(row, day(row.goes_on), going_words(row), day(row.notice_on))


def going_words(row: Upcoming) -> str:
    """What goes: "3 original files"."""
    words = {
        Material.ORIGINALS: ngettext("%d original file", "%d original files", row.number),
        Material.TRANSCRIPTS: ngettext("%d conversation’s words", "%d conversations’ words", row.number),
        Material.CONTACTS: ngettext("%d person’s contact data", "%d people’s contact data", row.number),
        Material.CONSENT_SCANS: ngettext("%d scan of a consent", "%d scans of consents", row.number),
        Material.TOUCHPOINTS: ngettext("%d touchpoint or figure", "%d touchpoints and figures", row.number),
        Material.LETTERS: ngettext("%d letter", "%d letters", row.number),
    }[row.material]
    return words % row.number
