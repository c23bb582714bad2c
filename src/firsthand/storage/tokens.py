"""Tokens by which programs use the API for a member; only their digests are kept."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.tokens import Reach
from firsthand.storage.columns import MACHINE, SECRET, TEAM, Owned, Text, id_column


class TokenRecord(Owned):
    """One token of one member."""

    id = id_column(Kind.TOKEN)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    start = models.CharField(max_length=8)  # the first characters, by which its owner knows it again
    reach = models.CharField(max_length=16, choices=[(reach, reach) for reach in Reach])
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)  # to the minute
    revoked_at = models.DateTimeField(null=True, blank=True)

    member_id: str

    texts: ClassVar[dict[str, Text]] = {"name": TEAM, "digest": SECRET, "start": MACHINE}

    class Meta:
        db_table = "tokens"

    def __str__(self) -> str:
        return self.name
