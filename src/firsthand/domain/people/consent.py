"""What a participant agreed to, how, and until when; nothing is kept or shown without the scope for it.

The rule: for each scope the newest answer that speaks of it decides. A refusal counts whoever wrote it down; a yes that
a member only attests carries two scopes, and never reopens what was refused before it. Where an answer has run out,
nothing older takes its place, and while somebody asks for everything to be removed they agree to nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

WORDING_VERSION = "2026-11"  # of the sentence shown at import; logged with every consent that was attested there


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
    """How consent was given, or taken back."""

    FORM = "form"
    EMAIL = "email"
    SPOKEN = "spoken"
    PAPER = "paper"
    TOLD = "told"  # to a member, who does not say how: enough to end consent, never to give it


GIVING = (How.FORM, How.EMAIL, How.SPOKEN, How.PAPER)  # the ways in which anybody can agree
ATTESTABLE = frozenset({Scope.TRANSCRIBE, Scope.QUOTE_INSIDE})
EVERYTHING = frozenset(Scope)
MEANING = {
    Scope.RECORD: "to be recorded",
    Scope.TRANSCRIBE: "to a transcript being kept",
    Scope.PROCESS_WITH_AI: "to their words being processed with AI",
    Scope.QUOTE_INSIDE: "to be quoted inside the company",
    Scope.QUOTE_OUTSIDE: "to be quoted outside the company",
    Scope.CLIP: "to clips being cut from the recording",
    Scope.CONTACT_AGAIN: "to be contacted again",
}


class Verdict(StrEnum):
    """Where one participant stands on one scope."""

    YES = "yes"
    NO = "no"
    EXPIRED = "expired"  # they said yes until a day that is over
    OPEN = "open"  # nobody asked, or they did not say


@dataclass(frozen=True, slots=True)
class Consent:
    """One answer of one participant."""

    scopes: frozenset[Scope]
    how: How
    given_at: datetime
    is_attested: bool = False  # a member says so; no document or recording shows it
    expires_at: datetime | None = None
    withdrawn_at: datetime | None = None
    refused: frozenset[Scope] = frozenset()  # explicitly; what is in both is refused
    asks_removal: bool = False  # of everything; open until it is taken back or done

    @property
    def counted_scopes(self) -> frozenset[Scope]:
        """The scopes this answer can carry: a member's word is enough for two of them only."""
        agreed = self.scopes - self.refused
        return agreed & ATTESTABLE if self.is_attested else agreed

    def is_valid(self, now: datetime) -> bool:
        """Whether it counts at this moment: given, not withdrawn, not expired."""
        ended = [moment for moment in (self.expires_at, self.withdrawn_at) if moment is not None]
        return self.given_at <= now and all(now < moment for moment in ended)


@dataclass(frozen=True, slots=True)
class Standing:
    """What counts for one scope now, and since when."""

    verdict: Verdict
    since: datetime | None = None
    until: datetime | None = None
    is_attested: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """One thing said about one scope."""

    at: datetime
    is_yes: bool
    until: datetime | None = None
    is_attested: bool = False

    @property
    def rank(self) -> tuple[datetime, bool, float, bool]:
        """Later words come later; of several at the same moment a refusal does, then a yes that ends sooner."""
        ends = -self.until.timestamp() if self.until else float("-inf")
        return self.at, not self.is_yes, ends, not self.is_attested


def agreed_scopes(consents: Iterable[Consent], now: datetime) -> frozenset[Scope]:
    """Everything one participant agrees to at this moment."""
    return frozenset(scope for scope, standing in standings(consents, now).items() if standing.verdict is Verdict.YES)


def refused_scopes(consents: Iterable[Consent], now: datetime) -> frozenset[Scope]:
    """Everything one participant has said no to: not the same as what they were never asked."""
    return frozenset(scope for scope, standing in standings(consents, now).items() if standing.verdict is Verdict.NO)


def standings(consents: Iterable[Consent], now: datetime) -> dict[Scope, Standing]:
    """Where one participant stands on every scope at this moment; the order of the answers does not matter."""
    answers = tuple(consents)
    asked_at = removal_asked_at(answers, now)
    if asked_at is not None:
        return dict.fromkeys(Scope, Standing(Verdict.NO, asked_at))
    return {scope: _standing(scope, answers, now) for scope in Scope}


def removal_asked_at(consents: Iterable[Consent], now: datetime) -> datetime | None:
    """Since when this participant has been asking for everything to be removed; None where they don't."""
    open_requests = [one.given_at for one in consents if one.asks_removal and one.is_valid(now)]
    return min(open_requests, default=None)


def _standing(scope: Scope, answers: Sequence[Consent], now: datetime) -> Standing:
    words = sorted((word for word in _words(scope, answers) if word.at <= now), key=lambda word: word.rank)
    own = [word for word in words if not word.is_attested]
    if own and not own[-1].is_yes:
        return Standing(Verdict.NO, own[-1].at)
    if not words:
        return Standing(Verdict.OPEN)
    last = words[-1]
    has_run_out = last.until is not None and last.until <= now
    return Standing(Verdict.EXPIRED if has_run_out else Verdict.YES, last.at, last.until, last.is_attested)


def _words(scope: Scope, answers: Iterable[Consent]) -> Iterator[_Word]:
    """What the answers say of a scope; an answer that was ended says no to everything from then on."""
    for answer in answers:
        if scope in answer.refused:
            yield _Word(answer.given_at, is_yes=False)
        elif scope in answer.counted_scopes:
            yield _Word(answer.given_at, True, answer.expires_at, answer.is_attested)
        if answer.withdrawn_at is not None:
            yield _Word(answer.withdrawn_at, is_yes=False)
