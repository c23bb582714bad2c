"""Who may see whose codings while a conversation is coded, and how far a coder has come.

Blind coding means that coders judge by themselves: while one of them still codes a conversation blind, everybody sees
their own codings of it and nobody else's. When the last one is done, all are open, and stay open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class CodingTask:
    """One member's turn at coding one session."""

    member: str
    is_blind: bool = False
    done_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether the member said that they are through with it."""
        return self.done_at is not None


def is_closed(tasks: Iterable[CodingTask]) -> bool:
    """Whether somebody still codes this conversation blind."""
    return any(task.is_blind and not task.is_done for task in tasks)


def stays_blind(task: CodingTask, tasks: Iterable[CodingTask]) -> bool:
    """Whether a task that is opened again is still blind.

    It is while another coder is still at it. Once all were done their codings had been open to everybody, and what has
    been seen can't be unseen: later changes are made with open eyes.
    """
    others = [one for one in tasks if one.member != task.member]
    return task.is_blind and any(not one.is_done for one in others)
