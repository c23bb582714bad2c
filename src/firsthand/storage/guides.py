"""Every version of a discussion guide, as it was saved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import TEAM, Owned, Text


class GuideVersionRecord(Owned):
    """One saved text of a guide, with who saved it; `created_at` is when. None is ever changed."""

    guide = models.ForeignKey("firsthand.GuideRecord", on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # GuideRecord.version at that time
    title = models.CharField(max_length=200)
    text = models.TextField()
    note = models.CharField(max_length=200, blank=True)  # what was done: "restored version 2"
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    guide_id: str
    member_id: str | None

    of_study = "guide__study"
    texts: ClassVar[dict[str, Text]] = {"title": TEAM, "text": TEAM, "note": TEAM}

    class Meta:
        db_table = "guide_versions"
        constraints: ClassVar = [models.UniqueConstraint(fields=["guide", "number"], name="one_guide_text_per_number")]

    def __str__(self) -> str:
        return f"version {self.number}"
