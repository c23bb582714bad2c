from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.people.consent import ATTESTABLE, Consent, How, Scope, agreed_scopes

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
EVERYTHING = frozenset(Scope)
moments = st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda away: NOW + away)
consents = st.builds(
    Consent,
    st.frozensets(st.sampled_from(Scope)),
    st.sampled_from(How),
    moments,
    st.booleans(),
    st.none() | moments,
    st.none() | moments,
)


def test_a_members_word_is_enough_for_a_transcript_and_quotes_inside_only() -> None:
    said = Consent(EVERYTHING, How.SPOKEN, NOW, is_attested=True)
    assert agreed_scopes([said], NOW) == {Scope.TRANSCRIBE, Scope.QUOTE_INSIDE}


def test_an_expired_a_withdrawn_and_a_future_consent_count_for_nothing() -> None:
    yesterday, tomorrow = NOW - timedelta(days=1), NOW + timedelta(days=1)
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, yesterday, expires_at=NOW)], NOW) == frozenset()
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, yesterday, withdrawn_at=NOW)], NOW) == frozenset()
    assert agreed_scopes([Consent(EVERYTHING, How.FORM, tomorrow)], NOW) == frozenset()


@given(st.lists(consents))
def test_more_answers_never_take_a_scope_away(answers: list[Consent]) -> None:
    assert agreed_scopes(answers[:-1], NOW) <= agreed_scopes(answers, NOW)


@given(st.lists(consents))
def test_attested_answers_alone_never_open_more_than_they_may(answers: list[Consent]) -> None:
    assert agreed_scopes([answer for answer in answers if answer.is_attested], NOW) <= ATTESTABLE
