"""A study, its team and its discussion guides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.planning.studies import StudyState, TeamRole
from firsthand.storage.columns import MACHINE, TEAM, Deletable, Owned, Text, id_column


class StudyRecord(Deletable):
    """A research question and everything done to answer it."""

    id = id_column(Kind.STUDY)
    title = models.CharField(max_length=200)
    research_question = models.TextField(blank=True)
    goals = models.JSONField(default=list)  # a list of sentences
    decision = models.TextField(blank=True)  # that the study is to inform
    template = models.CharField(max_length=40, default="blank")  # the built-in one that it goes back to
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    sample = models.JSONField(default=dict)  # whom to hear from; see services.samples
    state = models.CharField(
        max_length=16, choices=[(state, state) for state in StudyState], default=StudyState.PLANNING
    )
    locked_at = models.DateTimeField(null=True, blank=True)  # the first session held began; hypotheses are fixed since
    is_confidential = models.BooleanField(default=False)  # only its team and the workspace's owners know of it
    version = models.PositiveIntegerField(default=1)

    of_study = "pk"
    texts: ClassVar[dict[str, Text]] = {
        "title": TEAM,
        "research_question": TEAM,
        "goals": TEAM,
        "decision": TEAM,
        "template": MACHINE,
        "sample": TEAM,
    }

    class Meta:
        db_table = "studies"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="studies_newest")]

    def __str__(self) -> str:
        return self.title


class StudyMemberRecord(Owned):
    """What one member does in a study's sessions; somebody may have several roles."""

    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=16, choices=[(role, role) for role in TeamRole])

    study_id: str
    member_id: str

    of_study = "study"

    class Meta:
        db_table = "study_members"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "member", "role"], name="one_role_once_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} as {self.role}"


class GuideRecord(Deletable):
    """A discussion guide; its Markdown text is the guide."""

    id = id_column(Kind.GUIDE)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="guides")
    title = models.CharField(max_length=200)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    study_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"title": TEAM, "text": TEAM}

    class Meta:
        db_table = "guides"

    def __str__(self) -> str:
        return self.title
