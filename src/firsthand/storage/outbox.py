"""Letters on their way out: kept as rows, claimed by one worker at a time, never queued twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.outbox import LINK_GONE, LINK_HERE, Attachment, Channel, Letter, LetterStatus
from firsthand.storage.columns import IDENTITY, MACHINE, SECRET, TEAM, Owned, Text, id_column


class MessageRecord(Owned):
    """One letter with how far it is; a letter to a participant goes with them."""

    id = id_column(Kind.MESSAGE)
    channel = models.CharField(max_length=16, choices=[(one, one) for one in Channel], default=Channel.MAIL)
    key = models.CharField(max_length=200)  # what it is about: the same thing is never queued twice
    participant = models.ForeignKey(
        "firsthand.ParticipantRecord", on_delete=models.CASCADE, null=True, related_name="+"
    )
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, null=True, related_name="+")
    to_address = models.CharField(max_length=320)
    to_name = models.CharField(max_length=200, blank=True)
    from_name = models.CharField(max_length=200, blank=True)
    reply_to = models.CharField(max_length=320, blank=True)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    link = models.CharField(max_length=500, blank=True)  # private to the recipient; empty once it has left
    attachments = models.JSONField(default=list)  # of {"name", "media_type", "text"}
    is_secret = models.BooleanField(default=False)
    status = models.CharField(max_length=16, choices=[(one, one) for one in LetterStatus], default=LetterStatus.WAITING)
    is_by_hand = models.BooleanField(default=False)  # a member sent it themselves
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(default=timezone.now)
    not_after = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)  # what went wrong last and what to do

    participant_id: str | None
    member_id: str | None
    study_id: str | None

    of_person = ("participant",)
    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {
        **dict.fromkeys(("to_address", "to_name", "subject", "text", "attachments", "error"), IDENTITY),
        **dict.fromkeys(("from_name", "reply_to"), TEAM),
        "key": MACHINE,
        "link": SECRET,
    }

    class Meta:
        db_table = "messages"
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "key"], name="one_message_per_key")]
        indexes: ClassVar = [
            models.Index(fields=["status", "due_at"], name="messages_due"),
            models.Index(fields=["workspace", "-created_at", "-id"], name="messages_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.status})"

    def letter(self) -> Letter:
        """The letter as it goes out, with its private link in place as long as that is known."""
        return Letter(
            self.to_address,
            self.subject,
            self.text.replace(LINK_HERE, self.link or LINK_GONE),
            self.to_name,
            self.from_name,
            self.reply_to,
            tuple(Attachment(**one) for one in self.attachments),
            self.participant_id,
            self.member_id,
            self.study_id,
            is_secret=self.is_secret,
            not_after=self.not_after,
        )
