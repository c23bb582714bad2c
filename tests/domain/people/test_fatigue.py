from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.fatigue import Again, Asked, Asking, History, Limits, Reach, asking_days, verdict

TODAY = date(2026, 11, 27)
LIMITS = Limits()

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
askings = st.lists(st.builds(Asking, st.sampled_from(Asked), days), max_size=12).map(tuple)
histories = st.builds(History, askings, st.none() | days, st.none() | days, st.booleans(), st.sampled_from(Again))
limits = st.builds(Limits, st.integers(0, 120), st.integers(1, 6), st.integers(1, 12), st.integers(0, 400))


def ago(number: int, how: Asked = Asked.INVITED) -> Asking:
    return Asking(how, TODAY - timedelta(days=number))


def test_somebody_new_may_be_asked() -> None:
    assert verdict(History(), LIMITS, TODAY).reach is Reach.FINE


def test_somebody_asked_last_week_is_left_alone_for_a_month() -> None:
    found = verdict(History((ago(7),)), LIMITS, TODAY)
    assert (found.reach, found.until, found.last_asked) == (Reach.WAIT, date(2026, 12, 20), date(2026, 11, 20))
    assert found.reasons == ("Last asked on 20 November 2026; 30 days should lie between.",)


def test_somebody_asked_twice_in_a_quarter_waits_until_the_first_of_them_is_90_days_old() -> None:
    found = verdict(History((ago(80), ago(40, Asked.SURVEYED))), LIMITS, TODAY)
    assert (found.until, found.in_90_days, found.in_365_days) == (TODAY + timedelta(days=10), 2, 2)
    assert found.reasons == ("Asked twice within 90 days; the limit is 2.",)


def test_four_times_a_year_is_enough() -> None:
    found = verdict(History(tuple(map(ago, (300, 250, 200, 100)))), LIMITS, TODAY)
    assert (found.until, found.in_365_days) == (TODAY + timedelta(days=65), 4)


def test_an_invitation_and_the_conversation_that_came_of_it_are_one_asking() -> None:
    assert asking_days((ago(20), ago(10, Asked.MET))) == [TODAY - timedelta(days=10)]
    assert len(asking_days((ago(90), ago(10, Asked.MET)))) == 2
    assert len(asking_days((ago(20), ago(10, Asked.MET), ago(5, Asked.MET)))) == 2


def test_a_conversation_ahead_is_waited_for() -> None:
    found = verdict(History((ago(-5, Asked.MET),)), LIMITS, TODAY)
    assert (found.until, found.last_asked) == (TODAY + timedelta(days=35), None)
    assert found.reasons == ("A conversation with them is planned for 2 December 2026.",)


def test_who_declined_is_left_alone_for_half_a_year() -> None:
    found = verdict(History((ago(40),), declined_on=TODAY - timedelta(days=30)), LIMITS, TODAY)
    assert (found.reach, found.until) == (Reach.WAIT, TODAY + timedelta(days=150))
    assert found.reasons == ("They declined on 28 October 2026.",)


def test_the_day_noted_on_their_page_counts() -> None:
    assert verdict(History(not_before=date(2027, 1, 1)), LIMITS, TODAY).until == date(2027, 1, 1)
    assert verdict(History(not_before=TODAY), LIMITS, TODAY).reach is Reach.FINE


@pytest.mark.parametrize(
    ("has_spoken", "again", "reach"),
    [
        (False, Again.NEVER_SAID, Reach.FINE),
        (True, Again.NEVER_SAID, Reach.NO),
        (True, Again.YES, Reach.FINE),
        (False, Again.NO, Reach.NO),
        (True, Again.NO, Reach.NO),
        (False, Again.RAN_OUT, Reach.NO),
    ],
)
def test_who_may_be_asked_again_is_theirs_to_say(has_spoken: bool, again: Again, reach: Reach) -> None:
    found = verdict(History(has_spoken=has_spoken, again=again), LIMITS, TODAY)
    assert (found.reach, bool(found.reasons)) == (reach, reach is Reach.NO)


@given(histories, limits, days)
def test_on_the_day_that_is_named_asking_is_fine_and_on_the_day_before_it_is_not(
    history: History, limits: Limits, today: date
) -> None:
    found = verdict(history, limits, today)
    if found.until is None:
        assert found.reach is not Reach.WAIT
        return
    assert found.until > today
    assert verdict(history, limits, found.until).reach is Reach.FINE
    assert verdict(history, limits, found.until - timedelta(days=1)).reach is Reach.WAIT


@given(histories, limits, days, st.integers(0, 400))
def test_time_alone_never_makes_it_worse(history: History, limits: Limits, today: date, later: int) -> None:
    if verdict(history, limits, today).reach is Reach.FINE:
        assert verdict(history, limits, today + timedelta(days=later)).reach is Reach.FINE


@given(histories, limits, days, st.builds(Asking, st.just(Asked.SURVEYED), days))
def test_one_asking_more_never_opens_a_door(history: History, limits: Limits, today: date, asking: Asking) -> None:
    more = replace(history, askings=(*history.askings, asking))
    before, after = verdict(history, limits, today), verdict(more, limits, today)
    assert before.reach is Reach.FINE or after.reach is before.reach
    assert before.until is None or after.until is None or after.until >= before.until


@given(histories, limits, days)
def test_the_order_in_which_things_were_noted_does_not_matter(history: History, limits: Limits, today: date) -> None:
    turned = replace(history, askings=tuple(reversed(history.askings)))
    assert verdict(turned, limits, today) == verdict(history, limits, today)


@given(histories, limits, days)
def test_every_verdict_but_fine_has_its_reasons(history: History, limits: Limits, today: date) -> None:
    found = verdict(history, limits, today)
    assert bool(found.reasons) == (found.reach is not Reach.FINE)
    assert 0 <= found.in_90_days <= found.in_365_days
