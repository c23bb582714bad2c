"""Google Speech-to-Text: results of one phrase or so each, with timed words.

https://cloud.google.com/speech-to-text/docs/reference/rest/v1/speech/recognize — times are "1.200s" or
{seconds, nanos}. With speaker diarisation version 1 repeats every word of the recording, now with a `speakerTag`, in
the last result; then only that one is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, joined, turn_of, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    language_of,
    probability_of,
    seconds_of,
    text_of,
    worded,
)

_WRAPPERS = ("response", "results", "transcript", "inlineResult", "annotationResults", "speechTranscriptions")


def _looks(document: object) -> float:
    results = _results(document)
    shapes = [fields(next(iter(entries(result.get("alternatives"))), None)) for result in results[:3]]
    words = [fields(next(iter(entries(shape.get("words"))), None)) for shape in shapes]
    if any({"startTime", "startOffset", "start_time", "start_offset"} & word.keys() for word in words):
        return 0.95
    own = {"resultEndTime", "resultEndOffset", "languageCode", "result_end_time", "language_code"}
    if any(own & result.keys() for result in results[:3]) and any("transcript" in shape for shape in shapes):
        return 0.9
    return 0.6 if any(isinstance(shape.get("words"), list) and "transcript" in shape for shape in shapes) else 0.0


def _results(document: object, depth: int = 0) -> list[Mapping[str, object]]:
    """The list of results, in whatever envelope the operation, the batch or the client library put it."""
    if isinstance(document, list):
        found: list[Mapping[str, object]] = [each for each in document if isinstance(each, dict)]
        if any("alternatives" in each for each in found):
            return found
        return [result for each in found[:50] for result in _results(each, depth + 1)] if depth < 7 else []
    own = fields(document)
    names = [name for name in _WRAPPERS if isinstance(own.get(name), dict | list)]
    if depth >= 7:
        return []
    inner = [own[name] for name in names]
    if not names and depth and own and all(key.startswith("gs://") for key in own):
        inner = list(own.values())
    return next((found for each in inner if (found := _results(each, depth + 1))), [])


def _draft(document: object, problems: list[Problem]) -> Draft:
    heard = [_phrase(number, result, problems) for number, result in enumerate(_results(document), start=1)]
    languages = [language_of(first(result, "languageCode", "language_code")) for result in _results(document)[:1]]
    phrases = _without_repetition([phrase for phrase in heard if phrase])
    return Draft(_turns(phrases), language=next(iter(languages), ""))


def _phrase(number: int, result: Mapping[str, object], problems: list[Problem]) -> list[Spoken]:
    """The words of one result; one without word times is a single "word" that spans its text."""
    best = fields(next(iter(entries(result.get("alternatives"))), None))
    channel = first(result, "channelTag", "channel_tag")
    name = f"Channel {channel}" if isinstance(channel, int) and channel > 0 else ""
    words = list(_words(best, name, problems))
    text = text_of(best.get("transcript")).strip()
    if not words and text:
        return [Spoken(text, name, ends_sentence=True)]
    if not words:
        problems.append(Problem(f"Result {number} has no text and was left out"))
        return []
    return [*words[:-1], replace(words[-1], ends_sentence=True)]


def _words(best: Mapping[str, object], name: str, problems: list[Problem]) -> Iterator[Spoken]:
    for row, text in worded(best.get("words"), "the words of a result", problems, "word"):
        tag = first(row, "speakerLabel", "speaker_label") or first(row, "speakerTag", "speaker_tag") or None
        yield Spoken(
            text,
            label_of(tag) or name,
            seconds_of(first(row, "startTime", "startOffset", "start_time", "start_offset")),
            seconds_of(first(row, "endTime", "endOffset", "end_time", "end_offset")),
            probability_of(row.get("confidence") or None),
        )


def _without_repetition(phrases: list[list[Spoken]]) -> list[list[Spoken]]:
    """The last phrase alone where it says all the others again, with speakers.

    Where the file breaks off inside it the others are the fuller text, and take its speakers as far as it goes.
    """
    if len(phrases) < 2 or not any(word.speaker for word in phrases[-1]):
        return phrases
    before = [word for phrase in phrases[:-1] for word in phrase]
    again = phrases[-1]
    same = sum(a.text.lower() == b.text.lower() and a.start == b.start for a, b in zip(before, again, strict=False))
    if same < 0.8 * min(len(before), len(again)):
        return phrases
    if len(again) >= len(before):
        return [again]
    speakers = {word.start: word.speaker for word in again}
    return [[replace(w, speaker=speakers.get(w.start, w.speaker)) for w in phrase] for phrase in phrases[:-1]]


def _turns(phrases: list[list[Spoken]]) -> list[Turn]:
    if any(word.start is not None for phrase in phrases for word in phrase):
        words = [word for phrase in phrases for word in phrase]
        channels = dict.fromkeys(word.speaker for word in words if word.speaker.startswith("Channel "))
        if len(channels) < 2:
            return turns_of_words(words)
        apart = [turns_of_words(word for word in words if word.speaker == each) for each in channels]
        return sorted((turn for turns in apart for turn in turns), key=lambda turn: turn.start or 0.0)
    return joined([turn_of(phrase[0].speaker, phrase[0].text) for phrase in phrases])


FORMAT = json_format(
    "google-speech-json",
    "Google Speech-to-Text (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("results", "alternatives", "startTime", "startOffset", "start_time", "transcript"),
)
