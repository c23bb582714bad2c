from __future__ import annotations

from itertools import product

import pytest

from firsthand.domain.errors import Conflict
from firsthand.domain.interviews.sessions import TRANSITIONS, SessionState, move


@pytest.mark.parametrize(("current", "wanted"), list(product(SessionState, SessionState)))
def test_a_session_moves_only_as_the_table_says(current: SessionState, wanted: SessionState) -> None:
    if wanted in TRANSITIONS[current]:
        assert move(current, wanted) is wanted
        return
    with pytest.raises(Conflict, match=TRANSITIONS[current][0]):
        move(current, wanted)


def test_every_state_can_be_reached_from_planned() -> None:
    reached = {SessionState.PLANNED}
    while more := {after for state in reached for after in TRANSITIONS[state]} - reached:
        reached |= more
    assert reached == set(SessionState)
