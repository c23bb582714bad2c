"""Agreement of a study's coders: how far, about which codes, and where they differ, to be settled."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from firsthand.domain.errors import Invalid
from firsthand.domain.stats.agreement import Agreement
from firsthand.domain.stats.code_agreement import RELIABLE, TENTATIVE, CodeAgreement, Drawn, Measure
from firsthand.domain.synthesis.codebook import BETWEEN
from firsthand.services import agreement as service
from firsthand.services import coding_resolutions
from firsthand.services.agreement import AgreementPage, AgreementWanted, UnitKind
from firsthand.services.coders import Coder
from firsthand.services.coding_resolutions import DifferenceRow, DifferencesPage, DifferencesWanted, Settled
from firsthand.services.slices import Cut
from firsthand.web.badges import Badge
from firsthand.web.showing import day
from firsthand.web.toasts import say
from firsthand.web.who import actor, changer

SHOWN = 10  # differences on a page
LONG = 24  # words of a marking
WHISKER = 100.0  # the width of the picture of an interval


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval with its value as places from 0 to 100; what is below chance is drawn at 0."""

    at: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """One coefficient in words."""

    value: str
    interval: str  # "0.52 to 0.86"; "" where there is none
    badge: Badge | None
    whisker: Whisker | None
    why_not: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """One code in the table."""

    name: str
    above: str  # the names of the codes above it
    figure: FigureView
    matched: str
    prevalence: str
    counts: CodeAgreement
    only: tuple[int, ...]  # for two coders, by each alone
    url: str  # of its differences


@dataclass(frozen=True, slots=True)
class MarksView:
    """What one coder did in the turn; long stretches are shortened, for the whole turn stands beside them."""

    coder: Coder
    shown: tuple[str, ...]
    did_mark: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """One difference, side by side."""

    row: DifferenceRow
    marks: tuple[MarksView, ...]
    id: str
    url: str  # of the turn
    when: str
    badge: Badge | None  # how it was settled
    settled: str  # by whom and when


@require_safe
def agreement(request: HttpRequest, study_id: str) -> HttpResponse:
    """How far the coders agree about each code, and over all."""
    wanted = AgreementWanted(_unit(request.GET), _coders(request.GET))
    page = service.agreement_page(actor(request), study_id, wanted)
    context = {
        "page": page,
        "overall": _figure(page.figures.overall),
        "matched": _share(page.figures.matched),
        "codes": [_code(page, one) for one in page.figures.codes],
        "measure": _measure_word(page.figures.measure),
        "unit_word": _unit_words(page.unit, page.figures.units),
        "is_pair": len(page.figures.coders) == 2,
        "drawn_units": page.figures.drawn is Drawn.UNITS,
        "left_out": _left_out(page),
        "chosen": wanted.coder_keys,
        "query": _query(wanted.unit, wanted.coder_keys),
    }
    return render(request, "agreement/agreement.html", context)


@require_safe
def differing(request: HttpRequest, study_id: str) -> HttpResponse:
    """Where the coders differ, side by side."""
    wanted = DifferencesWanted(
        unit=_unit(request.GET),
        coder_keys=_coders(request.GET),
        code_id=request.GET.get("code", ""),
        session_id=request.GET.get("session", ""),
        settled=_settled(request.GET),
    )
    cut = Cut(request.GET.get("after") or None, SHOWN)
    page = coding_resolutions.differences(actor(request), study_id, wanted, cut)
    context = {
        "page": page,
        "wanted": wanted,
        "differences": [_difference(row) for row in page.rows],
        "also": _also(wanted),
        "agreement_query": _query(wanted.unit, wanted.coder_keys),
        "done": _done(page, wanted),
        "is_agreement": True,
    }
    return render(request, "agreement/differences.html", context)


@require_POST
def settle(request: HttpRequest, study_id: str) -> HttpResponse:
    """Say whether a code stands in a turn."""
    stands, turn = request.POST.get("stands", ""), request.POST.get("turn", "")
    if stands not in ("yes", "no") or not (turn.isdecimal() and len(turn) < 8):
        raise Invalid(_("Say whether the code stands in this turn. Nothing was changed."))
    transcript_id, code_id = request.POST.get("transcript", ""), request.POST.get("code", "")
    note, who = request.POST.get("note", ""), changer(request)
    coding_resolutions.settle(who, transcript_id, int(turn), code_id, stands=stands == "yes", note=note)
    say(request, _("Settled: it stands.") if stands == "yes" else _("Settled: it does not stand."))
    return _back(request, study_id)


@require_POST
def reopen(request: HttpRequest, study_id: str, resolution_id: str) -> HttpResponse:
    """Open a settled difference again."""
    undo_id = coding_resolutions.reopen_difference(changer(request), resolution_id)
    say(request, _("It is open again."), undo=undo_id)
    return _back(request, study_id)


def _back(request: HttpRequest, study_id: str) -> HttpResponse:
    wanted = request.POST.get("next", "")
    if wanted and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return redirect(wanted)
    return redirect("differences", study_id)


def _unit(query: QueryDict) -> UnitKind:
    return UnitKind.SENTENCE if query.get("unit") == UnitKind.SENTENCE.value else UnitKind.TURN


def _settled(query: QueryDict) -> Settled:
    wanted = query.get("settled", "")
    return Settled(wanted) if wanted in set(Settled) else Settled.OPEN


