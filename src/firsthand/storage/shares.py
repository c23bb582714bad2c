"""What is shown outside by a private link: claims with their counts as they were when it was shared."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, SECRET, TEAM, Owned, Text, id_column


class ShareRecord(Owned):
    """One read-only page of one or more claims; only the digest of its address is kept."""

    id = id_column(Kind.SHARE)
    digest = models.CharField(max_length=64, unique=True)
    title = models.CharField(max_length=300)
    introduction = models.TextField(blank=True)
    method = models.TextField(blank=True)
    limits = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    expires_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)  # when somebody last opened it
    version = models.PositiveIntegerField(default=1)

    member_id: str

    of_study = "claims__claim__scope__study"
    texts: ClassVar[dict[str, Text]] = {
        "digest": SECRET,
        **dict.fromkeys(("title", "introduction", "method", "limits"), TEAM),
    }

    class Meta:
        db_table = "shares"

    def __str__(self) -> str:
        return self.title


class SharedClaimRecord(Owned):
    """A claim in a share, with its counts when it was shared: "changed since" compares with these."""

    share = models.ForeignKey("firsthand.ShareRecord", on_delete=models.CASCADE, related_name="claims")
    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="shares")
    position = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)

    share_id: str
    claim_id: str

    of_study = "claim__scope__study"
    texts: ClassVar[dict[str, Text]] = {"counts": MACHINE}

    class Meta:
        db_table = "shared_claims"
        constraints: ClassVar = [models.UniqueConstraint(fields=["share", "claim"], name="one_claim_per_share")]

    def __str__(self) -> str:
        return f"{self.claim_id} in {self.share_id}"
