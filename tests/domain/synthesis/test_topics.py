"""Where a conversation comes to a topic: what was asked, what was answered, who used its words first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.synthesis.support import Ask, Prompting
from firsthand.domain.synthesis.topics import (
    BEFORE_IT_BEGAN,
    Outline,
    QuestionPlace,
    Stretch,
    Topic,
    TopicHeard,
    beginnings,
    listen,
    marked_questions,
    outline,
    places,
    places_by_term,
    uses,
)
from interviews_held import talk

BLOCKERS = Topic(("When did you last find a blocker too late?",), ("blocker", "stuck", "held up"))


def heard_in(transcript: Transcript, told: str = "") -> TopicHeard:
    asking = {turn.index: turn.text for turn in transcript.turns if turn.role is Role.RESEARCHER}
    return listen(BLOCKERS, outline(transcript, BLOCKERS.questions), asking, told)


@pytest.mark.parametrize(
    ("text", "term", "found"),
    [
        ("The blockers came late", "blocker", True),
        ("We were blocked", "blocker", True),  # endings are let go, so that little is missed
        ("We were blocked", "block*", True),
        ("It was HELD UP twice", "held up", True),
        ("They held it up", "held up", False),
        ("", "blocker", False),
        ("blocker", "", False),
        ("blocker", "*", False),
        ("C++ is hard", "c++", True),
        ("don’t know", "don't", True),
    ],
)
def test_a_term_is_found_by_its_stem_and_as_a_run_of_words(text: str, term: str, found: bool) -> None:
    assert uses(text, [term]) is found


def test_places_are_code_points() -> None:
    text = "🙂 stuck, and held up"
    assert [text[begin:finish] for begin, finish in places(text, BLOCKERS.terms)] == ["stuck", "held up"]


def test_a_listed_question_and_one_with_a_term_are_asks() -> None:
    heard = heard_in(
        talk("""
        Mira: What does your team do on Mondays?
        Jonas: We plan the week and see who is where.
        Mira: When was the last time you found out about a blocker too late?
        Jonas: In March, when the crane never came.
        Mira: Were you stuck for long?
        Jonas: Mm-hmm.
        """),
    )
    assert heard.asks == (Ask(2), Ask(4, is_answered=False))
    assert heard.first_prompt == 2
    assert [heard.prompting(turn) for turn in (1, 3, 5)] == [
        Prompting.UNPROMPTED,
        Prompting.PROMPTED,
        Prompting.PROMPTED,
    ]


def test_a_leading_question_is_no_sound_ask() -> None:
    heard = heard_in(
        talk("""
        Mira: What did you do on Monday?
        Jonas: We planned the week, as we always do.
        Mira: Wouldn't you agree that blockers are found too late?
        Jonas: Sure, I suppose.
        """),
    )
    assert [(ask.turn, ask.is_sound) for ask in heard.asks] == [(2, False)]


def test_the_researcher_using_the_words_prompts_without_asking() -> None:
    heard = heard_in(
        talk("""
        Mira: We look into blockers these days. What did you do yesterday?
        Jonas: I was stuck all morning.
        """),
    )
    assert heard.prompting(1) is Prompting.PROMPTED


@pytest.mark.parametrize(
    ("told", "prompting"),
    [
        ("We would like to hear about your work.", Prompting.UNPROMPTED),
        ("We would like to hear about blockers.", Prompting.PROMPTED),
    ],
)
def test_what_the_invitation_says_prompts_too(told: str, prompting: Prompting) -> None:
    heard = heard_in(talk("Mira: What did you do yesterday?\nJonas: I was stuck all day."), told=told)
    assert heard.prompting(1) is prompting
    assert heard.first_prompt == (BEFORE_IT_BEGAN if prompting is Prompting.PROMPTED else None)


def test_without_roles_nothing_is_known() -> None:
    heard = heard_in(talk("Mira: Are you stuck?\nJonas: Yes.", {"Mira": Role.RESEARCHER}))
    assert (heard.asks, heard.is_known, heard.prompting(1)) == ((), False, Prompting.UNKNOWN)


@pytest.mark.parametrize(
    ("answer", "is_answered"),
    [
        ("Yes.", True),
        ("No", True),
        ("Mm-hmm.", False),
        ("I'd rather not say.", False),
        ("Pass", False),
        ("Twice.", True),
    ],
)
def test_a_plain_yes_answers_and_a_murmur_does_not(answer: str, is_answered: bool) -> None:
    heard = heard_in(talk(f"Mira: Were you stuck last week?\nJonas: {answer}"))
    assert [ask.is_answered for ask in heard.asks] == [is_answered]


@given(st.lists(st.text("abBäÄ'’ 1*", max_size=8), max_size=3), st.text("abBäÄ'’ 1", max_size=30))
def test_no_text_that_uses_a_term_is_missed_by_its_beginnings(terms: list[str], text: str) -> None:
    if uses(text, terms):
        assert any(one in text.lower() for one in beginnings(terms))


WORDS = st.lists(st.sampled_from(["stuck", "Blockers", "held", "up", "HELD UP", "don’t", "and", "🙂"]), max_size=12)


@given(WORDS, st.lists(st.sampled_from(["stuck", "blocker", "held up", "block*", "don't", "", "*"]), max_size=5))
def test_the_places_of_all_terms_are_those_of_each(words: list[str], terms: list[str]) -> None:
    text = " ".join(words)
    each = {term: places(text, [term]) for term in terms}
    assert places_by_term(text, terms) == {term: where for term, where in each.items() if where}
    assert places(text, terms) == tuple(sorted({place for where in each.values() for place in where}))


STRETCHES = st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(0, 3), st.integers(0, 9)).map(
    lambda four: Stretch(*min(four[:2], four[2:]), *max(four[:2], four[2:]))
)


@given(STRETCHES, STRETCHES)
def test_two_stretches_overlap_as_their_characters_do(one: Stretch, other: Stretch) -> None:
    def characters(stretch: Stretch) -> set[tuple[int, int]]:
        everything = {(turn, at) for turn in range(4) for at in range(10)}
        begin, finish = (stretch.first_turn, stretch.begin), (stretch.last_turn, stretch.finish)
        return {place for place in everything if begin <= place < finish}

    if characters(one) and characters(other):
        assert one.overlaps(other) == bool(characters(one) & characters(other)) == other.overlaps(one)


def test_a_mark_on_a_question_asks_and_a_mark_beside_it_does_not() -> None:
    found = Outline(True, (QuestionPlace(2, 10, 30, is_sound=True, is_answered=True),))
    assert marked_questions(found, [Stretch(2, 12, 2, 15)]) == {2: ((10, 30),)}
    assert marked_questions(found, [Stretch(1, 0, 3, 4)]) == {2: ((10, 30),)}
    assert marked_questions(found, [Stretch(2, 0, 2, 10), Stretch(2, 30, 2, 40), Stretch(3, 0, 3, 9)]) == {}
