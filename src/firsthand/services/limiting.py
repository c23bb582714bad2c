"""Slows down whoever guesses: passwords, codes, and the secret addresses that stand for a person.

    with guarded(Guarded.CALENDAR, address):          # a long secret: NotFound inside is a failure
        ...

    attempt = begin_attempt(Guarded.SIGN_IN, address, email)   # a short one: counted before it is looked at
    ...
    attempt.succeeded()

Both raise TooOften, with the time to wait. Failures are counted in the database, so that all processes count together.
Whoever guesses from one address at one account shuts out nobody else: see the rules in `domain/people/patience.py`.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from firsthand.domain.errors import NotFound, TooOften
from firsthand.domain.people.addresses import network_of
from firsthand.domain.people.patience import NONE, Guarded, Patience, in_words, rule
from firsthand.storage.attempts import AttemptRecord

KEPT_FOR = timedelta(days=1)  # longer than any failure counts


@dataclass(frozen=True, slots=True)
class Counter:
    """One count of failures and the patience with it."""

    digest: str
    patience: Patience
    is_enforced: bool = True


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try under way, counted as a failure until it says that it was none."""

    counters: tuple[Counter, ...]
    failures: int  # from this address at this account, with this one; 0 where they are not counted together

    @property
    def begins_a_burst(self) -> bool:
        """Whether this is the failure from which on whoever tries must wait."""
        return bool(self.failures) and self.failures == self.counters[0].patience.free

    def succeeded(self) -> None:
        """It was right: forget the failures from here at this account, and take this one back elsewhere."""
        own, *others = self.counters
        if self.failures:
            AttemptRecord.objects.filter(digest=own.digest).delete()
        else:
            others = [own, *others]
        digests = [counter.digest for counter in others]
        AttemptRecord.objects.filter(digest__in=digests, failures__gt=0).update(failures=F("failures") - 1)


def begin_attempt(what: Guarded, address: str, account: str = "", *, is_familiar: bool = False) -> Attempt:
    """Count a try before anything is compared, so that many at once get no further than many in a row.

    `account` is what was typed, whether or not anybody has it. From a familiar place, what others tried elsewhere at
    the same account does not count. Raises TooOften.
    """
    counters = _counters(what, address, account, is_familiar)
    now = timezone.now()
    with transaction.atomic():
        rows = _locked(counters, now)
        _require_patience([(rows[one.digest], one) for one in counters], now)
        for one in counters:
            row = rows[one.digest]
            row.failures = one.patience.counted(row.failures, row.last_at, now) + 1
            row.last_at = now
            row.save(update_fields=["failures", "last_at"])
    return Attempt(counters, rows[counters[0].digest].failures if rule(what).here and account else 0)


@contextmanager
def guarded(what: Guarded, address: str) -> Iterator[None]:
    """Look a long secret up inside; NotFound is a failure, and after many of them TooOften takes its place.

    The right secret always gets through, however much somebody else tried from the same address: it can't be found by
    trying, and calendars of many people are fetched from one place. Costs nothing where all is well.
    """
    try:
        yield
    except NotFound:
        begin_attempt(what, address)
        raise


def forget_old_attempts() -> None:
    """Remove the counts that count no longer."""
    AttemptRecord.objects.filter(last_at__lt=timezone.now() - KEPT_FOR).delete()


def keyed_digest(*parts: str) -> str:
    """What stands for an address or an account in the database: without the server's key nobody can try them out."""
    return hmac.new(settings.SECRET_KEY.encode(), "\0".join(parts).encode(), hashlib.sha256).hexdigest()


def _counters(what: Guarded, address: str, account: str, is_familiar: bool) -> tuple[Counter, ...]:
    place, who, rules = network_of(address), account.strip().casefold(), rule(what)
    counters = []
    if rules.here and who:
        counters.append(Counter(keyed_digest(what, "here", place, who), rules.here))
    counters.append(Counter(keyed_digest(what, "address", place), rules.address))
    if rules.account and who:
        counters.append(Counter(keyed_digest(what, "account", who), rules.account, is_enforced=not is_familiar))
    return tuple(counters)


def _locked(counters: tuple[Counter, ...], now: datetime) -> dict[str, AttemptRecord]:
    """The rows, made where they were not there; locked in one order, so that two attempts never wait for each other."""
    digests = sorted(one.digest for one in counters)
    blank = [AttemptRecord(digest=digest, failures=0, last_at=now) for digest in digests]
    AttemptRecord.objects.bulk_create(blank, ignore_conflicts=True)
    rows = AttemptRecord.objects.select_for_update().filter(digest__in=digests).order_by("digest")
    return {row.digest: row for row in rows}


def _require_patience(pairs: list[tuple[AttemptRecord, Counter]], now: datetime) -> None:
    waits = [one.patience.wait(row.failures, row.last_at, now) for row, one in pairs if one.is_enforced]
    longest = max(waits, default=NONE)
    if longest > NONE:
        message = f"Too many attempts from here. Nothing was tried this time; wait {in_words(longest)} and try again."
        raise TooOften(message, max(1, -(-longest // timedelta(seconds=1))))
