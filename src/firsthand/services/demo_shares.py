"""What the demo's team shows to people outside, from shares.toml, made through the services that people use."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.services import shares
from firsthand.services.access import visible
from firsthand.services.shares import ShareForm
from firsthand.storage.claims import ClaimRecord

FILE = "shares.toml"


class DemoShare(BaseModel):
    """One page: its claims by their statements, in their order."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    introduction: str = ""
    claims: tuple[str, ...]
    days: int = 90


class DemoShares(BaseModel):
    """Everything in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    share: tuple[DemoShare, ...] = ()


def make(actor: Actor, folder: Path) -> None:
    """Show what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    ids = dict(visible(actor, ClaimRecord).values_list("statement", "id"))
    for one in _read(folder / FILE).share:
        drafted = shares.drafted(actor, _named(ids, one.claims))
        form = ShareForm(one.title, drafted.claim_ids, one.introduction, drafted.method, drafted.limits, one.days)
        shares.share(actor, form)


def _read(file: Path) -> DemoShares:
    try:
        return DemoShares.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise Invalid(f"{FILE}: {error}", where=str(file)) from error


def _named(ids: dict[str, str], statements: Sequence[str]) -> list[str]:
    for statement in statements:
        if statement not in ids:
            raise Invalid(f"there is no claim “{statement}” in the folder", where=FILE)
    return [ids[statement] for statement in statements]
