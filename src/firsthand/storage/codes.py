"""The codebook of a study, what its coders marked with it, and whose turn it is to code which session."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import (
    MACHINE,
    OF_TRANSCRIPT,
    QUOTED,
    REMARK,
    TEAM,
    Deletable,
    Owned,
    Text,
    id_column,
)
from firsthand.storage.quotes import Pinned


class CodeRecord(Deletable):
    """One code: a name for what people say, with when to use it and when not."""

    id = id_column(Kind.CODE)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="codes")
    parent = models.ForeignKey("firsthand.CodeRecord", on_delete=models.SET_NULL, null=True, related_name="children")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    use_when = models.TextField(blank=True)
    not_when = models.TextField(blank=True)
    colour = models.PositiveSmallIntegerField(default=0)  # its place in the palette
    position = models.PositiveIntegerField(default=0)  # among its siblings
    registered_at = models.DateTimeField()  # after the study's first session it is emergent
    retired_at = models.DateTimeField(null=True, blank=True)  # no new codings; the old ones stay
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str
    parent_id: str | None
    member_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = dict.fromkeys(("name", "description", "use_when", "not_when"), TEAM)

    class Meta:
        db_table = "codes"
        indexes: ClassVar = [models.Index(fields=["study", "position"], name="codes_in_order")]

    def __str__(self) -> str:
        return self.name


class CodeExampleRecord(Owned):
    """A quote that shows what a code means."""

    code = models.ForeignKey("firsthand.CodeRecord", on_delete=models.CASCADE, related_name="examples")
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, related_name="+")

    code_id: str
    quote_id: str

    of_study = "code__study"

    class Meta:
        db_table = "code_examples"
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "quote"], name="one_example_once")]

    def __str__(self) -> str:
        return f"{self.quote_id} for {self.code_id}"


class CodingRecord(Pinned, Deletable):
    """Words of a transcript marked with a code by one coder; models are coders too, under their own names."""

    id = id_column(Kind.CODING)
    code = models.ForeignKey("firsthand.CodeRecord", on_delete=models.CASCADE, related_name="codings")
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="codings")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    model = models.CharField(max_length=200, blank=True)  # its name and version; "" where a member coded

    code_id: str
    transcript_id: str
    member_id: str | None

    of_person = OF_TRANSCRIPT
    of_study = "transcript__session__study"
    of_turns = ("first_turn", "last_turn")
    texts: ClassVar[dict[str, Text]] = {"exact": QUOTED, "prefix": QUOTED, "suffix": QUOTED, "model": MACHINE}

    class Meta:
        db_table = "codings"
        indexes: ClassVar = [
            models.Index(fields=["transcript", "first_turn"], name="codings_in_order"),
            models.Index(fields=["code", "-created_at"], name="codings_of_a_code"),
        ]

    def __str__(self) -> str:
        return f"{self.code_id} in turn {self.first_turn}"


class CodingTaskRecord(Owned):
    """One member's turn at coding one session; blind ones don't see each other's codings until all are done."""

    id = id_column(Kind.CODING_TASK)
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.CASCADE, related_name="coding_tasks")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")
    is_blind = models.BooleanField(default=False)
    reached_turn = models.PositiveIntegerField(default=0)  # how far they have come
    done_at = models.DateTimeField(null=True, blank=True)

    session_id: str
    member_id: str

    of_study = "session__study"

    class Meta:
        db_table = "coding_tasks"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["session", "member"], name="one_coding_task_per_member")
        ]

    def __str__(self) -> str:
        return f"{self.session_id} by {self.member_id}"


class ResolutionRecord(Deletable):
    """How coders settled a difference about one code in one turn, with a note."""

    id = id_column(Kind.RESOLUTION)
    transcript = models.ForeignKey("firsthand.TranscriptRecord", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("firsthand.CodeRecord", on_delete=models.CASCADE, related_name="resolutions")
    turn = models.PositiveIntegerField()  # index
    applies = models.BooleanField()  # whether the code stands there
    note = models.TextField(blank=True)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    transcript_id: str
    code_id: str
    member_id: str

    of_person = OF_TRANSCRIPT
    of_study = "transcript__session__study"
    of_turns = ("turn",)
    texts: ClassVar[dict[str, Text]] = {"note": REMARK}

    class Meta:
        db_table = "coding_resolutions"
        indexes: ClassVar = [models.Index(fields=["transcript", "turn"], name="resolutions_in_order")]

    def __str__(self) -> str:
        return f"{self.code_id} in turn {self.turn}"
