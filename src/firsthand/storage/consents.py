"""What each participant agreed to: one row per answer, never changed except to end it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.consent import Consent, How, Scope
from firsthand.storage.columns import MACHINE, Owned, Text, id_column


class ConsentRecord(Owned):
    """One answer of one participant, with who logged it."""

    id = id_column(Kind.CONSENT)
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="consents")
    scopes = models.JSONField()  # a sorted list of scope names
    how = models.CharField(max_length=16, choices=[(how, how) for how in How])
    is_attested = models.BooleanField(default=False)
    wording_version = models.CharField(max_length=32)
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    logged_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, related_name="+")

    participant_id: str

    of_person = ("participant",)
    texts: ClassVar[dict[str, Text]] = {"scopes": MACHINE, "wording_version": MACHINE}

    class Meta:
        db_table = "consents"

    def __str__(self) -> str:
        return f"{self.how} on {self.given_at:%Y-%m-%d}"

    def consent(self) -> Consent:
        """The domain's view of this row."""
        scopes = frozenset(Scope(scope) for scope in self.scopes)
        return Consent(scopes, How(self.how), self.given_at, self.is_attested, self.expires_at, self.withdrawn_at)
