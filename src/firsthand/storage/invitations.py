"""Invitations to a conversation, and how much asking a workspace allows itself."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.fatigue import Limits
from firsthand.domain.people.invitations import InvitationState
from firsthand.storage.columns import IDENTITY, MACHINE, Owned, Text, id_column

USUAL = Limits()


class InvitationRecord(Owned):
    """One person asked for one conversation: a draft, then a letter, then an answer."""

    id = id_column(Kind.INVITATION)
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="+")
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    message = models.ForeignKey("firsthand.MessageRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    to_address = models.CharField(max_length=320, blank=True)
    is_german = models.BooleanField(default=False)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    times = models.JSONField(default=list)  # of moments in UTC, ISO 8601
    zone = models.CharField(max_length=64, default="UTC")  # in which the times are told
    minutes = models.PositiveSmallIntegerField(default=45)
    location = models.CharField(max_length=500, blank=True)
    state = models.CharField(
        max_length=16, choices=[(one, one) for one in InvitationState], default=InvitationState.DRAFTED
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)  # when the answer was noted
    version = models.PositiveIntegerField(default=1)

    participant_id: str
    study_id: str | None
    session_id: str | None
    member_id: str | None
    message_id: str | None

    of_person = ("participant",)
    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {
        **dict.fromkeys(("to_address", "subject", "text", "location"), IDENTITY),
        **dict.fromkeys(("times", "zone"), MACHINE),
    }

    class Meta:
        db_table = "invitations"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-created_at", "-id"], name="invitations_newest"),
            models.Index(fields=["participant", "-created_at"], name="invitations_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} ({self.state})"

    def moments(self) -> tuple[datetime, ...]:
        """The proposed times."""
        return tuple(datetime.fromisoformat(moment) for moment in self.times)


class ContactLimitRecord(Owned):
    """How much asking a workspace allows itself, where that is not the usual."""

    days_between = models.PositiveSmallIntegerField(default=USUAL.days_between)
    most_in_90_days = models.PositiveSmallIntegerField(default=USUAL.most_in_90_days)
    most_in_365_days = models.PositiveSmallIntegerField(default=USUAL.most_in_365_days)
    days_after_no = models.PositiveSmallIntegerField(default=USUAL.days_after_no)

    class Meta:
        db_table = "contact_limits"
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace"], name="one_set_of_contact_limits")]

    def __str__(self) -> str:
        return f"{self.most_in_90_days} in 90 days"

    def limits(self) -> Limits:
        """The domain's view of this row."""
        return Limits(self.days_between, self.most_in_90_days, self.most_in_365_days, self.days_after_no)
