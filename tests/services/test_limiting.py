"""Guessing is slowed down, and nobody is shut out by somebody else's guesses."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from firsthand.domain.errors import NotFound, TooOften
from firsthand.domain.people.patience import Guarded
from firsthand.services import limiting
from firsthand.services.limiting import begin_attempt, forget_old_attempts, guarded
from firsthand.storage.models import AttemptRecord

HOME, CAFE = "203.0.113.9", "198.51.100.7"
pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Time that passes only when a test says so."""
    from django.utils import timezone

    class Clock:
        now_is = timezone.now()

        def pass_by(self, **time: float) -> None:
            self.now_is += timedelta(**time)

        def now(self) -> Any:
            return self.now_is

    clock = Clock()
    monkeypatch.setattr(limiting.timezone, "now", clock.now)
    return clock


def fail(times: int, address: str = HOME, account: str = "ana@example.org", what: Guarded = Guarded.SIGN_IN) -> None:
    for _ in range(times):
        begin_attempt(what, address, account)


def waits(address: str, account: str, what: Guarded = Guarded.SIGN_IN, *, is_familiar: bool = False) -> int:
    """Seconds to wait; 0 where a try goes through, which is then taken back."""
    try:
        begin_attempt(what, address, account, is_familiar=is_familiar).succeeded()
    except TooOften as refusal:
        return refusal.seconds
    return 0


def test_five_failures_are_free_and_then_pauses_grow(clock: Any) -> None:
    fail(5)
    with pytest.raises(TooOften, match="wait 5 seconds"):
        fail(1)
    clock.pass_by(seconds=5)
    fail(1)
    with pytest.raises(TooOften, match="wait 10 seconds"):
        fail(1)


def test_trying_while_one_must_wait_does_not_make_the_wait_longer(clock: Any) -> None:
    fail(5)
    for _ in range(50):
        assert waits(HOME, "ana@example.org") == 5
    clock.pass_by(seconds=5)
    assert waits(HOME, "ana@example.org") == 0


def test_a_guesser_shuts_out_nobody_elsewhere(clock: Any) -> None:
    fail(5, address=CAFE)
    assert waits(CAFE, "ana@example.org") == 5
    assert waits(HOME, "ana@example.org") == 0


def test_a_guesser_does_not_shut_out_another_person_in_the_same_office_at_once(clock: Any) -> None:
    fail(5)
    assert waits(HOME, "rui@example.org") == 0


def test_however_it_is_spelled_it_is_one_account(clock: Any) -> None:
    fail(3, account="ana@example.org")
    fail(2, account=" Ana@Example.ORG ")
    assert waits(HOME, "ana@example.org") == 5


def test_one_address_can_t_try_a_few_guesses_at_everybody(clock: Any) -> None:
    for number in range(30):
        fail(1, account=f"person{number}@example.org")
    assert waits(HOME, "person31@example.org") == 5


def test_many_addresses_together_are_slowed_down_but_not_where_the_person_was_before(clock: Any) -> None:
    for number in range(100):
        fail(1, address=f"198.51.100.{number}")
    assert waits("198.51.100.200", "ana@example.org") == 5
    assert waits(HOME, "ana@example.org", is_familiar=True) == 0


def test_being_right_forgets_the_failures_here_and_takes_only_its_own_try_back_elsewhere(clock: Any) -> None:
    fail(4)
    begin_attempt(Guarded.SIGN_IN, HOME, "ana@example.org").succeeded()
    assert sorted(AttemptRecord.objects.values_list("failures", flat=True)) == [4, 4]
    fail(4)
    assert waits(HOME, "ana@example.org") == 0


def test_the_failure_from_which_on_one_must_wait_is_told_once_in_a_burst(clock: Any) -> None:
    tries = [begin_attempt(Guarded.SIGN_IN, HOME, "ana@example.org").begins_a_burst for _ in range(5)]
    assert tries == [False, False, False, False, True]
    clock.pass_by(seconds=5)
    assert not begin_attempt(Guarded.SIGN_IN, HOME, "ana@example.org").begins_a_burst


def test_different_secrets_are_counted_apart(clock: Any) -> None:
    fail(5)
    assert waits(HOME, "ana@example.org", Guarded.FACTOR) == 0


def test_a_wrong_long_secret_is_not_found_and_after_many_of_them_told_to_wait(clock: Any) -> None:
    def look(secret: str) -> str:
        with guarded(Guarded.CALENDAR, HOME):
            if secret != "right":
                raise NotFound("There is nothing here.")
            return secret

    for _ in range(20):
        with pytest.raises(NotFound):
            look("wrong")
    with pytest.raises(TooOften):
        look("wrong")
    assert look("right") == "right"


def test_neither_addresses_nor_names_can_be_read_out_of_the_counts(clock: Any) -> None:
    fail(1)
    kept = str(list(AttemptRecord.objects.values()))
    assert HOME not in kept
    assert "ana" not in kept


def test_counts_go_after_a_day(clock: Any) -> None:
    fail(3)
    clock.pass_by(hours=25)
    forget_old_attempts()
    assert AttemptRecord.objects.count() == 0


def test_many_tries_at_once_get_no_further_than_many_in_a_row(transactional_db: None) -> None:
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connections

    def attempt(_: int) -> bool:
        try:
            begin_attempt(Guarded.SIGN_IN, HOME, "ana@example.org")
        except TooOften:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(24))) == 5
