"""Decisions rest on claims and are looked at again when the claims' evidence changes."""

from __future__ import annotations

from enum import StrEnum


class DecisionState(StrEnum):
    """How far a decision is."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    REVISIT = "revisit"  # its evidence changed
    REVERSED = "reversed"
