from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.consent import (
    ATTESTABLE,
    EVERYTHING,
    Consent,
    How,
    Scope,
    Verdict,
    agreed_scopes,
    refused_scopes,
    removal_asked_at,
    standings,
)

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
YESTERDAY, TOMORROW = NOW - timedelta(days=1), NOW + timedelta(days=1)
LONG_AGO = NOW - timedelta(days=300)
QUOTE = frozenset({Scope.QUOTE_OUTSIDE})
moments = st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda away: NOW + away)
some_scopes = st.frozensets(st.sampled_from(Scope))
consents = st.builds(
    Consent,
    some_scopes,
    st.sampled_from(How),
    moments,
    st.booleans(),
    st.none() | moments,
    st.none() | moments,
    some_scopes,
    st.just(False),
)


def test_a_members_word_is_enough_for_a_transcript_and_quotes_inside_only() -> None:
    said = Consent(EVERYTHING, How.SPOKEN, NOW, is_attested=True)
    assert agreed_scopes([said], NOW) == {Scope.TRANSCRIBE, Scope.QUOTE_INSIDE}


def test_an_expired_a_withdrawn_and_a_future_consent_count_for_nothing() -> None:
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, YESTERDAY, expires_at=NOW)], NOW) == frozenset()
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, YESTERDAY, withdrawn_at=NOW)], NOW) == frozenset()
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, TOMORROW)], NOW) == frozenset()


def test_a_later_no_closes_an_earlier_yes_and_a_later_yes_opens_it_again() -> None:
    yes = Consent(QUOTE, How.FORM, LONG_AGO)
    no = Consent(frozenset(), How.EMAIL, YESTERDAY, refused=QUOTE)
    assert agreed_scopes([yes], NOW) == QUOTE
    assert agreed_scopes([yes, no], NOW) == frozenset()
    assert agreed_scopes([yes, no, Consent(QUOTE, How.FORM, NOW)], NOW) == QUOTE


def test_an_answer_about_one_thing_leaves_the_others_as_they_were() -> None:
    yes = Consent(EVERYTHING, How.FORM, LONG_AGO)
    no = Consent(frozenset(), How.EMAIL, YESTERDAY, refused=QUOTE)
    assert agreed_scopes([yes, no], NOW) == EVERYTHING - QUOTE


def test_a_paper_from_before_that_is_found_later_does_not_undo_what_was_said_since() -> None:
    no = Consent(frozenset(), How.TOLD, YESTERDAY, refused=EVERYTHING)
    found_in_a_drawer = Consent(EVERYTHING, How.PAPER, LONG_AGO)
    assert agreed_scopes([no, found_in_a_drawer], NOW) == frozenset()


def test_where_the_newest_yes_has_run_out_an_older_one_without_an_end_does_not_take_its_place() -> None:
    old = Consent(QUOTE, How.FORM, LONG_AGO)
    until_yesterday = Consent(QUOTE, How.FORM, NOW - timedelta(days=30), expires_at=YESTERDAY)
    assert standings([old, until_yesterday], NOW)[Scope.QUOTE_OUTSIDE].verdict is Verdict.EXPIRED
    assert agreed_scopes([old, until_yesterday], NOW) == frozenset()


def test_a_member_can_not_attest_away_what_somebody_refused_themselves() -> None:
    no = Consent(frozenset(), How.FORM, LONG_AGO, refused=frozenset({Scope.TRANSCRIBE}))
    attested = Consent(ATTESTABLE, How.SPOKEN, NOW, is_attested=True)
    assert agreed_scopes([no, attested], NOW) == {Scope.QUOTE_INSIDE}


def test_a_member_can_attest_what_ran_out_for_another_conversation() -> None:
    old = Consent(ATTESTABLE, How.FORM, LONG_AGO, expires_at=YESTERDAY)
    assert agreed_scopes([old, Consent(ATTESTABLE, How.SPOKEN, NOW, is_attested=True)], NOW) == ATTESTABLE


def test_what_stands_in_both_lists_is_refused() -> None:
    assert agreed_scopes([Consent(QUOTE, How.FORM, NOW, refused=QUOTE)], NOW) == frozenset()


def test_never_asked_is_not_refused() -> None:
    every = standings([Consent(QUOTE, How.FORM, NOW)], NOW)
    assert every[Scope.CLIP].verdict is Verdict.OPEN
    assert refused_scopes([Consent(QUOTE, How.FORM, NOW)], NOW) == frozenset()


def test_who_asks_for_everything_to_be_removed_agrees_to_nothing_whatever_is_logged_meanwhile() -> None:
    asks = Consent(frozenset(), How.FORM, YESTERDAY, refused=EVERYTHING, asks_removal=True)
    everything = Consent(EVERYTHING, How.EMAIL, NOW)
    assert removal_asked_at([asks, everything], NOW) == YESTERDAY
    assert agreed_scopes([asks, everything], NOW) == frozenset()
    taken_back = replace(asks, withdrawn_at=NOW - timedelta(hours=1))
    assert removal_asked_at([taken_back], NOW) is None
    assert agreed_scopes([taken_back], NOW) == frozenset()
    assert agreed_scopes([taken_back, everything], NOW) == EVERYTHING


@given(st.lists(consents), some_scopes)
def test_a_refusal_now_closes_exactly_what_it_speaks_of(answers: list[Consent], refused: frozenset[Scope]) -> None:
    before = agreed_scopes(answers, NOW)
    assert agreed_scopes([*answers, Consent(frozenset(), How.TOLD, NOW, refused=refused)], NOW) == before - refused


@given(st.lists(consents.filter(lambda one: one.given_at < NOW and one.withdrawn_at != NOW)), some_scopes)
def test_a_persons_own_yes_now_opens_what_it_speaks_of(answers: list[Consent], given_now: frozenset[Scope]) -> None:
    yes = Consent(given_now, How.FORM, NOW)
    assert agreed_scopes([*answers, yes], NOW) == agreed_scopes(answers, NOW) | given_now


@given(st.lists(consents).flatmap(lambda answers: st.tuples(st.just(answers), st.permutations(answers))))
def test_the_order_in_which_answers_were_written_down_does_not_matter(
    pair: tuple[list[Consent], list[Consent]],
) -> None:
    assert standings(pair[0], NOW) == standings(pair[1], NOW)


@given(st.lists(consents))
def test_attested_answers_alone_never_open_more_than_they_may(answers: list[Consent]) -> None:
    assert agreed_scopes([answer for answer in answers if answer.is_attested], NOW) <= ATTESTABLE


@given(st.lists(consents))
def test_nothing_is_open_that_nobody_said_yes_to(answers: list[Consent]) -> None:
    said = frozenset(scope for answer in answers for scope in answer.counted_scopes)
    assert agreed_scopes(answers, NOW) <= said


@given(st.lists(consents), consents)
def test_an_attested_yes_never_opens_what_is_refused(answers: list[Consent], answer: Consent) -> None:
    attested = replace(answer, is_attested=True, refused=frozenset(), withdrawn_at=None)
    assert not agreed_scopes([*answers, attested], NOW) & refused_scopes(answers, NOW)


@given(st.lists(consents), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_time_alone_never_opens_anything_that_was_given_by_now(answers: list[Consent], later: timedelta) -> None:
    given_by_now = [answer for answer in answers if answer.given_at <= NOW]
    assert agreed_scopes(given_by_now, NOW + later) <= agreed_scopes(given_by_now, NOW)
