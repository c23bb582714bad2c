"""What live capture suggests: seven kinds of items, each with its place, its reason and how sure it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.live.dates import Due


class CaptureKind(StrEnum):
    """What a suggestion would become if a member accepted it."""

    DECISION = "decision"
    ACTION = "action item"
    OPEN_QUESTION = "open question"
    TOPIC = "topic"
    QUOTABLE = "quotable sentence"
    LEADING = "leading question"
    UNPROBED = "unprobed mention"


class Tier(StrEnum):
    """How sure a suggestion is; a screen may leave the second out."""

    LIKELY = "likely"
    POSSIBLE = "possible"


class Setting(StrEnum):
    """What kind of conversation it is: people interviewed tell of decisions that are not the session's."""

    INTERVIEW = "interview"
    MEETING = "meeting"


class Standing(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"  # just asked
    ANSWERED = "answered"
    PARKED = "parked"  # "I'll find out", "no idea"
    OPEN = "open"  # nobody took it up


@dataclass(frozen=True, slots=True)
class Task:
    """Who promised or was asked to do what, and by when."""

    owner: str  # a speaker's name, "we", or "" where it isn't said
    what: str  # verbatim, from the verb on
    due: Due | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question on its way to an answer."""

    by: str
    to: str  # "" where nobody in particular was asked
    standing: Standing = Standing.WAITING
    answered_in: int | None = None  # index of the turn that answers it
    left_in: int | None = None  # index of the turn at which it was put off or counted as not taken up


@dataclass(frozen=True, slots=True)
class Item:
    """One suggestion; `begin` and `finish` are code points into the turn's text, end exclusive."""

    kind: CaptureKind
    turn: int  # index of the turn
    begin: int
    finish: int
    text: str  # exactly the turn's text[begin:finish]
    cue: str  # why it is suggested, in words
    tier: Tier
    task: Task | None = None  # of an action item
    asking: Asking | None = None  # of an open question

    @property
    def key(self) -> tuple[CaptureKind, int, int]:
        """What stays the same while the item changes: a question that gets its answer is the same item."""
        return self.kind, self.turn, self.begin
