"""Deepgram: utterances where they were asked for, else the words of every channel.

https://developers.deepgram.com/reference/speech-to-text/listen-pre-recorded — times in seconds; `punctuated_word`
is the word as written, and is missing where smart formatting was off or the model was a Whisper one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, interleaved, joined, located, turn_of, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    label_of,
    language_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
    worded,
)


def _looks(document: object) -> float:
    results = fields(fields(document).get("results"))
    channel = fields(next(iter(entries(results.get("channels"))), None))
    if "alternatives" in channel:
        return 0.95
    utterance = fields(next(iter(entries(results.get("utterances"))), None))
    return 0.95 if "transcript" in utterance else 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    results = fields(fields(document).get("results"))
    turns = _from_utterances(results, problems) or _from_channels(results, problems)
    channel = fields(next(iter(entries(results.get("channels"))), None))
    return Draft(turns, language=language_of(channel.get("detected_language")))


def _from_utterances(results: Mapping[str, object], problems: list[Problem]) -> list[Turn]:
    turns: list[Turn] = []
    has_channels = any(fields(each).get("channel") for each in entries(results.get("utterances")))
    for number, row in rows(results.get("utterances"), "the utterances", problems):
        words = _words(row.get("words"), "", problems)
        text = text_of(row.get("transcript")) or turn_text(words)
        if not text.strip():
            problems.append(Problem(f"Utterance {number} has no text and was left out"))
            continue
        start, end = seconds_of(row.get("start")), seconds_of(row.get("end"))
        turns.append(turn_of(_speaker(row, has_channels), text, start, end, words=located(text, words)))
    return joined(turns)


def turn_text(words: Sequence[Spoken]) -> str:
    """The words in one string, for where a piece comes without its text."""
    return " ".join(word.text for word in words)


def _speaker(row: Mapping[str, object], has_channels: bool) -> str:
    """The speaker's label; without one, a recording of several channels has one speaker on each."""
    channel = row.get("channel")
    return label_of(row.get("speaker")) or (f"Channel {channel}" if has_channels and isinstance(channel, int) else "")


def _from_channels(results: Mapping[str, object], problems: list[Problem]) -> list[Turn]:
    channels = list(rows(results.get("channels"), "the channels", problems))
    heard: list[list[Spoken]] = []
    others: list[Turn] = []
    for number, channel in channels:
        alternative = fields(next(iter(entries(channel.get("alternatives"))), None))
        name = f"Channel {number - 1}" if len(channels) > 1 else ""
        heard.append(_words(alternative.get("words"), name, problems))
        if not heard[-1]:
            others += _from_paragraphs(alternative, name) or _from_text(alternative, name)
    turns = turns_of_words(heard[0]) if len(heard) == 1 else interleaved(heard)
    return [*turns, *others] if len(channels) < 2 else sorted([*turns, *others], key=lambda turn: turn.start or 0.0)


def _words(value: object, speaker: str, problems: list[Problem]) -> list[Spoken]:
    return [
        Spoken(
            text,
            label_of(row.get("speaker")) or speaker,
            seconds_of(row.get("start")),
            seconds_of(row.get("end")),
            probability_of(row.get("confidence")),
        )
        for row, text in worded(value, "the words", problems, "punctuated_word", "word")
    ]


def _from_paragraphs(alternative: Mapping[str, object], speaker: str) -> list[Turn]:
    return [
        turn_of(
            label_of(fields(paragraph).get("speaker")) or speaker,
            " ".join(text_of(fields(each).get("text")) for each in entries(fields(paragraph).get("sentences"))),
            seconds_of(fields(paragraph).get("start")),
            seconds_of(fields(paragraph).get("end")),
        )
        for paragraph in entries(fields(alternative.get("paragraphs")).get("paragraphs"))
    ]


def _from_text(alternative: Mapping[str, object], speaker: str) -> list[Turn]:
    return [turn_of(speaker, text_of(alternative.get("transcript")))]


FORMAT = json_format(
    "deepgram-json", "Deepgram (JSON)", looks=_looks, draft=_draft, shown_by=("channels", "utterances", "transcript")
)
