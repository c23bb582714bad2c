"""Work that takes longer than a page may: the row is the truth about how far it is."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, Declared, Text, id_column


class JobRecord(Declared):
    """One piece of work with its attempts, progress and sign of life."""

    id = id_column(Kind.JOB)
    workspace = models.ForeignKey("firsthand.WorkspaceRecord", on_delete=models.CASCADE, null=True, related_name="+")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001  (periodic work is unique by kind and time)
    args = models.JSONField(default=dict)  # ids and numbers only, never words
    status = models.CharField(max_length=16, default="queued")
    attempts = models.PositiveSmallIntegerField(default=0)  # how often a worker has claimed it
    deaths = models.PositiveSmallIntegerField(default=0)  # how often that worker died over it: no failure of the work
    max_attempts = models.PositiveSmallIntegerField(default=3)  # that fail
    progress = models.FloatField(default=0)  # 0 to 1
    step = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    workspace_id: str | None
    member_id: str | None

    texts: ClassVar[dict[str, Text]] = dict.fromkeys(
        ("kind", "key", "args", "status", "step", "result", "error"), MACHINE
    )

    class Meta:
        db_table = "jobs"
        indexes: ClassVar = [
            models.Index(fields=["status", "due_at"], name="jobs_waiting"),
            models.Index(fields=["workspace", "-created_at", "-id"], name="jobs_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.status})"
