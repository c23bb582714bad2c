"""An opportunity tree as a file to take away: its own words and counts of people; no quote, no name.

That it left is listed with the conversations that its opportunities rest on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.exports import ExportKind
from firsthand.domain.synthesis.board import Coverage
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.formats.pictures import standalone
from firsthand.formats.tree_picture import Node, tree_markdown, tree_picture
from firsthand.services.access import require
from firsthand.services.exports import note_export
from firsthand.services.observation_rows import observation_rows
from firsthand.services.opportunities import NodeRow, tree

LABELS = {
    NodeKind.OUTCOME: "Outcome",
    NodeKind.OPPORTUNITY: "Opportunity",
    NodeKind.SOLUTION: "Solution",
    NodeKind.TEST: "Assumption test",
}


class TreeFormat(StrEnum):
    """As what a tree can be taken away."""

    SVG = "svg"
    MARKDOWN = "md"


@dataclass(frozen=True, slots=True)
class TreeFile:
    """A file with its name."""

    name: str
    content: bytes


def take_tree(actor: Actor, study_id: str, wanted: TreeFormat) -> TreeFile:
    """The trees of a study as SVG or Markdown; that they left is listed."""
    require(actor, Action.READ)
    page = tree(actor, study_id)
    nodes, title = drawn_nodes(page.nodes), page.study_title
    text = standalone(tree_picture(nodes, title)) if wanted is TreeFormat.SVG else tree_markdown(nodes, title)
    content = text.encode()
    note_export(actor, ExportKind.TREE, _sessions(actor, page.nodes), content)
    return TreeFile(f"opportunity-tree.{wanted}", content)


def drawn_nodes(rows: Sequence[NodeRow]) -> tuple[Node, ...]:
    """Nodes as they are drawn, with how many people stand behind each opportunity."""
    return tuple(
        Node(row.id, row.parent_id, row.kind.value, LABELS[row.kind], row.text, _foot(row) if _cites(row) else "")
        for row in rows
    )


def _cites(row: NodeRow) -> bool:
    return row.kind is NodeKind.OPPORTUNITY


def _foot(row: NodeRow) -> str:
    return "rests on nothing any more" if row.rests_on_nothing else in_short(row.coverage)


def in_short(reach: Coverage) -> str:
    """How many people at how many companies."""
    people = f"{reach.people} {'person' if reach.people == 1 else 'people'}"
    companies = f" at {reach.companies} {'company' if reach.companies == 1 else 'companies'}"
    return people + (companies if reach.companies else "")


def _sessions(actor: Actor, rows: Sequence[NodeRow]) -> set[str]:
    cited = observation_rows(actor, {one for row in rows for one in row.observation_ids}).values()
    quoted = {quote.session_id for row in cited for quote in row.quotes}
    noted = {note.session_id for row in cited for note in row.notes}
    return quoted | noted | {row.session_id for row in cited if row.session_id}
