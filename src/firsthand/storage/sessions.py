"""One conversation with one or more participants."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.interviews.sessions import SessionState
from firsthand.storage.columns import MACHINE, REMARK, Deletable, Owned, Text, id_column


class SessionRecord(Deletable):
    """A person and a date; study, guide and transcript are optional, so that a hallway call counts."""

    id = id_column(Kind.SESSION)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.SET_NULL, null=True, related_name="sessions")
    guide = models.ForeignKey("firsthand.GuideRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=200)
    interview_date = models.DateField()
    starts_at = models.DateTimeField(null=True, blank=True)
    zone = models.CharField(max_length=64, default="UTC")
    minutes = models.PositiveSmallIntegerField(default=60)
    location = models.CharField(max_length=500, blank=True)  # a room, or the address of the call
    sequence = models.PositiveIntegerField(default=0)  # of the calendar entry: grows when it moves or is cancelled
    scheduled_at = models.DateTimeField(default=timezone.now)  # when the calendar entry last changed
    state = models.CharField(max_length=16, choices=[(state, state) for state in SessionState])
    interviewer = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    note_taker = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    is_craft_shared = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    study_id: str | None
    guide_id: str | None
    interviewer_id: str | None
    note_taker_id: str | None

    of_study = "study"
    of_person = ("seats__participant", "transcripts__speakers__participant")
    texts: ClassVar[dict[str, Text]] = {"title": REMARK, "zone": MACHINE, "location": REMARK}

    class Meta:
        db_table = "sessions"
        indexes: ClassVar = [models.Index(fields=["workspace", "-interview_date", "-id"], name="sessions_newest")]

    def __str__(self) -> str:
        return self.title


class SessionObserverRecord(Owned):
    """A member who listens to a session and stays silent."""

    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="observers")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")

    session_id: str
    member_id: str

    of_study = "session__study"

    class Meta:
        db_table = "session_observers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "member"], name="one_observer_place_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} at {self.session_id}"


class SessionParticipantRecord(Owned):
    """Who we talked to in a session."""

    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="seats")
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="seats")

    session_id: str
    participant_id: str

    of_study = "session__study"
    of_person = ("participant",)

    class Meta:
        db_table = "session_participants"
        constraints: ClassVar = [models.UniqueConstraint(fields=["session", "participant"], name="one_seat_per_person")]

    def __str__(self) -> str:
        return f"{self.participant_id} in {self.session_id}"
