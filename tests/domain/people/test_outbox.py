from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.outbox import (
    MAY_BECOME,
    RETRY_AFTER,
    WAITS_FOR,
    Letter,
    LetterStatus,
    flowed,
    is_one_line,
    letter_faults,
    message_id,
    next_try,
)

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def unflowed(text: str) -> str:
    """What a reader of format=flowed shows (RFC 3676)."""
    lines = [line[1:] if line.startswith(" ") else line for line in text.split("\n")]
    return "".join(line if line.endswith(" ") and line != "-- " else line + "\n" for line in lines).removesuffix("\n")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=400))
def test_soft_line_ends_change_no_word(text: str) -> None:
    assert unflowed(flowed(text)).split() == text.split()


@given(st.lists(st.sampled_from(["parcel", "a", "From", ">", "https://example.org/" + "x" * 90]), max_size=60))
def test_lines_are_short_where_there_is_a_space_to_break_at(words: list[str]) -> None:
    lines = flowed(" ".join(words)).split("\n")
    assert all(len(line) <= 74 or "https://" in line for line in lines)
    assert not any(line.startswith((">", "From ")) for line in lines)


@given(st.integers(0, 30))
def test_attempts_come_later_and_later_and_end_before_the_letter_is_old(attempts: int) -> None:
    due = next_try(attempts, NOW, NOW + WAITS_FOR)
    assert (due is None) == (attempts > len(RETRY_AFTER))
    if due is not None and attempts > 1:
        before = next_try(attempts - 1, NOW, NOW + WAITS_FOR)
        assert before is not None
        assert due > before


def test_all_attempts_together_end_within_the_days_that_a_letter_waits() -> None:
    assert sum(RETRY_AFTER, timedelta()) < WAITS_FOR


def test_no_attempt_comes_after_the_letter_is_too_late() -> None:
    assert next_try(3, NOW, NOW + timedelta(minutes=10)) is None


def test_the_message_id_is_the_letters_own_at_every_attempt() -> None:
    assert message_id("msg_1", "research@example.org") == "<msg_1@example.org>"


@given(st.text(max_size=30))
def test_what_is_one_line_has_no_line_end_of_any_kind(text: str) -> None:
    assert not is_one_line(text) or len(text.splitlines()) <= 1


def test_what_has_left_stays_as_it_is_and_nothing_leaves_without_a_claim_or_a_hand() -> None:
    assert MAY_BECOME[LetterStatus.SENT] == frozenset()
    assert {status for status, to in MAY_BECOME.items() if LetterStatus.SENDING in to} == {LetterStatus.WAITING}


def test_a_good_letter_has_no_faults() -> None:
    assert list(letter_faults(Letter("dana@example.com", "Hello", "Hello Dana"))) == []
