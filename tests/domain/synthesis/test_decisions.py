from __future__ import annotations

import pytest

from firsthand.domain.synthesis.decisions import Change, Outcome, changes, closing_remark, kept_counts, outcome
from firsthand.domain.synthesis.support import Counts, Side

SAID, DENIED, BOTH, NOTHING = Counts(9, said=3), Counts(9, contradicted=2), Counts(9, said=3, contradicted=2), Counts(9)
FOR, AGAINST = Side.SUPPORTS, Side.CONTRADICTS


@pytest.mark.parametrize(
    ("claims", "ends"),
    [
        ([], Outcome.UNTESTED),
        ([(FOR, NOTHING)], Outcome.UNTESTED),
        ([(FOR, SAID)], Outcome.SUPPORTED),
        ([(FOR, DENIED)], Outcome.CONTRADICTED),
        ([(AGAINST, SAID)], Outcome.CONTRADICTED),
        ([(AGAINST, DENIED)], Outcome.SUPPORTED),
        ([(FOR, BOTH)], Outcome.MIXED),
        ([(FOR, SAID), (AGAINST, SAID)], Outcome.MIXED),
        ([(FOR, SAID), (FOR, NOTHING)], Outcome.SUPPORTED),
    ],
)
def test_a_hypothesis_ends_by_what_its_claims_say(claims: list[tuple[Side, Counts]], ends: Outcome) -> None:
    assert outcome(claims) is ends


def test_what_changed_since_the_counts_were_kept() -> None:
    before, now = Counts(9, 6, 6, 5, 3, 2, 1), Counts(11, 7, 7, 5, 3, 2, 2)
    assert changes(kept_counts(before), before) == ()
    assert changes(kept_counts(before), now) == (
        Change("interviewed", 9, 11),
        Change("asked", 6, 7),
        Change("contradicted", 1, 2),
    )
    assert changes({}, now) == ()


@pytest.mark.parametrize(
    ("decisions", "next_ones", "remark"),
    [
        (3, 0, ""),
        (1, 2, ""),
        (1, 1, "This study has 1 decision and 1 next hypothesis; it should close with 3 or more, so 1 is missing."),
        (0, 0, "This study has no decisions and no next hypotheses; it should close with 3 or more, so 3 are missing."),
    ],
)
def test_a_study_that_closes_with_less_than_three_says_so(decisions: int, next_ones: int, remark: str) -> None:
    assert closing_remark(decisions, next_ones) == remark
