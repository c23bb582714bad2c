"""The turns around quotes of many transcripts, fetched with the same few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn
from firsthand.services.checking import NEAR
from firsthand.services.transcripts import Correction, corrected, corrections_of
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import SpeakerRecord, TurnRecord


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The turns near one quote, with their own indices and the corrections over them."""

    transcript: Transcript
    speaker: SpeakerRecord | None  # of the quote's first turn
    corrections: dict[int, Correction]
    participants: dict[int, str]  # by turn, who is known to speak there

    def participants_between(self, first: int, last: int) -> frozenset[str]:
        """The participants who speak in a stretch of turns."""
        return frozenset(one for turn, one in self.participants.items() if first <= turn <= last)


def excerpts(records: Sequence[QuoteRecord]) -> dict[str, Excerpt]:
    """For each quote the turns around it; two queries for all of them."""
    if not records:
        return {}
    turns = _turns(records)
    corrections = corrections_of({record.transcript_id for record in records})
    return {record.id: _excerpt(record, turns[record.transcript_id], corrections) for record in records}


def _turns(records: Sequence[QuoteRecord]) -> defaultdict[str, dict[int, TurnRecord]]:
    wanted = Q()
    for record in records:
        stretch = (record.first_turn - NEAR, record.last_turn + NEAR)
        wanted |= Q(transcript_id=record.transcript_id, index__range=stretch)
    found: defaultdict[str, dict[int, TurnRecord]] = defaultdict(dict)
    for turn in TurnRecord.objects.filter(wanted).select_related("speaker").defer("words"):
        found[turn.transcript_id][turn.index] = turn
    return found


def _excerpt(
    record: QuoteRecord, turns: dict[int, TurnRecord], corrections: dict[str, dict[int, Correction]]
) -> Excerpt:
    near = [turns[i] for i in range(record.first_turn - NEAR, record.last_turn + NEAR + 1) if i in turns]
    laid = corrections.get(record.transcript_id, {})
    first = turns.get(record.first_turn)
    plain = Transcript(tuple(_turn(turn) for turn in near), "", record.transcript.language)
    people = {turn.index: turn.speaker.participant_id for turn in near if turn.speaker.participant_id}
    return Excerpt(corrected(plain, laid), first.speaker if first else None, laid, people)


def _turn(turn: TurnRecord) -> Turn:
    speaker = turn.speaker
    return Turn(turn.index, speaker.name, turn.text, turn.start, turn.end, Timing(turn.timing), Role(speaker.role))
