"""A sample plan as a picture: one bar per segment with who was heard, who is scheduled and who is missing."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from firsthand.domain.planning.samples import SampleFill, SegmentFill

WIDE = 100.0  # the bar of the largest segment, in the picture's own units


@dataclass(frozen=True, slots=True)
class Bar:
    """One segment; begins and widths in units of the picture."""

    name: str
    words: str  # the same in words: "2 held, 1 scheduled, 3 missing of 6"
    held: float
    scheduled_at: float
    scheduled: float
    missing_at: float
    missing: float
    target_at: float  # where the target is passed; 0 where it is not


def bars(sample: SampleFill) -> tuple[Bar, ...]:
    """The bars of a plan, in its order; people of no planned segment come last."""
    rows = (*sample.segments, *((sample.elsewhere,) if sample.elsewhere else ()))
    if not sample.segments and sample.target:
        rows = (SegmentFill(_("Everybody"), sample.target, sample.held, sample.scheduled),)
    most = max((max(row.target, row.held + row.scheduled) for row in rows), default=0)
    return tuple(_bar(row, WIDE / most) for row in rows) if most else ()


def _bar(row: SegmentFill, unit: float) -> Bar:
    there = row.held + row.scheduled
    return Bar(
        name=row.name or _("None of these"),
        words=in_words(row),
        held=round(row.held * unit, 3),
        scheduled_at=round(row.held * unit, 3),
        scheduled=round(row.scheduled * unit, 3),
        missing_at=round(there * unit, 3),
        missing=round(row.missing * unit, 3),
        target_at=round(row.target * unit, 3) if 0 < row.target < there else 0,
    )


def in_words(row: SegmentFill) -> str:
    """What the bar shows, for those who read it."""
    parts = [ngettext("%d held", "%d held", row.held) % row.held]
    if row.scheduled:
        parts.append(_("%d scheduled") % row.scheduled)
    if row.missing:
        parts.append(_("%d missing") % row.missing)
    said = ", ".join(parts)
    return _("%(said)s of %(target)d") % {"said": said, "target": row.target} if row.target else said
