"""The people we talk to: their company, segment, and how close they stand to the team."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import IDENTITY, REMARK, TEAM, Deletable, Owned, Text, id_column


class CompanyRecord(Deletable):
    """A customer's organisation."""

    id = id_column(Kind.COMPANY)
    name = models.CharField(max_length=200)
    stage = models.CharField(max_length=100, blank=True)
    size = models.CharField(max_length=100, blank=True)
    customer_since = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)
    own_values = models.JSONField(default=dict)  # of the workspace's own fields: id of the field to its value
    also = models.JSONField(default=list)  # what merged records said differently: see services/merging.py
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    merged_into_id: str | None

    texts: ClassVar[dict[str, Text]] = {
        "name": TEAM,
        "stage": TEAM,
        "size": TEAM,
        "notes": REMARK,
        "own_values": REMARK,
        "also": REMARK,
    }

    class Meta:
        db_table = "companies"
        indexes: ClassVar = [models.Index(fields=["workspace", "name"], name="companies_by_name")]

    def __str__(self) -> str:
        return self.name


class SegmentRecord(Owned):
    """A kind of customer that the team wants to hear from."""

    id = id_column(Kind.SEGMENT)
    name = models.CharField(max_length=200)

    texts: ClassVar[dict[str, Text]] = {"name": TEAM}

    class Meta:
        db_table = "segments"
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "name"], name="one_segment_per_name")]

    def __str__(self) -> str:
        return self.name


class ParticipantRecord(Deletable):
    """A person we talk to, and the only kind of speaker who can be quoted."""

    id = id_column(Kind.PARTICIPANT)
    name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    company = models.ForeignKey("firsthand.CompanyRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    segment = models.ForeignKey("firsthand.SegmentRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    relationship = models.CharField(max_length=100, blank=True)  # to the team: "friend of the founder"
    email = models.CharField(max_length=254, blank=True)
    contact = models.CharField(max_length=300, blank=True)  # any other way to reach them
    not_before = models.DateField(null=True, blank=True)  # not to be asked before this day
    language = models.CharField(max_length=35, blank=True)
    ai_use = models.CharField(max_length=35, blank=True)  # active, light, never, stopped
    usage = models.TextField(blank=True)  # how they use the product
    customer_since = models.DateField(null=True, blank=True)
    notes = models.TextField(blank=True)
    own_values = models.JSONField(default=dict)  # of the workspace's own fields: id of the field to its value
    also = models.JSONField(default=list)  # what merged records said differently: see services/merging.py
    merged_into = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    company_id: str | None
    segment_id: str | None
    merged_into_id: str | None

    of_person = ("pk", "merged_into")  # whoever withdraws takes along what was merged into them
    texts: ClassVar[dict[str, Text]] = dict.fromkeys(
        (
            *("name", "title", "relationship", "email", "contact", "language", "ai_use", "usage", "notes"),
            *("own_values", "also"),
        ),
        IDENTITY,
    )

    class Meta:
        db_table = "participants"
        indexes: ClassVar = [
            models.Index(fields=["workspace", "name"], name="participants_by_name"),
            models.Index(fields=["workspace", "email"], name="participants_by_email"),
        ]

    def __str__(self) -> str:
        return self.name
