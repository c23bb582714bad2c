"""A figure is one number about a person or a company on one day: how much they use, whether they stayed, their NPS."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from firsthand.domain.errors import Invalid

USAGE, RETENTION, NPS = "Usage", "Retention", "NPS"
_KNOWN = {
    "usage": USAGE,
    "retention": RETENTION,
    "retention rate": RETENTION,
    "nps": NPS,
    "nps score": NPS,
    "net promoter score": NPS,
}

Point = tuple[date, float]


@dataclass(frozen=True, slots=True)
class Series:
    """One measure over time, oldest first, one value a day."""

    measure: str
    unit: str
    points: tuple[Point, ...]
    is_of_company: bool = False  # the company's, shown for a person of whom nothing is known

    @property
    def latest(self) -> Point:
        """The newest value with its day."""
        return self.points[-1]

    @property
    def before(self) -> Point | None:
        """The value before the newest one."""
        return self.points[-2] if len(self.points) > 1 else None


def measure_name(text: str, used: Iterable[str] = ()) -> str:
    """The name a measure goes by: as the workspace spells it already, or one of ours, or as it was written."""
    name = " ".join(text.split())
    spelled = {one.casefold(): one for one in used}
    known = _KNOWN.get(name.casefold(), name)
    return spelled.get(known.casefold(), known)


def checked_value(value: float) -> float:
    """A value that can be drawn and compared. Raises Invalid for infinity and what is no number."""
    if not math.isfinite(value) or abs(value) > 1e15:
        raise Invalid("This is not a number that can be kept. Nothing was saved.", where="value")
    return value


def series(measure: str, unit: str, points: Iterable[Point], *, is_of_company: bool = False) -> Series:
    """The points in order; of several for one day the last one given counts."""
    return Series(measure, unit, tuple(sorted(dict(points).items())), is_of_company)


def with_fallback(own: Sequence[Series], companys: Sequence[Series]) -> dict[str, Series]:
    """A person's measures by name; where there is none of their own, the company's stands in and says so."""
    known = {one.measure: one for one in own}
    lent = {one.measure: replace(one, is_of_company=True) for one in companys if one.measure not in known}
    return dict(sorted({**known, **lent}.items(), key=lambda item: (_rank(item[0]), item[0].casefold())))


def known_until(measures: Iterable[Series], last: date) -> tuple[Series, ...]:
    """The measures as they stood on a day; those of which nothing was known by then are left out."""
    stood = [replace(one, points=tuple(point for point in one.points if point[0] <= last)) for one in measures]
    return tuple(one for one in stood if one.points)


def _rank(measure: str) -> int:
    """Usage, retention and NPS come first."""
    usual = (USAGE, RETENTION, NPS)
    return usual.index(measure) if measure in usual else len(usual)
