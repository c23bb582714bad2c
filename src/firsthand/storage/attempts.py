"""How often somebody guessed wrong of late: counts behind digests, so that no address or name can be read out here."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.storage.columns import MACHINE, Declared, Text


class AttemptRecord(Declared):
    """The failures that are counted together: from one address, at one account, or both."""

    digest = models.CharField(max_length=64, primary_key=True)  # keyed SHA-256 of what, where and whom
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)

    texts: ClassVar[dict[str, Text]] = {"digest": MACHINE}

    class Meta:
        db_table = "attempts"

    def __str__(self) -> str:
        return f"{self.failures} failures"


class BriefValueRecord(Declared):
    """What the account library must not forget for a few minutes (codes already used), for all processes alike.

    The columns are those of Django's database cache, which reads and writes them.
    """

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    texts: ClassVar[dict[str, Text]] = {"cache_key": MACHINE, "value": MACHINE}

    class Meta:
        db_table = "brief_values"

    def __str__(self) -> str:
        return self.cache_key
