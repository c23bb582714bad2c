"""Decisions rest on claims and are looked at again when the evidence changes; hypotheses end by what claims say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.synthesis.support import Counts, Side

ENOUGH = 3  # decisions or next hypotheses with which a study should close
WATCHED = ("interviewed", "asked", "said", "said_when_asked", "unprompted", "contradicted")


class DecisionState(StrEnum):
    """How far a decision is."""

    PROPOSED = "proposed"
    DECIDED = "decided"
    REVISIT = "revisit"  # somebody says that it has to be looked at again
    REVERSED = "reversed"


class Outcome(StrEnum):
    """How a hypothesis ends, by the claims that speak for and against it."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    UNTESTED = "untested"  # no claim, or none that anybody said or contradicted


@dataclass(frozen=True, slots=True)
class Change:
    """One count of a claim that is no longer what it was."""

    count: str  # its name: "said"
    before: int
    now: int


def outcome(claims: Iterable[tuple[Side, Counts]]) -> Outcome:
    """How a hypothesis stands, given its claims and their counts; a claim may speak against the hypothesis."""
    is_for = is_against = False
    for side, counts in claims:
        said, denied = counts.said > 0, counts.contradicted > 0
        if side is Side.CONTRADICTS:
            said, denied = denied, said
        is_for, is_against = is_for or said, is_against or denied
    if is_for and is_against:
        return Outcome.MIXED
    if is_for:
        return Outcome.SUPPORTED
    return Outcome.CONTRADICTED if is_against else Outcome.UNTESTED


def kept_counts(counts: Counts) -> dict[str, int]:
    """The counts of a claim as a decision or a share keeps them, to say later what has changed."""
    return {name: int(getattr(counts, name)) for name in WATCHED}


def changes(kept: Mapping[str, int], now: Counts) -> tuple[Change, ...]:
    """What has changed in a claim since its counts were kept."""
    current = kept_counts(now)
    return tuple(
        Change(name, kept[name], current[name]) for name in WATCHED if kept.get(name, current[name]) != current[name]
    )


def closing_remark(decisions: int, next_hypotheses: int) -> str:
    """What to say of a study that closes with less than it should; "" where it has three or more."""
    missing = ENOUGH - decisions - next_hypotheses
    if missing <= 0:
        return ""
    had = f"{decisions or 'no'} decision{'' if decisions == 1 else 's'}"
    more = f"{next_hypotheses or 'no'} next hypothes{'is' if next_hypotheses == 1 else 'es'}"
    verb = "is" if missing == 1 else "are"
    return f"This study has {had} and {more}; it should close with {ENOUGH} or more, so {missing} {verb} missing."
