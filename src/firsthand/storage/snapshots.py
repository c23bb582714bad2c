"""One page per session: who it was, the quote to remember, what happened, what it opened."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import REMARK, Owned, Text, id_column


class SnapshotRecord(Owned):
    """What a member wrote into a session's snapshot; what nobody wrote is made from accepted facts each time."""

    id = id_column(Kind.SNAPSHOT)
    session = models.OneToOneField("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="snapshot")
    parts = models.JSONField(default=dict)  # by the part's name: text, or the ids that were chosen
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    session_id: str
    member_id: str

    of_person = ("session__seats__participant",)
    of_study = "session__study"
    texts: ClassVar[dict[str, Text]] = {"parts": REMARK}

    class Meta:
        db_table = "snapshots"

    def __str__(self) -> str:
        return f"snapshot of {self.session_id}"
