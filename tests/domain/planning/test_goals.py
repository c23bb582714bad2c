"""A goal that fits every answer is flagged; one concrete object clears it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.planning.goals import Vagueness, find_vague


@pytest.mark.parametrize(
    ("goal", "fault"),
    [
        ("learn about their experience", Vagueness.NO_OBJECT),
        ("Understand users.", Vagueness.NO_OBJECT),
        ("To better understand our customers' needs and pain points", Vagueness.NO_OBJECT),
        ("Get to know our customers", Vagueness.NO_OBJECT),
        ("Gain insights into user behaviour", Vagueness.NO_OBJECT),
        ("get feedback", Vagueness.FEEDBACK),
        ("Gather feedback from users about the new feature", Vagueness.FEEDBACK),
        ("validate our idea", Vagueness.VALIDATION),
        ("Prove that people want this", Vagueness.VALIDATION),
        ("Find out whether users like the product", Vagueness.OPINION),
        ("See if they like it", Vagueness.OPINION),
        ("Onboarding", Vagueness.TOO_SHORT),
    ],
)
def test_a_goal_that_every_answer_would_fit_is_flagged_with_a_reason_and_a_shape(goal: str, fault: Vagueness):
    (finding,) = find_vague(goal)
    assert finding.fault is fault
    assert goal[finding.begin : finding.finish] == finding.words
    assert finding.reason
    assert "[" in finding.rewrite


@pytest.mark.parametrize(
    "goal",
    [
        "Understand how engineering managers track dependencies today",
        "Learn what triggers a decision to escalate a blocking issue",
        "Identify gaps between what they expect from tooling and what they actually use",
        "understand onboarding friction",
        "Find out why clinics stopped using the reminder",
        "Get feedback on the wording of the consent form from people who refused it",
        "Understand their experience of the first invoice",
        "Understand needs of people who use a screen reader when they book",
        "Validate that planners check the board before seven",
        "Understand customers' buying process",
        "How do warehouse leads decide what to reorder?",
        "Test whether the new navigation lets them find the lease",
        "Verstehen, wie Teams Übergaben planen",
        "了解用户",
        "",
    ],
)
def test_a_goal_with_something_concrete_in_it_passes(goal: str):
    assert find_vague(goal) == ()


def test_a_rewrite_is_itself_not_vague():
    for goal in ("understand users", "get feedback", "validate our idea", "know what users think", "onboarding"):
        assert find_vague(find_vague(goal)[0].rewrite) == ()


WORDS = st.lists(st.sampled_from(["understand", "users", "insights", "our", "and", "the", "get", "if", "see", "x"]))


@given(st.one_of(st.text(max_size=500), WORDS.map(" ".join)))
def test_every_text_gets_an_answer_whose_words_stand_in_it(goal: str):
    for finding in find_vague(goal):
        assert goal[finding.begin : finding.finish] == finding.words != ""
