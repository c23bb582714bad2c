"""What left this installation: when, by whom, about whom; never a copy of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.exports import ExportKind
from firsthand.storage.columns import ID_LENGTH, MACHINE, Owned, Text, id_column


class ExportRecord(Owned):
    """One file or answer that left; `created_at` is when."""

    id = id_column(Kind.EXPORT)
    kind = models.CharField(max_length=32, choices=[(kind, kind) for kind in ExportKind])
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)  # of what left
    size = models.PositiveBigIntegerField(null=True, blank=True)  # bytes

    study_id: str | None
    member_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"sha256": MACHINE}

    class Meta:
        db_table = "exports"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="exports_newest"),
            models.Index(fields=["workspace", "sha256", "-created_at"], name="exports_by_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.created_at:%Y-%m-%d}"


class ExportSubjectRecord(Owned):
    """A session or a participant whose words or name were in what left; the id outlives both."""

    export = models.ForeignKey("firsthand.ExportRecord", on_delete=models.CASCADE, related_name="subjects")
    subject_id = models.CharField(max_length=ID_LENGTH)

    export_id: str

    of_study = "export__study"
    texts: ClassVar[dict[str, Text]] = {"subject_id": MACHINE}

    class Meta:
        db_table = "export_subjects"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["export", "subject_id"], name="one_subject_per_export")
        ]
        indexes: ClassVar = [models.Index(fields=["subject_id"], name="exports_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_id} in {self.export_id}"
