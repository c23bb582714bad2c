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

_SPELT_OUT = re.compile(r"(?:\d+ hours? ?)?(?:\d+ minutes? ?)?(?:\d+ seconds?)?", re.IGNORECASE)  # for screen readers
_LEAST = 3


@lru_cache(maxsize=2)
def unstacked(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines with every name that stands above its time put before it, where most of the file's times have one."""
    times = [n for n, line in enumerate(lines) if lone_time(line) is not None]
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


def _name_above(lines: Sequence[str], at: int) -> int | None:
    """Where the name of a lone time stands: on the line before, or before the same time in words."""
    above = at - 1
    if above > 0 and lines[above].strip() and _SPELT_OUT.fullmatch(lines[above].strip()):
        above -= 1
    if above < 0 or lone_time(lines[above]) is not None or not is_lone_name(lines[above].strip()):
        return None
    return above
