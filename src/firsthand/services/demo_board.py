"""The demo's boards: themes and cards from board.toml, laid out through the services."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.services import cards, themes
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


class DemoBoards(_Table):
    """The whole file."""

    theme: tuple[DemoTheme, ...] = ()
    quote: tuple[DemoCard, ...] = ()


def make(actor: Actor, folder: Path, studies: Mapping[str, str]) -> None:
    """Lay out what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    boards = _read(folder / FILE)
    for theme in boards.theme:
        study_id = _study(studies, theme.study)
        known = list(visible(actor, ObservationRecord).filter(study=study_id).values_list("id", "text"))
        lying = [_holding(words, known) for words in theme.cards]
        themes.new_theme(actor, study_id, themes.ThemeForm(theme.name, theme.description), lying)
    for card in boards.quote:
        study_id = _study(studies, card.study)
        marked = visible(actor, QuoteRecord).filter(transcript__session__study=study_id).values_list("id", "exact")
        cards.add_quotes(actor, study_id, [_holding(card.text, list(marked))])


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
