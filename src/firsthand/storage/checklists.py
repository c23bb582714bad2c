"""What members ticked by hand on a preparation checklist."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, Owned, Text


class TickRecord(Owned):
    """One tick, for a study or for one session of it; `created_at` is when."""

    key = models.CharField(max_length=40)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="ticks")
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, null=True, related_name="ticks")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    study_id: str | None
    session_id: str | None
    member_id: str

    texts: ClassVar[dict[str, Text]] = {"key": MACHINE}

    class Meta:
        db_table = "ticks"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "key"], name="one_tick_per_study_and_key"),
            models.UniqueConstraint(fields=["session", "key"], name="one_tick_per_session_and_key"),
        ]

    def __str__(self) -> str:
        return self.key
