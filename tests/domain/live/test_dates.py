from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.live.dates import find_due

TUESDAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("said", "words", "on"),
    [
        ("I'll send it today.", "today", date(2026, 11, 24)),
        ("I'll send it by tomorrow morning.", "by tomorrow morning", date(2026, 11, 25)),
        ("Let's say the day after tomorrow.", "the day after tomorrow", date(2026, 11, 26)),
        ("Can you do it by the end of the day?", "by the end of the day", date(2026, 11, 24)),
        ("I'll have it by Friday.", "by Friday", date(2026, 11, 27)),
        ("By next Friday, please.", "By next Friday", date(2026, 12, 4)),
        ("We meet next Monday.", "next Monday", date(2026, 11, 30)),
        ("It is due on Tuesday.", "due on Tuesday", date(2026, 12, 1)),
        ("Sometime this week.", "this week", date(2026, 11, 27)),
        ("I'll call you next week.", "next week", date(2026, 12, 4)),
        ("By the end of the month.", "By the end of the month", date(2026, 11, 30)),
        ("By the end of next month.", "By the end of next month", date(2026, 12, 31)),
        ("By the end of the quarter.", "By the end of the quarter", date(2026, 12, 31)),
        ("In two weeks I'll know more.", "In two weeks", date(2026, 12, 8)),
        ("Within a couple of days.", "Within a couple of days", date(2026, 11, 26)),
        ("In three months.", "In three months", date(2027, 2, 24)),
        ("Until 3 December.", "Until 3 December", date(2026, 12, 3)),
        ("By January 15th, 2028.", "By January 15th, 2028", date(2028, 1, 15)),
        ("On the 2nd of March.", "On the 2nd of March", date(2027, 3, 2)),
        ("By the 3rd.", "By the 3rd", date(2026, 12, 3)),
        ("Before 2026-12-01 if you can.", "Before 2026-12-01", date(2026, 12, 1)),
        ("Before the next meeting.", "Before the next meeting", None),
        ("As soon as possible.", "As soon as possible", None),
        ("By 31 November.", "By 31 November", None),
    ],
)
def test_words_that_name_a_day_are_found_with_the_day(said: str, words: str, on: date | None) -> None:
    due = find_due(said, TUESDAY)
    assert due is not None
    assert (due.words, due.on) == (words, on)


@pytest.mark.parametrize("said", ["Our Friday meeting is fun.", "I may do it.", "We march on.", "It took two weeks."])
def test_other_words_are_no_time(said: str) -> None:
    assert find_due(said, TUESDAY) is None


def test_without_the_day_of_the_session_only_the_words_are_known() -> None:
    due = find_due("I'll send it by Friday.", None)
    assert due is not None
    assert (due.words, due.on) == ("by Friday", None)


@given(
    st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(["by Friday", "next week", "on the 29th", "today"])
)
def test_a_day_to_come_is_never_past_and_the_words_stand_where_they_say(today: date, words: str) -> None:
    text = f"Well, I’ll do it {words}."
    due = find_due(text, today)
    assert due is not None
    assert text[due.begin : due.finish] == due.words == words
    assert due.on is None or today <= due.on <= today + timedelta(days=62)
