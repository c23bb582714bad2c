"""What a participant agreed to, how, and until when; nothing is kept or shown without the scope for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WORDING_VERSION = "2026-11"  # of the sentence shown at import; logged with every consent


class Scope(StrEnum):
    """One thing a participant can agree to, apart from the others."""

    RECORD = "record"
    TRANSCRIBE = "transcribe"
    PROCESS_WITH_AI = "process_with_ai"
    QUOTE_INSIDE = "quote_inside"
    QUOTE_OUTSIDE = "quote_outside"
    CLIP = "clip"
    CONTACT_AGAIN = "contact_again"


class How(StrEnum):
    """How consent was given."""

    FORM = "form"
    EMAIL = "email"
    SPOKEN = "spoken"
    PAPER = "paper"


ATTESTABLE = frozenset({Scope.TRANSCRIBE, Scope.QUOTE_INSIDE})
MEANING = {
    Scope.RECORD: "to be recorded",
    Scope.TRANSCRIBE: "to a transcript being kept",
    Scope.PROCESS_WITH_AI: "to their words being processed with AI",
    Scope.QUOTE_INSIDE: "to be quoted inside the company",
    Scope.QUOTE_OUTSIDE: "to be quoted outside the company",
    Scope.CLIP: "to clips being cut from the recording",
    Scope.CONTACT_AGAIN: "to be contacted again",
}


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of one participant."""

    scopes: frozenset[Scope]
    how: How
    given_at: datetime
    is_attested: bool = False  # a member says so; no document or recording shows it
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None

    @property
    def counted_scopes(self) -> frozenset[Scope]:
        """The scopes this answer can carry: a member's word is enough for two of them only."""
        return self.scopes & ATTESTABLE if self.is_attested else self.scopes

    def is_valid(self, now: datetime) -> bool:
        """Whether it counts at this moment: given, not withdrawn, not expired."""
        ended = [moment for moment in (self.expires_at, self.withdrawn_at) if moment is not None]
        return self.given_at <= now and all(now < moment for moment in ended)


def agreed_scopes(consents: Iterable[Consent], now: datetime) -> frozenset[Scope]:
    """Everything one participant agrees to at this moment."""
    return frozenset(scope for consent in consents if consent.is_valid(now) for scope in consent.counted_scopes)
