from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.planning.questions import Question, QuestionType, find_questions, question_type

ANSWER = "We missed the deadline by a week because the supplier was late, and the team was upset."


def asked(text: str, previous: str = "", *, written: bool = False) -> list[str]:
    return [question.text for question in find_questions(text, previous, written=written)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tell me about the last time you paid an invoice.", "invitation"),
        ("Could you walk me through your last release?", "invitation"),
        ("I'd love to hear how your week went.", "invitation"),
        ("Can you introduce yourself and say what you do?", "invitation"),
        ("How did you notice that something was off?", "wh"),
        ("In what format do the reports reach you?", "wh"),
        ("Can you tell me what you look at first?", "wh"),
        ("What do you think of the new layout?", "wh"),
        ("Why?", "probe"),
        ("Such as?", "probe"),
        ("How so?", "probe"),
        ("What happened next?", "probe"),
        ("Could you say a bit more about that?", "probe"),
        ("Can you give me an example of that?", "probe"),
        ("Why is that?", "probe"),
        ("So you missed the deadline?", "echo"),
        ("A week?", "echo"),
        ("So just to recap, the supplier caused it. And nobody called. Right?", "echo"),
        ("So you are saying it was nobody's fault?", "echo"),
        ("Have you ever tried a spreadsheet for it?", "closed"),
        ("How often do you export?", "closed"),
        ("How many people are on your team?", "closed"),
        ("You work from Oslo?", "closed"),
        ("Do you think it works, and why?", "closed"),
        ("Is there anything or anybody you rely on?", "closed"),
        ("Do you rather write it down or just remember it?", "option"),
        ("Is that done by the lead or by the whole group?", "option"),
        ("Which of the two do you like better?", "option"),
        ("By hand or by script?", "option"),
        ("Could you show me how you would book a room?", "task"),
        ("How would you find last month's invoice?", "task"),
        ("Where would you click to change it?", "task"),
        ("Can you hear me?", "logistics"),
        ("Is it ok if I record this?", "logistics"),
        ("Do you have any questions for me before we start?", "logistics"),
        ("Hi Marta, how are you?", "logistics"),
        ("Shall we get started?", "logistics"),
        ("It rained all day.", "not_a_question"),
        ("I know what you mean.", "not_a_question"),
        ("When we began, nobody had a plan.", "not_a_question"),
        ("They told me what to do, and I did it.", "not_a_question"),
        ("Yeah?", "not_a_question"),
        ("?", "not_a_question"),
        ("How did it start？", "wh"),
        ("I'd love to hear about you — what do you do all day?", "wh"),
        ("Would you like to share a story about that week?", "invitation"),
        ("Talk us through it and they don't tell us anything.", "invitation"),
        ("They don't tell us anything.", "not_a_question"),
        ("", "not_a_question"),
        ("You do it by hand. And do it well.", "not_a_question"),
        ("Why bother? Who knows?", "wh"),
        ("You know what I mean?", "closed"),
    ],
)
def test_a_turn_has_the_type_of_its_question(text: str, expected: str) -> None:
    assert question_type(text, ANSWER) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Task 3: How much was paid in May 2020?", "task"),
        ("If you wanted to cancel, where would you look?", "task"),
        ("Can you find out who signed it?", "task"),
        ("How do you find new suppliers?", "wh"),
        ("What do you expect to see under Settings?", "wh"),
        ("If you could drop one step of it, which would you want to go?", "wh"),
        ("Would you use it again?", "closed"),
        ("* [on the second screen] Is the legend helpful?", "closed"),
        ("Walk me through a typical Monday", "invitation"),
        ("Do you agree to the terms of the consent form?", "logistics"),
        ("Can you say more about that?", "probe"),
        ("Explain the purpose of the study and turn on the recorder.", "not_a_question"),
        ("## How the prototype works", "not_a_question"),
        ("Participants will see one screen at a time.", "not_a_question"),
    ],
)
def test_a_line_of_a_guide_has_the_type_of_its_question(line: str, expected: str) -> None:
    assert question_type(line, written=True) == expected


