"""What members write down while they listen, and the words of a participant noted before there was a transcript."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.evidence.notes import NoteKind
from firsthand.domain.ids import Kind
from firsthand.storage.columns import QUOTED, Deletable, Text, id_column


class NoteRecord(Deletable):
    """One note of one member, at a moment of a session where that is known."""

    id = id_column(Kind.NOTE)
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="notes")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    participant = models.ForeignKey(  # whose words or whom it is about
        "firsthand.ParticipantRecord", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in NoteKind], default=NoteKind.NOTE)
    text = models.TextField()
    at_seconds = models.FloatField(null=True, blank=True)  # from the start of the conversation
    noted_at = models.DateTimeField()
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    is_unmatched = models.BooleanField(default=False)  # a member said that the transcript does not hold these words
    version = models.PositiveIntegerField(default=1)

    session_id: str
    member_id: str
    participant_id: str | None
    quote_id: str | None

    of_person = ("participant",)
    of_study = "session__study"
    texts: ClassVar[dict[str, Text]] = {"text": QUOTED}

    class Meta:
        db_table = "notes"
        indexes: ClassVar = [models.Index(fields=["session", "noted_at"], name="notes_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.at_seconds}"
