"""A team's workspace and its members."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import WorkspaceRole
from firsthand.storage.columns import MACHINE, TEAM, Declared, Owned, Text, id_column


class WorkspaceRecord(Declared):
    """One team's studies, sessions and people."""

    id = id_column(Kind.WORKSPACE)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="UTC")
    wants_second_factor = models.BooleanField(default=False)  # of every member
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    texts: ClassVar[dict[str, Text]] = {"name": TEAM, "zone": MACHINE}

    class Meta:
        db_table = "workspaces"

    def __str__(self) -> str:
        return self.name


class MemberRecord(Owned):
    """One person's place in one workspace."""

    id = id_column(Kind.MEMBER)
    user = models.ForeignKey("firsthand.UserRecord", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=16, choices=[(role, role) for role in WorkspaceRole])
    left_at = models.DateTimeField(null=True, blank=True)

    user_id: str

    class Meta:
        db_table = "members"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_membership_per_workspace")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role}"
