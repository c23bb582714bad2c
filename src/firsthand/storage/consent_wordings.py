"""The texts that people were asked with: a row is never changed, so that an answer always points to what was read."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.consent import Scope
from firsthand.domain.people.consent_wordings import Wording
from firsthand.storage.columns import MACHINE, TEAM, Owned, Text, id_column


class ConsentWordingRecord(Owned):
    """One version of the wording in one language."""

    id = id_column(Kind.WORDING)
    language = models.CharField(max_length=8)
    version = models.PositiveIntegerField()  # 1, 2, 3 … within the workspace and language
    title = models.CharField(max_length=200)
    intro = models.TextField()
    scope_texts = models.JSONField()  # a scope's name -> its text
    made_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    made_by_id: str | None  # None: the built-in wording, kept when it was first used here

    texts: ClassVar[dict[str, Text]] = {"language": MACHINE, "title": TEAM, "intro": TEAM, "scope_texts": TEAM}

    class Meta:
        db_table = "consent_wordings"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "language", "version"], name="one_wording_per_version")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.version}"

    def wording(self) -> Wording:
        """The domain's view of this row."""
        said = {Scope(name): text for name, text in self.scope_texts.items()}
        return Wording(self.language, self.title, self.intro, said)
