"""A measure over time as a small line, with the same values as a table for those who don't see it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from firsthand.formats.pictures import Picture, colour, frame, number

WIDE, HIGH, EDGE = 160, 36, 4  # pixels
MOST = 400  # points drawn; beyond that the line would be thicker than what lies between them


def sparkline(
    points: Sequence[tuple[date, float]],
    *,
    title: str,
    key: str,
    unit: str = "",
    is_lent: bool = False,
    when: Callable[[date], str] = date.isoformat,
) -> Picture:
    """The values of a measure, oldest first, placed by day; the newest is marked. `key` makes ids unique on a page.

    The line runs between the lowest and the highest value, not from zero: it shows the direction, and the table beside
    it the size. `is_lent` draws it dashed: the values are not this person's own.
    """
    shown = list(points)[-MOST:]
    places = _places(shown)
    path = " ".join(f"{'L' if i else 'M'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(places))
    dash = ' stroke-dasharray="4 3"' if is_lent else ""
    ink = colour("participant")
    drawn = f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="1.5"{dash}/>' if len(places) > 1 else ""
    if places:
        drawn += f'<circle cx="{places[-1][0]:.1f}" cy="{places[-1][1]:.1f}" r="2.5" fill="{ink}"/>'
    described = _described(shown, unit, when)
    facts = tuple((when(day), amount(value, unit)) for day, value in reversed(shown))
    svg = frame(drawn, title, described, key, WIDE, HIGH)
    return Picture(svg, title, described, ("", title), facts)


def _places(points: Sequence[tuple[date, float]]) -> list[tuple[float, float]]:
    if not points:
        return []
    values = [value for _, value in points]
    low, high = min(values), max(values)
    first, last = points[0][0], points[-1][0]
    days, room = max((last - first).days, 1), WIDE - 2 * EDGE
    if first == last:
        return [(WIDE - EDGE, HIGH / 2)]
    return [(EDGE + room * (day - first).days / days, _height(value, low, high)) for day, value in points]


def _height(value: float, low: float, high: float) -> float:
    return HIGH / 2 if high == low else HIGH - EDGE - (HIGH - 2 * EDGE) * (value - low) / (high - low)


def amount(value: float, unit: str) -> str:
    """A value with its unit as people write it: "12 jobs", "87%"."""
    return f"{number(value)}{unit if unit in ('', '%') else f' {unit}'}"


def _described(points: Sequence[tuple[date, float]], unit: str, when: Callable[[date], str]) -> str:
    if not points:
        return ""
    (first, began), (last, now) = points[0], points[-1]
    newest = f"{amount(now, unit)} on {when(last)}"
    return f"{newest}, from {amount(began, unit)} on {when(first)}; {len(points)} values" if len(points) > 1 else newest
