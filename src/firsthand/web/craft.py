"""The craft report: how an interview was held, for the person who held it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.interviews.craft_measures import Measure, Verdict
from firsthand.domain.interviews.first_look import Look, look_first
from firsthand.domain.interviews.moments import Moment, MomentKind
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.formats.craft_reports import basis, counts_line, shortened, worth
from firsthand.formats.pictures import Bar, Part, Picture, bars, number
from firsthand.formats.timeline_picture import talk_timeline
from firsthand.services.craft import CraftPage, craft_page
from firsthand.services.sessions import session_page, share_craft
from firsthand.web.badges import Badge
from firsthand.web.session_head import head
from firsthand.web.showing import moment as clock
from firsthand.web.toasts import say
from firsthand.web.who import actor

MOST_TURNS = 20  # shown under a measure; the rest is counted
WIDE, NARROW, BARS = 1136, 358, 440  # pixels of the timeline, the same on a phone, and bars
LONG_LINE = 140  # characters of a breakdown; a longer one is listed inside


@dataclass(frozen=True, slots=True)
class TurnLine:
    """One turn behind a number."""

    url: str
    at: str
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure, ready to print."""

    name: str
    title: str
    value: str
    badge: Badge | None
    basis: str
    counts: str
    breakdown: tuple[tuple[str, str], ...]  # instead of `counts`, where it is long
    formula: str
    source: str
    missing: str
    turns: tuple[TurnLine, ...]
    more: str  # how many turns are not listed


@dataclass(frozen=True, slots=True)
class MomentView:
    """One moment to learn from."""

    title: str
    said: str
    words: str  # to say next time
    why: str
    line: TurnLine


@dataclass(frozen=True, slots=True)
class LookView:
    """One thing to look at first."""

    title: str
    sentence: str
    name: str  # of the measure, for the link
    value: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its facts as a table."""

    title: str
    svg: SafeString
    small: SafeString  # the same for a phone, "" where one fits both
    table: SafeString


@dataclass(frozen=True, slots=True)
class CraftView:
    """The report, ready to print."""

    looks: tuple[LookView, ...]
    moments: tuple[MomentView, ...]
    measures: tuple[MeasureView, ...]
    unmeasured: tuple[MeasureView, ...]
    pictures: tuple[Drawn, ...]
    notes: tuple[str, ...]
    left_out: str
    is_mine: bool
    is_shared: bool
    is_measured: bool


@require_safe
def craft(request: HttpRequest, session_id: str) -> HttpResponse:
    """The report of the session's transcript of record."""
    who = actor(request)
    about, page = session_page(who, session_id), craft_page(who, session_id)
    context = {"head": head(about, "craft"), "page": view(page), "session_id": session_id}
    return render(request, "craft/craft.html", context)


@require_POST
def share(request: HttpRequest, session_id: str) -> HttpResponse:
    """Show one's own report to the workspace, or take it back."""
    is_shared = request.POST.get("shared") == "yes"
    share_craft(actor(request), session_id, is_shared=is_shared)
    say(request, _("The workspace can see it now.") if is_shared else _("It is for your eyes only again."))
    return redirect("craft", session_id)


def view(page: CraftPage) -> CraftView:
    """A report, ready to print."""
    lines = {turn.index: _line(page, turn) for turn in page.turns}
    shown = [_measure(measure, lines) for measure in page.report.measures]
    return CraftView(
        looks=tuple(_look(look, page) for look in look_first(page.report)),
        moments=tuple(_moment(one, lines) for one in page.moments),
        measures=tuple(one for one in shown if not one.missing),
        unmeasured=tuple(one for one in shown if one.missing),
        pictures=tuple(_pictures(page)),
        notes=page.report.notes,
        left_out=_left_out(page),
        is_mine=page.is_mine,
        is_shared=page.is_shared,
        is_measured=any(measure.is_measured for measure in page.report.measures),
    )


