"""Copied web pages put the name, the time and the words on lines of their own; here name and time become one line.

The number of lines stays, so that a problem still names the line of the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from firsthand.formats.heads import is_lone_name, lone_time
from firsthand.formats.names import cleaned

_SPELT_OUT = re.compile(
    r"(?:\d+ hours?,? ?)?(?:\d+ minutes?,? ?)?(?:\d+ seconds?)?", re.IGNORECASE
)  # for screen readers
_LEAST = 3


@lru_cache(maxsize=2)
def unstacked(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with every name that stands above its time put before it, where most of the file's times have one."""
    times = [n for n, line in enumerate(lines) if lone_time(line) is not None]
    lines = _without_spelt_out(lines, times)
    places = {n: place for n in times if (place := _name_above(lines, n)) is not None}
    counts = Counter(cleaned(lines[place].strip()) for place in places.values())
    often = {name for name, count in counts.items() if count >= 2}
    if len(times) < _LEAST or sum(counts[name] for name in often) < 0.6 * len(times) or len(often) < 2:
        return lines
    made = list(lines)
    for at, place in places.items():
        made[place] = f"{lines[place].strip()}  {lines[at].strip()}"
        made[place + 1 : at + 1] = [""] * (at - place)
    return tuple(made)


def _without_spelt_out(lines: tuple[str, ...], times: Sequence[int]) -> tuple[str, ...]:
    """Beside its figures many a page keeps each time in words ("1 minute, 7 seconds"): nobody said these."""
    beside = [n for at in times for n in (at - 1, at + 1) if 0 <= n < len(lines) and _is_spelt_out(lines[n])]
    if len(beside) < max(_LEAST, 0.6 * len(times)):
        return lines
    made = list(lines)
    for number in beside:
        made[number] = ""
    return tuple(made)


def _is_spelt_out(line: str) -> bool:
    return len(line) < 60 and bool(line.strip()) and _SPELT_OUT.fullmatch(line.strip()) is not None


def _name_above(lines: Sequence[str], at: int) -> int | None:
    """Where the name of a lone time stands: on the line before, or the one before an empty line."""
    above = at - 1 if at > 0 and lines[at - 1].strip() else at - 2
    if above < 0 or lone_time(lines[above]) is not None or not is_lone_name(lines[above].strip()):
        return None
    return above
