"""Where a transcript has turns and sentences that a code can be given to, kept so that no page splits them again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, Declared, Text


class UnitPlacesRecord(Declared):
    """The units of one version of a transcript; made anew when it changes. Places only, no words."""

    transcript = models.OneToOneField(
        "firsthand.TranscriptRecord", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    version = models.PositiveIntegerField()  # of the transcript
    rules = models.CharField(max_length=20)  # the version of Firsthand that split it
    turns = models.JSONField(default=list)  # indices of the turns that no researcher said
    sentences = models.JSONField(default=list)  # for each of them [begin, finish, begin, finish, …] in code points

    transcript_id: str

    of_study = "transcript__session__study"
    texts: ClassVar[dict[str, Text]] = {"rules": MACHINE, "turns": MACHINE, "sentences": MACHINE}

    class Meta:
        db_table = "unit_places"

    def __str__(self) -> str:
        return f"units of {self.transcript_id}"
