from __future__ import annotations

import pytest

from firsthand.domain.planning.question_schemes import dialogue_act, open_or_closed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("How many of them are there?", "wh"),
        ("Where did it go?", "wh"),
        ("How about you?", "open"),
        ("What do you think about it?", "open"),
        ("Did it rain?", "closed"),
        ("or did you take the bus", "closed"),
        ("It rained?", "closed"),
        ("huh?", "wh"),
        ("What about the garden?", "open"),
        ("how do you, how do you feel about it", "open"),
        ("Anything else?", "open"),
        ("Why should they pay twice?", "rhetorical"),
        ("so what are we going to do about it", "rhetorical"),
        ("What difference does it make?", "rhetorical"),
        ("how can anyone afford that", "rhetorical"),
        ("so where does it all go you know", "rhetorical"),
        ("Why did you say that?", "wh"),
        ("What will you do?", "wh"),
    ],
)
def test_dialogue_acts_go_by_grammar(text: str, expected: str) -> None:
    assert dialogue_act(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What keeps you going?", "open"),
        ("Tell me more.", "open"),
        ("Do you like it?", "closed"),
        ("It hurts?", "closed"),
    ],
)
def test_counselling_knows_open_and_closed_only(text: str, expected: str) -> None:
    assert open_or_closed(text) == expected
