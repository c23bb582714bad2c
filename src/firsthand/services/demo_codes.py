"""The codebooks of the demo's studies, from codes.toml, made through the services that people use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.domain.synthesis.codebook import COLOURS
from firsthand.services import code_examples, codes
from firsthand.services.access import visible
from firsthand.services.demo_reading import Strict, holding, read_file
from firsthand.storage.quotes import QuoteRecord

FILE = "codes.toml"


class DemoCode(Strict):
    """One code with the words of the quotes that show what it means."""

    study: str
    name: str
    registered: date
    under: str = ""
    colour: str = COLOURS[0]
    description: str = ""
    use_when: str = ""
    not_when: str = ""
    examples: tuple[str, ...] = ()


class DemoCodebooks(Strict):
    """The whole file; a code stands below the one that it is under."""

    code: tuple[DemoCode, ...] = ()


def make(actor: Actor, folder: Path, studies: Mapping[str, str]) -> None:
    """Register the codes of the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    made: dict[tuple[str, str], str] = {}
    quotes = list(visible(actor, QuoteRecord).values_list("id", "exact"))
    for one in read_file(folder / FILE, DemoCodebooks).code:
        made[one.study, one.name] = code_id = _register(actor, one, studies, made)
        for words in one.examples:
            code_examples.add_example(actor, code_id, holding(words, quotes, "quotes", FILE))


def _register(actor: Actor, one: DemoCode, studies: Mapping[str, str], made: Mapping[tuple[str, str], str]) -> str:
    if one.study not in studies or (one.under and (one.study, one.under) not in made) or one.colour not in COLOURS:
        raise Invalid(f"“{one.name}”: there is no such study, colour, or code above it", where=FILE)
    parent = made[one.study, one.under] if one.under else ""
    colour = COLOURS.index(one.colour)
    form = codes.CodeForm(one.name, one.description, one.use_when, one.not_when, colour, parent)
    registered_at = datetime.combine(one.registered, time(9), UTC)
    return codes.new_code(actor, studies[one.study], form, registered_at=registered_at)