def _coders(query: QueryDict) -> tuple[str, ...]:
    """The two coders who are chosen; nobody where that is no pair."""
    keys = tuple(dict.fromkeys(filter(None, query.getlist("coder"))))
    return keys if len(keys) == 2 else ()


def _query(unit: UnitKind, keys: tuple[str, ...]) -> str:
    return urlencode([("unit", unit.value), *(("coder", key) for key in keys)])


def _also(wanted: DifferencesWanted) -> str:
    """The filters, for the link to the next slice."""
    kept = [("code", wanted.code_id), ("session", wanted.session_id), ("settled", wanted.settled.value)]
    return f"&{_query(wanted.unit, wanted.coder_keys)}&{urlencode([pair for pair in kept if pair[1]])}"


def _code(page: AgreementPage, one: CodeAgreement) -> CodeView:
    query = _query(page.unit, tuple(coder.key for coder in page.compared) if len(page.compared) == 2 else ())
    above, _arrow, name = page.names[one.code].rpartition(BETWEEN)
    return CodeView(
        name=name,
        above=above,
        figure=_figure(one.agreement),
        matched=_share(one.matched),
        prevalence=_share(one.prevalence),
        counts=one,
        only=tuple(one.only[coder.key] for coder in page.compared) if one.only else (),
        url=f"{reverse('differences', args=[page.study_id])}?{query}&code={one.code}&settled=all",
    )


def _figure(found: Agreement) -> FigureView:
    if found.value is None:
        return FigureView("–", "", None, None, found.why_not)
    low, high = found.low, found.high
    if low is None or high is None or low == high:  # every draw is the same: it says nothing of how sure the figure is
        badge = _badge(found.value, 0) if found.value < TENTATIVE else None
        return FigureView(_number(found.value), "", badge, Whisker(_place(found.value), None, None), "")
    interval = _("%(low)s to %(high)s") % {"low": _number(low), "high": _number(high)}
    whisker = Whisker(_place(found.value), _place(low), _place(high))
    return FigureView(_number(found.value), interval, _badge(found.value, low), whisker, "")


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _place(value: float) -> float:
    return round(WHISKER * max(0.0, min(value, 1.0)), 1)


def _badge(value: float, low: float) -> Badge:
    """What may be concluded: the lower end of the interval decides, not the figure that was lucky."""
    if low >= RELIABLE:
        return Badge(_("reliable"), "good", _("The lower end of the interval is 0.80 or more."))
    if low >= TENTATIVE:
        return Badge(_("tentative"), "open", _("The lower end of the interval is between 0.67 and 0.80."))
    if value >= TENTATIVE:
        return Badge(_("unsure"), "warn", _("The interval goes below 0.67: code more, or settle what differs."))
    return Badge(_("low"), "bad", _("Under 0.67: the code is understood in different ways."))


def _share(value: float | None) -> str:
    if value is None:
        return "–"
    if 0 < value < 0.01:
        return "< 1 %"
    return "> 99 %" if 0.99 < value < 1 else f"{100 * value:.0f} %"


def _measure_word(measure: Measure) -> str:
    return {Measure.KAPPA: _("Cohen’s kappa"), Measure.ALPHA: _("Krippendorff’s alpha")}[measure]


def _unit_words(unit: UnitKind, count: int) -> str:
    if unit is UnitKind.SENTENCE:
        return ngettext("%d sentence", "%d sentences", count) % count
    return ngettext("%d turn", "%d turns", count) % count


def _left_out(page: AgreementPage) -> tuple[str, ...]:
    """Why conversations are not compared."""
    counts = (
        (page.alone, ngettext("%d was coded by one coder only", "%d were coded by one coder only", page.alone)),
        (page.uncoded, ngettext("%d is not coded to its end", "%d are not coded to their end", page.uncoded)),
        (page.blind, ngettext("%d is still coded blind", "%d are still coded blind", page.blind)),
        (page.closed, ngettext("%d is closed by its people’s consent", "%d are closed by consent", page.closed)),
        (page.waiting, ngettext("%d is still being split, reload soon", "%d are still being split", page.waiting)),
    )
    return tuple(words % count for count, words in counts if count)


def _difference(row: DifferenceRow) -> DifferenceView:
    found = row.resolution
    badge = None
    if found:
        badge = Badge(_("stands"), "good") if found.stands else Badge(_("does not stand"), "bad")
    return DifferenceView(
        row=row,
        marks=tuple(
            MarksView(one.coder, tuple(map(_shortened, one.words)), one.did_mark, one.is_whole) for one in row.marks
        ),
        id=f"d-{row.transcript_id}-{row.turn}-{row.code_id}",
        url=f"{reverse('reader', args=[row.session_id])}#t-{row.turn}",
        when=day(row.on),
        badge=badge,
        settled=f"{found.by}, {day(found.at.date())}" if found else "",
    )


def _shortened(words: str) -> str:
    """Where a long stretch begins and where it ends."""
    parts = words.split()
    if len(parts) <= LONG:
        return words
    return f"{' '.join(parts[: LONG // 2])} … {' '.join(parts[-LONG // 3 :])}"


def _done(page: DifferencesPage, wanted: DifferencesWanted) -> str:
    """Why the list is empty; "" where it is not."""
    if page.rows:
        return ""
    if wanted.settled is Settled.DONE:
        return _("Nothing was settled here yet.")
    if page.codes and not page.open:
        return _("Every difference is settled.")
    return _("The coders do not differ here.")
