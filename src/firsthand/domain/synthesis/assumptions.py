"""Assumptions age in silence: what was heard long ago counts for less; sure of it and long unheard is loudest.

Freshness halves with every half-life since the last contact with evidence, for or against:

    freshness = 0.5 ** (days since the last contact / half-life)

Without any evidence the day on which it was stated counts as the last contact, and that nobody ever heard it is said.
An assumption is *fresh* down to a half, *fading* down to a quarter (two half-lives), *stale* below. How loudly it has
to be said is confidence × (1 − freshness), with high 3, medium 2, low 1; stale with high confidence is a warning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

HALF_LIFE_DAYS = 90
FRESH_DOWN_TO, FADING_DOWN_TO = 0.5, 0.25


class Confidence(StrEnum):
    """How sure the team is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Age(StrEnum):
    """What time has done to an assumption."""

    FRESH = "fresh"
    FADING = "fading"
    STALE = "stale"


WEIGHT = {Confidence.HIGH: 3, Confidence.MEDIUM: 2, Confidence.LOW: 1}


@dataclass(frozen=True, slots=True)
class Decay:
    """How an assumption stands on one day."""

    freshness: float  # 1 on the day of the last contact, 0.5 after one half-life
    days: int  # since the last contact
    age: Age
    loudness: float  # 0 to 3
    is_loud: bool  # high confidence and stale
    was_heard: bool  # False: no evidence at all, only the day on which it was stated
    fading_on: date  # the day from which it is fading, and the one from which it is stale
    stale_on: date


def decay(
    confidence: Confidence, half_life_days: int, stated_on: date, last_contact: date | None, today: date
) -> Decay:
    """How an assumption stands today. Raises ValueError for a half-life under a day."""
    if half_life_days < 1:
        raise ValueError("a half-life is at least one day")
    since = last_contact or stated_on
    days = max(0, (today - since).days)
    freshness = 0.5 ** (days / half_life_days)
    age = Age.FRESH if freshness >= FRESH_DOWN_TO else Age.FADING if freshness >= FADING_DOWN_TO else Age.STALE
    return Decay(
        freshness=freshness,
        days=days,
        age=age,
        loudness=WEIGHT[confidence] * (1 - freshness),
        is_loud=confidence is Confidence.HIGH and age is Age.STALE,
        was_heard=last_contact is not None,
        fading_on=since + timedelta(days=half_life_days + 1),
        stale_on=since + timedelta(days=2 * half_life_days + 1),
    )


def freshness_curve(half_life_days: int, days: int, points: int = 40) -> tuple[tuple[float, float], ...]:
    """Points (day, freshness) from the last contact over so many days, for a picture."""
    return tuple((days * at / points, 0.5 ** (days * at / points / half_life_days)) for at in range(points + 1))
