from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from firsthand.domain.people.consent import ATTESTABLE, EVERYTHING, Consent, How, Scope
from firsthand.domain.people.consent_states import ConsentState, ends_next, state_of
from firsthand.domain.people.consent_uses import NEEDS, Use, allows, missing
from firsthand.domain.people.consent_wordings import BUILT_IN, LANGUAGES, Wording, faults, spoken_language

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=40)
SOON, LATER = NOW + timedelta(days=29), NOW + timedelta(days=31)
NOTHING: frozenset[Scope] = frozenset()
CASES: dict[ConsentState, list[Consent]] = {
    ConsentState.UNASKED: [],
    ConsentState.GIVEN: [Consent(EVERYTHING, How.FORM, BEFORE, expires_at=LATER)],
    ConsentState.PARTLY: [Consent(frozenset({Scope.RECORD}), How.FORM, BEFORE)],
    ConsentState.ATTESTED: [Consent(ATTESTABLE, How.SPOKEN, BEFORE, is_attested=True)],
    ConsentState.EXPIRING: [Consent(EVERYTHING, How.FORM, BEFORE, expires_at=SOON)],
    ConsentState.EXPIRED: [Consent(EVERYTHING, How.FORM, BEFORE, expires_at=NOW)],
    ConsentState.ENDED: [Consent(EVERYTHING, How.FORM, BEFORE), Consent(NOTHING, How.TOLD, NOW, refused=EVERYTHING)],
    ConsentState.REMOVAL_ASKED: [Consent(NOTHING, How.FORM, NOW, refused=EVERYTHING, asks_removal=True)],
}


@pytest.mark.parametrize("state", ConsentState)
def test_how_it_stands_in_a_word(state: ConsentState) -> None:
    assert state_of(CASES[state], NOW) is state


def test_the_first_end_of_what_counts_is_the_next_one() -> None:
    both = [
        Consent(frozenset({Scope.RECORD}), How.FORM, BEFORE, expires_at=LATER),
        Consent(frozenset({Scope.CLIP}), How.FORM, BEFORE, expires_at=SOON),
    ]
    assert ends_next(both, NOW) == SOON
    assert ends_next(CASES[ConsentState.ATTESTED], NOW) is None


def test_every_use_needs_something_and_a_quote_needs_the_transcript_it_is_looked_up_in() -> None:
    assert set(NEEDS) == set(Use)
    assert all(NEEDS.values())
    assert all(Scope.TRANSCRIBE in NEEDS[use] for use in (Use.QUOTE_INSIDE, Use.QUOTE_OUTSIDE, Use.EXPORT))
    assert NEEDS[Use.QUOTE_INSIDE] < NEEDS[Use.QUOTE_OUTSIDE]


def test_what_is_missing_is_named_in_the_order_in_which_people_are_asked() -> None:
    assert missing(Use.QUOTE_OUTSIDE, frozenset({Scope.QUOTE_INSIDE})) == (Scope.TRANSCRIBE, Scope.QUOTE_OUTSIDE)
    assert allows(Use.CUT_CLIP, EVERYTHING)
    assert not allows(Use.CUT_CLIP, frozenset({Scope.CLIP}))


def test_the_built_in_wordings_ask_for_everything_in_both_languages() -> None:
    for language in LANGUAGES:
        assert BUILT_IN[language].asked == tuple(Scope)
        assert list(faults(BUILT_IN[language])) == []


def test_a_wording_that_asks_nothing_is_refused_field_by_field() -> None:
    assert [where for where, _ in faults(Wording("fr", "", "", {}))] == ["language", "title", "intro", "texts"]


@pytest.mark.parametrize(("wanted", "spoken"), [("de-AT", "de"), ("DE_de", "de"), ("English", "en"), ("fr", "en")])
def test_who_speaks_another_language_gets_the_usual_one(wanted: str, spoken: str) -> None:
    assert spoken_language(wanted) == spoken
