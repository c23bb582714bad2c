"""The affinity board of a study: themes, and the cards that lie in them or beside them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, TEAM, Deletable, Owned, Text, id_column


class ThemeRecord(Deletable):
    """A group of observations and quotes under one name."""

    id = id_column(Kind.THEME)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="themes")
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str
    member_id: str | None

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"name": TEAM, "description": TEAM}

    class Meta:
        db_table = "themes"

    def __str__(self) -> str:
        return self.name


class CardRecord(Owned):
    """An observation or a quote on the board of a study; without a theme it waits at the side."""

    id = id_column(Kind.CARD)
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="cards")
    theme = models.ForeignKey("firsthand.ThemeRecord", on_delete=models.SET_NULL, null=True, related_name="cards")
    observation = models.ForeignKey(
        "firsthand.ObservationRecord", on_delete=models.CASCADE, null=True, related_name="+"
    )
    quote = models.ForeignKey("firsthand.QuoteRecord", on_delete=models.CASCADE, null=True, related_name="+")
    position = models.FloatField(default=0)  # within its theme: a number between those of its neighbours
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    study_id: str
    theme_id: str | None
    member_id: str | None  # who moved it last
    observation_id: str | None
    quote_id: str | None

    of_study = "study"

    class Meta:
        db_table = "cards"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["study", "observation"], name="one_card_per_observation"),
            models.UniqueConstraint(fields=["study", "quote"], name="one_card_per_quote"),
        ]

    def __str__(self) -> str:
        return f"{self.observation_id or self.quote_id} in {self.theme_id}"


class DismissedGroupRecord(Owned):
    """A suggested group that the team left: it is not offered again for the same cards."""

    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)  # SHA-256 of the ids of its cards
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    study_id: str

    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"digest": MACHINE}

    class Meta:
        db_table = "dismissed_groups"
        constraints: ClassVar = [models.UniqueConstraint(fields=["study", "digest"], name="one_dismissal_per_group")]

    def __str__(self) -> str:
        return self.digest
