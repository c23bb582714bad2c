"""A highlighted stretch of a transcript; its status is never stored, it is computed each time it is shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.interviews.transcripts import Timing
from firsthand.storage.columns import QUOTED, REMARK, Deletable, Text, id_column


class QuoteRecord(Deletable):
    """An anchor (W3C text quote and position) with who marked it."""

    id = id_column(Kind.QUOTE)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="quotes")
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
    is_crop_confirmed = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)

    transcript_id: str
    member_id: str

    texts: ClassVar[dict[str, Text]] = {"exact": QUOTED, "prefix": QUOTED, "suffix": QUOTED, "note": REMARK}

    class Meta:
        db_table = "quotes"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="quotes_newest")]

    def __str__(self) -> str:
        return f"quote in turn {self.first_turn}"
