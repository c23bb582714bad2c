"""What could not be read in a file, said so that a person can find the place and judge the loss."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SHOWN_CHARACTERS = 120


class Weight(StrEnum):
    """How much a problem matters to a person who looks at what was read."""

    FAULT = "fault"  # something of the speech is lost, doubtful or odd
    LEFT_OUT = "left_out"  # a heading, a list, a tool's notice: rightly no speech, said for completeness


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that could not be read; everything else was."""

    message: str  # what is wrong and what was done about it
    line: int | None = None  # 1-based line of the file (or entry of a JSON list, said so in the message)
    text: str = ""  # the offending line, shortened
    weight: Weight = Weight.FAULT


def shortened(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """The text on one line, cut to at most `limit` characters with an ellipsis."""
    flat = " ".join(text[: limit * 4].split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
