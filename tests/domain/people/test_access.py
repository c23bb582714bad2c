from __future__ import annotations

import pytest

from firsthand.domain.people.access import Action, may, may_see_craft
from firsthand.domain.people.actors import WorkspaceRole

OWNER, RESEARCHER, VIEWER = WorkspaceRole.OWNER, WorkspaceRole.RESEARCHER, WorkspaceRole.VIEWER


@pytest.mark.parametrize(
    ("action", "owner", "researcher", "viewer"),
    [
        (Action.VIEW, True, True, True),
        (Action.READ, True, True, False),
        (Action.CHANGE, True, True, False),
        (Action.MANAGE, True, False, False),
    ],
)
def test_who_may_do_what(action: Action, owner: bool, researcher: bool, viewer: bool) -> None:
    assert (may(OWNER, action), may(RESEARCHER, action), may(VIEWER, action)) == (owner, researcher, viewer)


@pytest.mark.parametrize(
    ("looker", "interviewer", "is_shared", "may_look"),
    [
        ("mem_rui", "mem_rui", False, True),
        ("mem_ana", "mem_rui", False, False),
        ("mem_ana", "mem_rui", True, True),
        (None, None, False, False),
        ("mem_ana", None, False, False),
    ],
)
def test_a_craft_report_is_the_interviewers_until_shared(
    looker: str | None, interviewer: str | None, is_shared: bool, may_look: bool
) -> None:
    assert may_see_craft(looker, interviewer, is_shared=is_shared) is may_look
