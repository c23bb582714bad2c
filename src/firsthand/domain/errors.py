"""The four refusals: what a service says when it cannot do what was asked."""

from __future__ import annotations


class Refusal(Exception):
    """Something was asked for that can't be done; the message is for the person who asked.

    A message says what happened, what is kept, and what to do next. `where` names the field, file or line.
    """

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class NotFound(Refusal):
    """There is no such thing, or none that this actor may see: the two look the same."""


class NotAllowed(Refusal):
    """The actor can see the thing but may not do this to it."""


class Conflict(Refusal):
    """Somebody else changed it first, or its state forbids this now."""


class Invalid(Refusal):
    """What was given can't be used as it is."""


class TooOften(Conflict):
    """Somebody tried too often; it passes by itself, after so many seconds."""

    def __init__(self, message: str, seconds: int, *, where: str = "") -> None:
        super().__init__(message, where=where)
        self.seconds = seconds


class FactorMissing(NotAllowed):
    """The workspace wants a second factor, and this account has none yet."""
