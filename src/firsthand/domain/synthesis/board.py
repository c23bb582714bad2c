"""Where cards lie on a board, and how many people stand behind a theme.

A card's place is a number between those of its neighbours, so that moving one card changes no other; where two
neighbours have come too near for a number between them, the theme's cards are numbered anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STEP = 1024.0  # between cards that are numbered anew
CLOSEST = 1e-6  # neighbours nearer than this leave no room


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind one card, by id; a company may be unknown, and a person may have no segment."""

    people: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()  # names


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far a theme reaches: everybody counted once, however many of their cards lie in it."""

    people: int
    companies: int
    segments: tuple[str, ...]  # names, in order

    @property
    def is_one_person(self) -> bool:
        """Whether all of it comes from one person: a story, and no pattern yet."""
        return self.people == 1


def coverage(cards: Iterable[Behind]) -> Coverage:
    """The distinct people, companies and segments behind some cards."""
    some = tuple(cards)
    people = {person for card in some for person in card.people}
    companies = {company for card in some for company in card.companies}
    return Coverage(len(people), len(companies), tuple(sorted({name for card in some for name in card.segments})))


def position_between(above: float | None, below: float | None) -> float | None:
    """A place between two neighbours, either of which may be missing; None where there is no room any more."""
    if above is None and below is None:
        return 0.0
    if above is None or below is None:
        return below - STEP if below is not None else (above or 0.0) + STEP
    middle = (above + below) / 2
    return middle if below - above > CLOSEST and above < middle < below else None


def numbered_anew(cards: Sequence[str]) -> dict[str, float]:
    """Places for cards in this order, with room between all of them."""
    return {card: place * STEP for place, card in enumerate(cards)}


def put_among(cards: Sequence[tuple[str, float]], card: str, after: str, before: str) -> tuple[int, float | None]:
    """Where a card goes among the others of its theme, given in order: behind `after`, else in front of `before`.

    Both may have been moved away by somebody else since; where both have, it goes to the end. Gives the index among the
    others and the place, which is None where all of them are to be numbered anew.
    """
    others = [(one, place) for one, place in cards if one != card]
    order = [one for one, _ in others]
    index = len(order)
    if after in order:
        index = order.index(after) + 1
    elif before in order:
        index = order.index(before)
    above = others[index - 1][1] if index else None
    below = others[index][1] if index < len(others) else None
    return index, position_between(above, below)
