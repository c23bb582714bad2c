"""What the team takes for true, how sure it is, and what it last heard about that."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.synthesis.assumptions import Confidence
from firsthand.domain.synthesis.support import Side
from firsthand.storage.columns import REMARK, TEAM, Deletable, Owned, Text, id_column


class AssumptionRecord(Deletable):
    """One assumption; its age is computed from the evidence linked to it."""

    id = id_column(Kind.ASSUMPTION)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.SET_NULL, null=True, related_name="assumptions")
    statement = models.CharField(max_length=500)
    owner = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    confidence = models.CharField(max_length=16, choices=[(c, c) for c in Confidence], default=Confidence.MEDIUM)
    half_life_days = models.PositiveSmallIntegerField(default=90)
    stated_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    study_id: str | None
    owner_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"statement": TEAM}

    class Meta:
        db_table = "assumptions"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="assumptions_newest")]

    def __str__(self) -> str:
        return self.statement[:80]


class AssumptionEvidenceRecord(Owned):
    """A claim or a quote that speaks for or against an assumption."""

    id = id_column(Kind.EVIDENCE)
    assumption = models.ForeignKey("firsthand.AssumptionRecord", on_delete=models.CASCADE, related_name="evidence")
    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, null=True, related_name="assumptions")
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, null=True, related_name="+")
    side = models.CharField(max_length=16, choices=[(side, side) for side in Side])
    remark = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    assumption_id: str
    claim_id: str | None
    quote_id: str | None
    member_id: str

    of_person = ("quote__transcript__speakers__participant",)
    of_study = "assumption__study"
    texts: ClassVar[dict[str, Text]] = {"remark": REMARK}

    class Meta:
        db_table = "assumption_evidence_links"

    def __str__(self) -> str:
        return f"{self.side} {self.assumption_id}"
