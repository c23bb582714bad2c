"""A transcript: who said what, in which order, and when, as far as the file can tell.

All offsets are 0-based Unicode code points into a turn's `text`, end exclusive; all times are seconds from the start
of the recording. The index of a turn is its place in the imported file and never changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a speaker was in the conversation; only a participant can be quoted."""

    RESEARCHER = "researcher"
    PARTICIPANT = "participant"
    OTHER = "other"
    UNKNOWN = "unknown"


class Timing(StrEnum):
    """How good a turn's times are, best first."""

    WORD = "word"  # every word carries its own times
    CUE = "cue"  # the turn or caption carries start and end
    INTERPOLATED = "interpolated"  # a start was given; the end (or both) is inferred from the neighbours
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Word:
    """One timed span, `text[begin:finish]` of its turn, spoken from `start` to `end` seconds.

    A word where the turn's timing is WORD; otherwise a whole caption, the smallest piece that the file times.
    """

    begin: int
    finish: int
    start: float
    end: float
    probability: float | None = None  # the speech engine's own, 0 to 1


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another spoke (or before the file started a new entry)."""

    index: int
    speaker: str  # as named in the file; "" where the file names nobody
    text: str  # as corrected; the same as imported unless `imported` says otherwise
    start: float | None = None
    end: float | None = None
    timing: Timing = Timing.NONE
    role: Role = Role.UNKNOWN
    words: tuple[Word, ...] = ()
    imported: str | None = None  # the text as imported, where a correction lies over it

    @property
    def is_corrected(self) -> bool:
        """Whether a correction lies over the imported text."""
        return self.imported is not None and self.imported != self.text

    @property
    def anchor(self) -> str:
        """The fragment of the turn's link, stable under correction: `t-214`."""
        return f"t-{self.index}"


@dataclass(frozen=True, slots=True)
class Transcript:
    """All turns of one conversation in the order of the file."""

    turns: tuple[Turn, ...]
    title: str = ""
    language: str = ""  # BCP 47 where the file says so, else ""

    @property
    def speakers(self) -> tuple[str, ...]:
        """The speakers' names in the order of their first turn; "" stands for turns without a name."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))

    @property
    def duration(self) -> float | None:
        """Seconds from zero to the last known time, or None where the file has no times."""
        times = [t for turn in self.turns for t in (turn.start, turn.end) if t is not None]
        return max(times, default=None)

    @property
    def has_confirmed_roles(self) -> bool:
        """Whether every speaker's role is known; quoting stays closed until it is."""
        return bool(self.turns) and all(turn.role is not Role.UNKNOWN for turn in self.turns)

    def with_roles(self, roles: Mapping[str, Role]) -> Transcript:
        """The same transcript with each speaker's role set; a speaker not named keeps the role it had."""
        return replace(self, turns=tuple(replace(turn, role=roles.get(turn.speaker, turn.role)) for turn in self.turns))

    def with_correction(self, index: int, text: str) -> Transcript:
        """The same transcript with one turn's text corrected; what was imported is kept beside it."""
        return replace(self, turns=tuple(_corrected(t, text) if t.index == index else t for t in self.turns))


def _corrected(turn: Turn, text: str) -> Turn:
    imported = turn.text if turn.imported is None else turn.imported
    return replace(turn, text=text, imported=None if text == imported else imported, words=())
