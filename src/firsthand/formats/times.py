"""Clock times as transcripts write them: 0:03, 12:41, 1:02:03.500, and Teams' own 0:0:2.90."""

from __future__ import annotations

import re

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?"  # as people and tools write them beside a name
_LENIENT = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_UNPADDED = re.compile(r"(?<![\d:])\d{1,2}:\d:\d|(?<![\d:])\d{1,2}:\d{1,2}:\d[.,]")


def seconds(clock: str, *, bare_milliseconds: bool = False) -> float | None:
    """The seconds that a clock time stands for; None where it is no time.

    `bare_milliseconds` reads the part after the point as a count of milliseconds without leading zeros.
    """
    found = _LENIENT.fullmatch(clock.strip())
    if found is None:
        return None
    hours, minutes, whole, part = found.groups()
    if part and bare_milliseconds:
        fraction = int(part) / 1000 if len(part) <= 3 else float(f"0.{part}")
    else:
        fraction = float(f"0.{part}") if part else 0.0
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + fraction, 6)


def writes_bare_milliseconds(lines: tuple[str, ...]) -> bool:
    """Whether the file writes times without leading zeros, as Teams does: there 2.90 is 2 s and 90 ms.

    Such files keep the zero of 1.250, so their fractions are counts of milliseconds, not decimals.
    """
    return any("-->" in line and _UNPADDED.search(line) for line in lines)
