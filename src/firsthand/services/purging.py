"""What was deleted goes for good after 30 days, with its original file where nothing else uses it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.synthesis.losses import Loss
from firsthand.services.clearing import remove_files
from firsthand.services.jobs import forget_ended
from firsthand.services.lost_evidence import note_lost
from firsthand.services.remembering import forget_words
from firsthand.services.undo import RECORDS
from firsthand.storage.notes import NoteRecord
from firsthand.storage.observations import ObservationRecord
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord
from firsthand.storage.transcripts import TranscriptRecord
from firsthand.storage.undo import UndoRecord

KEPT_FOR = timedelta(days=30)
ORDER = (
    Kind.TOUCHPOINT,
    Kind.FIGURE,
    Kind.DECISION,
    Kind.ASSUMPTION,
    Kind.CLAIM,
    Kind.OBSERVATION,
    Kind.NOTE,
    Kind.RESOLUTION,
    Kind.QUOTE,
    Kind.CODING,
    Kind.CODE,
    Kind.TRANSCRIPT,
    Kind.SESSION,
    Kind.GUIDE,
    Kind.HYPOTHESIS,
    Kind.TEMPLATE,
    Kind.STUDY,
    Kind.PARTICIPANT,
    Kind.COMPANY,
)


def purge_deleted() -> int:
    """Remove what was deleted more than 30 days ago and undo rows that have run out; gives how many records went."""
    before = timezone.now() - KEPT_FOR
    gone = TranscriptRecord.objects.filter(deleted_at__lt=before)
    hashes = set(gone.values_list("sha256", flat=True))
    with transaction.atomic():
        _note_lost(before)
        removed = sum(RECORDS[kind]._default_manager.filter(deleted_at__lt=before).delete()[0] for kind in ORDER)
        removed += _purge_unassigned(before)
        UndoRecord.objects.filter(expires_at__lt=timezone.now()).delete()
        forget_ended(before)
    forget_words()
    remove_files({"sha256": sha256} for sha256 in sorted(hashes))
    return removed


def _note_lost(before: datetime) -> None:
    """Say on claims what of their evidence goes now; until now they said that it was deleted."""
    over = {"deleted_at__lt": before}
    quotes = set(QuoteRecord.objects.filter(**over).values_list("pk", flat=True))
    notes = set(NoteRecord.objects.filter(**over).values_list("pk", flat=True))
    observations = ObservationRecord.objects.filter(**over).values_list("pk", flat=True)
    note_lost(quotes, notes, list(observations), Loss.DELETED)


def _purge_unassigned(before: datetime) -> int:
    """What a file said about people whom nobody knew or wanted to know within 30 days need not be kept."""
    nobodys = {"participant": None, "company": None, "created_at__lt": before}
    return sum(kind._default_manager.filter(**nobodys).delete()[0] for kind in (TouchpointRecord, FigureRecord))
