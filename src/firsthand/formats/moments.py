"""When something happened, as tables write it: a day, perhaps with a time, perhaps with an offset from UTC."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from firsthand.formats.table_values import Habits, date_of

_TIMED = re.compile(
    r"(?P<day>.*?\d)(?:\s*,)?(?:\s+at)?(?:\s+|[T,])\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?"
)
_SECONDS = re.compile(r"\d{10}|\d{13}")  # since 1970; thirteen digits are milliseconds
LONGEST = 60  # characters
USUAL = Habits()


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says; `clock` is None where only the day is known, `offset` where no offset is written."""

    day: date
    clock: time | None = None
    offset: tzinfo | None = None

    def at(self, zone: tzinfo) -> datetime:
        """The moment in UTC; `zone` is where the clocks hang that a time without an offset was read from."""
        return datetime.combine(self.day, self.clock or time(), self.offset or zone).astimezone(UTC)


def moment_of(text: str, habits: Habits = USUAL) -> Moment | None:
    """The moment that a cell names, None where it names none."""
    text = " ".join(text[:LONGEST].split())
    if _SECONDS.fullmatch(text):
        return _since_1970(int(text) / (1000 if len(text) == 13 else 1))
    timed = _TIMED.fullmatch(text)
    day = date_of(timed["day"] if timed else text, habits)
    if day is None or not 1970 <= day.year < 9000:
        return None
    if timed is None:
        return Moment(day)
    clock = _clock(timed)
    return Moment(day, clock, _offset(timed["zone"])) if clock else None


def is_moment(text: str) -> bool:
    """Whether a cell looks like a day or a moment, so that a column without a telling heading can be known by it."""
    return len(text) >= 8 and moment_of(text) is not None


def _since_1970(seconds: float) -> Moment:
    moment = datetime.fromtimestamp(seconds, UTC)
    return Moment(moment.date(), moment.time(), UTC)


def _clock(timed: re.Match[str]) -> time | None:
    hour, half = int(timed["hour"]), (timed["half"] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else 99
    try:
        return time(hour, int(timed["minute"]), int(timed["second"] or 0))
    except ValueError:
        return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    written = text.removeprefix("UTC").removeprefix("GMT")
    if written in ("", "Z"):
        return UTC
    minutes = int(written[1:3]) * 60 + int(written[-2:])
    return timezone(timedelta(minutes=-minutes if written[0] == "-" else minutes)) if minutes < 24 * 60 else None
