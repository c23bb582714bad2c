"""The log of what was done: each event carries the hash of the one before it, so that a removed line is seen.

An event's hash is the SHA-256 of a JSON list without spaces: workspace, number, time (ISO 8601, UTC), kind and id of
the actor, verb, kind and id of the subject, digest of the reason, hash of the event before. The first follows GENESIS.
The chain alone can't show that its *end* was cut off: for that, keep the head (number and hash) somewhere else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

GENESIS = "0" * 64  # the hash before a workspace's first event


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """One line of the log: who did what to which thing and when; never anybody's words."""

    workspace_id: str
    number: int  # 1, 2, 3 … within the workspace
    at: datetime
    actor_kind: str
    actor_id: str
    verb: str
    subject_kind: str
    subject_id: str
    reason_digest: str  # "" where no reason was given
    previous: str  # the hash of the event before
    hash: str

    @property
    def head(self) -> str:
        """What to note elsewhere so that a cut-off end is seen: number and hash."""
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class ChainCheck:
    """What a look at the whole chain found."""

    count: int
    head: str  # of the last event that fits; "" for an empty log
    first_break: int | None  # the number that should stand where the chain stops fitting; None where all of it fits
    why: str  # in words; "" where all of it fits

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed or put in."""
        return self.first_break is None


def event_hash(event: LoggedEvent) -> str:
    """SHA-256 over everything an event says and the hash of the one before it."""
    said = [
        event.workspace_id,
        event.number,
        event.at.astimezone(UTC).isoformat(),
        event.actor_kind,
        event.actor_id,
        event.verb,
        event.subject_kind,
        event.subject_id,
        event.reason_digest,
        event.previous,
    ]
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def reason_digest(salt: str, text: str) -> str:
    """What the chain knows of a reason: without the salt it can't be guessed back."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()


def check_chain(events: Iterable[LoggedEvent], noted_head: str = "") -> ChainCheck:
    """Whether every event, from the first, follows from the one before; `noted_head` is one kept from earlier.

    Reads the events once, in the order given.
    """
    count, last, has_noted = 0, None, not noted_head
    for event in events:
        fault = _fault(event, last)
        if fault:
            expected = last.number + 1 if last else 1
            return ChainCheck(count, last.head if last else "", expected, fault)
        count, last = count + 1, event
        has_noted = has_noted or event.head == noted_head.strip()
    head = last.head if last else ""
    if not has_noted:
        return ChainCheck(
            count, head, count + 1, "The head that was noted is not in this log: its end was cut or remade."
        )
    return ChainCheck(count, head, None, "")


def _fault(event: LoggedEvent, last: LoggedEvent | None) -> str:
    if event.number != (last.number + 1 if last else 1):
        return f"Event {last.number + 1 if last else 1} is missing: the next line is number {event.number}."
    if event.previous != (last.hash if last else GENESIS):
        return f"Event {event.number} does not follow from the one before it."
    return (
        "" if event.hash == event_hash(event) else f"Event {event.number} says something else than when it was written."
    )
