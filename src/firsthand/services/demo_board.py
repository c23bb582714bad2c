"""The demo's boards and trees: themes, cards and opportunities from board.toml, made through the services."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.services import cards, opportunities, themes
from firsthand.services.access import visible
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.quotes import QuoteRecord

FILE = "board.toml"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoTheme(_Table):
    """A theme with words of the observations in it."""

    study: str
    name: str
    description: str = ""
    cards: tuple[str, ...]


class DemoCard(_Table):
    """A quote that lies on the board."""

    study: str
    text: str


class DemoNode(_Table):
    """A node of a tree."""

    study: str
    key: str
    kind: NodeKind
    text: str
    below: str = ""  # the key of its parent
    note: str = ""
    cites: tuple[str, ...] = ()  # words of observations


class DemoBoards(_Table):
    """The whole file."""

    theme: tuple[DemoTheme, ...] = ()
    quote: tuple[DemoCard, ...] = ()
    node: tuple[DemoNode, ...] = ()


def make(actor: Actor, folder: Path, studies: Mapping[str, str]) -> None:
    """Lay out what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    boards = _read(folder / FILE)
    for theme in boards.theme:
        study_id = _study(studies, theme.study)
        lying = [_holding(words, _observed(actor, study_id)) for words in theme.cards]
        themes.new_theme(actor, study_id, themes.ThemeForm(theme.name, theme.description), lying)
    for card in boards.quote:
        study_id = _study(studies, card.study)
        marked = visible(actor, QuoteRecord).filter(transcript__session__study=study_id).values_list("id", "exact")
        cards.add_quotes(actor, study_id, [_holding(card.text, list(marked))])
    _grow(actor, boards.node, studies)


def _grow(actor: Actor, nodes: Sequence[DemoNode], studies: Mapping[str, str]) -> None:
    """Make the trees, each node below one that stands before it in the file."""
    made: dict[tuple[str, str], str] = {}
    for node in nodes:
        study_id = _study(studies, node.study)
        cited = tuple(_holding(words, _observed(actor, study_id)) for words in node.cites)
        parent = made[node.study, node.below] if node.below else ""
        form = opportunities.NodeForm(node.text, node.note, cited)
        made[node.study, node.key] = opportunities.new_node(actor, study_id, node.kind, form, parent)


def _observed(actor: Actor, study_id: str) -> list[tuple[str, str]]:
    return list(visible(actor, ObservationRecord).filter(study=study_id).values_list("id", "text"))


def _read(file: Path) -> DemoBoards:
    try:
        return DemoBoards.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Invalid(f"{FILE}: {error}", where=str(file)) from error


def _study(studies: Mapping[str, str], key: str) -> str:
    if key not in studies:
        raise Invalid(f"there is no study “{key}” in the folder", where=FILE)
    return studies[key]


def _holding(words: str, rows: Sequence[tuple[str, str]]) -> str:
    """The one observation or quote that holds these words."""
    found = [one for one, text in rows if words in text]
    if len(found) != 1:
        raise Invalid(f"“{words}” is part of {len(found)} cards of the study, not of one", where=FILE)
    return found[0]
