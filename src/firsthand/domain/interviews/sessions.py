"""A session is one conversation: what state it is in, and which state may follow."""

from __future__ import annotations

from enum import StrEnum

from firsthand.domain.errors import Conflict


class SessionState(StrEnum):
    """How far a conversation has come."""

    PLANNED = "planned"
    HELD = "held"
    DEBRIEFED = "debriefed"
    SYNTHESISED = "synthesised"
    CANCELLED = "cancelled"


LIVE: frozenset[SessionState] = frozenset()  # the states in which people are talking right now; none is known yet
TRANSITIONS: dict[SessionState, tuple[SessionState, ...]] = {
    SessionState.PLANNED: (SessionState.HELD, SessionState.CANCELLED),
    SessionState.HELD: (SessionState.DEBRIEFED,),
    SessionState.DEBRIEFED: (SessionState.SYNTHESISED, SessionState.HELD),
    SessionState.SYNTHESISED: (SessionState.DEBRIEFED,),
    SessionState.CANCELLED: (SessionState.PLANNED,),
}


def move(current: SessionState, wanted: SessionState) -> SessionState:
    """The state after a step.

    Raises Conflict where the table has no such step; the message names the steps that exist.
    """
    if wanted not in TRANSITIONS[current]:
        steps = " or ".join(TRANSITIONS[current])
        raise Conflict(
            f"This session is {current} and can't become {wanted}. The next step is {steps}. Nothing changed."
        )
    return wanted
