"""Rules of how long what is kept, studies whose material is held back from them, and what went by them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.retention import Material, Rule, Unit
from firsthand.storage.columns import MACHINE, TEAM, Owned, Text, id_column


class RetentionRuleRecord(Owned):
    """How long one kind of material is kept, in the workspace or in one study."""

    id = id_column(Kind.RETENTION)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="+")
    material = models.CharField(max_length=24, choices=[(one, one) for one in Material])
    amount = models.PositiveIntegerField(null=True, blank=True)  # None: for ever
    unit = models.CharField(max_length=8, choices=[(unit, unit) for unit in Unit], default=Unit.MONTHS)
    notice_days = models.PositiveSmallIntegerField(default=14)
    follows = models.BooleanField(default=False)  # of a study: as the workspace's, since `made_at`
    made_at = models.DateTimeField(default=timezone.now)  # as it stands

    study_id: str | None

    of_study = "study"

    class Meta:
        db_table = "retention_rules"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "material"], condition=models.Q(study=None), name="one_rule_per_material"
            ),
            models.UniqueConstraint(fields=["study", "material"], name="one_rule_per_study_and_material"),
        ]

    def __str__(self) -> str:
        return f"{self.material}: {self.amount} {self.unit}"

    def rule(self) -> Rule:
        """The domain's view of this row."""
        return Rule(Material(self.material), self.amount, Unit(self.unit), self.notice_days, self.made_at.date())


class RetentionHoldRecord(Owned):
    """A study of which nothing goes by any rule until the hold is lifted; `created_at` is since when."""

    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    study_id: str
    member_id: str

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"reason": TEAM}

    class Meta:
        db_table = "retention_holds"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study"], condition=models.Q(lifted_at=None), name="one_hold_per_study")
        ]

    def __str__(self) -> str:
        return f"hold on {self.study_id}"


class RetentionRunRecord(Owned):
    """What one day's run of the rules removed: numbers and digests only; `created_at` is when."""

    id = id_column(Kind.RETENTION)
    counts = models.JSONField(default=dict)  # {table: {removed, emptied: how many}}
    files = models.JSONField(default=list)  # [{sha256, size, table, fate}]
    finished_at = models.DateTimeField(null=True, blank=True)  # when the database's leftovers were gone, too

    texts: ClassVar[dict[str, Text]] = {"counts": MACHINE, "files": MACHINE}

    class Meta:
        db_table = "retention_runs"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="retention_runs_newest")]

    def __str__(self) -> str:
        return f"run of {self.created_at:%Y-%m-%d}"
