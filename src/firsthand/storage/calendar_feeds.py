"""The private address at which one member's calendar program fetches their sessions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import SECRET, Owned, Text


class CalendarFeedRecord(Owned):
    """One address per member; only the digest of its secret part is kept, so that nobody can read it out here."""

    member = models.OneToOneField("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal

    member_id: str

    texts: ClassVar[dict[str, Text]] = {"digest": SECRET}

    class Meta:
        db_table = "calendar_feeds"

    def __str__(self) -> str:
        return f"calendar of {self.member_id}"
