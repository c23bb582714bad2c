"""A transcript as imported, turn by turn, with corrections lying over it and never in it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.interviews.transcripts import Role, Timing
from firsthand.domain.people.consent import How
from firsthand.storage.columns import (
    IDENTITY,
    MACHINE,
    OF_TRANSCRIPT,
    SPOKEN,
    Declared,
    Deletable,
    Owned,
    Text,
    id_column,
)


class TranscriptRecord(Deletable):
    """One file's account of a session; the original's bytes are kept under their SHA-256."""

    id = id_column(Kind.TRANSCRIPT)
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="transcripts")
    file_name = models.CharField(max_length=255)
    format = models.CharField(max_length=40)
    kind = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()  # bytes
    title = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=35, blank=True)
    problems = models.JSONField(default=list)  # [line, message, text]
    is_of_record = models.BooleanField(default=True)
    is_derived = models.BooleanField(default=False)  # sealed anew when somebody in it withdrew; not the file imported
    original_gone_at = models.DateTimeField(null=True, blank=True)  # when a retention rule took the file away
    roles_confirmed_at = models.DateTimeField(null=True, blank=True)
    agreed_how = models.CharField(max_length=16, choices=[(how, how) for how in How])  # the answer given at import
    agreed_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")
    turn_count = models.PositiveIntegerField(default=0)
    word_count = models.PositiveIntegerField(default=0)
    duration = models.FloatField(null=True, blank=True)  # seconds
    version = models.PositiveIntegerField(default=1)

    session_id: str
    agreed_by_id: str

    of_study = "session__study"
    of_person = ("speakers__participant", "session__seats__participant")
    of_files = ("sha256",)
    texts: ClassVar[dict[str, Text]] = {
        "file_name": IDENTITY,
        "format": MACHINE,
        "kind": MACHINE,
        "sha256": MACHINE,
        "title": IDENTITY,
        "language": MACHINE,
        "problems": SPOKEN,
    }

    class Meta:
        db_table = "transcripts"
        indexes: ClassVar = [models.Index(fields=["workspace", "sha256"], name="transcripts_by_hash")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(is_of_record=True, deleted_at=None), name="one_of_record"
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class SpeakerRecord(Owned):
    """A name in the file, and who that was."""

    id = id_column(Kind.SPEAKER)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="speakers")
    position = models.PositiveIntegerField()  # by first turn
    name = models.CharField(max_length=300, blank=True)
    role = models.CharField(max_length=16, choices=[(role, role) for role in Role], default=Role.UNKNOWN)
    participant = models.ForeignKey(
        "firsthand.ParticipantRecord", on_delete=models.SET_NULL, null=True, related_name="+"
    )

    transcript_id: str
    participant_id: str | None

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    texts: ClassVar[dict[str, Text]] = {"name": IDENTITY}

    class Meta:
        db_table = "speakers"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transcript", "position"], name="one_speaker_per_position")
        ]

    def __str__(self) -> str:
        return self.name or "someone"


class TurnRecord(Declared):
    """One turn as imported."""

    id = models.BigAutoField(primary_key=True)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="turns")
    speaker = models.ForeignKey("firsthand.SpeakerRecord", on_delete=models.CASCADE, related_name="+")
    index = models.PositiveIntegerField()  # 0-based place in the file
    text = models.TextField()
    start = models.FloatField(null=True)  # seconds
    end = models.FloatField(null=True)
    timing = models.CharField(max_length=16, choices=[(timing, timing) for timing in Timing])
    words = models.JSONField(null=True)  # [begin, finish, start, end, probability or null] per timed word

    transcript_id: str
    speaker_id: str

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    of_turns = ("index",)
    texts: ClassVar[dict[str, Text]] = {"text": SPOKEN, "words": MACHINE}

    class Meta:
        db_table = "turns"
        constraints: ClassVar = [models.UniqueConstraint(fields=["transcript", "index"], name="one_turn_per_index")]

    def __str__(self) -> str:
        return f"turn {self.index}"


class CorrectionRecord(Owned):
    """A member's correction of one turn; the latest one counts, the original stays."""

    id = id_column(Kind.CORRECTION)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="corrections")
    index = models.PositiveIntegerField()  # of the turn
    text = models.TextField()
    has_listened = models.BooleanField()
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    transcript_id: str
    member_id: str

    of_study = "transcript__session__study"
    of_person = OF_TRANSCRIPT
    of_turns = ("index",)
    texts: ClassVar[dict[str, Text]] = {"text": SPOKEN}

    class Meta:
        db_table = "corrections"
        indexes: ClassVar = [models.Index(fields=["transcript", "index", "created_at"], name="corrections_in_order")]

    def __str__(self) -> str:
        return f"correction of turn {self.index}"


def packed_words(words: Any) -> list[list[float | int | None]] | None:
    """A turn's timed words as the JSON column keeps them, or None where there are none."""
    return [[w.begin, w.finish, w.start, w.end, w.probability] for w in words] or None
