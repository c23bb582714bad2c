"""Whose words a kept quote holds, and which quotes may be searched: what is closed can't be guessed word by word."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent_uses import Use
from firsthand.services.access import visible
from firsthand.services.checking import Checked
from firsthand.services.consents import allowed
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import SpeakerRecord, TurnRecord


def stretch(record: QuoteRecord, shown: Checked) -> tuple[int, int]:
    """The first and last turn of all that is shown with a quote: where it was marked, and where its words are now."""
    place = shown.place
    if place is None:
        return record.first_turn, record.last_turn
    return min(record.first_turn, place.first_turn), max(record.last_turn, place.last_turn)


def searchable(actor: Actor, query: QuerySet[QuoteRecord]) -> QuerySet[QuoteRecord]:
    """The quotes whose words are shown: where those of the others matched, the list would tell what is closed."""
    known = visible(actor, SpeakerRecord).exclude(participant=None)
    quotable = allowed(known.values_list("participant_id", flat=True).distinct(), Use.QUOTE_INSIDE)
    turns = TurnRecord.objects.filter(transcript_id=OuterRef("transcript_id"), index=OuterRef("first_turn"))
    open_turns = turns.filter(speaker__participant_id__in=quotable)
    settled = query.filter(transcript__is_of_record=True, transcript__roles_confirmed_at__isnull=False)
    return settled.filter(Exists(open_turns))
