"""A highlighted stretch of a transcript; its status is never stored, it is computed each time it is shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.interviews.transcripts import Timing
from firsthand.storage.columns import OF_TRANSCRIPT, QUOTED, REMARK, Deletable, Owned, Text, id_column

PIN = (
    "first_turn",
    "begin",
    "last_turn",
    "finish",
    "exact",
    "prefix",
    "suffix",
    "start_position",
    "end_position",
    "media_start",
    "media_end",
    "timing",
)


class Pinned(models.Model):
    """Where words stand in a transcript: an anchor (W3C text quote and position), column by column."""

    first_turn = models.PositiveIntegerField()
    begin = models.PositiveIntegerField()  # code points into the first turn
    last_turn = models.PositiveIntegerField()
    finish = models.PositiveIntegerField()  # code points into the last turn, end exclusive
    exact = models.TextField()
    prefix = models.TextField(blank=True)
    suffix = models.TextField(blank=True)
    start_position = models.PositiveIntegerField()  # code points into all turns joined by line ends, when it was marked
    end_position = models.PositiveIntegerField()
    media_start = models.FloatField(null=True, blank=True)  # seconds, where the file has times
    media_end = models.FloatField(null=True, blank=True)
    timing = models.CharField(max_length=16, choices=[(timing, timing) for timing in Timing], default=Timing.NONE)

    class Meta:
        abstract = True


class QuoteRecord(Pinned, Deletable):
    """An anchor with who marked it."""

    id = id_column(Kind.QUOTE)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="quotes")
    is_crop_confirmed = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    transcript_id: str
    member_id: str

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    of_turns = ("first_turn", "last_turn")
    texts: ClassVar[dict[str, Text]] = {"exact": QUOTED, "prefix": QUOTED, "suffix": QUOTED, "note": REMARK}

    class Meta:
        db_table = "quotes"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="quotes_newest")]

    def __str__(self) -> str:
        return f"quote in turn {self.first_turn}"


class QuotePlaceRecord(Pinned, Owned):
    """Where a quote stood in a transcript that was of record before, so that going back restores it."""

    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, related_name="places")
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="+")

    quote_id: str
    transcript_id: str

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    of_turns = ("first_turn", "last_turn")
    texts: ClassVar[dict[str, Text]] = {"exact": QUOTED, "prefix": QUOTED, "suffix": QUOTED}

    class Meta:
        db_table = "quote_places"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quote", "transcript"], name="one_place_per_transcript")
        ]

    def __str__(self) -> str:
        return f"{self.quote_id} in turn {self.first_turn}"
