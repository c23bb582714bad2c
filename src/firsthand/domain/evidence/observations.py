"""Observations: what participants said, did or showed, and what can be counted; interpretation is another type."""

from __future__ import annotations

from enum import StrEnum


class ObservationKind(StrEnum):
    """What sort of thing was seen."""

    SAID = "said"
    DID = "did"
    SHOWED = "showed"
    COUNTED = "counted"  # computed: how often, how long
    NOT_MENTIONED = "not_mentioned"  # until asked; computed: the first mention and the question before it
