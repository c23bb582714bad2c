"""A touchpoint is one contact a customer had with us outside an interview: a ticket, an answer with a score, a note."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.errors import Invalid

TEXT_LIMIT = 20_000  # characters of a touchpoint's text that are kept
_LINK = re.compile(r"https?://[\w.-]+(?::\d{1,5})?(?:[/?#][^\s<>\"'`\\^{|}\x00-\x1f\x7f]*)?", re.IGNORECASE)


class TouchpointKind(StrEnum):
    """What sort of contact it was."""

    TICKET = "ticket"
    EMAIL = "email"
    CHAT = "chat"
    SALES_NOTE = "sales_note"
    NPS = "nps"  # an answer from 0 to 10
    CSAT = "csat"  # an answer how satisfied somebody was
    OTHER = "other"  # named by the team: "user conference"


class Standing(StrEnum):
    """What an answer on the 0 to 10 scale counts as (Reichheld 2003, "The one number you need to grow")."""

    PROMOTER = "promoter"
    PASSIVE = "passive"
    DETRACTOR = "detractor"


@dataclass(frozen=True, slots=True)
class Score:
    """What somebody answered, and the best that they could have answered."""

    value: float
    best: int

    @property
    def words(self) -> str:
        """The score as people say it: "9 of 10"."""
        return f"{self.value:g} of {self.best}"


NPS_BEST, CSAT_BEST = 10, 5
BEST_OF = {TouchpointKind.NPS: NPS_BEST, TouchpointKind.CSAT: CSAT_BEST}


def standing(kind: TouchpointKind, score: Score | None) -> Standing | None:
    """Promoter (9, 10), passive (7, 8) or detractor (0 to 6); None for anything but an NPS answer."""
    if kind is not TouchpointKind.NPS or score is None:
        return None
    if score.value >= 9:
        return Standing.PROMOTER
    return Standing.PASSIVE if score.value >= 7 else Standing.DETRACTOR


def checked_score(kind: TouchpointKind, value: float | None, best: int | None) -> Score | None:
    """The score of a touchpoint, if there is one. Raises Invalid where it does not fit its scale."""
    if value is None:
        return None
    best = NPS_BEST if kind is TouchpointKind.NPS else best or BEST_OF.get(kind, NPS_BEST)
    if not 1 <= best <= 1_000 or not 0 <= value <= best:
        raise Invalid(f"A score lies between 0 and {best}; {value:g} does not. Nothing was saved.", where="score")
    if kind is TouchpointKind.NPS and value != int(value):
        raise Invalid(f"An NPS answer is a whole number from 0 to 10, not {value:g}. Nothing was saved.", where="score")
    return Score(value, best)


def checked_link(text: str) -> str:
    """An address on the web, or "". Raises Invalid for every other kind of address, which could run something."""
    if text and not is_web_link(text):
        raise Invalid(
            "A link begins with http:// or https://. Nothing was saved; copy the page's address.", where="link"
        )
    return text


def is_web_link(text: str) -> bool:
    """Whether this is an ordinary address on the web: http or https, a host, no name or password in it."""
    return len(text) <= 500 and _LINK.fullmatch(text) is not None


def bounded(text: str, limit: int = TEXT_LIMIT) -> tuple[str, int]:
    """As much of a text as is kept, and how many characters were left out; it ends at a word where one is near."""
    if len(text) <= limit:
        return text, 0
    cut = max(text.rfind(" ", limit - 100, limit), text.rfind("\n", limit - 100, limit))
    kept = text[: cut if cut > 0 else limit].rstrip()
    return kept, len(text) - len(kept)
