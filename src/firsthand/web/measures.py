"""A measure over time on a page: its newest value, how it moved, a small line, and the values as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from firsthand.domain.people.figures import Series
from firsthand.formats.sparklines import amount, sparkline
from firsthand.web.showing import day


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure."""

    name: str
    value: str
    when: str
    change: str  # against the value before, in words; "" for a first value
    is_of_company: bool
    svg: SafeString  # "" where there is one value only
    table: SafeString


def measure_lines(measures: Iterable[Series], key: str) -> tuple[MeasureLine, ...]:
    """Measures as lines; `key` keeps the pictures' ids apart on a page."""
    return tuple(_line(one, f"{key}-{number}") for number, one in enumerate(measures))


def _line(one: Series, key: str) -> MeasureLine:
    newest, value = one.latest
    drawn = sparkline(
        one.points, title=one.measure, key=key, unit=one.unit, is_lent=one.is_of_company, when=lambda when: day(when)
    )
    return MeasureLine(
        name=one.measure,
        value=amount(value, one.unit),
        when=day(newest),
        change=change_words(value, one.before[1] if one.before else None, one.unit),
        is_of_company=one.is_of_company,
        svg=mark_safe(drawn.svg if one.before else ""),  # noqa: S308  (formats.pictures escapes every word)
        table=mark_safe(drawn.table),  # noqa: S308
    )


def change_words(value: float, before: float | None, unit: str) -> str:
    """How a value stands against the one before: "up from 9"; "" where there was none."""
    if before is None:
        return ""
    if value == before:
        return _("as before")
    words = _("up from %s") if value > before else _("down from %s")
    return words % amount(before, unit if unit == "%" else "")
