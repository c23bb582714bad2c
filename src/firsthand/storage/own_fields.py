"""Fields that a workspace adds to people and companies; their values lie with the people and companies."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, TEAM, Owned, Text, id_column


class FieldRecord(Owned):
    """One field; a retired one is shown where it has a value, and asked no more."""

    id = id_column(Kind.FIELD)
    about = models.CharField(max_length=16)  # people or companies
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=16)
    choices = models.JSONField(default=list)
    position = models.PositiveIntegerField(default=0)
    is_retired = models.BooleanField(default=False)

    texts: ClassVar[dict[str, Text]] = {"about": MACHINE, "label": TEAM, "kind": MACHINE, "choices": TEAM}

    class Meta:
        db_table = "own_fields"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "about", "label"], name="one_field_per_label")
        ]

    def __str__(self) -> str:
        return self.label
