"""A list of turns in JSON, whatever its fields are called: the layout of most meeting tools and of many scripts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.speech import Spoken, joined, located, turn_of
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    moment_of,
    number_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
    worded,
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The names under which a layout keeps what was said, by whom and when; the first that is there counts."""

    text: tuple[str, ...]
    speaker: tuple[str, ...]
    start: tuple[str, ...]
    end: tuple[str, ...] = ()
    duration: tuple[str, ...] = ()
    unit: float = 1.0  # seconds; a field whose name says milliseconds is read as that
    is_in_pieces: bool = False  # the entries are sentences or phrases, not turns


ANY = Columns(
    text=(
        *("text", "transcript", "content", "body", "sentence", "utterance", "caption", "message", "raw_text", "line"),
        "spokenText",
    ),
    speaker=(
        *("speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel", "speaker_id", "speakerId"),
        *("participant_name", "participant", "displayName", "name", "author", "user", "source"),
    ),
    start=(
        *("start", "start_time", "startTime", "start_timestamp", "startTimestamp", "start_seconds", "startSeconds"),
        *(
            "start_ms",
            "startMs",
            "startDateTime",
            "begin",
            "from",
            "offset",
            "offsetMilliseconds",
            "timestamp",
            "timecode",
            "time",
            "ts",
        ),
    ),
    end=(
        *("end", "end_time", "endTime", "end_timestamp", "endTimestamp", "end_seconds", "endSeconds"),
        *("end_ms", "endMs", "endDateTime", "finish", "to", "stop", "endTs", "end_ts"),
    ),
    duration=("duration", "dur", "duration_ms", "durationMs", "durationMilliseconds"),
)
_INSIDE = ("words", "sentences", "segments", "phrases", "tokens")
_NAMES_OF_A_PERSON = ("name", "displayName", "display_name", "diarization_label", "label", "source", "id", "@id")


def turns_of_rows(value: object, what: str, columns: Columns, problems: list[Problem]) -> list[Turn]:
    """One turn for each entry with text; each entry without becomes a Problem. Dates become seconds from the first."""
    first_moment = _first_moment(value, columns)
    turns: list[Turn] = []
    for number, row in rows(value, what, problems):
        text = next((found for name in columns.text if (found := text_of(row.get(name)).strip())), "")
        words = _words(inside(row), problems)
        text = text or " ".join(word.text for word in words)
        if not text:
            if not any(name in row for name in columns.text):
                problems.append(Problem(f"Entry {number} of {what} has no text and was left out"))
            continue
        start, end = _span(row, columns, first_moment)
        spoken = located(text, words or _itself(text, start, end))
        turns.append(turn_of(_speaker(first(row, *columns.speaker)), text, start, end, words=spoken))
    is_in_pieces = columns.is_in_pieces or _are_words(turns) or not any(turn.speaker for turn in turns)
    return joined(turns) if is_in_pieces else turns


def inside(row: Mapping[str, object]) -> Sequence[object]:
    """The pieces of an entry that has no text of its own, or its words beside the text."""
    return next((found for name in _INSIDE if (found := entries(row.get(name)))), ())


def _first_moment(value: object, columns: Columns) -> float:
    moments = (moment_of(first(fields(row), *columns.start)) for row in entries(value))
    return min((moment for moment in moments if moment is not None), default=0.0)


def _span(row: Mapping[str, object], columns: Columns, first_moment: float) -> tuple[float | None, float | None]:
    start, end = (_time(row, names, columns.unit, first_moment) for names in (columns.start, columns.end))
    length = _time(row, columns.duration, columns.unit, first_moment)
    if end is None and start is not None and length is not None:
        end = round(start + length, 6)
    return start, end


def _time(row: Mapping[str, object], names: Sequence[str], unit: float, first_moment: float) -> float | None:
    name = next((each for each in names if row.get(each) is not None), None)
    if name is None:
        return None
    moment = moment_of(row[name])
    if moment is not None:
        return seconds_of(moment - first_moment)
    return seconds_of(row[name], 0.001 if name.lower().endswith(("_ms", "ms", "millis", "milliseconds")) else unit)


def _speaker(value: object) -> str:
    return label_of(first(fields(value), *_NAMES_OF_A_PERSON) if isinstance(value, dict) else value)


def _words(value: object, problems: list[Problem]) -> list[Spoken]:
    return [
        Spoken(
            text.strip(),
            "",
            seconds_of(first(row, "start", "start_time", "startTime", "start_timestamp")),
            seconds_of(first(row, "end", "end_time", "endTime", "end_timestamp")),
            probability_of(first(row, "confidence", "probability", "score", "conf")),
        )
        for row, text in worded(value, "the words", problems, "text", "word", "punctuated_word", "sentence")
    ]


def _itself(text: str, start: float | None, end: float | None) -> list[Spoken]:
    """An entry of a single word is that word."""
    return [Spoken(text, "", start, end)] if len(text.split()) == 1 else []


def _are_words(turns: Sequence[Turn]) -> bool:
    """Whether the entries are single words, to be put together to turns."""
    single = sum(len(turn.text.split()) == 1 for turn in turns)
    return len(turns) >= 4 and single >= 0.8 * len(turns) and all(turn.start is not None for turn in turns)


def is_time(value: object) -> bool:
    """Whether a value can be read as a time of a recording."""
    return moment_of(value) is not None or seconds_of(value) is not None or number_of(value) is not None
