"""Quotes looked up in their transcripts, many at once: what a check gave is remembered for one version of both.

Who the speakers are, and who corrected what, is asked anew each time: names and people may change without the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from firsthand.services.checking import Checked, checked
from firsthand.services.excerpts import Excerpt, excerpts
from firsthand.services.hearing import answered_at
from firsthand.services.quotable import stretch
from firsthand.services.remembering import Remembered
from firsthand.services.transcripts import Correction, corrections_of
from firsthand.storage.quotes import QuoteRecord
from firsthand.storage.transcripts import SpeakerRecord


@dataclass(frozen=True, slots=True)
class Looked:
    """A quote as it stands now, with who speaks in it."""

    shown: Checked
    speaker: SpeakerRecord | None  # of its first turn
    participants: frozenset[str]  # who speak in its words
    correction: Correction | None  # of its first turn


@dataclass(frozen=True, slots=True)
class _Check:
    """What a check gave: the speakers by id only."""

    shown: Checked
    speaker_id: str | None
    speaker_ids: frozenset[str]


_Key: TypeAlias = tuple[str, int, str, int, str]  # quote and version, transcript with its version and its file
_checks: Remembered[_Check] = Remembered(4_096)


def looked_at(records: Sequence[QuoteRecord], near: Mapping[str, Excerpt]) -> dict[str, Looked]:
    """Each of these quotes, which come with their transcript; `near` are the turns around those that are at hand.

    Two queries, and three more for those that were not looked up before.
    """
    transcripts = {record.transcript_id for record in records}
    speakers = SpeakerRecord.objects.filter(transcript__in=transcripts).in_bulk() if transcripts else {}
    corrections = corrections_of(transcripts) if transcripts else {}
    by_key = {_key(record): record for record in records}
    found = _checks.get_all(by_key, lambda keys: _check([by_key[key] for key in keys], near))
    return {
        key[0]: Looked(
            one.shown,
            speakers.get(one.speaker_id or ""),
            frozenset(known for each in one.speaker_ids if (known := speakers[each].participant_id)),
            corrections.get(by_key[key].transcript_id, {}).get(by_key[key].first_turn),
        )
        for key, one in found.items()
    }


def _key(record: QuoteRecord) -> _Key:
    transcript = record.transcript
    return record.id, record.version, transcript.id, transcript.version, transcript.sha256


def _check(records: Sequence[QuoteRecord], near: Mapping[str, Excerpt]) -> dict[_Key, _Check]:
    around = {**near, **excerpts([record for record in records if record.id not in near])}
    return {_key(record): _checked(record, around[record.id]) for record in records}


def _checked(record: QuoteRecord, near: Excerpt) -> _Check:
    question = answered_at(record.transcript, near.transcript, record.first_turn)
    shown = checked(record, near.transcript, question)
    first, last = stretch(record, shown)
    spoken = frozenset(one for turn, one in near.speaker_ids.items() if first <= turn <= last)
    return _Check(shown, near.speaker.id if near.speaker else None, spoken)
