"""What a report puts first, how a guide question is recognised in other words, and what makes an answer a story."""

from __future__ import annotations

import pytest

from firsthand.domain.interviews.conversation import hear
from firsthand.domain.interviews.coverage import coverage
from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.first_look import look_first
from firsthand.domain.interviews.moments import MomentKind, things_to_try
from firsthand.domain.interviews.stories import AnswerKind, answer_kind
from interviews_held import talk

SOLD = "\n".join(
    (
        "Mira: How do you plan the shifts today?",
        "Jonas: On paper, with a pencil, on the wall in the kitchen.",
        "Mira: We're building a planner for exactly that. It'll save you an hour a day.",
        "Jonas: Maybe, I would have to see it first.",
        "Mira: A lot of our customers love it. Would you pay for something like that?",
        "Jonas: I don't decide about the money in this house.",
        "Mira: Sure, but paper gets lost. So basically what I'm hearing is that you need a digital roster.",
        "Jonas: I did not say that, the wall is fine for us.",
        "Mira: Let me show you how it works.",
        "Jonas: If it is quick, as the bread is in the oven.",
    )
)


def test_selling_comes_first_with_its_turns() -> None:
    first = look_first(craft_report(talk(SOLD)))[0]
    assert (first.measure, first.turns) == ("pitching_and_defending", (2, 4, 6, 8))
    assert first.sentence.startswith("In 4 of 5 turns")
    assert "In 1 turn a conclusion was drawn" in first.sentence


def test_a_measure_is_never_shown_twice() -> None:
    tagged = "\n".join(f"Mira: Isn't shift {i} too long for you?\nJonas: Shift {i} is what it is." for i in range(9))
    measures = [look.measure for look in look_first(craft_report(talk(tagged)))]
    assert measures
    assert len(measures) == len(set(measures))


def test_what_is_put_into_a_mouth_counts_in_a_turn_that_sells() -> None:
    counts = {c.label: c.turns for c in craft_report(talk(SOLD))["reflect_back"].counts}
    assert counts["adding meaning (a leading risk)"] == (6,)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "Walk me through the last time an order stopped and nobody told you.",
            "Tell me about the last one that got stuck.",
        ),
        ("What do you do there, in your own words?", "To begin with, tell me a bit about your role."),
        (
            "What have you tried so far, so that you hear of it sooner?",
            "What did you try, if anything, to notice it before?",
        ),
        ("Tell me about the last time you took one further up.", "When do you decide to escalate one?"),
    ],
)
def test_a_guide_question_is_found_in_other_words(written: str, said: str) -> None:
    held = talk(f"Mira: {said}\nJonas: That was on a Monday, with the order for the school.")
    others = ("How do you share invoices with the accountant?", "Which reports do you print?")
    found = coverage((written, *others), hear(held))
    assert [c.turn for c in found] == [0, None, None]


def test_one_asking_covers_one_question() -> None:
    held = talk("Mira: Tell me about the last time an order got stuck.\nJonas: It was on Monday.")
    alike = ("Walk me through the last stuck order.", "Describe the last time an order was stuck.")
    assert sorted(c.turn is None for c in coverage(alike, hear(held))) == [False, True]


def test_the_shape_of_a_question_is_not_its_matter() -> None:
    held = talk("Mira: What was on her list the last time?\nJonas: Bread and salt.")
    assert coverage(("Tell me about the last time you called the supplier.",), hear(held))[0].turn is None


def test_after_a_question_for_an_event_nobody_needs_to_name_the_day() -> None:
    told = "I took the van and drove over, and they had shut, so I left the crates by the door and someone took two."
    assert answer_kind(told.replace("drove", "drive"), "How is it?") is not AnswerKind.OPINION
    assert answer_kind(told, "What did you do then?") is AnswerKind.STORY


def test_a_habit_is_no_story() -> None:
    habit = "Usually I take the van, and if they have shut I leave the crates by the door, which is always a risk."
    assert answer_kind(habit, "What happened then?") is AnswerKind.OPINION


def test_a_life_told_on_request_is_no_story() -> None:
    life = (
        "I studied in Lyon, then I worked for a bank, and in 2015 I moved to the shop and I became the manager there."
    )
    assert answer_kind(life, "Could you introduce yourself?") is not AnswerKind.STORY
    assert answer_kind(life, "What happened after that?") is AnswerKind.STORY


def test_a_short_answer_is_given_back_in_its_own_words() -> None:
    held = talk(
        "Mira: How do you plan the shifts?\nJonas: There's a note on the wall.\n"
        "Mira: Which colours does the brochure have?\nJonas: It is blue and has been blue for years, as I said."
    )
    missed = [m for m in things_to_try(craft_report(held), held) if m.kind is MomentKind.MISSED_PROBE]
    assert [m.words for m in missed] == ["You said “There's a note on the wall”. Tell me more about that."]
