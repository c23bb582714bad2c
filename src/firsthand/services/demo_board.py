"""The demo's boards and trees: themes, cards and opportunities from board.toml, made through the services."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.services import cards, opportunities, themes
from firsthand.services.access import visible
from firsthand.services.demo_reading import Strict, holding, named, read_file
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.quotes import QuoteRecord

FILE = "board.toml"


class DemoTheme(Strict):
    """A theme with words of the observations in it."""

    study: str
    name: str
    description: str = ""
    cards: tuple[str, ...]


class DemoCard(Strict):
    """A quote that lies on the board."""

    study: str
    text: str


class DemoNode(Strict):
    """A node of a tree."""

    study: str
    key: str
    kind: NodeKind
    text: str
    below: str = ""  # the key of its parent
    note: str = ""
    cites: tuple[str, ...] = ()  # words of observations


class DemoBoards(Strict):
    """The whole file."""

    theme: tuple[DemoTheme, ...] = ()
    quote: tuple[DemoCard, ...] = ()
    node: tuple[DemoNode, ...] = ()


def make(actor: Actor, folder: Path, studies: Mapping[str, str]) -> None:
    """Lay out what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    boards = read_file(folder / FILE, DemoBoards)
    for theme in boards.theme:
        study_id = named(studies, theme.study, "study", FILE)
        lying = [holding(words, _observed(actor, study_id), "cards", FILE) for words in theme.cards]
        themes.new_theme(actor, study_id, themes.ThemeForm(theme.name, theme.description), lying)
    for card in boards.quote:
        study_id = named(studies, card.study, "study", FILE)
        marked = visible(actor, QuoteRecord).filter(transcript__session__study=study_id).values_list("id", "exact")
        cards.add_quotes(actor, study_id, [holding(card.text, marked, "cards", FILE)])
    _grow(actor, boards.node, studies)


def _grow(actor: Actor, nodes: Sequence[DemoNode], studies: Mapping[str, str]) -> None:
    """Make the trees, each node below one that stands before it in the file."""
    made: dict[tuple[str, str], str] = {}
    for node in nodes:
        study_id = named(studies, node.study, "study", FILE)
        cited = tuple(holding(words, _observed(actor, study_id), "cards", FILE) for words in node.cites)
        parent = made[node.study, node.below] if node.below else ""
        form = opportunities.NodeForm(node.text, node.note, cited)
        made[node.study, node.key] = opportunities.new_node(actor, study_id, node.kind, form, parent)


def _observed(actor: Actor, study_id: str) -> list[tuple[str, str]]:
    return list(visible(actor, ObservationRecord).filter(study=study_id).values_list("id", "text"))
