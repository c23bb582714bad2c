"""Captions become turns: what one speaker says on end is one turn, and the time of every caption stays within reach.

Captions are cut for the screen, every few seconds, in the middle of sentences. A named speaker's captions are joined
until another speaks or a silence of PAUSE_SECONDS; unnamed captions are joined to whole sentences. Each caption's
own span and times are kept in `Turn.words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from firsthand.domain.interviews.transcripts import Timing, Turn, Word

PAUSE_SECONDS = 5.0
UNNAMED_PAUSE_SECONDS = 2.0
UNNAMED_SECONDS = 30.0  # speech without punctuation is cut here
UNNAMED_CHARACTERS = 450  # and here where nothing is timed: as much as is said in those seconds
LONGEST_TURN = 10_000  # characters: nobody can cite a longer one
TOUCHING_SECONDS = 0.1
_SENTENCE_END = re.compile("[.?!…。？！؟।][\"'”’»)\\]]*$")


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: times in seconds, None where the file's could not be read."""

    speaker: str
    text: str
    start: float | None
    end: float | None
    line: int
    begins_anew: bool = False  # the file says that another, unnamed, person speaks from here
    is_divided: bool = False  # several people share the caption's time, which was divided by length


def turns_of_captions(captions: Iterable[Caption]) -> tuple[Turn, ...]:
    """The turns of a captioned conversation; an empty caption gives nothing."""
    groups: list[list[Caption]] = []
    length = 0
    for caption in captions:
        if not caption.text:
            continue
        if groups and length < LONGEST_TURN and _goes_on(groups[-1], caption):
            groups[-1].append(caption)
            length += len(caption.text) + 1
        else:
            groups.append([caption])
            length = len(caption.text)
    return tuple(_turn(index, group) for index, group in enumerate(groups))


def _goes_on(group: list[Caption], caption: Caption) -> bool:
    last = group[-1]
    if caption.begins_anew or caption.speaker != last.speaker:
        return False
    pause = _pause(last, caption)
    if caption.speaker:
        return pause <= PAUSE_SECONDS
    if pause > UNNAMED_PAUSE_SECONDS or _SENTENCE_END.search(last.text[-8:]):
        return False
    if caption.start is None or group[0].start is None:
        return sum(len(each.text) for each in group) < UNNAMED_CHARACTERS
    return caption.start - group[0].start < UNNAMED_SECONDS


def _pause(last: Caption, caption: Caption) -> float:
    before = last.end if last.end is not None else last.start
    return 0.0 if before is None or caption.start is None else caption.start - before


def _turn(index: int, group: list[Caption]) -> Turn:
    starts = [c.start for c in group if c.start is not None]
    ends = [c.end for c in group if c.end is not None]
    start, end = min(starts, default=None), max(ends, default=None)
    if start is not None and end is not None and end < start:
        end = None
    text = " ".join(caption.text for caption in group)
    return Turn(index, group[0].speaker, text, start, end, _timing(group, start, end), words=_spans(group))


def _timing(group: list[Caption], start: float | None, end: float | None) -> Timing:
    if start is None:
        return Timing.NONE
    inferred = end is None or any(c.is_divided for c in (group[0], group[-1]))
    return Timing.INTERPOLATED if inferred else Timing.CUE


def _spans(group: list[Caption]) -> tuple[Word, ...]:
    spans = []
    begin = 0
    for caption in group:
        finish = begin + len(caption.text)
        if caption.start is not None and caption.end is not None and caption.end >= caption.start:
            spans.append(Word(begin, finish, caption.start, caption.end))
        begin = finish + 1
    return tuple(spans)


def without_rolling(captions: Sequence[tuple[Caption, tuple[str, ...]]]) -> tuple[Caption, ...]:
    """Captions that scroll up the screen, each repeating the line before, with every line kept once.

    Takes each caption with its lines. Only a file that does it throughout is treated so: a person may say "Yes." twice.
    """
    touching = [(a[1], b[1]) for a, b in pairwise(captions) if _touches(a[0], b[0])]
    scrolled = sum(1 for a, b in touching if _scrolls(a, b))
    repeats = scrolled + sum(1 for a, b in touching if a == b)
    if not scrolled or repeats < 2 or repeats < 0.3 * (len(captions) - 1):
        return tuple(caption for caption, _ in captions)
    kept = []
    shown: tuple[str, ...] = ()
    before: Caption | None = None
    for caption, lines in captions:
        fresh = _fresh(shown, lines) if before is not None and _touches(before, caption) else " ".join(lines)
        if fresh:
            kept.append(Caption("", fresh, caption.start, caption.end, caption.line))
        shown, before = lines or shown, caption
    return tuple(kept)


def _touches(first: Caption, second: Caption) -> bool:
    if first.speaker or second.speaker:
        return False
    return first.end is None or second.start is None or second.start - first.end <= TOUCHING_SECONDS


def _scrolls(shown: tuple[str, ...], lines: tuple[str, ...]) -> bool:
    """Whether something of the caption before stands above something new."""
    if shown == lines or not shown or not lines:
        return False
    return _repeated(shown, lines) > 0 or lines[0].startswith(shown[-1] + " ")


def _repeated(shown: tuple[str, ...], lines: tuple[str, ...]) -> int:
    """How many of the caption's first lines stood on the screen last."""
    return next((n for n in range(min(len(shown), len(lines)), 0, -1) if shown[-n:] == lines[:n]), 0)


def _fresh(shown: tuple[str, ...], lines: tuple[str, ...]) -> str:
    repeated = _repeated(shown, lines)
    if repeated or not shown or not lines:
        return " ".join(lines[repeated:])
    grown = lines[0].startswith(shown[-1] + " ")  # live captions grow word by word
    first = lines[0][len(shown[-1]) :].strip() if grown else lines[0]
    return " ".join((first, *lines[1:])).strip()
