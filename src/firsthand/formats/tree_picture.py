"""An opportunity tree as a picture and as Markdown: from the outcome on the left to the tests on the right.

Every branch has a strip of its own, as high as what stands in it, and a node stands in the middle of its strip: no two
boxes touch, whatever the tree. How wide text is, is estimated from its letters, on the safe side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.formats.pictures import FONT, colour, safe

WIDTH = 204  # of a box, in pixels
ACROSS, BETWEEN = 30, 14  # gaps between columns and between boxes
INSIDE = 12  # between a box's edge and its text
LINE = 18  # height of a line of text
SIZE = 13.0  # of letters
MOST_LINES = 9
COLOURS = {"outcome": "ink", "opportunity": "participant", "solution": "researcher", "test": "mark"}


@dataclass(frozen=True, slots=True)
class Node:
    """One node as it is drawn; `label` is what it is, `foot` what stands small below its text."""

    id: str
    parent: str | None
    kind: str
    label: str
    text: str
    foot: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """Where a node stands, with its text in lines."""

    node: Node
    x: float
    y: float
    height: float
    lines: tuple[str, ...]

    @property
    def middle(self) -> float:
        """Halfway down."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes of a tree and the room that they take."""

    boxes: tuple[Box, ...]
    width: float
    height: float


def layout(nodes: Sequence[Node]) -> Layout:
    """Where every node stands; siblings in the order given. A node whose parent is not given stands at the top."""
    known = {node.id for node in nodes}
    below: defaultdict[str | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent if node.parent in known else None].append(node)
    boxes: list[Box] = []
    y = 0.0
    for root in below[None]:
        y += _place(root, 0, y, below, boxes) + BETWEEN
    width = max((box.x + WIDTH for box in boxes), default=0.0)
    return Layout(tuple(boxes), width, max(y - BETWEEN, 0.0))


def _place(node: Node, depth: int, y: float, below: Mapping[str | None, list[Node]], boxes: list[Box]) -> float:
    """Put a branch into the strip that begins at `y`; gives the height of the strip."""
    lines = wrapped(node.text)
    own = 2 * INSIDE + LINE * (len(lines) + 1 + bool(node.foot)) - 4
    children = below.get(node.id, [])
    heights = [_height(child, below) for child in children]
    strip = max(own, sum(heights) + BETWEEN * max(len(children) - 1, 0))
    boxes.append(Box(node, depth * (WIDTH + ACROSS), y + (strip - own) / 2, own, lines))
    at = y + (strip - sum(heights) - BETWEEN * max(len(children) - 1, 0)) / 2
    for child, height in zip(children, heights, strict=True):
        _place(child, depth + 1, at, below, boxes)
        at += height + BETWEEN
    return strip


def _height(node: Node, below: Mapping[str | None, list[Node]]) -> float:
    own = 2 * INSIDE + LINE * (len(wrapped(node.text)) + 1 + bool(node.foot)) - 4
    children = [_height(child, below) for child in below.get(node.id, [])]
    return max(own, sum(children) + BETWEEN * max(len(children) - 1, 0))


def wrapped(text: str, room: float = WIDTH - 2 * INSIDE) -> tuple[str, ...]:
    """Text in lines that fit; a word too long for a line is broken, and what is beyond the last line is left out."""
    lines: list[str] = []
    line = ""
    for word in [piece for whole in text.split() for piece in _broken(whole, room)]:
        longer = f"{line} {word}" if line else word
        if line and width_of(longer) > room:
            lines.append(line)
            line = word
        else:
            line = longer
    lines += [line] if line or not lines else []
    if len(lines) > MOST_LINES:
        last = lines[MOST_LINES - 1]
        while last and width_of(f"{last}…") > room:
            last = last[:-1]
        lines = [*lines[: MOST_LINES - 1], f"{last.rstrip()}…"]
    return tuple(lines)


def _broken(word: str, room: float) -> list[str]:
    pieces, piece = [], ""
    for letter in word:
        if piece and width_of(piece + letter) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


def width_of(text: str, size: float = SIZE) -> float:
    """About how wide text is, in pixels; rather too wide than too narrow."""
    return sum(_share(letter) for letter in text) * size


def _share(letter: str) -> float:
    if letter in "iljtfrI.,:;'’|!()[] ":
        return 0.36
    if letter in "mwMW@%—…":
        return 0.95
    if ord(letter) >= 0x1100:
        return 1.1
    return 0.72 if letter.isupper() else 0.6


