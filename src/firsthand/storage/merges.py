"""Who turned out to be the same: where a merged record's address leads now, and which look-alikes are two after all."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, Owned, Text


class MergeRecord(Owned):
    """One record that was merged into another; the row outlives it, so that old addresses still lead somewhere."""

    gone_id = models.CharField(max_length=64, unique=True)
    participant = models.ForeignKey(
        "firsthand.ParticipantRecord", on_delete=models.CASCADE, null=True, related_name="+"
    )
    company = models.ForeignKey("firsthand.CompanyRecord", on_delete=models.CASCADE, null=True, related_name="+")

    participant_id: str | None
    company_id: str | None

    of_person = ("participant",)
    texts: ClassVar[dict[str, Text]] = {"gone_id": MACHINE}

    class Meta:
        db_table = "merges"

    def __str__(self) -> str:
        return self.gone_id


class DistinctPeopleRecord(Owned):
    """Two people of whom a member said that they are not the same person."""

    first = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")

    first_id: str
    second_id: str

    of_person = ("first", "second")

    class Meta:
        db_table = "distinct_people_pairs"
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="distinct_people_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"


class DistinctCompaniesRecord(Owned):
    """Two companies of which a member said that they are not the same company."""

    first = models.ForeignKey("firsthand.CompanyRecord", on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey("firsthand.CompanyRecord", on_delete=models.CASCADE, related_name="+")

    first_id: str
    second_id: str

    class Meta:
        db_table = "distinct_company_pairs"
        constraints: ClassVar = [models.UniqueConstraint(fields=["first", "second"], name="distinct_companies_once")]

    def __str__(self) -> str:
        return f"{self.first_id} is not {self.second_id}"
