"""How the demo's files are read: strictly, and with words for whoever edits them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthand.domain.errors import Invalid


class Strict(BaseModel):
    """A table of one of the files: a name in it that nobody knows is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Shape = TypeVar("Shape", bound=Strict)


def read_file(file: Path, shape: type[Shape]) -> Shape:
    """A file of the demo's folder. Raises Invalid, naming the place, for what is no TOML or does not fit."""
    try:
        return shape.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"{file.name} is no TOML: {error}", where=str(file)) from error
    except ValidationError as error:
        raise Invalid("; ".join(_places(error)), where=str(file)) from error


def named(known: Mapping[str, str], name: str, noun: str, file: str) -> str:
    """What somebody's key or title stands for. Raises Invalid where the folder has none of that name."""
    if name not in known:
        raise Invalid(f"there is no {noun} “{name}” in the folder", where=file)
    return known[name]


def holding(words: str, texts: Iterable[tuple[str, str]], nouns: str, file: str) -> str:
    """The id of the one text that holds these words, line ends and spaces aside. Raises Invalid for none or several."""
    found = [one for one, text in texts if _plain(words) in _plain(text)]
    if len(found) != 1:
        raise Invalid(f"“{words}” is part of {len(found)} {nouns} of the folder, not of one", where=file)
    return found[0]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _places(error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        yield f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
