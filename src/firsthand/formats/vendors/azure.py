"""Azure Speech: the phrases of a batch transcription, with speakers or channels.

https://learn.microsoft.com/azure/ai-services/speech-service/batch-transcription-get — times in ticks of 100
nanoseconds and as ISO 8601 durations; of each phrase the best of several readings is `nBest[0]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.problems import Problem
from firsthand.formats.vendors.layout import Draft, json_format
from firsthand.formats.vendors.speech import Spoken, joined, located, turn_of
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

_TICK = 1e-7
_ISO = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


def _looks(document: object) -> float:
    phrase = fields(next(iter(entries(fields(document).get("recognizedPhrases"))), None))
    return 0.95 if "nBest" in phrase else 0.0


def _draft(document: object, problems: list[Problem]) -> Draft:
    phrases = list(rows(fields(document).get("recognizedPhrases"), "the recognised phrases", problems))
    channels = {text_of(row.get("channel")) for _, row in phrases}
    turns = [turn for number, row in phrases if (turn := _turn(number, row, len(channels) > 1, problems))]
    language = next((language_of(row.get("locale")) for _, row in phrases), "")
    return Draft(joined(sorted(turns, key=lambda turn: turn.start or 0.0)), language=language)


def _turn(number: int, row: Mapping[str, object], has_channels: bool, problems: list[Problem]) -> Turn | None:
    best = fields(next(iter(entries(row.get("nBest"))), None))
    text = next((found for name in ("display", "itn", "lexical") if (found := text_of(best.get(name)).strip())), "")
    if not text:
        problems.append(Problem(f"Phrase {number} has no text and was left out"))
        return None
    start, end = _span(row)
    channel = f"Channel {text_of(row.get('channel'))}" if has_channels else ""
    words = [
        Spoken(word, "", *_span(each), probability_of(each.get("confidence")))
        for each, word in worded(first(best, "displayWords", "words"), "the words", problems, "displayText", "word")
    ]
    return turn_of(label_of(row.get("speaker")) or channel, text, start, end, words=located(text, words))


def _span(row: Mapping[str, object]) -> tuple[float | None, float | None]:
    start = _time(row, "offset")
    length = _time(row, "duration")
    return start, None if start is None or length is None else round(start + length, 6)


def _time(row: Mapping[str, object], name: str) -> float | None:
    ticks = seconds_of(row.get(f"{name}InTicks"), _TICK) if f"{name}InTicks" in row else None
    written = _ISO.fullmatch(text_of(row.get(name)))
    if ticks is not None or written is None:
        return ticks
    return round(int(written[1] or 0) * 3600 + int(written[2] or 0) * 60 + float(written[3] or 0), 6)


FORMAT = json_format(
    "azure-json",
    "Azure Speech (JSON)",
    looks=_looks,
    draft=_draft,
    shown_by=("recognizedPhrases", "nBest", "offsetInTicks"),
)
