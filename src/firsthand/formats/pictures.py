"""Pictures as SVG text: bars, stacked bars, a line, a grid; each with a title, a description and a table in words.

Colours are CSS custom properties with fallbacks that can be read on white and on black: a page sets them for its theme,
`standalone` carries its own light and dark, and `plain` leaves only the fallbacks for tools that know no properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

COLOURS = {  # property: (fallback for any ground, light, dark)
    "ink": ("#767676", "#1d1f24", "#e9e7e2"),
    "soft": ("#808080", "#6a6d75", "#9a9ca3"),
    "line": ("#80808055", "#dddad3", "#3a3c42"),
    "researcher": ("#c2702f", "#b85c1e", "#e39a5f"),
    "participant": ("#4a86b8", "#33719f", "#7fb2d9"),
    "other": ("#8a8a8a", "#9b9ca0", "#75777d"),
    "mark": ("#b5527a", "#a63d68", "#e08bae"),
    "good": ("#3f9470", "#2c7d5a", "#6cc49b"),
    "warn": ("#b8860b", "#9a6c00", "#e0b34d"),
}
FONT = "ui-sans-serif, system-ui, 'Segoe UI', Helvetica, Arial, sans-serif"
WIDE, NARROW = 720, 340  # pixels; text keeps its size, so a phone gets its own picture
ROW = 26  # height of one row of bars


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG element and the same facts as a table, for those who don't see it."""

    svg: str
    title: str
    description: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def table(self) -> str:
        """The facts as an HTML table."""
        head = "".join(f'<th scope="col">{safe(h)}</th>' for h in self.headers)
        body = "".join("<tr>" + "".join(f"<td>{safe(c)}</td>" for c in row) + "</tr>" for row in self.rows)
        return (
            f"<table><caption>{safe(self.title)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """One length of a bar: its label, its value, and the name of its colour in COLOURS."""

    label: str
    value: float
    colour: str = "participant"


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: a label, one or more parts, and the words to stand behind it ("12 of 40")."""

    label: str
    parts: tuple[Part, ...]
    note: str = ""

    @property
    def total(self) -> float:
        """The length of the whole bar."""
        return sum(part.value for part in self.parts)


def colour(name: str) -> str:
    """A colour for an SVG attribute: the page's property, or a fallback that shows on light and dark."""
    return f"var(--picture-{name}, {COLOURS[name][0]})"


def bars(
    rows: Sequence[Bar], *, title: str, key: str, unit: str = "", width: int = WIDE, full: float | None = None
) -> Picture:
    """Horizontal bars, plain or stacked; `full` is the value of a whole line (by default the longest bar).

    `key` makes the ids unique on a page.
    """
    gutter = _gutter(rows, width)
    room = width - gutter - 8 - 7 * max((len(r.note) for r in rows), default=0)
    scale = room / max(full or max((r.total for r in rows), default=0.0), 1e-9)
    drawn = "".join(_bar(row, i * ROW + 4, gutter, scale) for i, row in enumerate(rows))
    legend_names = tuple(dict.fromkeys((p.label, p.colour) for r in rows for p in r.parts if p.label))
    legend, extra = _legend(legend_names, len(rows) * ROW + 8, width) if len(legend_names) > 1 else ("", 0)
    facts = tuple((r.label, *(number(p.value) for p in r.parts), r.note) for r in rows)
    described = "; ".join(f"{r.label}: {r.note or number(r.total) + unit}" for r in rows)
    headers = ("", *(p.label or title for p in (rows[0].parts if rows else ())), "")
    return Picture(
        frame(drawn + legend, title, described, key, width, len(rows) * ROW + 8 + extra),
        title,
        described,
        headers,
        facts,
    )


def _gutter(rows: Sequence[Bar], width: int) -> int:
    longest = max((len(r.label) for r in rows), default=0)
    return int(min(7.1 * longest + 12, width * 0.42))


def _bar(row: Bar, y: int, gutter: int, scale: float) -> str:
    label = _text(_shortened(row.label, gutter - 12), gutter - 10, y + 14, anchor="end")
    x, drawn = float(gutter), []
    for part in row.parts:
        length = part.value * scale
        drawn.append(
            f'<rect x="{x:.1f}" y="{y + 2}" width="{max(length, 0):.1f}" height="16" rx="2" fill="'
            f'{colour(part.colour)}">'
            f"<title>{safe(' '.join(x for x in (row.label, part.label, number(part.value)) if x))}</title></rect>"
        )
        x += length
    return label + "".join(drawn) + _text(row.note, x + 7, y + 14, "soft")


def line(
    points: Sequence[tuple[str, float]], *, title: str, key: str, width: int = WIDE, top: float | None = None
) -> Picture:
    """A line through labelled values in order, drawn from zero."""
    height, left, base = 160, 34, 130
    highest = max(top or max((v for _, v in points), default=1.0), 1e-9)
    step = (width - left - 20) / max(len(points) - 1, 1)
    places = [(left + i * step, base - 110 * value / highest) for i, (_, value) in enumerate(points)]
    path = " ".join(f"{'M' if i == 0 else 'L'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(places))
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour("participant")}"><title>'
        f"{safe(label)}: {number(value)}</title></circle>"
        for (x, y), (label, value) in zip(places, points, strict=True)
    )
    axis = f'<path d="M{left} {base}H{width - 8}" stroke="{colour("line")}" fill="none"/>' + _text(
        number(highest), left - 6, base - 106, "soft", "end"
    )
    ends = (
        _text(points[0][0], left, base + 18, "soft") + _text(points[-1][0], width - 8, base + 18, "soft", "end")
        if points
        else ""
    )
    drawn = f'{axis}<path d="{path}" fill="none" stroke="{colour("participant")}" stroke-width="2"/>{dots}{ends}'
    described = "; ".join(f"{label}: {number(value)}" for label, value in points)
    facts = tuple((label, number(value)) for label, value in points)
    return Picture(frame(drawn, title, described, key, width, height), title, described, ("", title), facts)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a grid: how strong (0 to 1), and what it says."""

    strength: float
    words: str


def grid(
    rows: Sequence[tuple[str, Sequence[Cell]]], columns: Sequence[str], *, title: str, key: str, width: int = WIDE
) -> Picture:
    """A heat map or coverage grid: rows by columns, stronger is fuller, each cell with its words."""
    gutter = int(min(max((len(r) for r, _ in rows), default=0) * 7.1 + 12, width * 0.6))
    side = min((width - gutter - 4) / max(len(columns), 1), 90.0)
    head = "".join(
        _text(_shortened(c, side - 2), gutter + (i + 0.5) * side, 14, "soft", "middle") for i, c in enumerate(columns)
    )
    drawn = "".join(_grid_row(label, cells, 22 + i * ROW, gutter, side) for i, (label, cells) in enumerate(rows))
    described = "; ".join(f"{label}: {', '.join(c.words for c in cells)}" for label, cells in rows)
    facts = tuple((label, *(c.words for c in cells)) for label, cells in rows)
    svg = frame(head + drawn, title, described, key, width, 30 + len(rows) * ROW)
    return Picture(svg, title, described, ("", *columns), facts)


def _grid_row(label: str, cells: Sequence[Cell], y: float, gutter: int, side: float) -> str:
    boxes = "".join(
        f'<rect x="{gutter + i * side + 1:.1f}" y="{y}" width="{side - 2:.1f}" height="{ROW - 3}'
        f'" rx="2" fill="{colour("participant")}" '
        f'fill-opacity="{0.06 + 0.94 * max(0.0, min(cell.strength, 1.0)):.2f}"><title>{safe(label)}'
        f": {safe(cell.words)}</title></rect>"
        for i, cell in enumerate(cells)
    )
    return _text(_shortened(label, gutter - 10), gutter - 10, y + 16, anchor="end") + boxes


def frame(drawn: str, title: str, description: str, key: str, width: int, height: float) -> str:
    """An SVG element around what is drawn, named and described for those who don't see it."""
    ids = f"{key}-title", f"{key}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" width="{width}'
        f'" height="{height:.0f}" role="img" '
        f'aria-labelledby="{safe(ids[0])} {safe(ids[1])}" font-family="{FONT}" font-size="13">'
        f'<title id="{safe(ids[0])}">{safe(title)}</title><desc id="{safe(ids[1])}">'
        f"{safe(description)}</desc>{drawn}</svg>"
    )


