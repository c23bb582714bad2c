"""Which questions a transcript's researchers ask, and which answer was given to which: worked out once per version.

Reading every question of a long conversation takes a second or more, so this process remembers the last few
transcripts. It remembers questions only, never what a participant said; a correction or a new role is a new version.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from firsthand.domain.evidence.caveats import Answered, answered, by_turn, exchange_of
from firsthand.domain.interviews.conversation import Asked, hear
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.services.remembering import Remembered
from firsthand.storage.transcripts import TranscriptRecord


@dataclass(frozen=True, slots=True)
class Heard:
    """The questions by the turn that asks them, and for each turn that answers the question it answers."""

    questions: Mapping[int, tuple[Asked, ...]]
    answered: Mapping[int, Answered | None]


_transcripts: Remembered[Heard] = Remembered(16)
_turns: Remembered[Answered | None] = Remembered(8_192)
NOTHING = Heard({}, {})


def heard(record: TranscriptRecord, transcript: Transcript) -> Heard:
    """The questions of a whole transcript; none while its roles are open or where its language is not English."""
    if not _can_hear(record):
        return NOTHING
    return _transcripts.get((record.id, record.version), lambda: _heard(transcript))


def answered_at(record: TranscriptRecord, near: Transcript, index: int) -> Answered | None:
    """The question that one turn answers; `near` are the turns around it, with their own indices."""
    if not _can_hear(record):
        return None
    return _turns.get((record.id, record.version, index), lambda: answered(exchange_of(near, index)))


def _can_hear(record: TranscriptRecord) -> bool:
    return record.roles_confirmed_at is not None and (record.language or "en").lower().split("-")[0] == "en"


def _heard(transcript: Transcript) -> Heard:
    exchanges = hear(transcript).everything
    questions: dict[int, tuple[Asked, ...]] = {}
    for asked in (asked for exchange in exchanges for asked in exchange.questions):
        questions[asked.turn] = (*questions.get(asked.turn, ()), asked)
    return Heard(questions, {turn: answered(exchange) for turn, exchange in by_turn(exchanges).items()})
