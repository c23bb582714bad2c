"""How one participant's consent stands as a whole, in a word that a list can show and filter by."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from firsthand.domain.people.consent import Consent, Verdict, removal_asked_at, standings

EXPIRING_WITHIN = timedelta(days=30)


class ConsentState(StrEnum):
    """The most pressing thing to know first; the order is that of a list of things to do."""

    REMOVAL_ASKED = "removal asked"  # everything of theirs is to go
    EXPIRED = "expired"  # nothing counts any more, because its time is over
    EXPIRING = "expiring"  # something of it ends within 30 days
    ATTESTED = "attested"  # only a member's word for it
    UNASKED = "unasked"  # no answer at all
    ENDED = "ended"  # they said no to everything, or no longer agree
    PARTLY = "partly"  # yes to some things
    GIVEN = "given"  # yes to everything


def state_of(answers: Collection[Consent], now: datetime) -> ConsentState:
    """Where one participant's consent stands at this moment."""
    if removal_asked_at(answers, now) is not None:
        return ConsentState.REMOVAL_ASKED
    every = standings(answers, now).values()
    agreed = [one for one in every if one.verdict is Verdict.YES]
    if not agreed:
        return _without_yes({one.verdict for one in every})
    if any(one.until is not None and one.until <= now + EXPIRING_WITHIN for one in agreed):
        return ConsentState.EXPIRING
    if all(one.is_attested for one in agreed):
        return ConsentState.ATTESTED
    return ConsentState.GIVEN if len(agreed) == len(every) else ConsentState.PARTLY


def _without_yes(verdicts: set[Verdict]) -> ConsentState:
    if Verdict.EXPIRED in verdicts:
        return ConsentState.EXPIRED
    return ConsentState.ENDED if Verdict.NO in verdicts else ConsentState.UNASKED


def ends_next(answers: Collection[Consent], now: datetime) -> datetime | None:
    """When the first of what is agreed to now runs out; None where nothing does."""
    ends = [one.until for one in standings(answers, now).values() if one.verdict is Verdict.YES and one.until]
    return min(ends, default=None)
