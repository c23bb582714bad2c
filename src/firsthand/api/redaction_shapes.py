"""What the API takes about personal data."""

from __future__ import annotations

from ninja import Schema

from firsthand.api.shapes import Place, Shape
from firsthand.domain.evidence.redaction.kinds import Personal


class StretchIn(Shape):
    """A stretch of one turn: 0-based code points, end exclusive; one place, or all of the same."""

    turn: Place
    begin: Place
    finish: Place
    everywhere: bool = False


class DecisionIn(StretchIn):
    """What is said of something that a rule found."""

    is_covered: bool


class CoverIn(StretchIn):
    """Words that no rule found, and what they are."""

    kind: Personal


class Many(Schema):
    """In how many places something was decided."""

    places: int
