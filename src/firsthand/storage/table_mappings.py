"""Which columns of a file mean what, as a member settled it once: the same kind of file need not be explained again."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, TEAM, Owned, Text, id_column


class TableMappingRecord(Owned):
    """One named mapping for files with certain headings; the headings themselves are known by a digest only."""

    id = id_column(Kind.TABLE_MAPPING)
    name = models.CharField(max_length=100)
    target = models.CharField(max_length=40)  # what the table is imported as
    signature = models.CharField(max_length=64)  # digest of the headings in their order
    columns = models.JSONField()  # the meaning of each column in order, "" for none

    texts: ClassVar[dict[str, Text]] = {"name": TEAM, "target": MACHINE, "signature": MACHINE, "columns": MACHINE}

    class Meta:
        db_table = "table_mappings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "target", "name"], name="one_table_mapping_per_name")
        ]

    def __str__(self) -> str:
        return self.name
