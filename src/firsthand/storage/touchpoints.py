"""What is known of a customer from outside our interviews: touchpoints, figures, and who has read them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.storage.columns import IDENTITY, REMARK, TEAM, Deletable, Owned, Text, id_column

SENDER: dict[str, Text] = {"sender_name": IDENTITY, "sender_email": IDENTITY, "sender_company": IDENTITY}


class Attributed(Deletable):
    """Something about a person, a company, or both; of somebody unknown only what a file said about them is kept."""

    participant = models.ForeignKey(
        "firsthand.ParticipantRecord", on_delete=models.CASCADE, null=True, related_name="+"
    )
    company = models.ForeignKey("firsthand.CompanyRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    sender_name = models.CharField(max_length=200, blank=True)  # these three are empty once it is known who it is
    sender_email = models.CharField(max_length=254, blank=True)
    sender_company = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=60, blank=True)  # "Zendesk", a file's name; "" for what was added by hand
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    participant_id: str | None
    company_id: str | None
    member_id: str | None

    of_person = ("participant",)

    class Meta:
        abstract = True


class TouchpointRecord(Attributed):
    """A ticket, an answer with a score, a sales note, a message, or an event of the team's own kind."""

    id = id_column(Kind.TOUCHPOINT)
    kind = models.CharField(max_length=16, choices=[(kind, kind) for kind in TouchpointKind])
    label = models.CharField(max_length=60, blank=True)  # the team's own word for what is "other"
    happened_at = models.DateTimeField()
    has_time = models.BooleanField(default=True)  # whether more than the day is known
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    text_cut = models.PositiveIntegerField(default=0)  # characters of the text that were left out
    external_id = models.CharField(max_length=200, blank=True)  # what the source calls it
    link = models.CharField(max_length=500, blank=True)  # http or https
    score = models.FloatField(null=True, blank=True)
    score_best = models.PositiveSmallIntegerField(null=True, blank=True)
    author = models.CharField(max_length=200, blank=True)  # who wrote it down, on our side
    is_edited = models.BooleanField(default=False)  # by a member; an import then leaves it alone
    version = models.PositiveIntegerField(default=1)

    texts: ClassVar[dict[str, Text]] = {
        **SENDER,
        "source": TEAM,
        "label": TEAM,
        "title": IDENTITY,
        "text": IDENTITY,
        "external_id": IDENTITY,
        "link": IDENTITY,
        "author": REMARK,
    }

    class Meta:
        db_table = "touchpoints"
        indexes: ClassVar = [
            models.Index(fields=["participant", "-happened_at", "-id"], name="touchpoints_of_person"),
            models.Index(fields=["company", "-happened_at", "-id"], name="touchpoints_of_company"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "source", "external_id"],
                condition=~models.Q(external_id=""),
                name="one_touchpoint_per_external_id",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.happened_at:%Y-%m-%d}"


class FigureRecord(Attributed):
    """One number about a person, or else about a company, on a day or over the days until `ends_on`."""

    id = id_column(Kind.FIGURE)
    measure = models.CharField(max_length=80)
    unit = models.CharField(max_length=30, blank=True)
    value = models.FloatField()
    day = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    texts: ClassVar[dict[str, Text]] = {**SENDER, "source": TEAM, "measure": TEAM, "unit": TEAM}

    class Meta:
        db_table = "figures"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["participant", "measure", "day", "source"],
                condition=models.Q(participant__isnull=False),
                name="one_figure_of_person",
            ),
            models.UniqueConstraint(
                fields=["company", "measure", "day", "source"],
                condition=models.Q(participant=None, sender_name="", sender_email="", company__isnull=False),
                name="one_figure_of_company",
            ),
            models.UniqueConstraint(
                fields=["workspace", "sender_email", "sender_name", "sender_company", "measure", "day", "source"],
                condition=models.Q(participant=None) & ~models.Q(sender_name="", sender_email=""),
                name="one_figure_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} on {self.day}"


class TouchpointReadingRecord(Owned):
    """That a member has looked at what is known of somebody, and when they last did."""

    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    participant_id: str
    member_id: str

    texts: ClassVar[dict[str, Text]] = {}
    of_person = ("participant",)

    class Meta:
        db_table = "touchpoint_readings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["participant", "member"], name="one_reading_per_member_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.participant_id}"
