"""What was done, by whom, to what and when: verbs and ids in a chain of hashes, reasons apart and erasable."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, REMARK, Declared, Text


class EventRecord(Declared):
    """One act; never changed, never deleted, holds nobody's words or name."""

    id = models.BigAutoField(primary_key=True)
    workspace = models.ForeignKey("firsthand.WorkspaceRecord", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveBigIntegerField()  # 1, 2, 3 … within the workspace
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=16)
    actor_id = models.CharField(max_length=200)
    verb = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=8)
    subject_id = models.CharField(max_length=64)
    reason_digest = models.CharField(max_length=64, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    workspace_id: str

    texts: ClassVar[dict[str, Text]] = dict.fromkeys(
        ("actor_kind", "actor_id", "verb", "subject_kind", "subject_id", "reason_digest", "previous", "hash"), MACHINE
    )

    class Meta:
        db_table = "events"
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "number"], name="one_event_per_number")]
        indexes: ClassVar = [models.Index(fields=["subject_id"], name="events_by_subject")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verb}"


class ReasonRecord(Declared):
    """Why it was done, in a member's words; erasing this row erases the salt, so the digest tells nothing."""

    event = models.OneToOneField(
        "firsthand.EventRecord", on_delete=models.CASCADE, primary_key=True, related_name="reason"
    )
    salt = models.CharField(max_length=64)
    text = models.TextField()

    texts: ClassVar[dict[str, Text]] = {"salt": MACHINE, "text": REMARK}

    class Meta:
        db_table = "reasons"

    def __str__(self) -> str:
        return f"reason of event {self.event_id}"
