"""How to take an act back: one erasable row per act, for a day."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, Owned, Text, id_column


class UndoRecord(Owned):
    """What a deletion took away, by id."""

    id = id_column(Kind.UNDO)
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=64)
    restores = models.JSONField()  # {kind: [ids]}
    expires_at = models.DateTimeField()

    member_id: str

    texts: ClassVar[dict[str, Text]] = {"verb": MACHINE, "subject_id": MACHINE, "restores": MACHINE}

    class Meta:
        db_table = "undos"

    def __str__(self) -> str:
        return f"undo of {self.verb}"
