"""What the demo's team shows to people outside, from shares.toml, made through the services that people use."""

from __future__ import annotations

from pathlib import Path

from firsthand.domain.people.actors import Actor
from firsthand.services import shares
from firsthand.services.access import visible
from firsthand.services.demo_reading import Strict, named, read_file
from firsthand.services.shares import ShareForm
from firsthand.storage.claims import ClaimRecord

FILE = "shares.toml"


class DemoShare(Strict):
    """One page: its claims by their statements, in their order."""

    title: str
    introduction: str = ""
    claims: tuple[str, ...]
    days: int = 90


class DemoShares(Strict):
    """Everything in the file."""

    share: tuple[DemoShare, ...] = ()


def make(actor: Actor, folder: Path) -> None:
    """Show what stands in the folder's file, if it has one. Raises Invalid, naming what does not fit."""
    if not (folder / FILE).is_file():
        return
    ids = dict(visible(actor, ClaimRecord).values_list("statement", "id"))
    for one in read_file(folder / FILE, DemoShares).share:
        drafted = shares.drafted(actor, [named(ids, statement, "claim", FILE) for statement in one.claims])
        form = ShareForm(one.title, drafted.claim_ids, one.introduction, drafted.method, drafted.limits, one.days)
        shares.share(actor, form)
