"""Clock times as transcripts write them: 0:03, 12:41, 1:02:03.500, 00h01m07s, 2:05 PM, and Teams' own 0:0:2.90."""

from __future__ import annotations

import re

_OF_DAY = r"(?:0?[1-9]|1[0-2]):\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?|[AP]\.?M\b\.?)"
CLOCK = (  # as people and tools write them beside a name
    rf"(?:{_OF_DAY}|\d{{1,3}}:\d{{2}}(?::\d{{2}}){{0,2}}(?:[.,]\d{{1,6}})?(?![\d:]\d)|"
    r"(?:\d{1,2}h ?)?\d{1,3}m ?\d{1,2}s)"
)
HAS_CLOCK = re.compile(r"\d:\d\d|\dm ?\d")
_LENIENT = re.compile(r"(?:(\d{1,4}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_FRAMES = re.compile(r"(\d{1,3}:\d{2}:\d{2}):\d{2}")  # editing programs count frames last
_LETTERS = re.compile(r"(?:(\d{1,2})h ?)?(\d{1,3})m ?(\d{1,2})s")
_TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s?([AaPp])\.?[Mm]\.?")
_UNPADDED = re.compile(r"(?<![\d:])\d{1,2}:\d:\d|(?<![\d:])\d{1,2}:\d{1,2}:\d[.,]")


def seconds(clock: str, *, bare_milliseconds: bool = False) -> float | None:
    """The seconds that a clock time stands for, from midnight for a time of day; None where it is no time.

    `bare_milliseconds` reads the part after the point as a count of milliseconds without leading zeros.
    """
    clock = clock.strip()
    found = _LENIENT.fullmatch(clock)
    if found is None:
        return _written_otherwise(clock)
    hours, minutes, whole, part = found.groups()
    if part and bare_milliseconds:
        fraction = int(part) / 1000 if len(part) <= 3 else float(f"0.{part}")
    else:
        fraction = float(f"0.{part}") if part else 0.0
    return round(int(hours or 0) * 3600 + int(minutes) * 60 + int(whole) + fraction, 6)


def _written_otherwise(clock: str) -> float | None:
    if frames := _FRAMES.fullmatch(clock):
        return seconds(frames[1])
    if lettered := _LETTERS.fullmatch(clock):
        return float(int(lettered[1] or 0) * 3600 + int(lettered[2]) * 60 + int(lettered[3]))
    of_day = _TIME_OF_DAY.fullmatch(clock)
    if of_day is None or not 1 <= int(of_day[1]) <= 12:
        return None
    hours = int(of_day[1]) % 12 + (12 if of_day[4] in "Pp" else 0)
    return float(hours * 3600 + int(of_day[2]) * 60 + int(of_day[3] or 0))


def is_time_of_day(clock: str) -> bool:
    """Whether the time says morning or afternoon, so that it counts from midnight, not from the start."""
    return _TIME_OF_DAY.fullmatch(clock.strip()) is not None


def writes_bare_milliseconds(lines: tuple[str, ...]) -> bool:
    """Whether the file writes times without leading zeros, as Teams does: there 2.90 is 2 s and 90 ms.

    Such files keep the zero of 1.250, so their fractions are counts of milliseconds, not decimals.
    """
    return any("-->" in line and _UNPADDED.search(line) for line in lines)
