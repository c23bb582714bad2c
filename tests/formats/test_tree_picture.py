"""The picture of a tree: no two boxes touch, every line fits, and whatever is written stays words."""

from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.tree_picture import (
    INSIDE,
    MOST_LINES,
    WIDTH,
    Node,
    layout,
    tree_markdown,
    tree_picture,
    width_of,
    wrapped,
)

KINDS = ("outcome", "opportunity", "solution", "test")
words = st.text(max_size=400)
said = st.lists(st.sampled_from(["nobody", "waits", "W" * 60, "—", "i", "日本語", "<b>&"]), max_size=60).map(" ".join)


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    count = draw(st.integers(0, 12))
    nodes = []
    for place in range(count):
        parent = draw(st.integers(-1, place - 1))
        text, foot = draw(said), draw(st.sampled_from(["", "2 people at 1 company"]))
        kind = draw(st.sampled_from(KINDS))
        nodes.append(Node(str(place), str(parent) if parent >= 0 else None, kind, kind, text, foot))
    return nodes


@given(trees())
def test_no_two_boxes_touch_and_children_stand_right_of_their_parents(nodes: list[Node]) -> None:
    found = layout(nodes)
    assert len(found.boxes) == len(nodes)
    for one, other in combinations(found.boxes, 2):
        apart = one.x + WIDTH <= other.x or other.x + WIDTH <= one.x
        assert apart or one.y + one.height <= other.y or other.y + other.height <= one.y
    at = {box.node.id: box for box in found.boxes}
    for box in found.boxes:
        assert 0 <= box.y <= box.y + box.height <= found.height + 0.001
        assert box.x + WIDTH <= found.width
        if box.node.parent:
            assert box.x > at[box.node.parent].x


@given(words)
def test_every_line_fits_and_no_word_is_lost_but_at_the_end(text: str) -> None:
    lines = wrapped(text)
    assert 1 <= len(lines) <= MOST_LINES
    assert all(width_of(line) <= WIDTH - 2 * INSIDE for line in lines)
    joined = "".join("".join(lines).split())
    assert "".join(text.split()).startswith(joined.removesuffix("…")) or joined == "".join(text.split())


@given(trees())
def test_the_picture_is_well_formed_whatever_is_written(nodes: list[Node]) -> None:
    title = "<b>&\x00"
    links = {node.id: f'/n/{node.id}?"' for node in nodes}
    for svg in (tree_picture(nodes, title), tree_picture(nodes, title, links=links, chosen="0")):
        root = ElementTree.fromstring(svg)
        assert root.tag.endswith("svg")


def test_the_markdown_is_nested_as_the_tree_is() -> None:
    nodes = [
        Node("a", None, "outcome", "Outcome", "Fewer lost days"),
        Node("b", "a", "opportunity", "Opportunity", "Nobody *knows*", "2 people at 1 company"),
        Node("c", "b", "solution", "Solution", "Ring at four"),
    ]
    assert tree_markdown(nodes, "Stuck work") == (
        "# Stuck work\n\n- **Outcome:** Fewer lost days\n"
        "  - **Opportunity:** Nobody \\*knows\\* (2 people at 1 company)\n    - **Solution:** Ring at four\n"
    )
