"""What was said, done or shown, with the quotes and notes that it cites; never what it may mean."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.evidence.observations import ObservationKind
from firsthand.domain.ids import Kind
from firsthand.storage.columns import REMARK, TEAM, Deletable, Owned, Text, id_column


class ObservationRecord(Deletable):
    """One observation of a study; it cites at least one quote, note or count."""

    id = id_column(Kind.OBSERVATION)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="observations")
    session = models.ForeignKey(  # where all that it cites is of one session
        "firsthand.SessionRecord", on_delete=models.CASCADE, null=True, related_name="observations"
    )
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in ObservationKind])
    text = models.TextField()
    count = models.JSONField(null=True)  # what is counted: a measure and its terms; the value is computed when shown
    gone = models.PositiveIntegerField(default=0)  # quotes and notes that it cited and that a withdrawal removed
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str | None
    session_id: str | None
    member_id: str

    of_person = (
        "citations__quote__transcript__speakers__participant",
        "citations__note__participant",
        "session__seats__participant",
    )
    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"text": REMARK, "count": TEAM}

    class Meta:
        db_table = "observations"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="observations_newest")]

    def __str__(self) -> str:
        return self.text[:80]


class CitationRecord(Owned):
    """A quote or a note that an observation rests on."""

    observation = models.ForeignKey("firsthand.ObservationRecord", on_delete=models.CASCADE, related_name="citations")
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, null=True, related_name="cited_in")
    note = models.ForeignKey("firsthand.NoteRecord", on_delete=models.CASCADE, null=True, related_name="cited_in")

    observation_id: str
    quote_id: str | None
    note_id: str | None

    of_study = "observation__study"

    class Meta:
        db_table = "citations"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["observation", "quote"], name="one_citation_per_quote"),
            models.UniqueConstraint(fields=["observation", "note"], name="one_citation_per_note"),
        ]

    def __str__(self) -> str:
        return f"{self.quote_id or self.note_id} in {self.observation_id}"
