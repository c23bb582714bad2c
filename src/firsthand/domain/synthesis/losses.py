"""What is said of evidence that is gone for good: how much, for or against, how and when; never whose it was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firsthand.domain.synthesis.support import Side


class Loss(StrEnum):
    """How a piece of evidence went."""

    WITHDRAWN = "withdrawn"  # a participant withdrew
    EXPIRED = "expired"  # a rule of retention
    DELETED = "deleted"  # a member deleted it, and its 30 days are over


class Thing(StrEnum):
    """What it was."""

    QUOTE = "quote"
    NOTE = "note"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Lost:
    """Some evidence of one claim that went on one day in one way."""

    number: int
    thing: Thing
    side: Side
    loss: Loss
    on: date


_SIDES = {Side.SUPPORTS: "for", Side.CONTRADICTS: "against"}
_HOW = {
    Loss.WITHDRAWN: "withdrawn",
    Loss.EXPIRED: "removed when its time to be kept was over",
    Loss.DELETED: "deleted for good",
}


def loss_sentence(lost: Lost) -> str:
    """ "1 quote for this claim was withdrawn on 28 November 2026"; without an end, since pages differ."""
    things, was = (lost.thing.value, "was") if lost.number == 1 else (f"{lost.thing}s", "were")
    how = _HOW[lost.loss] if lost.number == 1 else _HOW[lost.loss].replace("its time", "their time")
    when = f"{lost.on.day} {lost.on:%B %Y}"
    return f"{lost.number} {things} {_SIDES[lost.side]} this claim {was} {how} on {when}"


def number_lost(lost: Iterable[Lost]) -> int:
    """How many pieces are gone in all."""
    return sum(one.number for one in lost)
