"""Whisper and its relatives: segments with text, often with words, sometimes with speakers.

OpenAI's command and API, faster-whisper, whisper-timestamped (`text` and `confidence` in its words), WhisperX
(`score`, `speaker`; a number that it could not align has no times), whisper.cpp (`transcription` with offsets in
milliseconds) and the `chunks` of the Transformers pipeline; otherwise seconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, joined, located, turn_of, turns_of_words
from firsthand.formats.vendors.values import (
    entries,
    fields,
    first,
    label_of,
    language_of,
    probability_of,
    rows,
    seconds_of,
    text_of,
    worded,
)

_LISTS = ("segments", "speakers", "chunks", "transcription")
_OF_WHISPER = {"seek", "avg_logprob", "no_speech_prob", "compression_ratio", "temperature", "tokens"}


def _looks(document: object) -> float:
    first_piece = fields(next(iter(_pieces(document)), None))
    if not first_piece and "word_segments" not in fields(document):
        return _looks_without_segments(fields(document))
    word = fields(next(iter(entries(first_piece.get("words"))), None))
    has_time = {"start", "end"} <= first_piece.keys() or {"timestamp", "timestamps", "offsets"} & first_piece.keys()
    if not has_time or "text" not in first_piece:
        return 0.7 if "word_segments" in fields(document) else 0.0
    if (
        _OF_WHISPER & first_piece.keys()
        or "score" in word
        or "offsets" in first_piece
        or {"timestamp", "timestamps"} & first_piece.keys()
    ):
        return 0.93
    return 0.9 if isinstance(document, dict) and {"language", "text", "word_segments"} & document.keys() else 0.5


def _looks_without_segments(own: Mapping[str, object]) -> float:
    """The plain answer of OpenAI's API: the text, perhaps with timed words."""
    word = fields(next(iter(entries(own.get("words"))), None))
    if isinstance(own.get("text"), str) and {"word", "start", "end"} <= word.keys():
        return 0.8
    return 0.7 if isinstance(own.get("text"), str) and own.keys() <= {"text", "usage", "task", "language"} else 0.0


def _pieces(document: object) -> Sequence[object]:
    if isinstance(document, list):
        return document
    own = fields(document)
    return next((found for name in _LISTS if (found := entries(own.get(name)))), ())


def _draft(document: object, problems: list[Problem]) -> Draft:
    own = fields(document)
    loose = _loose_words(own, problems)
    turns = joined(list(_turns(_pieces(document), loose, problems)))
    turns = turns or turns_of_words(_marked(loose, text_of(own.get("text"))))
    turns = turns or [turn_of("", text_of(own.get("text")))]
    result = fields(own.get("result"))
    return Draft(turns, language=language_of(own.get("language") or result.get("language")))


def _turns(pieces: Sequence[object], loose: list[Spoken], problems: list[Problem]) -> Iterator[Turn]:
    for number, row in rows(pieces, "the segments", problems):
        start, end = _span(row)
        words = _words(row.get("words"), problems) or _taken(loose, end)
        text = text_of(row.get("text")) or _text_of_words(row.get("words"))
        if not text.strip():
            if "text" not in row:
                problems.append(Problem(f"Segment {number} has no text and was left out"))
            continue
        said_by = Counter(word.speaker for word in words if word.speaker).most_common(1)
        speaker = label_of(row.get("speaker")) or (said_by[0][0] if said_by else "")
        yield turn_of(speaker, text, start, end, words=located(text, words))


def _span(row: Mapping[str, object]) -> tuple[float | None, float | None]:
    if isinstance(row.get("timestamp"), list):
        stamps = [*entries(row.get("timestamp")), None, None]
        return seconds_of(stamps[0]), seconds_of(stamps[1])
    offsets = fields(row.get("offsets"))
    if offsets:
        return seconds_of(offsets.get("from"), 0.001), seconds_of(offsets.get("to"), 0.001)
    clocks = fields(row.get("timestamps"))
    if clocks:
        return seconds_of(clocks.get("from")), seconds_of(clocks.get("to"))
    return seconds_of(row.get("start")), seconds_of(row.get("end"))


def _words(value: object, problems: list[Problem]) -> list[Spoken]:
    return [
        Spoken(
            text.strip(),
            label_of(row.get("speaker")),
            seconds_of(row.get("start")),
            seconds_of(row.get("end")),
            probability_of(first(row, "probability", "score", "confidence")),
        )
        for row, text in worded(value, "the words", problems, "word", "text")
    ]


def _text_of_words(value: object) -> str:
    """Whisper's words carry the space before them; those of its relatives don't."""
    words = [text_of(first(fields(each), "word", "text")) for each in entries(value)]
    return ("" if any(word.startswith(" ") for word in words[1:]) else " ").join(words)


def _loose_words(own: Mapping[str, object], problems: list[Problem]) -> list[Spoken]:
    """The words that stand beside the segments, not in them, in reverse order to be taken from the end."""
    has_inner = any(entries(fields(each).get("words")) for each in _pieces(dict(own)))
    return [] if has_inner else _words(first(own, "words", "word_segments"), problems)[::-1]


def _taken(loose: list[Spoken], end: float | None) -> list[Spoken]:
    taken: list[Spoken] = []
    while loose and end is not None and (loose[-1].start is None or loose[-1].start < end):
        taken.append(loose.pop())
    return taken


def _marked(loose: Iterable[Spoken], text: str) -> list[Spoken]:
    """The words in their order with the punctuation that only the full text has."""
    words = list(loose)[::-1]
    places = located(text, words) if text else []
    if not words or len(places) != len(words):
        return words
    ends = [*(place.begin for place in places[1:]), len(text)]
    return [
        Spoken(text[place.begin : end].strip(), word.speaker, word.start, word.end, word.probability)
        for place, end, word in zip(places, ends, words, strict=True)
    ]


FORMAT = json_format(
    "whisper-json",
    "Whisper, WhisperX, whisper-timestamped (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("segments", "seek", "avg_logprob", "word_segments", "chunks", "transcription", "score", "language"),
)
