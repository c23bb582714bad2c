"""The private address at which one participant reads what we ask and answers it, without an account."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import MACHINE, SECRET, Owned, Text, id_column


class ConsentLinkRecord(Owned):
    """One link; only the digest of its secret part is kept, so that nobody can read it out here."""

    id = id_column(Kind.CONSENT_LINK)
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="+")
    study = models.ForeignKey("firsthand.StudyRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=8)  # that the page opens in
    digest = models.CharField(max_length=64, unique=True)  # SHA-256, hexadecimal
    expires_at = models.DateTimeField()  # for the first answer; who has answered can always come back
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")

    participant_id: str
    study_id: str | None

    of_person = ("participant",)
    of_study = "study"
    texts: ClassVar[dict[str, Text]] = {"language": MACHINE, "digest": SECRET}

    class Meta:
        db_table = "consent_links"

    def __str__(self) -> str:
        return f"consent link of {self.participant_id}"
