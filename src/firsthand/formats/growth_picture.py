"""How the number of different codes grows with interviews: a curve in its band of shuffled orders, new ones as bars."""

from __future__ import annotations

from collections.abc import Sequence

from firsthand.formats.pictures import WIDE, Picture, colour, frame, number, safe

HIGH, LEFT, BASE, TOP = 250, 34, 206, 16  # pixels


def growth_picture(
    labels: Sequence[str],
    curve: Sequence[int],
    new: Sequence[int],
    band: tuple[Sequence[float], Sequence[float]],
    *,
    base: int,
    title: str,
    headers: tuple[str, str, str],
    base_label: str,
    key: str,
    width: int = WIDE,
) -> Picture:
    """One point for each interview in the order held; `band` is the low and the high curve, or two empty sequences.

    `headers` name the interview, its new codes and the codes so far; a line stands behind interview `base`.
    """
    step = (width - LEFT - 12) / max(len(curve), 1)
    xs = [LEFT + (place + 0.5) * step for place in range(len(curve))]
    scale = (BASE - TOP) / max(max(curve, default=1), 1)
    drawn = (
        _axis(max(curve, default=0), width)
        + _band(xs, band, scale)
        + "".join(_bar(x, step, count, scale, label) for x, count, label in zip(xs, new, labels, strict=True))
        + _base_line(xs, base, step, base_label)
        + _curve(xs, curve, scale, labels)
        + _numbers(xs, step)
    )
    described = "; ".join(f"{label}: {total}" for label, total in zip(labels, curve, strict=True))
    facts = tuple((label, f"{n}", f"{total}") for label, n, total in zip(labels, new, curve, strict=True))
    return Picture(frame(drawn, title, described, key, width, HIGH), title, described, headers, facts)


def _axis(highest: int, width: int) -> str:
    line = f'<path d="M{LEFT} {BASE}H{width - 8}" stroke="{colour("line")}" fill="none"/>'
    return line + _words(number(highest), LEFT - 6, TOP + 5, "end") + _words("0", LEFT - 6, BASE + 4, "end")


def _band(xs: Sequence[float], band: tuple[Sequence[float], Sequence[float]], scale: float) -> str:
    low, high = band
    if not low:
        return ""
    there = [f"{x:.1f} {BASE - value * scale:.1f}" for x, value in zip(xs, high, strict=True)]
    back = [f"{x:.1f} {BASE - value * scale:.1f}" for x, value in zip(xs, low, strict=True)][::-1]
    return f'<path d="M{" L".join([*there, *back])}Z" fill="{colour("participant")}" fill-opacity="0.16"/>'


def _bar(x: float, step: float, count: int, scale: float, label: str) -> str:
    if not count:
        return ""
    wide = min(step * 0.5, 22)
    place = f'x="{x - wide / 2:.1f}" y="{BASE - count * scale:.1f}" width="{wide:.1f}" height="{count * scale:.1f}"'
    ink = f'rx="1.5" fill="{colour("researcher")}" fill-opacity="0.75"'
    return f"<rect {place} {ink}><title>{safe(label)}: {count}</title></rect>"


def _base_line(xs: Sequence[float], base: int, step: float, label: str) -> str:
    if len(xs) <= base:
        return ""
    x = xs[base - 1] + step / 2
    line = f'<path d="M{x:.1f} {TOP}V{BASE}" stroke="{colour("soft")}" stroke-dasharray="3 3" fill="none"/>'
    return line + _words(label, x - 5, TOP + 5, "end")


def _curve(xs: Sequence[float], curve: Sequence[int], scale: float, labels: Sequence[str]) -> str:
    places = [(x, BASE - total * scale) for x, total in zip(xs, curve, strict=True)]
    path = " ".join(f"{'L' if place else 'M'}{x:.1f} {y:.1f}" for place, (x, y) in enumerate(places))
    ink = f'r="3.5" fill="{colour("participant")}"'
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" {ink}><title>{safe(label)}: {total}</title></circle>'
        for (x, y), total, label in zip(places, curve, labels, strict=True)
    )
    return f'<path d="{path}" fill="none" stroke="{colour("participant")}" stroke-width="2"/>{dots}' if places else ""


def _numbers(xs: Sequence[float], step: float) -> str:
    """The number of each interview, or of as many as there is room for."""
    every = max(1, round(24 / step + 0.5))
    shown = [(place, x) for place, x in enumerate(xs) if place % every == 0 or place == len(xs) - 1]
    return "".join(_words(str(place + 1), x, BASE + 18, "middle") for place, x in shown)


def _words(words: str, x: float, y: float, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour("soft")}" text-anchor="{anchor}">{safe(words)}</text>'
