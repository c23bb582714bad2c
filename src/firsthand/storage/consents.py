"""What each participant said yes and no to: one row per answer, never changed except to end it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.domain.people.consent import Consent, How, Scope
from firsthand.storage.columns import IDENTITY, MACHINE, REMARK, Owned, Text, id_column


class ConsentRecord(Owned):
    """One answer of one participant, with who logged it and what shows it."""

    id = id_column(Kind.CONSENT)
    participant = models.ForeignKey("firsthand.ParticipantRecord", on_delete=models.CASCADE, related_name="consents")
    scopes = models.JSONField()  # a sorted list of scope names: what they said yes to
    refused = models.JSONField(default=list)  # the same for what they said no to
    how = models.CharField(max_length=16, choices=[(how, how) for how in How])
    is_attested = models.BooleanField(default=False)
    wording_version = models.CharField(max_length=32)  # for people to read; the text itself is the wording's
    wording = models.ForeignKey("firsthand.ConsentWordingRecord", on_delete=models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    asks_removal = models.BooleanField(default=False)  # of everything of theirs
    session = models.ForeignKey("firsthand.SessionRecord", on_delete=models.SET_NULL, null=True, related_name="+")
    spoken_seconds = models.FloatField(null=True, blank=True)  # into the recording or the session
    scan_sha256 = models.CharField(max_length=64, blank=True)  # of a file in the media folder
    scan_name = models.CharField(max_length=255, blank=True)
    scan_type = models.CharField(max_length=40, blank=True)  # a media type that was recognised by its bytes
    note = models.TextField(blank=True)
    logged_by = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    link = models.ForeignKey("firsthand.ConsentLinkRecord", on_delete=models.SET_NULL, null=True, related_name="+")

    participant_id: str
    session_id: str | None
    wording_id: str | None
    logged_by_id: str | None
    link_id: str | None

    of_person = ("participant",)
    of_files = ("scan_sha256",)
    texts: ClassVar[dict[str, Text]] = {
        **dict.fromkeys(("scopes", "refused", "wording_version", "scan_sha256", "scan_type"), MACHINE),
        "scan_name": IDENTITY,
        "note": REMARK,
    }

    class Meta:
        db_table = "consents"

    def __str__(self) -> str:
        return f"{self.how} on {self.given_at:%Y-%m-%d}"

    def consent(self) -> Consent:
        """The domain's view of this row."""
        return Consent(
            scopes=frozenset(Scope(scope) for scope in self.scopes),
            how=How(self.how),
            given_at=self.given_at,
            is_attested=self.is_attested,
            expires_at=self.expires_at,
            withdrawn_at=self.withdrawn_at,
            refused=frozenset(Scope(scope) for scope in self.refused),
            asks_removal=self.asks_removal,
        )
