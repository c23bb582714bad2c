"""What a member decided about personal data in a transcript: an overlay of covers, never a change to the words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, OF_TRANSCRIPT, SECRET, SPOKEN, Owned, Text, id_column


class RedactionRecord(Owned):
    """One stretch of one turn that somebody looked at: covered, or shown although a rule found it."""

    id = id_column(Kind.REDACTION)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="redactions")
    index = models.PositiveIntegerField()  # of the turn
    begin = models.PositiveIntegerField()  # code points into the turn as it stood then
    finish = models.PositiveIntegerField()  # end exclusive
    exact = models.TextField()  # by it the stretch is found again after a correction
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in Personal])
    subject = models.CharField(max_length=26, blank=True)  # the id of whom it names, where the records know
    is_covered = models.BooleanField()
    has_landed = models.BooleanField(default=True)  # False: its words are not in this transcript of record
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    transcript_id: str
    member_id: str

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    of_turns = ("index",)
    texts: ClassVar[dict[str, Text]] = {"exact": SPOKEN, "subject": MACHINE}

    class Meta:
        db_table = "redactions"
        indexes: ClassVar = [models.Index(fields=["transcript", "index", "begin"], name="redactions_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} in turn {self.index}"


class PlaceholderRecord(Owned):
    """The number of one person, company or string, the same in every session of a study.

    `subject` is an id, or the salted digest of a string; numbers are drawn by lot, so that they tell no order.
    """

    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="+")
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, null=True, related_name="+")
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in Personal])
    subject = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32)  # the same in all of one study

    study_id: str | None
    session_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"subject": MACHINE, "salt": SECRET}

    class Meta:
        db_table = "placeholders"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "kind", "subject"], name="one_number_in_a_study"),
            models.UniqueConstraint(fields=["session", "kind", "subject"], name="one_number_in_a_session"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


class RedactionReviewRecord(Owned):
    """That a member read a transcript for personal data to its end."""

    transcript = models.OneToOneField("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="review")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField(default=timezone.now)

    transcript_id: str
    member_id: str

    of_study = "transcript__session__study"

    class Meta:
        db_table = "redaction_reviews"

    def __str__(self) -> str:
        return f"{self.transcript_id} by {self.member_id}"
