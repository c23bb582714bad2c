"""Where people are signed in: one row for each browser; ending the row ends the session."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.sign_ins import Way
from firsthand.storage.columns import MACHINE, Declared, Text, id_column


class SignInRecord(Declared):
    """One browser in which a person is signed in; neither its network address nor its exact make is kept."""

    id = id_column(Kind.SIGN_IN)
    user = models.ForeignKey("firsthand.UserRecord", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=16, choices=[(way, way) for way in Way])
    device = models.CharField(max_length=60, blank=True)  # "Firefox on Linux"
    began_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    user_id: str

    texts: ClassVar[dict[str, Text]] = {"device": MACHINE}

    class Meta:
        db_table = "sign_ins"

    def __str__(self) -> str:
        return f"{self.device or 'somewhere'} since {self.began_at:%Y-%m-%d}"


class FamiliarPlaceRecord(Declared):
    """A network from which a person signed in before; guessing from elsewhere does not shut them out there."""

    user = models.ForeignKey("firsthand.UserRecord", on_delete=models.CASCADE, related_name="+")
    place_digest = models.CharField(max_length=64)  # keyed SHA-256 of the network
    last_at = models.DateTimeField()

    texts: ClassVar[dict[str, Text]] = {"place_digest": MACHINE}

    class Meta:
        db_table = "familiar_places"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "place_digest"], name="one_row_per_familiar_place")
        ]

    def __str__(self) -> str:
        return f"a place of {self.user_id}"
