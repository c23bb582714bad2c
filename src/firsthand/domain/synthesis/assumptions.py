"""Assumptions age in silence: what was heard long ago counts for less; sure of it and long unheard is loudest."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How sure the team is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
