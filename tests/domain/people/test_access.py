from __future__ import annotations

import pytest

from firsthand.domain.people.access import Action, may, may_see_craft, role_may
from firsthand.domain.people.actors import Actor, WorkspaceRole

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
    assert (role_may(OWNER, action), role_may(RESEARCHER, action), role_may(VIEWER, action)) == (
        owner,
        researcher,
        viewer,
    )


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


def test_a_key_allows_no_more_than_it_was_made_for_and_no_more_than_the_role() -> None:
    reading = frozenset({Action.VIEW, Action.READ})
    owner = Actor("mem_ana", "wsp_parcels", OWNER, granted=reading)
    viewer = Actor("mem_vera", "wsp_parcels", VIEWER, granted=reading)
    assert [action for action in Action if may(owner, action)] == [Action.VIEW, Action.READ]
    assert [action for action in Action if may(viewer, action)] == [Action.VIEW]