def _line(page: CraftPage, turn: Turn) -> TurnLine:
    at = clock(turn.start) or f"#{turn.index}"
    return TurnLine(
        f"{reverse('reader', args=[page.session.id])}#t-{turn.index}", at, turn.speaker, shortened(turn.text)
    )


def _measure(measure: Measure, lines: dict[int, TurnLine]) -> MeasureView:
    formula, hidden = measure.formula, len(measure.turns) - MOST_TURNS
    return MeasureView(
        name=formula.name,
        title=formula.title,
        value=worth(measure),
        badge=_verdict(measure),
        basis=basis(measure) if measure.is_measured else "",
        counts=_words(counts_line(measure.counts)) if _fits(measure) else "",
        breakdown=() if _fits(measure) else tuple((_words(c.label), number(c.value)) for c in measure.counts),
        formula=formula.text,
        source=formula.source,
        missing=measure.missing,
        turns=tuple(lines[index] for index in measure.turns[:MOST_TURNS] if index in lines),
        more=ngettext("and %d more turn", "and %d more turns", hidden) % hidden if hidden > 0 else "",
    )


def _fits(measure: Measure) -> bool:
    """Whether the breakdown fits beside the number."""
    return len(counts_line(measure.counts)) <= LONG_LINE


def _verdict(measure: Measure) -> Badge | None:
    if measure.verdict is None:
        return None
    return {
        Verdict.WITHIN: Badge(_("within the goal"), "good"),
        Verdict.NEAR: Badge(_("a little over"), "warn"),
        Verdict.OVER: Badge(_("well over"), "warn"),
    }[measure.verdict]


def _look(look: Look, page: CraftPage) -> LookView:
    measure = page.report[look.measure]
    return LookView(measure.formula.title, look.sentence, look.measure, worth(measure))


def _moment(one: Moment, lines: dict[int, TurnLine]) -> MomentView:
    title = {
        MomentKind.BEST_PROBE: _("Your best probe"),
        MomentKind.MISSED_PROBE: _("A probe that was missed"),
        MomentKind.REWRITE: _("One question, asked differently"),
    }[one.kind]
    words = "" if one.kind is MomentKind.BEST_PROBE else one.words
    return MomentView(title, shortened(one.said), words, one.why, lines[one.turn])


def _left_out(page: CraftPage) -> str:
    spans = [f"#{part.turns[0]}–#{part.turns[-1]}" for part in page.report.left_out if part.turns]
    return _("Left out as welcome, consent and goodbye: turns %s.") % ", ".join(spans) if spans else ""


def _pictures(page: CraftPage) -> Iterable[Drawn]:
    if not page.report.questions:
        return
    asked = [question.turn for question in page.report.questions]
    aside = [index for part in page.report.left_out for index in part.turns]
    wide, small = (
        talk_timeline(Transcript(page.turns), questions=asked, left_out=aside, key=f"talk-{width}", width=width)
        for width in (WIDE, NARROW)
    )
    yield _drawn(wide, small.svg)
    by_type = page.report["questions_by_type"].counts
    if by_type:
        rows = [Bar(_words(c.label), (Part("", c.value, "researcher"),), f"{c.value:.0f}") for c in by_type if c.value]
        yield _drawn(bars(rows, title=_("Questions by type"), key="types", width=BARS))
    by_fault = [count for count in page.report["questions_by_fault"].counts if count.value]
    if by_fault:
        rows = [Bar(_words(c.label), (Part("", c.value, "warn"),), f"{c.value:.0f}") for c in by_fault]
        yield _drawn(bars(rows, title=_("Faults found in questions"), key="faults", width=BARS))


def _words(label: str) -> str:
    return label.replace("_", " ")


def _drawn(picture: Picture, small: str = "") -> Drawn:
    return Drawn(picture.title, mark_safe(picture.svg), mark_safe(small), mark_safe(picture.table))  # noqa: S308  (formats.pictures escapes)
