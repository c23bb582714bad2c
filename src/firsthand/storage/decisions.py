"""What was decided, on which claims, and which claims settle a hypothesis."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.synthesis.decisions import DecisionState
from firsthand.domain.synthesis.support import Side
from firsthand.storage.columns import MACHINE, TEAM, Deletable, Owned, Text, id_column


class DecisionRecord(Deletable):
    """One decision, or a hypothesis to test next."""

    id = id_column(Kind.DECISION)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="decisions")
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    owner = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=16, choices=[(s, s) for s in DecisionState], default=DecisionState.PROPOSED)
    is_hypothesis = models.BooleanField(default=False)  # to be tested next, rather than decided
    version = models.PositiveIntegerField(default=1)

    study_id: str | None
    owner_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"title": TEAM, "text": TEAM}

    class Meta:
        db_table = "decisions"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="decisions_newest")]

    def __str__(self) -> str:
        return self.title


class DecisionClaimRecord(Owned):
    """A claim that a decision rests on, with the claim's counts as they were then."""

    decision = models.ForeignKey("firsthand.DecisionRecord", on_delete=models.CASCADE, related_name="claims")
    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="decisions")
    counts = models.JSONField(default=dict)  # all and strict, when it was cited

    decision_id: str
    claim_id: str

    of_study = "decision__study"
    texts: ClassVar[dict[str, Text]] = {"counts": MACHINE}

    class Meta:
        db_table = "decision_claims"
        constraints: ClassVar = [models.UniqueConstraint(fields=["decision", "claim"], name="one_claim_per_decision")]

    def __str__(self) -> str:
        return f"{self.claim_id} for {self.decision_id}"


class HypothesisClaimRecord(Owned):
    """A claim that speaks for or against a hypothesis."""

    hypothesis = models.ForeignKey("firsthand.HypothesisRecord", on_delete=models.CASCADE, related_name="claims")
    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="hypotheses")
    side = models.CharField(max_length=16, choices=[(side, side) for side in Side])

    hypothesis_id: str
    claim_id: str

    of_study = "hypothesis__study"

    class Meta:
        db_table = "hypothesis_claims"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["hypothesis", "claim"], name="one_claim_per_hypothesis")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.side} {self.hypothesis_id}"
