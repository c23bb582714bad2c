"""What listening to a transcript found, kept so that no page has to listen to two hundred of them: places, no words."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, TEAM, Declared, Text


class OutlineRecord(Declared):
    """The outline of one version of a transcript with one version of its guide; made anew when either changes."""

    transcript = models.OneToOneField(
        "firsthand.TranscriptRecord", on_delete=models.CASCADE, primary_key=True, related_name="outline"
    )
    version = models.PositiveIntegerField()  # of the transcript
    guide = models.ForeignKey("firsthand.GuideRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    guide_version = models.PositiveIntegerField(default=0)
    rules = models.CharField(max_length=20)  # the version of Firsthand that listened
    is_known = models.BooleanField()
    questions = models.JSONField(default=list)  # [turn, begin, finish, is sound, is answered]
    covered = models.JSONField(default=dict)  # each guide question that was put: by which turn

    guide_id: str | None
    transcript_id: str

    of_study = "transcript__session__study"
    texts: ClassVar[dict[str, Text]] = {"rules": MACHINE, "questions": MACHINE, "covered": TEAM}

    class Meta:
        db_table = "outlines"

    def __str__(self) -> str:
        return f"outline of {self.transcript_id}"
