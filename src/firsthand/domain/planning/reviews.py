"""A teammate's review of a discussion guide: what was said about it, and whether that still holds for today's text."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """What a reviewer said."""

    ASKED = "asked"  # nothing yet
    APPROVED = "approved"
    CHANGES_WANTED = "changes-wanted"


class ReviewState(StrEnum):
    """Where a guide stands, as it is shown wherever the guide is used."""

    NONE = "none"  # nobody was asked
    ASKED = "asked"
    CHANGES_WANTED = "changes-wanted"
    APPROVED = "approved"
    CHANGED_SINCE = "changed-since"  # approved once, and the text is another one now


def review_state(verdict: Verdict | None, verdict_version: int | None, guide_version: int) -> ReviewState:
    """The state by the newest review; an approval belongs to the version that it was given for."""
    if verdict is None:
        return ReviewState.NONE
    if verdict is Verdict.APPROVED and verdict_version != guide_version:
        return ReviewState.CHANGED_SINCE
    return ReviewState(verdict.value)
