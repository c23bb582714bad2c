"""Amazon Transcribe: a flat list of words and marks, and beside it who spoke when.

https://docs.aws.amazon.com/transcribe/latest/dg/how-input.html — times are seconds in strings; punctuation has no
times. Speakers stand on the items themselves in newer files and in `speaker_labels` by start time in older ones;
recordings with a speaker on each channel come in `channel_labels`. Call Analytics has its own layout.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, interleaved, turn_of, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    label_of,
    language_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
)

_OPENING = "¿¡([{“‘«"


def _looks(document: object) -> float:
    items = entries(_results(document).get("items")) or entries(document)
    item = fields(next(iter(items), None))
    if "alternatives" in item and item.get("type") in ("pronunciation", "punctuation"):
        return 0.95
    if entries(fields(_results(document).get("channel_labels")).get("channels")):
        return 0.95
    if entries(_results(document).get("transcripts")) and ("jobName" in fields(document) or items):
        return 0.9
    call = fields(next(iter(entries(fields(document).get("Transcript"))), None))
    return 0.95 if {"ParticipantRole", "Content"} <= call.keys() else 0.0


def _results(document: object) -> Mapping[str, object]:
    return fields(fields(document).get("results"))


def _draft(document: object, problems: list[Problem]) -> Draft:
    results = _results(document)
    channels = entries(fields(results.get("channel_labels")).get("channels"))
    if channels:
        turns = _from_channels(channels, problems)
    else:
        items = results.get("items") or document
        turns = turns_of_words(_words(items, _speakers_by_start(results), problems))
    turns = turns or _from_call(fields(document).get("Transcript"), problems) or _from_text(results)
    return Draft(turns, text_of(fields(document).get("jobName")), language_of(results.get("language_code")))


def _speakers_by_start(results: Mapping[str, object]) -> dict[str, str]:
    segments = entries(fields(results.get("speaker_labels")).get("segments"))
    return {
        str(fields(item).get("start_time")): text_of(fields(item).get("speaker_label"))
        for segment in segments
        for item in entries(fields(segment).get("items"))
    }


def _words(items: object, speakers: Mapping[str, str], problems: list[Problem]) -> Iterator[Spoken]:
    speaker, after_opening = "", False
    for number, item in rows(items, "the items", problems):
        best = fields(next(iter(entries(item.get("alternatives"))), None))
        content = text_of(best.get("content"))
        if not content.strip():
            problems.append(Problem(f"Item {number} has no word in it and was left out"))
            continue
        is_mark = item.get("type") == "punctuation"
        found = label_of(item.get("speaker_label")) or speakers.get(str(item.get("start_time")), "")
        speaker = speaker if is_mark else found
        start, end = seconds_of(item.get("start_time")), seconds_of(item.get("end_time"))
        is_attached = after_opening or (is_mark and content not in _OPENING)
        probability = None if is_mark else probability_of(best.get("confidence"))
        yield Spoken(content, speaker, start, end, probability, is_attached=is_attached)
        after_opening = is_mark and content in _OPENING


def _from_channels(channels: object, problems: list[Problem]) -> list[Turn]:
    heard: list[list[Spoken]] = []
    for _, channel in rows(channels, "the channels", problems):
        label = text_of(channel.get("channel_label"))
        items = [{**fields(item), "speaker_label": label} for item in entries(channel.get("items"))]
        heard.append(list(_words(items, {}, problems)))
    return interleaved(heard)


def _from_call(value: object, problems: list[Problem]) -> list[Turn]:
    return [
        turn_of(
            text_of(row.get("ParticipantRole")).capitalize(),
            text_of(row.get("Content")),
            seconds_of(row.get("BeginOffsetMillis"), 0.001),
            seconds_of(row.get("EndOffsetMillis"), 0.001),
        )
        for _, row in rows(value, "“Transcript”", problems)
    ]


def _from_text(results: Mapping[str, object]) -> list[Turn]:
    return [turn_of("", text_of(fields(each).get("transcript"))) for each in entries(results.get("transcripts"))]


FORMAT = json_format(
    "aws-transcribe-json",
    "Amazon Transcribe (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("jobName", "items", "pronunciation", "speaker_labels", "ParticipantRole", "alternatives"),
)
