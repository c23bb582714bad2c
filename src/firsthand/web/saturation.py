"""Saturation of a study: the curve of codes, interview by interview, in words, as a picture and as a table."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from firsthand.domain.stats.saturation import BASE, RUN, THRESHOLD
from firsthand.domain.synthesis.codebook import BETWEEN
from firsthand.formats.growth_picture import growth_picture
from firsthand.formats.pictures import NARROW, WIDE
from firsthand.services import saturation as service
from firsthand.services.saturation import SaturationPage, SaturationRow, SaturationWanted
from firsthand.web.forms import PageForm
from firsthand.web.showing import day
from firsthand.web.who import actor


class RuleFields(PageForm):
    """For whom, and by which rule."""

    segment = forms.ChoiceField(label=gettext_lazy("Segment"), required=False)
    base = forms.IntegerField(label=gettext_lazy("Base"), min_value=1, max_value=service.MOST, required=False)
    run = forms.IntegerField(label=gettext_lazy("Run"), min_value=1, max_value=service.MOST, required=False)
    threshold = forms.IntegerField(label=gettext_lazy("Threshold, %"), min_value=0, max_value=100, required=False)

    def wanted(self) -> SaturationWanted:
        """What was chosen; what won't do is as usual."""
        data = self.cleaned_data
        percent = data.get("threshold")
        return SaturationWanted(
            segment_id=self.data.get("segment", ""),
            base=data.get("base") or BASE,
            run=data.get("run") or RUN,
            threshold=THRESHOLD if percent is None else percent / 100,
        )


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview in the table."""

    number: int
    titles: tuple[tuple[str, str], ...]  # title and address of each conversation
    on: str
    new: tuple[str, ...]
    new_count: int
    total: int
    share: str  # of the base, in the run that ends here; "" before the first run
    is_within: bool  # that share is at most the threshold


@dataclass(frozen=True, slots=True)
class Pictures:
    """The curve for wide and for narrow screens."""

    wide: SafeString
    narrow: SafeString


@require_safe
def saturation(request: HttpRequest, study_id: str) -> HttpResponse:
    """Saturation of the study, or of one segment."""
    form = RuleFields(request.GET)
    form.is_valid()
    page = service.saturation_page(actor(request), study_id, form.wanted())
    initial = {
        "segment": page.wanted.segment_id,
        "base": page.wanted.base,
        "run": page.wanted.run,
        "threshold": f"{100 * page.wanted.threshold:.0f}",
    }
    context = {
        "page": page,
        "rule": initial,
        "verdict": _verdict(page),
        "lines": [_line(page, place, row) for place, row in enumerate(page.rows)],
        "pictures": _pictures(page) if page.rows else None,
        "left_out": _left_out(page),
        "segment_word": next((name for one, name, _n in page.segments if one == page.wanted.segment_id), ""),
    }
    return render(request, "saturation/saturation.html", context)


def _verdict(page: SaturationPage) -> tuple[str, str]:
    """What the figures say, in one sentence, and the one that explains it."""
    found, wanted = page.figures, page.wanted
    if not found.is_assessable:
        return _not_assessable(page), _("The curve is shown all the same; nothing follows from it yet.")
    facts = {"base": wanted.base, "run": wanted.run, "codes": found.base_codes}
    facts["limit"] = round(100 * wanted.threshold)
    if found.reached_after is None:
        words = _("Not reached: the last run of %(run)d brought %(new)d new codes, %(share)d %% of the base.")
        why = _("It is reached where a run of %(run)d brings at most %(limit)d %% of the %(codes)d codes of the base.")
        facts |= {"new": sum(found.new[-wanted.run :]), "share": round(100 * found.ratios[-1])}
        return words % facts, why % facts
    after = found.reached_after
    words = _(
        "Reached after interview %(after)d: the run of %(run)d behind it brought %(new)d new codes, %(share)d %% of "
        "the base."
    )
    why = _(
        "The base, the first %(base)d, has %(codes)d codes; the threshold is %(limit)d %%. It says that this way of "
        "asking and coding brings little new from these people, not that nothing is left to learn."
    )
    facts |= {"after": after, "new": sum(found.new[after : after + wanted.run])}
    facts["share"] = round(100 * found.ratios[after - wanted.base])
    return words % facts, why % facts


def _not_assessable(page: SaturationPage) -> str:
    wanted, found = page.wanted, page.figures
    if found.interviews >= wanted.base + wanted.run:
        return _("Not assessable: nothing is coded in the first %d interviews.") % wanted.base
    words = _(
        "Not assessable: %(needed)d coded interviews are needed, %(base)d as a base and a run of %(run)d; "
        "there are %(n)d."
    )
    needed = wanted.base + wanted.run
    return words % {"needed": needed, "base": wanted.base, "run": wanted.run, "n": found.interviews}


def _line(page: SaturationPage, place: int, row: SaturationRow) -> InterviewLine:
    one, wanted = row.interview, page.wanted
    at = place + 1 - wanted.base - wanted.run
    ratio = page.figures.ratios[at] if page.figures.is_assessable and at >= 0 else None
    return InterviewLine(
        number=place + 1,
        titles=tuple(
            (title, reverse("reader", args=[session]))
            for title, session in zip(one.titles, one.session_ids, strict=True)
        ),
        on=day(one.on),
        new=tuple(name.rpartition(BETWEEN)[2] for name in row.new),
        new_count=len(row.new),
        total=row.total,
        share="" if ratio is None else f"{100 * ratio:.0f} %",
        is_within=ratio is not None and ratio <= wanted.threshold,
    )


def _pictures(page: SaturationPage) -> Pictures:
    found = page.figures
    labels = [f"{place}, {row.interview.titles[0]}" for place, row in enumerate(page.rows, 1)]
    wide, narrow = (
        growth_picture(
            labels,
            found.curve,
            found.new,
            (found.low, found.high),
            base=page.wanted.base,
            title=_("Different codes after each interview, in the order held"),
            headers=(_("Interview"), _("New codes"), _("Codes so far")),
            base_label=_("base"),
            key=f"growth-{width}",
            width=width,
        ).svg
        for width in (WIDE, NARROW)
    )
    return Pictures(mark_safe(wide), mark_safe(narrow))  # noqa: S308  (formats.pictures escapes every word)


def _left_out(page: SaturationPage) -> tuple[str, ...]:
    counts = (
        (page.uncoded, ngettext("%d is not coded to its end", "%d are not coded to their end", page.uncoded)),
        (page.blind, ngettext("%d is still coded blind", "%d are still coded blind", page.blind)),
        (page.closed, ngettext("%d is closed by its people’s consent", "%d are closed by consent", page.closed)),
    )
    return tuple(words % count for count, words in counts if count)
