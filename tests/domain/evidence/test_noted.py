"""Noted words in a transcript: word for word, changed, said otherwise, or not there."""

from __future__ import annotations

from firsthand.domain.evidence.noted import Hearing, Nearest, nearest
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn

SAID = (
    ("Rui", "What happens when nobody answers the door?"),
    ("Lena", "The visit is closed as no access. On my screen that looks the same as fixed."),
    ("Rui", "No access looks the same as fixed."),
    ("Omar", "I ring the tenant and then I drive there, twice if I have to."),
    ("Lena", "I look for the word sorry. Old people say sorry to bother you."),
)
TRANSCRIPT = Transcript(
    tuple(
        Turn(i, name, text, i * 10.0, i * 10.0 + 9, role=Role.RESEARCHER if name == "Rui" else Role.PARTICIPANT)
        for i, (name, text) in enumerate(SAID)
    )
)
EVERYBODY = Hearing.of(TRANSCRIPT, range(5))


def text_of(found: Nearest | None) -> str:
    assert found is not None
    return TRANSCRIPT.turns[found.place.first_turn].text[found.place.begin : found.place.finish]


def test_words_noted_letter_by_letter_are_exact() -> None:
    found = nearest("I look for the word sorry.", EVERYBODY)
    assert (text_of(found), found and found.status) == ("I look for the word sorry.", Status.EXACT)


def test_changed_words_come_with_the_difference_and_the_whole_sentence() -> None:
    found = nearest("I call the tenant and then drive there", EVERYBODY)
    assert text_of(found) == "I ring the tenant and then I drive there, twice if I have to."
    assert found
    assert found.status is Status.ALTERED
    assert "“ring” became “call”" in found.difference


def test_what_was_said_otherwise_is_found_by_its_rare_words() -> None:
    found = nearest("fixed or no access: for the screen of mine it is the same", EVERYBODY)
    assert found
    assert found.status is Status.NOT_FOUND
    assert "screen" in text_of(found)


def test_a_researchers_repetition_is_not_taken_for_the_participants_words() -> None:
    found = nearest("No access looks the same as fixed.", EVERYBODY)
    assert found
    assert found.place.first_turn == 1


def test_only_the_turns_of_the_one_who_was_noted_are_looked_through() -> None:
    omar = Hearing.of(TRANSCRIPT, [3])
    assert nearest("I look for the word sorry.", omar) is None


def test_words_that_come_near_nothing_find_nothing() -> None:
    assert nearest("The lift cried in the canteen on Thursday", EVERYBODY) is None
    assert nearest("sorry", Hearing.of(Transcript(()), [])) is None


def test_of_two_places_as_good_as_each_other_the_one_near_the_moment_is_taken() -> None:
    twice = Transcript(
        tuple(Turn(i, "Lena", "It was red, blue and green.", i * 60.0, None, role=Role.PARTICIPANT) for i in range(5))
    )
    found = nearest("It was red, blue and green.", Hearing.of(twice, range(5)), near_seconds=185.0)
    assert found
    assert found.place.first_turn == 3