@pytest.mark.parametrize(
    ("speech", "expected"),
    [
        ("what did you do", ["what did you do"]),
        ("um so do do you use it every day", ["do you use it every day"]),
        ("what-what made you stop", ["what-what made you stop"]),
        ("and we sat there for an hour and did you tell anybody", ["and did you tell anybody"]),
        (
            "okay that helps so how did you find out about it and what happened after that",
            ["so how did you find out about it", "and what happened after that"],
        ),
        ("you knew it was late and you told them about it what did they say", ["what did they say"]),
        ("i hope the move went well for you how are things at the new place", ["how are things at the new place"]),
        (
            "you have been a nurse for years what are some of the changes you saw",
            ["what are some of the changes you saw"],
        ),
        ("they asked me what do you want and i left", []),
        ("that is it and nobody said a word", []),
        ("i know what the problem is and how they work", []),
        ("we had no plan when we started", []),
        ("yeah okay right", []),
        ("so what happened there was that the supplier was late", []),
        ("so what was happening is that two teams did the same work", []),
        ("they go home and do it there and have that over with", []),
        ("well who knows", []),
    ],
)
def test_speech_without_punctuation_is_cut_where_a_question_begins(speech: str, expected: list[str]) -> None:
    assert asked(speech) == expected


def test_every_question_of_a_turn_is_found_in_order_with_its_place() -> None:
    turn = "Thanks. How did it start? I see. And did anybody notice?"
    assert find_questions(turn) == (
        Question("How did it start?", 8, 25, QuestionType.WH),
        Question("And did anybody notice?", 33, 56, QuestionType.CLOSED),
    )


def test_a_tag_takes_the_statement_before_it_along() -> None:
    assert asked("It took a while. It was slow. Right?") == ["It was slow. Right?"]


def test_a_greeting_before_the_question_does_not_decide_the_type() -> None:
    assert question_type("Hi, how are you? Tell me about your day.") is QuestionType.INVITATION


def test_the_same_words_are_an_echo_only_after_the_participant_said_them() -> None:
    assert question_type("The supplier was late?", ANSWER) is QuestionType.ECHO
    assert question_type("The supplier was late?", "Nothing much happened.") is QuestionType.CLOSED


def test_invitation_wh_and_probe_are_open() -> None:
    assert [kind.value for kind in QuestionType if kind.is_open] == ["invitation", "wh", "probe"]


WORDS = ("so", "what", "how", "did", "you", "tell", "me", "about", "it", "and", "the", "plan", "right?", "why?", "can")
MARKS = ("?", ".", ",", "…", "-", "–", "🙂", "é", "[x]", "\n", "what's", "i'm", "that", "is", "or", "")
SPEECH = st.lists(st.sampled_from(WORDS + MARKS), max_size=30).map(" ".join)


@given(SPEECH | st.text(max_size=60), st.text(max_size=20), st.booleans())
@settings(max_examples=300, deadline=None)
def test_questions_are_exact_pieces_of_the_text_in_order(text: str, previous: str, written: bool) -> None:
    found = find_questions(text, previous, written=written)
    assert all(text[one.begin : one.finish] == one.text and one.text.strip() for one in found)
    assert all(before.finish <= after.begin for before, after in pairwise(found))
    assert all(one.type is not QuestionType.NOT_A_QUESTION for one in found)


@pytest.mark.parametrize(
    "unit", ["what ", ", ", "do you ", "want or ", "so what did you ", "um, ", "(a) ", "tell me ", "is that? "]
)
def test_an_endless_turn_is_read_like_any_other(unit: str) -> None:
    turn = unit * (30_000 // len(unit))
    assert all(turn[one.begin : one.finish] == one.text for one in find_questions(turn))
