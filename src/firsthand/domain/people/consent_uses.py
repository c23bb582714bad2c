"""What somebody's words can be used for, and which of their answers each use needs: one table, asked in one place."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from firsthand.domain.people.consent import Scope


class Use(StrEnum):
    """One thing that can be done with a participant's voice, words or address."""

    RECORD = "record"
    KEEP_TRANSCRIPT = "keep transcript"
    READ_TRANSCRIPT = "read transcript"
    ASK_MODEL = "ask model"
    QUOTE_INSIDE = "quote inside"
    SHOW_NOTED = "show noted words"  # that a member wrote down: no transcript is needed for them
    QUOTE_OUTSIDE = "quote outside"
    EXPORT = "export"  # a file of words that leaves for people outside the company
    CUT_CLIP = "cut clip"
    CONTACT_AGAIN = "contact again"


NEEDS: Mapping[Use, frozenset[Scope]] = {  # all of these; a quote needs the transcript in which it is looked up
    Use.RECORD: frozenset({Scope.RECORD}),
    Use.KEEP_TRANSCRIPT: frozenset({Scope.TRANSCRIBE}),
    Use.READ_TRANSCRIPT: frozenset({Scope.TRANSCRIBE}),
    Use.ASK_MODEL: frozenset({Scope.TRANSCRIBE, Scope.PROCESS_WITH_AI}),
    Use.QUOTE_INSIDE: frozenset({Scope.TRANSCRIBE, Scope.QUOTE_INSIDE}),
    Use.SHOW_NOTED: frozenset({Scope.QUOTE_INSIDE}),
    Use.QUOTE_OUTSIDE: frozenset({Scope.TRANSCRIBE, Scope.QUOTE_INSIDE, Scope.QUOTE_OUTSIDE}),
    Use.EXPORT: frozenset({Scope.TRANSCRIBE, Scope.QUOTE_INSIDE, Scope.QUOTE_OUTSIDE}),
    Use.CUT_CLIP: frozenset({Scope.RECORD, Scope.CLIP}),
    Use.CONTACT_AGAIN: frozenset({Scope.CONTACT_AGAIN}),
}
ORDER = tuple(Scope)


def missing(use: Use, agreed: frozenset[Scope]) -> tuple[Scope, ...]:
    """What is not agreed to of what a use needs, in the order in which people are asked."""
    lacking = NEEDS[use] - agreed
    return tuple(scope for scope in ORDER if scope in lacking)


def allows(use: Use, agreed: frozenset[Scope]) -> bool:
    """Whether what somebody agrees to is enough for this use."""
    return agreed >= NEEDS[use]
