"""What capture keeps in mind from one turn to the next: never more than a few dozen turns, questions and mentions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from firsthand.domain.live.capture_model import REMEMBERED
from firsthand.domain.live.heard import Heard, Said
from firsthand.domain.live.items import Item, Setting

SPAN = 24  # turns that are remembered as they were said
MOST_QUESTIONS = 40  # without an answer; older ones stay as they are
MOST_SPEAKERS = 60
MOST_TOPICS = 40


@dataclass(frozen=True, slots=True)
class Ground:
    """What is settled before the session begins."""

    setting: Setting = Setting.INTERVIEW
    today: date | None = None  # the day of the session
    glossary: frozenset[str] = frozenset()  # stems of the terms to listen for


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something put forward that others may yet agree to."""

    item: Item
    speaker: str
    is_firm: bool  # "let's …" rather than "we could …"
    turns_left: int


@dataclass(frozen=True, slots=True)
class Mention:
    """Something a participant let fall that deserves a question, and how many questions may still take it up."""

    item: Item
    stems: frozenset[str]
    questions_left: int


@dataclass(frozen=True, slots=True)
class Memory:
    """The state between two turns; a new turn makes a new one."""

    before: tuple[Heard, ...] = ()
    questions: tuple[Item, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    mentions: tuple[Mention, ...] = ()
    topics: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    quoted_ago: int = 1_000  # turns since the last quotable sentence

    def others(self, speaker: str) -> tuple[str, ...]:
        """Who else spoke lately, the last first."""
        return tuple(dict.fromkeys(h.speaker for h in reversed(self.before) if h.speaker and h.speaker != speaker))


def item_of(said: Said, heard: Heard, begin: int = 0, finish: int | None = None) -> tuple[int, int, int, str]:
    """Turn, begin, finish and words of a stretch of a sentence, for an Item."""
    start, end = said.begin + begin, said.begin + (len(said.text) if finish is None else finish)
    return heard.index, start, end, heard.turn.text[start:end]


def led_up(heard: Heard, place: int, memory: Memory) -> tuple[tuple[tuple[str, ...], ...], bool]:
    """The masked sentences before one of this turn, oldest first, and whether the last was the same speaker's."""
    earlier = [one.masked for one in heard.said[:place]]
    if place:
        return (*_lately(memory, REMEMBERED - len(earlier)), *earlier), True
    last = memory.before[-1] if memory.before else None
    return tuple(_lately(memory, REMEMBERED)), last is not None and last.speaker == heard.speaker


def _lately(memory: Memory, wanted: int) -> Iterator[tuple[str, ...]]:
    lately: list[tuple[str, ...]] = []
    for heard in reversed(memory.before):
        if len(lately) >= wanted:
            break
        lately.extend(one.masked for one in reversed(heard.said))
    yield from reversed(lately[: max(wanted, 0)])
