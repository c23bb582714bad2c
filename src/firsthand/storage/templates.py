"""The team's own templates for studies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, TEAM, Deletable, Text, id_column


class StudyTemplateRecord(Deletable):
    """A study's guide, goals and sample, kept to start another one from."""

    id = id_column(Kind.TEMPLATE)
    title = models.CharField(max_length=200)
    built_in = models.CharField(max_length=40)  # the template that the rest comes from
    guide_text = models.TextField()
    goals = models.JSONField(default=list)
    sample = models.JSONField(default=dict)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    texts: ClassVar[dict[str, Text]] = {
        "title": TEAM,
        "built_in": MACHINE,
        "guide_text": TEAM,
        "goals": TEAM,
        "sample": TEAM,
    }

    class Meta:
        db_table = "study_templates"

    def __str__(self) -> str:
        return self.title
