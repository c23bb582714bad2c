"""Opportunities: unmet needs, pains and wishes in the language of the problem, between an outcome and its solutions."""

from __future__ import annotations

from enum import StrEnum


class NodeKind(StrEnum):
    """What a node of a tree is; each kind hangs below the one before, opportunities below one another too."""

    OUTCOME = "outcome"
    OPPORTUNITY = "opportunity"
    SOLUTION = "solution"
    TEST = "test"  # of an assumption that a solution rests on
