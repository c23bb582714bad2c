"""What a team expected before it asked."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.planning.studies import Hypothesis
from firsthand.storage.columns import TEAM, Deletable, Text, id_column


class HypothesisRecord(Deletable):
    """One hypothesis of a study with its prediction."""

    id = id_column(Kind.HYPOTHESIS)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="hypotheses")
    statement = models.TextField()
    prediction = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)  # the present wording
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str
    member_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"statement": TEAM, "prediction": TEAM}

    class Meta:
        db_table = "hypotheses"

    def __str__(self) -> str:
        return self.statement[:80]

    def hypothesis(self) -> Hypothesis:
        """The domain's view of this row."""
        return Hypothesis(self.statement, self.prediction, self.written_at, self.id)
