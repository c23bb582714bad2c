from __future__ import annotations

import pytest

from firsthand.domain.evidence.caveats import answered, by_turn, exchange_of
from firsthand.domain.interviews.conversation import hear
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.planning.linting import Fault


def talk(*lines: str) -> Transcript:
    """ "R: …" is the researcher, "P: …" the participant."""
    roles = {"R": Role.RESEARCHER, "P": Role.PARTICIPANT}
    return Transcript(tuple(Turn(i, line[0], line[3:], role=roles[line[0]]) for i, line in enumerate(lines)))


LEADING = talk(
    "R: Tell me about the last delivery.",
    "P: It came late, as always on Mondays.",
    "R: Don't you agree that a map would be great?",
    "P: Sure, a map would be nice.",
    "P: I would look at it every day.",
    "R: What happened then?",
    "P: I called the shop.",
)


@pytest.mark.parametrize("turn", [3, 4])
def test_every_turn_of_an_answer_carries_what_is_wrong_with_its_question(turn: int) -> None:
    found = answered(exchange_of(LEADING, turn))
    assert found is not None
    assert (found.turn, found.caveat is not None) == (2, True)


@pytest.mark.parametrize(("turn", "question"), [(1, 0), (6, 5)])
def test_an_open_question_leaves_no_caveat(turn: int, question: int) -> None:
    found = answered(exchange_of(LEADING, turn))
    assert found is not None
    assert (found.turn, found.caveat) == (question, None)


def test_words_that_answer_nothing_have_no_question() -> None:
    assert answered(exchange_of(talk("P: Hello there, I am early today."), 0)) is None
    assert answered(exchange_of(LEADING, 2)) is None
    assert answered(None) is None


def test_looking_at_one_exchange_says_the_same_as_hearing_everything() -> None:
    everything = by_turn(hear(LEADING).everything)
    for turn in (1, 3, 4, 6):
        near, whole = answered(exchange_of(LEADING, turn)), answered(everything.get(turn))
        assert near == whole


def test_a_question_that_is_merely_clumsy_is_no_caveat() -> None:
    clumsy = talk("R: How did you find the shop and what did you buy there?", "P: By chance. I bought a lamp.")
    found = answered(exchange_of(clumsy, 1))
    assert found is not None
    assert found.caveat not in {Fault.DOUBLE_BARRELLED, Fault.GENERIC}
