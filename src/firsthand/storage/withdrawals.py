"""What stays of somebody who withdrew: an id, a time, and the receipt of what was removed; no word and no name."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from firsthand.domain.ids import Kind
from firsthand.storage.columns import ID_LENGTH, MACHINE, Owned, Text, id_column


class WithdrawalRecord(Owned):
    """One person's withdrawal, under way or done; `created_at` is when it was asked for."""

    id = id_column(Kind.WITHDRAWAL)
    person_id = models.CharField(max_length=ID_LENGTH, unique=True)  # of the participant, whose own row goes
    member = models.ForeignKey("firsthand.MemberRecord", on_delete=models.PROTECT, null=True, related_name="+")
    strikes_names = models.BooleanField(default=True)  # also out of what others said and the team wrote
    session_ids = models.JSONField(default=list)  # the conversations they took part in
    counts = models.JSONField(default=dict)  # {table: {removed, emptied, rewritten: how many}}
    files = models.JSONField(default=list)  # [{sha256, size, table, fate}]; the fate is "" until it is settled
    derived = models.JSONField(default=list)  # [{transcript, sha256, size}]: what was sealed anew for the others
    export_ids = models.JSONField(default=list)  # of what had left before
    address_marks = models.JSONField(default=list)  # keyed digests of their addresses: imports leave these rows out
    standing = models.PositiveIntegerField(default=0)  # places in other conversations that name them, left as they are
    steps = models.JSONField(default=dict)  # {step: when it was done, ISO 8601}
    finished_at = models.DateTimeField(null=True, blank=True)

    member_id: str | None

    texts: ClassVar[dict[str, Text]] = dict.fromkeys(
        ("person_id", "session_ids", "counts", "files", "derived", "export_ids", "address_marks", "steps"), MACHINE
    )

    class Meta:
        db_table = "withdrawals"
        indexes: ClassVar = [models.Index(fields=["workspace", "-created_at", "-id"], name="withdrawals_newest")]

    def __str__(self) -> str:
        return f"withdrawal of {self.person_id}"
