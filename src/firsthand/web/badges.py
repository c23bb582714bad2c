"""Short marks: a word with a tone, never a colour alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Badge:
    """A word in a small frame; `why` is said in full where there is room."""

    label: str
    tone: str = ""  # good, warn, bad, open, or several of them
    why: str = ""


def status_badge(status: str) -> Badge:
    """What the check of a quote's words against the transcript gave."""
    return STATUSES[status]() if status in STATUSES else Badge(status)


STATUSES: dict[str, Callable[[], Badge]] = {
    "exact": lambda: Badge(_("exact"), "good", _("Letter for letter as in the transcript.")),
    "same_words": lambda: Badge(
        _("same words"), "good open", _("The same words; only spaces, case or punctuation differ.")
    ),
    "cleaned": lambda: Badge(_("lightly cleaned"), "open", _("Only fillers and repeated words were left out.")),
    "elided": lambda: Badge(_("elided"), "open", _("Parts were left out, and the gaps are shown.")),
    "altered": lambda: Badge(
        _("altered"), "bad", _("Words were dropped, added or changed, so this may not be shown as a quote.")
    ),
    "stitched": lambda: Badge(
        _("stitched"), "bad", _("Pieces from far apart were put together, so this may not be shown as a quote.")
    ),
    "wrong_speaker": lambda: Badge(
        _("wrong speaker"), "bad", _("Somebody else said this, so it may not be shown as this person’s quote.")
    ),
    "not_found": lambda: Badge(_("not found"), "bad", _("These words are not in the transcript.")),
}


def mark_badge(mark: str) -> Badge | None:
    """What must be known beside the status, or None for a mark that changes nothing for a quote with its place."""
    return MARKS[mark]() if mark in MARKS else None


MARKS: dict[str, Callable[[], Badge]] = {
    "cropped": lambda: Badge(
        _("cropped"), "warn", _("What was cut off its sentence holds a negation, a condition or a doubt.")
    ),
    "left_out": lambda: Badge(_("cut inside"), "warn", _("What was left out inside changes what it says.")),
    "edge_unread": lambda: Badge(
        _("edge unread"),
        "open",
        _("It begins or ends inside a sentence, in a language whose negations are not known here."),
    ),
    "corrected": lambda: Badge(_("corrected"), "open", _("A member corrected these words; the original is kept.")),
    "redacted": lambda: Badge(
        _("redacted"), "open", _("Personal data is covered; every other word is as it was said.")
    ),
    "unconfirmed": lambda: Badge(_("speaker unconfirmed"), "warn", _("Nobody has confirmed yet who said this.")),
}


def caveat_badge(fault: str) -> Badge:
    """The quote answers a question that led to it."""
    return Badge(_("answers a %s question") % fault, "warn", _("The question before it may have led to this answer."))


def every_badge() -> list[Badge]:
    """For the components page."""
    return [*(make() for make in (*STATUSES.values(), *MARKS.values())), caveat_badge(_("leading"))]
