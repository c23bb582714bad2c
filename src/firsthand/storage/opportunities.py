"""The opportunity tree: outcome, opportunities, solutions, assumption tests; opportunities cite observations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.synthesis.opportunities import NodeKind
from firsthand.storage.columns import TEAM, Deletable, Owned, Text, id_column


class TreeNodeRecord(Deletable):
    """One node of a tree; a tree is what hangs below an outcome."""

    id = id_column(Kind.TREE_NODE)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="tree_nodes")
    parent = models.ForeignKey("firsthand.TreeNodeRecord", on_delete=models.CASCADE, null=True, related_name="children")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in NodeKind])
    text = models.CharField(max_length=500)
    note = models.TextField(blank=True)
    position = models.FloatField(default=0)  # among its siblings
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str | None
    parent_id: str | None
    member_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"text": TEAM, "note": TEAM}

    class Meta:
        db_table = "tree_nodes"

    def __str__(self) -> str:
        return self.text[:80]


class OpportunityCitationRecord(Owned):
    """An observation that an opportunity rests on."""

    node = models.ForeignKey("firsthand.TreeNodeRecord", on_delete=models.CASCADE, related_name="citations")
    observation = models.ForeignKey("firsthand.ObservationRecord", on_delete=models.CASCADE, related_name="cited_in")

    node_id: str
    observation_id: str

    of_study = "node__study"

    class Meta:
        db_table = "opportunity_citations"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["node", "observation"], name="one_citation_per_observation")
        ]

    def __str__(self) -> str:
        return f"{self.observation_id} in {self.node_id}"
