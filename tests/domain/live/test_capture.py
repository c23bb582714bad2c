from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.live.capture import Capture, captured
from firsthand.domain.live.items import CaptureKind, Item, Setting, Standing, Tier
from firsthand.domain.live.memory import Ground
from interviews_held import talk

INTERVIEW = Ground(Setting.INTERVIEW, date(2026, 11, 28))
MEETING = Ground(Setting.MEETING, date(2026, 11, 24))
LINES = (
    "Let's talk about your releases.",
    "Don't you think a dashboard would have helped you?",
    "Who approves the change before it goes out?",
    "I don't know, I'd have to ask my manager.",
    "I usually check the numbers by hand before I believe them.",
    "I'll send you the checklist by Friday.",
    "Can you send me the invoice list, please?",
    "Let's go with the second layout for the invoice.",
    "Sounds good.",
    "Mm-hmm.",
    "Last month we lost two days because nobody knew who had to approve the change.",
    "My manager approves every change before it goes out to the shops.",
    "How many people work in the branch at Utrecht?",
    "We decided to drop the printed list.",
    "What did you do next, and who was with you?",
    "",
)


def interview(text: str) -> tuple[Item, ...]:
    return captured(talk(text).turns, INTERVIEW)


def meeting(text: str) -> tuple[Item, ...]:
    return captured((replace(turn, role=Role.OTHER) for turn in talk(text).turns), MEETING)


def of(kind: CaptureKind, items: tuple[Item, ...]) -> list[Item]:
    return [one for one in items if one.kind is kind]


@pytest.mark.parametrize(
    ("said", "owner", "what", "on"),
    [
        ("I'll send you the draft by Friday.", "Mira", "send you the draft by Friday", date(2026, 11, 27)),
        (
            "Jonas, can you check with the printers tomorrow?",
            "Jonas",
            "check with the printers tomorrow",
            date(2026, 11, 25),
        ),
        ("We need to find out next week who pays.", "we", "find out next week who pays", date(2026, 12, 4)),
        ("Action item: order the new paper.", "Mira", "order the new paper", None),
        ("So Pia will update the price list.", "Pia", "update the price list", None),
    ],
)
def test_a_task_has_an_owner_its_words_and_a_day(said: str, owner: str, what: str, on: date | None) -> None:
    found = meeting(f"Pia: We have ten minutes left.\nJonas: The paper is out.\nMira: {said}")
    (task,) = (one.task for one in of(CaptureKind.ACTION, found) if one.turn == 2)
    assert task is not None
    assert (task.owner, task.what, task.due.on if task.due else None) == (owner, what, on)


@pytest.mark.parametrize(
    "said",
    [
        "Usually I'll send the report when they ask for it.",
        "If something breaks I'll write a note to the team.",
        "And he was like, I'll send you the numbers tomorrow.",
        "So then I'll update the sheet.",
        "We will look into it every morning.",
    ],
)
def test_what_participants_tell_of_their_work_is_no_task(said: str) -> None:
    assert of(CaptureKind.ACTION, interview(f"Mira: How does that work?\nJonas: {said}")) == []


def test_a_question_to_a_participant_is_no_task_for_them() -> None:
    found = interview("Mira: Can you talk to me about the day when the till broke?\nJonas: It was in May.")
    assert of(CaptureKind.ACTION, found) == []


def test_a_decision_said_in_so_many_words_is_likely() -> None:
    (one,) = of(CaptureKind.DECISION, meeting("Mira: Okay, so we agreed on the blue cover for the spring catalogue."))
    assert one.tier is Tier.LIKELY
    assert "we agreed" in one.cue


def test_a_proposal_becomes_a_decision_when_somebody_else_agrees() -> None:
    text = "Mira: How about we print the list twice a month?\nJonas: Sounds good."
    (one,) = of(CaptureKind.DECISION, meeting(text))
    assert (one.turn, one.tier) == (0, Tier.LIKELY)
    assert "agreed to by Jonas" in one.cue
    assert of(CaptureKind.DECISION, meeting(text.replace("Sounds good.", "But who pays?"))) == []


def test_a_participants_story_of_a_decision_is_none_of_the_sessions() -> None:
    assert of(CaptureKind.DECISION, interview("Mira: And then?\nJonas: We decided to change the bank in 2019.")) == []


def test_a_question_that_is_put_off_is_followed_until_somebody_answers_it() -> None:
    text = """Mira: Who approves the change before it goes out?
Jonas: I don't know, I'd have to ask my manager.
Mira: What do you print?
Jonas: Labels for the shelves, mostly."""
    (parked,) = of(CaptureKind.OPEN_QUESTION, interview(text))
    assert parked.asking is not None
    assert (parked.asking.by, parked.asking.to) == ("Mira", "Jonas")
    assert (parked.asking.standing, parked.asking.left_in) == (Standing.PARKED, 1)
    (later,) = of(
        CaptureKind.OPEN_QUESTION, interview(f"{text}\nPia: Our manager approves each change before it goes out.")
    )
    assert later.asking is not None
    assert (later.key, later.asking.standing, later.asking.answered_in) == (parked.key, Standing.ANSWERED, 4)


