from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.errors import Conflict, Invalid, NotFound
from firsthand.domain.people.access import ALLOWED, Action
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.people.member_invitations import Invitation, Standing, require_open, require_sensible
from firsthand.domain.people.membership import require_owner_left
from firsthand.domain.people.tokens import (
    REACHES,
    Reach,
    checksum,
    is_token_text,
    new_token_text,
    standing,
)
from firsthand.domain.people.tokens import Standing as TokenStanding

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(seconds=1), NOW - timedelta(seconds=1)
VIEWER, OWNER = WorkspaceRole.VIEWER, WorkspaceRole.OWNER


@pytest.mark.parametrize(
    ("invitation", "found"),
    [
        (Invitation(VIEWER, LATER), Standing.OPEN),
        (Invitation(VIEWER, NOW), Standing.EXPIRED),
        (Invitation(VIEWER, LATER, limit=3, uses=2), Standing.OPEN),
        (Invitation(VIEWER, LATER, limit=3, uses=3), Standing.USED),
        (Invitation(VIEWER, LATER, revoked_at=EARLIER), Standing.REVOKED),
        (Invitation(VIEWER, EARLIER, limit=1, uses=1, revoked_at=EARLIER), Standing.REVOKED),
    ],
)
def test_an_invitation_lets_in_while_it_is_new_not_used_up_and_not_taken_back(
    invitation: Invitation, found: Standing
) -> None:
    assert invitation.standing(NOW) is found


def test_a_closed_invitation_says_why_and_what_to_do() -> None:
    with pytest.raises(NotFound, match=r"too old\. Ask whoever sent it"):
        require_open(Invitation(VIEWER, EARLIER), NOW)


@pytest.mark.parametrize(
    ("for_whom", "email", "fits"),
    [
        ("", "anybody@example.org", True),
        ("", "", True),
        ("mia@example.org", "Mia@Example.org ", True),
        ("mia@example.org", "max@example.org", False),
        ("mia@example.org", "", False),
    ],
)
def test_an_invitation_to_an_address_fits_that_address_alone(for_whom: str, email: str, fits: bool) -> None:
    assert Invitation(VIEWER, LATER, email=for_whom).fits(email) is fits


@pytest.mark.parametrize(
    ("role", "limit", "days", "email", "where"),
    [
        (VIEWER, 0, 14, "", "limit"),
        (VIEWER, 101, 14, "", "limit"),
        (VIEWER, 1, 0, "", "days"),
        (VIEWER, 1, 91, "", "days"),
        (VIEWER, 2, 14, "mia@example.org", "limit"),
        (OWNER, 2, 14, "", "limit"),
    ],
)
def test_no_invitation_is_without_bounds_and_no_link_makes_several_owners(
    role: WorkspaceRole, limit: int, days: int, email: str, where: str
) -> None:
    with pytest.raises(Invalid) as refused:
        require_sensible(role, limit, days, email)
    assert refused.value.where == where


def test_a_workspace_keeps_an_owner() -> None:
    require_owner_left({"ana", "rui"}, "ana")
    require_owner_left({"ana"}, "vera")
    for owners in ({"ana"}, set[str]()):
        with pytest.raises(Conflict, match="last owner"):
            require_owner_left(owners, "ana")


def test_every_new_token_is_one_and_scanners_can_tell() -> None:
    texts = {new_token_text() for _ in range(200)}
    assert len(texts) == 200
    assert all(is_token_text(text) and re.fullmatch(r"fst_[0-9A-Za-z]{42}", text) for text in texts)


@given(st.text(alphabet="0123456789abcXYZ", min_size=36, max_size=36), st.integers(4, 45), st.sampled_from("01aZ"))
def test_a_token_with_one_wrong_character_is_none(body: str, place: int, other: str) -> None:
    text = f"fst_{body}{checksum(body)}"
    changed = text[:place] + other + text[place + 1 :]
    assert is_token_text(text)
    assert is_token_text(changed) is (changed == text)


@given(st.text(max_size=60))
def test_any_other_text_is_no_token(text: str) -> None:
    assert not is_token_text(text) or text.startswith("fst_")


@pytest.mark.parametrize(
    ("expires_at", "revoked_at", "found"),
    [
        (None, None, TokenStanding.GOOD),
        (LATER, None, TokenStanding.GOOD),
        (NOW, None, TokenStanding.EXPIRED),
        (LATER, EARLIER, TokenStanding.REVOKED),
        (EARLIER, EARLIER, TokenStanding.REVOKED),
    ],
)
def test_a_token_works_until_it_expires_or_is_revoked(
    expires_at: datetime | None, revoked_at: datetime | None, found: TokenStanding
) -> None:
    assert standing(expires_at, revoked_at, NOW) is found


def test_each_reach_holds_those_before_it_and_matches_a_role() -> None:
    assert all(less < more for less, more in pairwise(REACHES.values()))
    assert REACHES[Reach.VIEW] == ALLOWED[VIEWER]
    assert REACHES[Reach.CHANGE] == ALLOWED[WorkspaceRole.RESEARCHER]
    assert REACHES[Reach.MANAGE] == frozenset(Action)
