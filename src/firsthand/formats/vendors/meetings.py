"""The JSON of meeting tools: Fireflies, Grain, Granola, Google Meet's API, and podcast transcripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.turn_lists import Columns, turns_of_rows
from firsthand.formats.vendors.values import entries, fields, first, label_of, language_of, text_of

FIREFLIES = Columns(
    text=("text", "sentence", "raw_text"),
    speaker=("speaker_name", "speaker_id"),
    start=("start_time", "startTime", "time"),
    end=("end_time", "endTime"),
    is_in_pieces=True,
)
GRAIN = Columns(text=("text",), speaker=("speaker", "participant_id"), start=("start",), end=("end",), unit=0.001)
GRANOLA = Columns(
    text=("text",),
    speaker=("speaker", "source"),
    start=("start_time", "start_timestamp"),
    end=("end_time", "end_timestamp"),
)
MEET = Columns(text=("text",), speaker=("participant",), start=("startTime",), end=("endTime",))
PODCAST = Columns(text=("body",), speaker=("speaker",), start=("startTime",), end=("endTime",), is_in_pieces=True)


def _row(value: object) -> Mapping[str, object]:
    return fields(next((each for each in entries(value) if isinstance(each, dict)), None))


def _inside(document: object, *names: str) -> object:
    """The list itself, or the one inside the API's envelope: {"data": {"transcript": {"sentences": […]}}}."""
    value = document
    for _ in range(5):
        if not isinstance(value, dict):
            break
        value = next((value[name] for name in (*names, "data", "transcript", "note") if value.get(name)), None)
    return value


def _holder(document: object, name: str) -> Mapping[str, object]:
    """The object in the API's envelope that has this field."""
    value = fields(document)
    for _ in range(5):
        if name in value:
            return value
        value = fields(value.get("data")) or fields(value.get("transcript")) or fields(value.get("note"))
    return fields(document)


def _looks_fireflies(document: object) -> float:
    row = _row(_inside(document, "sentences"))
    if "speaker_name" in row and ({"raw_text", "ai_filters"} & row.keys() or {"text", "index"} <= row.keys()):
        return 0.97
    return 0.95 if "sentence" in row and {"startTime", "speaker_name", "start_time"} & row.keys() else 0.0


def _draft_fireflies(document: object, problems: list[Problem]) -> Draft:
    holder = _holder(document, "sentences")
    names = {
        str(fields(each).get("id")): label_of(fields(each).get("name")) for each in entries(holder.get("speakers"))
    }
    sentences = [_named(each, names) for each in entries(_inside(document, "sentences"))]
    return Draft(turns_of_rows(sentences, "“sentences”", FIREFLIES, problems), text_of(holder.get("title")))


def _named(sentence: object, names: Mapping[str, str]) -> object:
    """A sentence whose speaker has only a number gets the name from the list of speakers."""
    row = fields(sentence)
    name = names.get(str(row.get("speaker_id")), "")
    return {**row, "speaker_name": name} if row and not row.get("speaker_name") and name else sentence


def _looks_grain(document: object) -> float:
    row = _row(_inside(document, "transcript_json"))
    return 0.95 if {"participant_id", "start", "end", "text"} <= row.keys() else 0.0


def _draft_grain(document: object, problems: list[Problem]) -> Draft:
    turns = turns_of_rows(_inside(document, "transcript_json"), "the transcript", GRAIN, problems)
    return Draft(turns, text_of(fields(document).get("title")))


def _looks_granola(document: object) -> float:
    row = _row(_inside(document))
    source = first(fields(row.get("speaker")), "source") or row.get("source")
    is_timed = bool({"start_time", "start_timestamp"} & row.keys())
    return 0.97 if source in ("microphone", "speaker", "system") and is_timed and "text" in row else 0.0


def _draft_granola(document: object, problems: list[Problem]) -> Draft:
    turns = turns_of_rows(_inside(document), "the transcript", GRANOLA, problems)
    return Draft(turns, text_of(_holder(document, "title").get("title")))


def _looks_meet(document: object) -> float:
    row = _row(_inside(document, "transcriptEntries"))
    return 0.95 if {"participant", "text", "startTime"} <= row.keys() else 0.0


def _draft_meet(document: object, problems: list[Problem]) -> Draft:
    rows = _inside(document, "transcriptEntries")
    turns = turns_of_rows(rows, "the transcript entries", MEET, problems)
    turns = [replace(turn, speaker=turn.speaker.rsplit("/", 1)[-1]) for turn in turns]
    return Draft(turns, language=language_of(_row(rows).get("languageCode")))


def _looks_podcast(document: object) -> float:
    row = _row(fields(document).get("segments"))
    return 0.95 if "body" in row and {"startTime", "endTime", "speaker"} & row.keys() else 0.0


def _draft_podcast(document: object, problems: list[Problem]) -> Draft:
    """A speaker who is named once goes on until another is named, as the specification allows."""
    speaker: object = None
    segments: list[object] = []
    for segment in entries(fields(document).get("segments")):
        speaker = fields(segment).get("speaker") or speaker
        segments.append({**segment, "speaker": speaker} if isinstance(segment, dict) else segment)
    return Draft(turns_of_rows(segments, "“segments”", PODCAST, problems))


MEETING_FORMATS = (
    json_format(
        "fireflies-json",
        "Fireflies (JSON)",
        looks=_looks_fireflies,
        draft=_draft_fireflies,
        shown_by=("sentences", "sentence", "raw_text", "speaker_name"),
    ),
    json_format(
        "granola-json",
        "Granola (JSON)",
        looks=_looks_granola,
        draft=_draft_granola,
        shown_by=("source", "start_time", "start_timestamp"),
    ),
    json_format(
        "grain-json", "Grain (JSON)", looks=_looks_grain, draft=_draft_grain, shown_by=("participant_id", "start")
    ),
    json_format(
        "google-meet-json",
        "Google Meet API (JSON)",
        looks=_looks_meet,
        draft=_draft_meet,
        shown_by=("transcriptEntries", "participant", "startTime"),
    ),
    json_format(
        "podcast-json",
        "Podcast transcript (JSON)",
        looks=_looks_podcast,
        draft=_draft_podcast,
        shown_by=("segments", "body", "startTime"),
    ),
)
