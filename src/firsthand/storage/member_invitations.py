"""Links by which colleagues come into a workspace; only their digests are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.domain.people.member_invitations import Invitation
from firsthand.storage.columns import SECRET, TEAM, Owned, Text, id_column


class MemberInvitationRecord(Owned):
    """One invitation; what it lets people be was fixed when it was made."""

    id = id_column(Kind.INVITATION)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the link's secret part, hexadecimal
    made_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=[(role, role) for role in WorkspaceRole])
    email = models.EmailField(blank=True)  # "" lets in whoever has the link
    limit = models.PositiveSmallIntegerField(default=1)  # people
    uses = models.PositiveSmallIntegerField(default=0)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    made_by_id: str

    texts: ClassVar[dict[str, Text]] = {"digest": SECRET, "email": TEAM}

    class Meta:
        db_table = "member_invitations"

    def __str__(self) -> str:
        return f"invitation as {self.role}"

    def invitation(self) -> Invitation:
        """The domain's view of it."""
        return Invitation(WorkspaceRole(self.role), self.expires_at, self.limit, self.uses, self.email, self.revoked_at)
