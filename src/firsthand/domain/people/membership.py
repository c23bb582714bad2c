"""Being in a workspace: who may be let go, and what must never happen to its last owner."""

from __future__ import annotations

from collections.abc import Collection

from firsthand.domain.errors import Conflict


def require_owner_left(owners: Collection[str], leaving: str) -> None:
    """Refuse to take the last owner away, by whatever name: leaving, being removed or getting another role.

    `owners` are the members who own the workspace now, `leaving` the one who will not any more. Raises Conflict.
    """
    if set(owners) <= {leaving}:
        raise Conflict(
            "This is the workspace’s last owner, and somebody has to look after it. Nothing was changed; make another "
            "member an owner first.",
            where="role",
        )