def standalone(svg: str) -> str:
    """The same SVG with its own colours for light and dark, to be a file of its own."""
    light = ";".join(f"--picture-{name}:{shades[1]}" for name, shades in COLOURS.items())
    dark = ";".join(f"--picture-{name}:{shades[2]}" for name, shades in COLOURS.items())
    style = f"<style>:root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    return svg.replace("<title ", f"{style}<title ", 1)


def plain(svg: str) -> str:
    """The same SVG with the fallback colours only, for tools that know no custom properties."""
    return re.sub(r"var\(--picture-\w+, ([^)]+)\)", r"\1", svg)


def clean(text: str) -> str:
    """Text without the control characters that XML forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text)


def safe(text: str) -> str:
    """Text fit to stand in XML and HTML, in elements and attributes."""
    return escape(clean(text))


def number(value: float) -> str:
    """A number for people: "12", "0.35"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}"


def _text(words: str, x: float, y: float, fill: str = "ink", anchor: str = "start") -> str:
    if not words:
        return ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour(fill)}" text-anchor="{anchor}">{safe(words)}</text>'


def _shortened(words: str, room: float) -> str:
    longest = max(int(room / 6.9), 3)
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def _legend(names: Iterable[tuple[str, str]], y: float, width: int) -> tuple[str, int]:
    """Squares with their labels, in as many lines as the width asks for; and the height that they take."""
    drawn, x, line_y = [], 0.0, y
    for label, fill in names:
        room = 26 + 7 * len(label)
        if x and x + room > width:
            x, line_y = 0.0, line_y + 20
        drawn.append(f'<rect x="{x:.1f}" y="{line_y + 3:.1f}" width="11" height="11" rx="2" fill="{colour(fill)}"/>')
        drawn.append(_text(label, x + 17, line_y + 13, "soft"))
        x += room
    return "".join(drawn), int(line_y - y) + 20
