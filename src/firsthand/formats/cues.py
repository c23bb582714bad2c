"""Timed blocks of caption files: a line with two times, then the words until an empty line.

One reader for WebVTT, SRT and SBV, since real files mix their habits. Words are never dropped for a fault around them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from firsthand.formats.entries import limited
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.times import seconds, writes_bare_milliseconds

_T = r"(?:\d{1,4}:)?\d{1,3}:\d{1,2}(?:[.,]\d{1,9})?"
ARROW = re.compile(rf"\s*({_T})\s*-{{1,3}}>\s*({_T})(?:\s+\S.*)?\s*$")
COMMA = re.compile(rf"\s*({_T}),({_T})\s*$")
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")


@dataclass(slots=True)
class Cue:
    """One timed block while it is being read."""

    line: int
    start: float | None = None
    end: float | None = None
    identifier: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _State:
    cues: list[Cue] = field(default_factory=list)
    problems: dict[str, list[Problem]] = field(default_factory=dict)
    current: Cue | None = None  # open until an empty line
    loose: list[tuple[int, str]] = field(default_factory=list)  # lines after an empty one, before any time
    is_aside: bool = False

    def say(self, message: str, line: int, text: str = "") -> None:
        self.problems.setdefault(message, []).append(Problem(message, line, shortened(text)))


def cues_of(
    lines: Sequence[str], first: int = 0, timing: re.Pattern[str] = ARROW
) -> tuple[list[Cue], tuple[Problem, ...]]:
    """All timed blocks of the lines from index `first` on, and what was odd about them."""
    bare = writes_bare_milliseconds(tuple(lines[:2000]))
    state = _State()
    for number, line in enumerate(lines[first:], start=first + 1):
        _take(state, number, line, timing, bare)
    _end_block(state)
    for cue in state.cues:
        if not any(line.strip() for line in cue.lines):
            state.say("This caption has no words and was left out", cue.line)
    said = [p for problems in state.problems.values() for p in limited(problems, "lines")]
    return state.cues, tuple(sorted(said, key=lambda p: p.line or 1_000_000_000))


def _take(state: _State, number: int, line: str, timing: re.Pattern[str], bare: bool) -> None:
    found = timing.match(line) if len(line) < 400 and ("-" in line or "," in line) else None
    if found:
        _open(state, number, line, seconds(found[1], bare_milliseconds=bare), seconds(found[2], bare_milliseconds=bare))
    elif not line:
        _end_block(state)
    elif state.is_aside:
        return
    elif state.current is None and not state.loose and timing is ARROW and _ASIDE.match(line):
        state.is_aside = True
    elif "-->" in line and len(line) < 200 and re.match(r"\s*[\d:.,]+\s*-->|.*-->\s*[\d:.,]+\s*$", line):
        state.say("The times of this caption can't be read; its words were kept without times", number, line)
        _open(state, number, line, None, None)
    elif state.current is not None:
        state.current.lines.append(line)
    elif line.strip():
        state.loose.append((number, line))


def _open(state: _State, number: int, line: str, start: float | None, end: float | None) -> None:
    identifier = _identifier(state)
    _end_block(state)
    if start is not None and end is not None and end < start:
        state.say("This caption ends before it starts; its end was left out", number, line)
        end = None
    state.current = Cue(number, start, end, identifier)
    state.cues.append(state.current)


def _identifier(state: _State) -> str:
    """The line right before the times, taken out of where it was put, if it names the block rather than says words."""
    if len(state.loose) == 1 or (state.loose and state.loose[-1][1].strip().isdecimal()):
        return state.loose.pop()[1].strip()
    words = state.current.lines if state.current else []
    if not words or state.current is None:
        return ""
    last = words[-1].strip()
    follows = last.isdecimal() and state.current.identifier.isdecimal() and len(last) < 12
    after_blank = len(words) > 1 and not words[-2].strip()
    if (follows and int(last) == int(state.current.identifier[:12]) + 1) or (after_blank and last):
        return words.pop().strip()
    return ""


def _end_block(state: _State) -> None:
    if state.loose:
        number, text = state.loose[0]
        if all(line.strip().isdecimal() for _, line in state.loose):
            state.say("This number belongs to no caption and was left out", number, text)
        else:
            state.say("These words have no time of their own and were kept after the caption before", number, text)
            state.cues.append(Cue(number, lines=[line for _, line in state.loose]))
    state.loose = []
    state.current = None
    state.is_aside = False
