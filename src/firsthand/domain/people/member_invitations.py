"""An invitation into a workspace: a link that works for so many people, for so long, and for one role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.people.actors import WorkspaceRole

MOST_USES = 100
MOST_DAYS = 90
ASK_AGAIN = "Ask whoever sent it for a new one."


class Standing(StrEnum):
    """Whether an invitation still lets somebody in."""

    OPEN = "open"
    USED = "used"  # as often as it could be
    EXPIRED = "expired"
    REVOKED = "revoked"


CLOSED = {
    Standing.USED: "This invitation has been used as often as it could be.",
    Standing.EXPIRED: "This invitation is too old.",
    Standing.REVOKED: "This invitation was taken back.",
}


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who may come in by one link; with an address it is for the account with that address alone."""

    role: WorkspaceRole
    expires_at: datetime
    limit: int = 1  # people
    uses: int = 0  # people who came
    email: str = ""
    revoked_at: datetime | None = None

    def standing(self, now: datetime) -> Standing:
        """Whether it lets somebody in at this moment."""
        if self.revoked_at is not None:
            return Standing.REVOKED
        if self.uses >= self.limit:
            return Standing.USED
        return Standing.OPEN if now < self.expires_at else Standing.EXPIRED

    def fits(self, email: str) -> bool:
        """Whether an account with this address may use it."""
        return not self.email or self.email == email.strip().lower()


def require_open(invitation: Invitation, now: datetime) -> None:
    """Refuse an invitation that lets nobody in any more, and say why. Raises NotFound."""
    standing = invitation.standing(now)
    if standing is not Standing.OPEN:
        raise NotFound(f"{CLOSED[standing]} {ASK_AGAIN}")


def require_sensible(role: WorkspaceRole, limit: int, days: int, email: str) -> None:
    """Refuse what no invitation may be. Raises Invalid."""
    if not 1 <= limit <= MOST_USES:
        raise Invalid(f"A link lets in between 1 and {MOST_USES} people. Nothing was made.", where="limit")
    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"An invitation is good for 1 to {MOST_DAYS} days. Nothing was made.", where="days")
    if email and limit != 1:
        raise Invalid("An invitation to one address is for one person. Nothing was made.", where="limit")
    if role is WorkspaceRole.OWNER and limit != 1:
        raise Invalid(
            "A link that makes owners works for one person only. Nothing was made; invite several as researchers and "
            "make them owners afterwards.",
            where="limit",
        )
