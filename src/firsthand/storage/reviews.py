"""What teammates say about a discussion guide before it is used."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.planning.reviews import Verdict
from firsthand.storage.columns import TEAM, Owned, Text, id_column


class GuideReviewRecord(Owned):
    """One request for a review, and what came of it; the newest of a guide counts."""

    id = id_column(Kind.REVIEW)
    guide = models.ForeignKey("firsthand.GuideRecord", on_delete=models.CASCADE, related_name="reviews")
    asked_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    reviewer = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    asked_version = models.PositiveIntegerField()  # of the guide
    verdict = models.CharField(
        max_length=16, choices=[(verdict, verdict) for verdict in Verdict], default=Verdict.ASKED
    )
    verdict_version = models.PositiveIntegerField(null=True, blank=True)  # the text that the verdict is about
    remark = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    guide_id: str
    asked_by_id: str
    reviewer_id: str

    of_study = "guide__study"
    texts: ClassVar[dict[str, Text]] = {"remark": TEAM}

    class Meta:
        db_table = "guide_reviews"

    def __str__(self) -> str:
        return f"review of {self.guide_id}"


class GuideCommentRecord(Owned):
    """A member's remark on one question of a guide, or on the whole of it; settled when it has been dealt with."""

    id = id_column(Kind.COMMENT)
    guide = models.ForeignKey("firsthand.GuideRecord", on_delete=models.CASCADE, related_name="comments")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version_number = models.PositiveIntegerField()  # the text that it was written about
    question = models.TextField(blank=True)  # its words then; "" for the whole guide
    text = models.TextField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    guide_id: str
    member_id: str

    of_study = "guide__study"
    texts: ClassVar[dict[str, Text]] = {"question": TEAM, "text": TEAM}

    class Meta:
        db_table = "guide_comments"

    def __str__(self) -> str:
        return f"comment on {self.guide_id}"
