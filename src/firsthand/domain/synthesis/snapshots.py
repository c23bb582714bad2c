"""A session on one page: what happened in the order in which it did, and how much of it fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from firsthand.domain.errors import Invalid

HEADLINE = 200  # characters
LONGEST = 2_000  # characters of what is written into a part
MOST_MOMENTS = 10
SHORT = 170  # characters of one moment


@dataclass(frozen=True, slots=True)
class Parts:
    """What a member wrote or chose; what is empty is made from what was heard."""

    headline: str = ""  # the conversation in one sentence
    quote_id: str = ""  # the one to remember
    left_out: tuple[str, ...] = ()  # ids of moments that are not on the page
    opportunities: str = ""  # beside those that cite its observations
    learnings: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, with where in the conversation; what has no place comes last."""

    id: str
    text: str
    is_quote: bool
    turn: int | None
    seconds: float | None


def in_order(moments: Iterable[Moment], left_out: Iterable[str] = ()) -> tuple[Moment, ...]:
    """The moments that are on the page, as they happened: by their times where every one has one, else by turns."""
    out = set(left_out)
    kept = [one for one in moments if one.id not in out]
    if all(one.seconds is not None for one in kept if one.turn is not None):
        return tuple(sorted(kept, key=lambda one: (one.seconds is None, one.seconds or 0.0)))
    return tuple(sorted(kept, key=lambda one: (one.turn is None, one.turn or 0, one.seconds or 0.0)))


def checked_parts(parts: Parts) -> Parts:
    """The parts as they may be kept. Raises Invalid for one that is too long for a page."""
    if len(parts.headline) > HEADLINE:
        message = f"The sentence at the top has room for {HEADLINE} characters. Nothing was saved; shorten it."
        raise Invalid(message, where="headline")
    for where, text in (("opportunities", parts.opportunities), ("learnings", parts.learnings)):
        if len(text) > LONGEST:
            raise Invalid(f"This part has room for {LONGEST} characters. Nothing was saved; shorten it.", where=where)
    return parts


def shortened(text: str, most: int = SHORT) -> str:
    """A text as far as it fits in a line or two."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"
