"""What a quote can be, from word for word to never said; only the first four may be shown as a quote."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a quote relates to what was said; computed, never typed in."""

    EXACT = "exact"  # character by character
    SAME_WORDS = "same_words"  # but for case, space, quotation marks, Unicode form, punctuation between words
    CLEANED = "cleaned"  # um, uh, er, ah and immediate repetitions are left out
    ELIDED = "elided"  # cuts are marked, or only somebody's mm-hm is skipped
    ALTERED = "altered"  # words dropped, added or changed
    STITCHED = "stitched"  # pieces from farther apart, or of several speakers, put together as one
    WRONG_SPEAKER = "wrong_speaker"  # said, but by a researcher or by somebody else than named
    NOT_FOUND = "not_found"

    @property
    def may_be_shown(self) -> bool:
        """Whether words with this status may be shown or exported as a quote."""
        return self.order < _FIRST_CLOSED

    @property
    def order(self) -> int:
        """0 for the best, 7 for not found."""
        return _ORDER[self]


_ORDER = {status: order for order, status in enumerate(Status)}
_FIRST_CLOSED = _ORDER[Status.ALTERED]


def may_be_shown(status: Status) -> bool:
    """Whether words with this status may be shown or exported as a quote: only the first four may."""
    return status.may_be_shown


class Mark(StrEnum):
    """What a reader must know beside the status."""

    CROPPED = "cropped"  # what was cut off at an edge holds a negation, hedge, condition, contrast, report or "?"
    LEFT_OUT = "left_out"  # so does what a marked cut leaves out inside
    EDGE_UNREAD = "edge_unread"  # cut off inside a sentence, in a language whose negations we don't know
    CORRECTED = "corrected"  # the words were corrected after the import
    SHORT = "short"  # under six words: every place where they stand is listed
    AMBIGUOUS = "ambiguous"  # said more than once
    UNCONFIRMED = "unconfirmed"  # nobody has confirmed yet that the speaker is a participant, or the one who is named
    TIME_DIFFERS = "time_differs"  # the time given beside the quote is not when it was said
    REDACTED = "redacted"  # placeholders stand for personal data; every other word is as it was said
