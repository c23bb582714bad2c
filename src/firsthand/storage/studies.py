"""A study and its discussion guides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, TEAM, Deletable, Text, id_column


class StudyRecord(Deletable):
    """A research question and everything done to answer it."""

    id = id_column(Kind.STUDY)
    title = models.CharField(max_length=200)
    research_question = models.TextField(blank=True)
    goals = models.JSONField(default=list)  # a list of sentences
    decision = models.TextField(blank=True)  # that the study is to inform
    template = models.CharField(max_length=40, default="blank")
    state = models.CharField(max_length=16, default="open")
    version = models.PositiveIntegerField(default=1)

    texts: ClassVar[dict[str, Text]] = {
        "title": TEAM,
        "research_question": TEAM,
        "goals": TEAM,
        "decision": TEAM,
        "template": MACHINE,
        "state": MACHINE,
    }

    class Meta:
        db_table = "studies"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="studies_newest")]

    def __str__(self) -> str:
        return self.title


class GuideRecord(Deletable):
    """A discussion guide; its Markdown text is the guide."""

    id = id_column(Kind.GUIDE)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="guides")
    title = models.CharField(max_length=200)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    study_id: str | None

    texts: ClassVar[dict[str, Text]] = {"title": TEAM, "text": TEAM}

    class Meta:
        db_table = "guides"

    def __str__(self) -> str:
        return self.title