def tree_picture(
    nodes: Sequence[Node], title: str, *, key: str = "tree", links: Mapping[str, str] | None = None, chosen: str = ""
) -> str:
    """The tree as an SVG element; with `links` each node leads to its address and `chosen` is marked."""
    found = layout(nodes)
    at = {box.node.id: box for box in found.boxes}
    lines = "".join(_line(at[box.node.parent], box) for box in found.boxes if box.node.parent in at)
    drawn = "".join(_box(box, links, chosen) for box in found.boxes)
    width, height = found.width + 4, found.height + 4
    role = 'role="group"' if links is not None else 'role="img"'
    described = "; ".join(f"{node.label}: {node.text}" for node in nodes)
    ids = f"{safe(key)}-title", f"{safe(key)}-desc"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 {width:.0f} {height:.0f}" width="{width:.0f}" '
        f'height="{height:.0f}" {role} aria-labelledby="{ids[0]}" font-family="{FONT}" font-size="{SIZE:.0f}">'
        f'<title id="{ids[0]}">{safe(title)}</title><desc id="{ids[1]}">{safe(described)}</desc>{lines}{drawn}</svg>'
    )


def _line(parent: Box, child: Box) -> str:
    x, middle = parent.x + WIDTH, parent.x + WIDTH + ACROSS / 2
    return (
        f'<path d="M{x:.1f} {parent.middle:.1f}C{middle:.1f} {parent.middle:.1f} {middle:.1f} {child.middle:.1f} '
        f'{child.x:.1f} {child.middle:.1f}" fill="none" stroke="{colour("other")}" stroke-width="1.2"/>'
    )


def _box(box: Box, links: Mapping[str, str] | None, chosen: str) -> str:
    node, x, y = box.node, box.x, box.y
    stripe = colour(COLOURS[node.kind])
    edge = stripe if node.id == chosen else colour("line")
    left, first = x + INSIDE, y + INSIDE + 9
    rows = [f'<text x="{left:.1f}" y="{first:.1f}" font-size="11" fill="{colour("soft")}">{safe(node.label)}</text>']
    for place, words in enumerate(box.lines):
        y_line = first + LINE * (place + 1)
        rows.append(f'<text x="{left:.1f}" y="{y_line:.1f}" fill="{colour("ink")}">{safe(words)}</text>')
    if node.foot:
        y_line = first + LINE * (len(box.lines) + 1)
        rows.append(
            f'<text x="{left:.1f}" y="{y_line:.1f}" font-size="11" fill="{colour("soft")}">{safe(node.foot)}</text>'
        )
    shape = (
        f'<rect class="box" x="{x:.1f}" y="{y:.1f}" width="{WIDTH}" height="{box.height:.1f}" rx="6" '
        f'fill="none" stroke="{edge}" stroke-width="{2 if node.id == chosen else 1}"/>'
        f'<rect x="{x:.1f}" y="{y + 6:.1f}" width="3" height="{box.height - 12:.1f}" fill="{stripe}"/>'
    )
    drawn = f"{shape}{''.join(rows)}"
    if links is None:
        return f"<g>{drawn}</g>"
    current = ' aria-current="true"' if node.id == chosen else ""
    named = safe(f"{node.label}: {node.text}")
    return (
        f'<a href="{safe(links[node.id])}" class="node" data-node="{safe(node.id)}" data-kind="{safe(node.kind)}" '
        f'data-parent="{safe(node.parent or "")}"{current} aria-label="{named}">{drawn}</a>'
    )


def tree_markdown(nodes: Sequence[Node], title: str) -> str:
    """The tree as nested points, the outcome first."""
    known = {node.id for node in nodes}
    below: defaultdict[str | None, list[Node]] = defaultdict(list)
    for node in nodes:
        below[node.parent if node.parent in known else None].append(node)
    lines = [f"# {_line_of(title)}", ""]

    def write(node: Node, depth: int) -> None:
        foot = f" ({node.foot})" if node.foot else ""
        lines.append(f"{'  ' * depth}- **{node.label}:** {_line_of(node.text)}{foot}")
        for child in below.get(node.id, []):
            write(child, depth + 1)

    for root in below[None]:
        write(root, 0)
    return "\n".join(lines) + "\n"


_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_[]<>#|"})


def _line_of(text: str) -> str:
    return " ".join(text.split()).translate(_MARKS)
