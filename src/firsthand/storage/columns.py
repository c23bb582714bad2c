"""What every record has in common: its id, its workspace, and a declaration of every column that holds text.

A text column says how it is withdrawn, whether an export of the workspace carries it, and which consent its words need.
A test fails on a text column that says nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from firsthand.domain.ids import LENGTH, Kind, new_id
from firsthand.domain.people.consent import Scope

ID_LENGTH = 4 + LENGTH


class Withdrawal(StrEnum):
    """What a participant's withdrawal does to a column."""

    ERASE = "erase"  # the words or identity of a participant: the row goes
    BLANK = "blank"  # the row stays, this column is emptied
    KEEP = "keep"  # nothing about a participant is in it


@dataclass(frozen=True, slots=True)
class Text:
    """The declaration of one text column."""

    withdrawal: Withdrawal
    is_exported: bool
    scope: Scope | None = None  # the consent needed to show it to anyone


SPOKEN = Text(Withdrawal.ERASE, True, Scope.TRANSCRIBE)
QUOTED = Text(Withdrawal.ERASE, True, Scope.QUOTE_INSIDE)
IDENTITY = Text(Withdrawal.ERASE, True)  # who a participant is
REMARK = Text(Withdrawal.BLANK, True)  # a member's words that may name a participant
TEAM = Text(Withdrawal.KEEP, True)  # the team's own words
MACHINE = Text(Withdrawal.KEEP, False)  # digests, settings, states
SECRET = Text(Withdrawal.KEEP, False)  # password hashes and token digests

OF_TRANSCRIPT = (  # `of_person` of what hangs below a transcript: who speaks in it, and who sat in its session
    "transcript__speakers__participant",
    "transcript__session__seats__participant",
)


def id_column(kind: Kind) -> Any:
    """The primary key: the shown id itself, so that no floor has to translate it."""
    return models.CharField(primary_key=True, max_length=ID_LENGTH, default=partial(new_id, kind), editable=False)


class Declared(models.Model):
    """A record whose text columns are declared in `texts`."""

    texts: ClassVar[dict[str, Text]] = {}
    of_person: ClassVar[tuple[str, ...]] = ()  # lookups from a row to the participants whose words or identity it holds
    of_study: ClassVar[str] = ""  # the lookup from a row to the study that it belongs to, where there is one
    of_turns: ClassVar[tuple[str, ...]] = ()  # of what stands in a transcript: the columns with its first and last turn
    of_files: ClassVar[tuple[str, ...]] = ()  # the columns that hold the SHA-256 of a file in the media folder

    class Meta:
        abstract = True


class Owned(Declared):
    """A record that belongs to one workspace and can be asked for by id."""

    workspace = models.ForeignKey("firsthand.WorkspaceRecord", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    workspace_id: str

    class Meta:
        abstract = True


class Deletable(Owned):
    """A record that a member may delete; it stays for 30 days and can be brought back."""

    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
