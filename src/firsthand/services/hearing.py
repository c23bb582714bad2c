"""Which questions a transcript's researchers ask, and which answer was given to which: worked out once per version.

Reading every question of a long conversation takes a second or more, so this process remembers the last few
transcripts. It remembers questions only, never what a participant said; a correction or a new role is a new version.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from firsthand.domain.evidence.caveats import Answered, answered, by_turn, exchange_of
from firsthand.domain.interviews.conversation import Asked, hear
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.storage.transcripts import TranscriptRecord

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Heard:
    """The questions by the turn that asks them, and for each turn that answers the question it answers."""

    questions: Mapping[int, tuple[Asked, ...]]
    answered: Mapping[int, Answered | None]


class Remembered(Generic[Value]):
    """The last few values by key; threads may work one out twice, which changes nothing."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """The value for a key, made now if it is not remembered."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        value = make()
        with self._lock:
            self._kept[key] = value
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
        return value


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
