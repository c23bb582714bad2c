"""The turns around quotes of many transcripts, fetched with the same few queries however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn
from firsthand.services.checking import NEAR
from firsthand.services.transcripts import Correction, corrected, corrections_of
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import SpeakerRecord, TurnRecord


class _Row(NamedTuple):
    """One turn as the database has it."""

    at: int  # its index
    speaker_id: str
    text: str
    start: float | None
    end: float | None
    timing: str


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The turns near one quote, with their own indices and the corrections over them."""

    transcript: Transcript
    speaker: SpeakerRecord | None  # of the quote's first turn
    speaker_ids: dict[int, str]  # by turn


def excerpts(records: Sequence[QuoteRecord]) -> dict[str, Excerpt]:
    """For each quote the turns around it; three queries for all of them."""
    if not records:
        return {}
    transcripts = {record.transcript_id for record in records}
    speakers = SpeakerRecord.objects.filter(transcript__in=transcripts).in_bulk()
    turns = _turns(records)
    corrections = corrections_of(transcripts)
    return {record.id: _excerpt(record, turns[record.transcript_id], speakers, corrections) for record in records}


def _turns(records: Sequence[QuoteRecord]) -> defaultdict[str, dict[int, _Row]]:
    """The turns near the quotes as plain rows: there are fifty of them for each quote."""
    wanted = Q()
    for record in records:
        stretch = (record.first_turn - NEAR, record.last_turn + NEAR)
        wanted |= Q(transcript_id=record.transcript_id, index__range=stretch)
    columns = ("transcript_id", "index", "speaker_id", "text", "start", "end", "timing")
    found: defaultdict[str, dict[int, _Row]] = defaultdict(dict)
    for transcript_id, *row in TurnRecord.objects.filter(wanted).values_list(*columns):
        found[transcript_id][row[0]] = _Row(*row)
    return found


def _excerpt(
    record: QuoteRecord,
    turns: Mapping[int, _Row],
    speakers: Mapping[str, SpeakerRecord],
    corrections: Mapping[str, dict[int, Correction]],
) -> Excerpt:
    near = [turns[i] for i in range(record.first_turn - NEAR, record.last_turn + NEAR + 1) if i in turns]
    laid = corrections.get(record.transcript_id, {})
    first = turns.get(record.first_turn)
    said = tuple(_turn(turn, speakers[turn.speaker_id]) for turn in near)
    plain = Transcript(said, "", record.transcript.language)
    return Excerpt(
        corrected(plain, laid),
        speakers[first.speaker_id] if first else None,
        {turn.at: turn.speaker_id for turn in near},
    )


def _turn(row: _Row, speaker: SpeakerRecord) -> Turn:
    return Turn(row.at, speaker.name, row.text, row.start, row.end, Timing(row.timing), Role(speaker.role))