def test_a_question_answered_at_once_is_no_suggestion_but_is_followed() -> None:
    capture = Capture(INTERVIEW)
    for turn in talk("Mira: Who prints the labels in your shop?\nJonas: My colleague prints them on Mondays.").turns:
        capture.take(turn)
    assert of(CaptureKind.OPEN_QUESTION, capture.items) == []
    (question,) = capture.questions
    assert question.asking is not None
    assert question.asking.answered_in == 1


def test_i_dont_know_that_only_gets_somebody_started_puts_nothing_off() -> None:
    long = "I don't know, " + "we tried the old till and then the new one, and in the end it was the cable. " * 3
    found = interview(f"Mira: Why did the till stop working that day?\nJonas: {long}")
    assert of(CaptureKind.OPEN_QUESTION, found) == []


def test_a_leading_question_is_told_at_once() -> None:
    capture = Capture(INTERVIEW)
    (turn,) = talk("Mira: Don't you think a dashboard would have helped you?").turns
    assert [one.kind for one in capture.take(turn).items] == [CaptureKind.LEADING]


def test_a_mention_is_let_go_when_two_questions_pass_it_over() -> None:
    text = """Jonas: I usually check the numbers by hand before I believe them.
Mira: How many people work in the branch?
Jonas: Twelve of us."""
    assert of(CaptureKind.UNPROBED, interview(text)) == []
    (one,) = of(CaptureKind.UNPROBED, interview(f"{text}\nMira: And where do you park the vans?"))
    assert (one.turn, one.tier) == (0, Tier.LIKELY)
    assert of(CaptureKind.UNPROBED, interview(f"{text}\nMira: How do you check those numbers?")) == []


def test_a_term_of_the_glossary_is_a_topic_once() -> None:
    ground = replace(INTERVIEW, glossary=frozenset({"invoic"}))
    turns = talk("Jonas: The invoices come by post.\nMira: Mm-hmm.\nJonas: Another invoice got lost.").turns
    assert [one.text for one in of(CaptureKind.TOPIC, captured(turns, ground))] == ["invoices"]


def test_a_topic_that_is_announced_carries_its_name() -> None:
    (one,) = of(CaptureKind.TOPIC, interview("Mira: Let's move on to the yearly stocktaking.\nJonas: Sure."))
    assert (one.text, one.tier) == ("the yearly stocktaking", Tier.LIKELY)


def test_a_quotable_sentence_is_a_participants_and_whole() -> None:
    said = "Last month we lost two days because nobody knew who had to approve the change."
    assert [one.text for one in of(CaptureKind.QUOTABLE, interview(f"Jonas: Well. {said}"))] == [said]
    assert of(CaptureKind.QUOTABLE, interview(f"Mira: {said}")) == []


@st.composite
def sessions(draw: st.DrawFn) -> list[Turn]:
    roles = {"Mira": Role.RESEARCHER, "Jonas": Role.PARTICIPANT, "Pia": Role.PARTICIPANT, "": Role.UNKNOWN}
    said = draw(st.lists(st.tuples(st.sampled_from(sorted(roles)), st.sampled_from(LINES)), max_size=14))
    return [Turn(3 * i, who, words, role=roles[who]) for i, (who, words) in enumerate(said)]


@settings(max_examples=60, deadline=None)
@given(sessions(), st.sampled_from([INTERVIEW, MEETING]), st.randoms(use_true_random=False))
def test_turns_one_by_one_late_provisional_or_corrected_end_in_the_same_items(turns, ground, random) -> None:  # type: ignore[no-untyped-def]
    capture = Capture(ground)
    seen: dict[tuple[CaptureKind, int, int], Item] = {}
    order = turns[:]
    random.shuffle(order)
    steps = [replace(turn, text=random.choice(LINES)) for turn in order[::2]] + order
    extra = Turn(1, "Mira", "We decided to drop the printed list.", role=Role.RESEARCHER)
    for change in [*(capture.take(turn) for turn in (extra, *steps)), capture.drop(1)]:
        seen.update({one.key: one for one in change.items})
        for key in change.gone:
            del seen[key]
    assert capture.items == captured(turns, ground)
    assert set(seen.values()) == set(capture.items)  # whoever follows the changes knows the same


@given(sessions(), st.sampled_from([INTERVIEW, MEETING]))
def test_every_item_stands_verbatim_where_it_says(turns: list[Turn], ground: Ground) -> None:
    text = {turn.index: turn.text for turn in turns}
    for one in captured(turns, ground):
        assert text[one.turn][one.begin : one.finish] == one.text != ""
        assert one.cue
        if one.task:
            assert one.task.what in one.text


def test_places_hold_where_small_letters_are_longer_than_capitals() -> None:
    (one,) = of(CaptureKind.ACTION, meeting("Mira: İİİ okay, so İrem, I'll send you the list by Friday."))
    assert one.task is not None
    assert one.task.what == "send you the list by Friday"
