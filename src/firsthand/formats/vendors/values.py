"""What a field of somebody else's JSON holds, whatever type it turns out to have.

Nothing here raises: a field that is missing, null or of the wrong type reads as empty, None or not there.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from firsthand.formats.problems import Problem, shortened

LARGEST_TIME = 1e9  # eleven days in milliseconds: nobody records longer, so more is no time of a recording
_UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,9}))?")
_NOTHING: Mapping[str, object] = {}


def fields(value: object) -> Mapping[str, object]:
    """The value as an object's fields; none where it is something else."""
    return value if isinstance(value, dict) else _NOTHING


def entries(value: object) -> Sequence[object]:
    """The value as a list; empty where it is something else."""
    return value if isinstance(value, list) else ()


def rows(value: object, what: str, problems: list[Problem]) -> Iterator[tuple[int, Mapping[str, object]]]:
    """The entries of a list that are objects, counted from 1; each other one becomes a Problem."""
    for number, entry in enumerate(entries(value), start=1):
        if isinstance(entry, dict):
            yield number, entry
        else:
            problems.append(
                Problem(f"Entry {number} of {what} is not an object and was left out", text=shortened(str(entry), 60))
            )


def worded(
    value: object, what: str, problems: list[Problem], *names: str
) -> Iterator[tuple[Mapping[str, object], str]]:
    """The entries of a list with their words, from the first of these fields that has some.

    An entry without any of the fields, or with something else in it, becomes a Problem; an empty one says nothing.
    """
    for number, row in rows(value, what, problems):
        text = next((found for name in names if (found := text_of(row.get(name))).strip()), "")
        if text:
            yield row, text
        elif not any(isinstance(row.get(name), str) for name in names):
            problems.append(Problem(f"Entry {number} of {what} has no text and was left out"))


def first(row: Mapping[str, object], *names: str) -> object:
    """The first of these fields that is there and not null."""
    return next((row[name] for name in names if row.get(name) is not None), None)


def text_of(value: object) -> str:
    """The value as words: a string or a number; characters that no page can show are taken out."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15:
        return str(value)
    if not isinstance(value, str):
        return ""
    return _UNSHOWABLE.sub(_replacement, value.replace("\r\n", "\n").replace("\r", "\n"))


def _replacement(match: re.Match[str]) -> str:
    return "\ufffd" if "\ud800" <= match.group() <= "\udfff" else ""


def label_of(value: object) -> str:
    """A speaker as the file marks one: a name as it is, a bare number or letter as "Speaker 1" or "Speaker A"."""
    if isinstance(value, bool):
        return ""
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return f"Speaker {value:.0f}" if -1_000_000 < value < 1_000_000 else ""
    name = " ".join(text_of(value).split())
    return f"Speaker {name}" if re.fullmatch(r"\d{1,3}|[A-Z]", name) else name


def number_of(value: object) -> float | None:
    """The value as a finite number, given as a number or as its digits in a string."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def seconds_of(value: object, unit: float = 1.0) -> float | None:
    """The value as seconds from the start: a number of `unit` seconds, "1.2s", a clock, or {seconds, nanos}.

    None where it is no time, is negative, or is too large even for milliseconds.
    """
    if isinstance(value, dict) and "relative" in value:
        value = value["relative"]
    if isinstance(value, dict):
        seconds = _duration(value)
    elif isinstance(value, str) and (clock := _CLOCK.fullmatch(value.strip())):
        seconds = _clock(clock)
    else:
        number = number_of(value[:-1] if isinstance(value, str) and value.endswith("s") else value)
        seconds = None if number is None else number * unit
    return round(seconds, 6) if seconds is not None and 0 <= seconds <= LARGEST_TIME else None


def _duration(value: Mapping[str, object]) -> float | None:
    """Google's Duration; a part that is not there is zero."""
    if not value.keys() <= {"seconds", "nanos"}:
        return None
    whole, nanos = number_of(value.get("seconds", 0)), number_of(value.get("nanos", 0))
    return None if whole is None or nanos is None else whole + nanos / 1e9


def _clock(match: re.Match[str]) -> float:
    hours, minutes, seconds, fraction = match.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction or 0}")


def moment_of(value: object) -> float | None:
    """A date and time (ISO 8601) as seconds since 1970; one without a zone counts as UTC."""
    if not isinstance(value, str) or not re.match(r"\d{4}-\d\d-\d\dT?", value):
        return None
    try:
        moment = datetime.fromisoformat(value)
        return (moment if moment.tzinfo else datetime.fromisoformat(f"{value}+00:00")).timestamp()
    except (ValueError, OverflowError):
        return None


def probability_of(value: object) -> float | None:
    """A confidence from 0 to 1; None where it is anything else."""
    number = number_of(value)
    return number if number is not None and 0 <= number <= 1 else None


def language_of(value: object) -> str:
    """A language as a short tag such as "en" or "en-US"; "" where it is none."""
    tag = text_of(value).strip().replace("_", "-")
    return tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) else ""
