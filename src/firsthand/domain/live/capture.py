"""Live capture: takes the turns of a session one by one and says what a note-taker might want to keep."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, replace

from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.live.actions import find_actions
from firsthand.domain.live.decisions import find_decisions, proposals
from firsthand.domain.live.heard import Heard, hear
from firsthand.domain.live.items import CaptureKind, Item
from firsthand.domain.live.leading import find_leading
from firsthand.domain.live.memory import MOST_SPEAKERS, MOST_TOPICS, SPAN, Ground, Memory
from firsthand.domain.live.open_questions import follow, is_suggested
from firsthand.domain.live.quotable import find_quotable
from firsthand.domain.live.topics import find_topics, topic_stems
from firsthand.domain.live.unprobed import follow_mentions

Key = tuple[CaptureKind, int, int]


@dataclass(frozen=True, slots=True)
class Change:
    """What one turn changed: items that are new or other than before, and keys of items that are no longer found."""

    items: tuple[Item, ...] = ()
    gone: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One turn, what it brought, and the memory after it."""

    heard: Heard
    memory: Memory
    found: tuple[Item, ...]


class Capture:
    """All that was found so far; the same whether turns come one by one, all at once, or corrected along the way.

    `take` a turn as often as it changes (provisional words, a correction): it is known by its index. Each turn is heard
    once, so that a correction far back costs only the rules after it.
    """

    def __init__(self, ground: Ground | None = None) -> None:
        self._ground = ground or Ground()
        self._steps: list[_Step] = []

    def take(self, turn: Turn) -> Change:
        """Add a turn, or put it in the place of the turn with its index."""
        place = self._place(turn.index)
        if place == len(self._steps):
            return Change(tuple(one for one in self._step(turn).found if _shown(one)))
        after = self._steps[place:]
        replaced = after[0].heard.index == turn.index
        return self._redo(place, [turn, *(step.heard.turn for step in after[replaced:])], after)

    def drop(self, index: int) -> Change:
        """Take back a turn (a provisional one that came to nothing); nothing happens where there is none."""
        place = self._place(index)
        after = self._steps[place:]
        if not after or after[0].heard.index != index:
            return Change()
        return self._redo(place, [step.heard.turn for step in after[1:]], after)

    @property
    def items(self) -> tuple[Item, ...]:
        """The suggestions so far as they stand now, in the order of the turns."""
        return tuple(sorted(_newest(self._steps).values(), key=lambda one: (one.turn, one.begin, one.kind.value)))

    @property
    def questions(self) -> tuple[Item, ...]:
        """Every question that was followed, the answered ones too, in the order of the turns."""
        newest = {one.key: one for step in self._steps for one in step.found if one.asking is not None}
        return tuple(sorted(newest.values(), key=lambda one: (one.turn, one.begin)))

    def _place(self, index: int) -> int:
        if not self._steps or self._steps[-1].heard.index < index:
            return len(self._steps)
        return bisect_left(self._steps, index, key=lambda step: step.heard.index)

    def _redo(self, place: int, turns: list[Turn], before: list[_Step]) -> Change:
        """Take these turns anew from a place on; every turn that is still the same is not heard again."""
        touched = {one.key for step in before for one in step.found}
        was = {key: one for key, one in _newest(self._steps).items() if key in touched}
        known = {step.heard.index: step.heard for step in before}
        del self._steps[place:]
        for turn in turns:
            touched |= {one.key for one in self._step(turn, known.get(turn.index)).found}
        now = {key: one for key, one in _newest(self._steps).items() if key in touched}
        changed = tuple(one for key, one in now.items() if was.get(key) != one)
        return Change(changed, tuple(key for key in was if key not in now))

    def _step(self, turn: Turn, known: Heard | None = None) -> _Step:
        memory = self._steps[-1].memory if self._steps else Memory()
        previous = next((one.turn.text for one in reversed(memory.before) if one.speaker != turn.speaker), "")
        again = known is not None and known.turn == turn and known.previous == previous
        heard = known if known is not None and again else hear(turn, previous)
        step = _Step(heard, *_taken(heard, memory, self._ground))
        self._steps.append(step)
        return step


def captured(turns: Iterable[Turn], ground: Ground | None = None) -> tuple[Item, ...]:
    """The suggestions for a whole transcript."""
    capture = Capture(ground)
    for turn in turns:
        capture.take(turn)
    return capture.items


def _taken(heard: Heard, memory: Memory, ground: Ground) -> tuple[Memory, tuple[Item, ...]]:
    """The memory after a turn, and everything that the turn brings or changes."""
    followed, let = follow(heard, memory), follow_mentions(heard, memory)
    topics = tuple(find_topics(heard, memory, ground))
    quotes = tuple(find_quotable(heard, memory))
    found = (
        *find_decisions(heard, memory, ground),
        *find_actions(heard, memory, ground),
        *followed.moved,
        *topics,
        *quotes,
        *find_leading(heard),
        *let.gone,
    )
    after = replace(
        memory,
        before=(*memory.before, heard)[-SPAN:],
        questions=followed.kept,
        proposals=proposals(heard, memory, ground),
        mentions=let.waiting,
        topics=(*memory.topics, *(stem for one in topics for stem in topic_stems(one)))[-MOST_TOPICS:],
        speakers=_speakers(heard, memory),
        quoted_ago=0 if quotes else memory.quoted_ago + 1,
    )
    return after, found


def _speakers(heard: Heard, memory: Memory) -> tuple[str, ...]:
    if not heard.speaker or heard.speaker in memory.speakers:
        return memory.speakers
    return (*memory.speakers, heard.speaker)[-MOST_SPEAKERS:]


def _newest(steps: list[_Step]) -> dict[Key, Item]:
    """Every item as it was found last; a question that is answered at once was never a suggestion."""
    newest = {one.key: one for step in steps for one in step.found}
    return {key: one for key, one in newest.items() if _shown(one)}


def _shown(item: Item) -> bool:
    return item.asking is None or is_suggested(item)
