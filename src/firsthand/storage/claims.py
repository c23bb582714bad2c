"""Claims: a sentence with its scope and topic, evidence for and against it, and what members said of its counts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.synthesis.losses import Loss, Thing
from firsthand.domain.synthesis.support import Side
from firsthand.storage.columns import MACHINE, REMARK, TEAM, Deletable, Owned, Text, id_column


class ClaimRecord(Deletable):
    """One sentence that a team wants to be able to defend; its counts are computed when it is shown, never stored."""

    id = id_column(Kind.CLAIM)
    statement = models.CharField(max_length=500)
    described = models.CharField(max_length=300, blank=True)  # what they did: "described finding blockers too late"
    since = models.DateField(null=True, blank=True)  # scope: sessions from this day
    until = models.DateField(null=True, blank=True)
    segments = models.JSONField(default=list)  # scope: ids; empty means all
    questions = models.JSONField(default=list)  # topic: guide questions, as written there
    terms = models.JSONField(default=list)  # topic: words
    codes = models.JSONField(default=list)  # topic: ids
    owner = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    owner_id: str

    of_study = "scope__study"
    texts: ClassVar[dict[str, Text]] = {
        **dict.fromkeys(("statement", "described", "questions", "terms"), TEAM),
        **dict.fromkeys(("segments", "codes"), MACHINE),
    }

    class Meta:
        db_table = "claims"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="claims_newest")]

    def __str__(self) -> str:
        return self.statement[:80]


class ClaimStudyRecord(Owned):
    """A study that a claim speaks about; none at all means every conversation of the workspace."""

    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="scope")
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="claims")

    claim_id: str
    study_id: str

    of_study = "study"

    class Meta:
        db_table = "claim_studies"
        constraints: ClassVar = [models.UniqueConstraint(fields=["claim", "study"], name="one_scope_per_study")]

    def __str__(self) -> str:
        return f"{self.claim_id} about {self.study_id}"


class EvidenceRecord(Owned):
    """A quote, note or observation for or against a claim."""

    id = id_column(Kind.EVIDENCE)
    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="evidence")
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, null=True, related_name="evidence")
    note = models.ForeignKey("firsthand.NoteRecord", on_delete=models.CASCADE, null=True, related_name="evidence")
    observation = models.ForeignKey(
        "firsthand.ObservationRecord", on_delete=models.CASCADE, null=True, related_name="evidence"
    )
    side = models.CharField(max_length=16, choices=[(side, side) for side in Side])
    remark = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    claim_id: str
    quote_id: str | None
    note_id: str | None
    observation_id: str | None
    member_id: str

    of_person = ("quote__transcript__speakers__participant",)
    of_study = "claim__scope__study"
    texts: ClassVar[dict[str, Text]] = {"remark": REMARK}

    class Meta:
        db_table = "evidence_links"

    def __str__(self) -> str:
        return f"{self.side} {self.claim_id}"


class LostEvidenceRecord(Owned):
    """That evidence of a claim is gone for good: how much, how and when; nothing of what it said, or who."""

    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="lost")
    number = models.PositiveIntegerField()
    thing = models.CharField(max_length=16, choices=[(thing, thing) for thing in Thing])
    side = models.CharField(max_length=16, choices=[(side, side) for side in Side])
    loss = models.CharField(max_length=16, choices=[(loss, loss) for loss in Loss])

    claim_id: str

    of_study = "claim__scope__study"

    class Meta:
        db_table = "lost_pieces"

    def __str__(self) -> str:
        return f"{self.number} {self.loss} {self.claim_id}"


class ClaimRulingRecord(Owned):
    """What a member says about how one person was counted in one session, instead of the rule or confirming it."""

    claim = models.ForeignKey("firsthand.ClaimRecord", on_delete=models.CASCADE, related_name="rulings")
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")
    asked_turns = models.JSONField(null=True)  # indices of the turns that asked; null leaves those found by rule
    is_answered = models.BooleanField(null=True)  # null leaves the rule's answer
    note = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    claim_id: str
    session_id: str
    participant_id: str
    member_id: str

    of_person = ("participant",)
    of_study = "session__study"
    texts: ClassVar[dict[str, Text]] = {"asked_turns": MACHINE, "note": REMARK}

    class Meta:
        db_table = "claim_rulings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["claim", "session", "participant"], name="one_ruling_per_sitting")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.claim_id}"
