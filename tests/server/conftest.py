from __future__ import annotations

import pytest

from people_at_work import Call, Team, hold_call, make_team


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def call(team: Team) -> Call:
    return hold_call(team.rui)
