"""What may hang below what, and solutions that are written down as problems."""

from __future__ import annotations

import pytest

from disguise_examples import PROBLEMS, SOLUTIONS
from firsthand.domain.synthesis.disguises import Disguise, disguises
from firsthand.domain.synthesis.opportunities import NodeKind, branch, depth_of, height_of, kinds_below, may_hang


def test_each_kind_hangs_below_the_one_before_and_opportunities_below_one_another() -> None:
    assert kinds_below(None) == (NodeKind.OUTCOME,)
    assert kinds_below(NodeKind.OUTCOME) == (NodeKind.OPPORTUNITY,)
    assert kinds_below(NodeKind.OPPORTUNITY) == (NodeKind.OPPORTUNITY, NodeKind.SOLUTION)
    assert kinds_below(NodeKind.SOLUTION) == (NodeKind.TEST,)
    assert kinds_below(NodeKind.TEST) == ()
    assert not may_hang(NodeKind.SOLUTION, NodeKind.OUTCOME)


def test_a_branch_is_a_node_with_all_that_hangs_below_it() -> None:
    parents = {"outcome": None, "late": "outcome", "paper": "late", "pad": "paper", "else": "outcome"}
    assert branch(parents, "late") == {"late", "paper", "pad"}
    assert depth_of(parents, "pad") == 4
    assert depth_of(parents, None) == 0
    assert height_of(parents, branch(parents, "late"), "late") == 3


@pytest.mark.parametrize("text", SOLUTIONS)
def test_a_solution_in_disguise_is_flagged_with_a_reason_and_another_wording(text: str) -> None:
    [found] = disguises(text)
    assert text[found.begin : found.finish] == found.words
    assert found.reason
    assert found.rewrite != text
    assert disguises(found.rewrite) == () or found.rewrite.startswith("What goes wrong")


@pytest.mark.parametrize("text", PROBLEMS)
def test_a_problem_is_left_alone(text: str) -> None:
    assert disguises(text) == ()


@pytest.mark.parametrize(
    ("text", "disguise", "rewrite"),
    [
        (
            "Planners need a dashboard that shows which jobs are stuck",
            Disguise.WANTING,
            "Can’t see which jobs are stuck.",
        ),
        ("Allow users to reopen a closed job", Disguise.BUILDING, "Users can’t reopen a closed job."),
        ("The ability to export the list to Excel", Disguise.ABILITY, "Can’t export the list to Excel."),
        (
            "Introduce a weekly report so that managers know what is late",
            Disguise.BUILDING,
            "Managers don’t know what is late.",
        ),
        (
            "There is no mobile app",
            Disguise.LACKING,
            "What goes wrong today, and for whom, that “mobile app” would put right? Write that instead.",
        ),
        (
            "Better search",
            Disguise.IMPROVING,
            "What goes wrong today, and for whom, that “search” would put right? Write that instead.",
        ),
        (
            "The app should warn before a job is closed",
            Disguise.PRESCRIBING,
            "Isn’t told before a job is closed.",
        ),
        (
            "Give coordinators an alert that tells them when a job has not moved",
            Disguise.BUILDING,
            "Isn’t told when a job has not moved.",
        ),
    ],
)
def test_the_other_wording_is_built_from_what_the_text_says_of_its_purpose(
    text: str, disguise: Disguise, rewrite: str
) -> None:
    assert [(one.disguise, one.rewrite) for one in disguises(text)] == [(disguise, rewrite)]


def test_nothing_is_no_disguise() -> None:
    assert disguises("") == ()
