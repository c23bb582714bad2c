"""AssemblyAI: utterances by speaker, else sentences or paragraphs, else the words; times in milliseconds.

https://www.assemblyai.com/docs/api-reference/transcripts — `utterances` is null without speaker labels.
"""

from __future__ import annotations

from collections.abc import Mapping

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, joined, located, turn_of, turns_of_words
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

MILLISECONDS = 0.001
_PIECES = ("utterances", "sentences", "paragraphs")
_OWN = {
    "audio_url",
    "audio_duration",
    "language_model",
    "acoustic_model",
    "webhook_url",
    "speech_model",
    "auto_chapters",
}


def _looks(document: object) -> float:
    own = fields(document)
    has_speech = any(entries(own.get(each)) for each in (*_PIECES, "words")) or text_of(own.get("text"))
    if not has_speech or entries(own.get("segments")):
        return 0.0
    known = len(_OWN & own.keys())
    piece = fields(_piece(own))
    word = fields(next(iter(entries(own.get("words") or piece.get("words"))), None))
    if known >= 2:
        return 0.95
    is_timed = isinstance(piece.get("start"), int) and isinstance(piece.get("end"), int) and "text" in piece
    is_worded = isinstance(word.get("start"), int) and {"text", "confidence"} <= word.keys()
    return 0.88 if (is_timed and known) or (is_worded and (known or piece)) else 0.0


def _piece(own: Mapping[str, object]) -> object:
    return next((piece for name in _PIECES for piece in entries(own.get(name))), None)


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    turns = next((found for name in _PIECES if (found := _pieces(own.get(name), name, problems))), None)
    turns = turns or turns_of_words(_words(own.get("words"), problems))
    turns = turns or [turn_of("", text_of(own.get("text")))]
    return Draft(turns, language=language_of(own.get("language_code")))


def _pieces(value: object, name: str, problems: list[Problem]) -> list[Turn]:
    turns: list[Turn] = []
    for number, row in rows(value, f"“{name}”", problems):
        words = _words(row.get("words"), problems)
        text = text_of(row.get("text")) or " ".join(word.text for word in words)
        if not text.strip():
            problems.append(Problem(f"Entry {number} of “{name}” has no text and was left out"))
            continue
        start, end = seconds_of(row.get("start"), MILLISECONDS), seconds_of(row.get("end"), MILLISECONDS)
        turns.append(turn_of(_speaker(row), text, start, end, words=located(text, words)))
    return joined(turns)


def _speaker(row: Mapping[str, object]) -> str:
    """A speaker's letter, else the channel of a recording that keeps its speakers apart."""
    channel = text_of(row.get("channel"))
    return label_of(row.get("speaker")) or (f"Channel {channel}" if channel else "")


def _words(value: object, problems: list[Problem]) -> list[Spoken]:
    return [
        Spoken(
            text,
            _speaker(row),
            seconds_of(row.get("start"), MILLISECONDS),
            seconds_of(row.get("end"), MILLISECONDS),
            probability_of(row.get("confidence")),
        )
        for row, text in worded(value, "the words", problems, "text")
    ]


FORMAT = json_format(
    "assemblyai-json",
    "AssemblyAI (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("audio_url", "audio_duration", "utterances", "words"),
)
