"""A transcript as captions, WebVTT or SRT: every turn is one caption, so every turn needs times.

Times that are missing between known ones are estimated from how much was said, and the file says so; a transcript
without any time is refused, since captions with invented times would show the wrong words at every moment.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn

WORDS_A_SECOND = 2.5  # conversational speech, about 150 words a minute
SHORTEST_SECONDS = 0.001  # WebVTT wants every cue to end after it starts
OWN_NOTE = "NOTE Written by Firsthand. Every cue is one turn"
ESTIMATED = " estimated"
NO_NAME = "Unknown speaker"


@dataclass(frozen=True, slots=True)
class Span:
    """When a turn is shown, in seconds, and whether that was estimated."""

    start: float
    end: float
    is_estimated: bool


def vtt_text(transcript: Transcript) -> str:
    """WebVTT with voice tags. Raises Invalid where no turn has a time."""
    shown = spans(transcript.turns)
    estimated = sum(span.is_estimated for span in shown)
    note = f"{OWN_NOTE}; the times of {estimated} of {len(shown)} are estimated." if estimated else f"{OWN_NOTE}."
    title = one_line(transcript.title).replace("-->", "→")
    head = [f"WEBVTT {title}".rstrip()]
    if transcript.language:
        head.append(f"Language: {transcript.language}")
    cues = [_vtt_cue(turn, span) for turn, span in zip(transcript.turns, shown, strict=True)]
    return "\n\n".join(["\n".join(head), note, *cues]) + "\n"


def _vtt_cue(turn: Turn, span: Span) -> str:
    name = html.escape(one_line(turn.speaker), quote=False)
    words = html.escape(one_line(turn.text), quote=False)
    spoken = f"<v {name}>{words}</v>" if name else words
    mark = ESTIMATED if span.is_estimated else ""
    return f"{turn.anchor}{mark}\n{stamp(span.start)} --> {stamp(span.end)}\n{spoken}"


def srt_text(transcript: Transcript) -> str:
    """SRT with `Name: ` before the words. Raises Invalid where no turn has a time."""
    named = any(turn.speaker for turn in transcript.turns)
    cues = [
        f"{number}\n{stamp(span.start, ',')} --> {stamp(span.end, ',')}\n{_named(turn, named)}"
        for number, (turn, span) in enumerate(zip(transcript.turns, spans(transcript.turns), strict=True), start=1)
    ]
    return "\n\n".join(cues) + "\n"


def _named(turn: Turn, has_names: bool) -> str:
    """Among named turns one without a name says so, else it would be read as the speaker before going on."""
    return f"{one_line(turn.speaker) or NO_NAME}: {one_line(turn.text)}" if has_names else one_line(turn.text)


def one_line(text: str) -> str:
    """The text with every line break and run of spaces as one space: an empty line would end a caption."""
    return " ".join(text.split())


def stamp(seconds: float, point: str = ".") -> str:
    """The time as captions write it: 01:02:03.500."""
    milliseconds = round(seconds * 1000)
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{point}{rest % 1000:03d}"


def spans(turns: Sequence[Turn]) -> list[Span]:
    """Times for every turn; raises Invalid where no turn has a start."""
    if all(turn.start is None for turn in turns):
        raise Invalid(
            "This transcript has no times, and captions need them. Nothing was written. "
            "Convert it to JSON, Markdown or text instead."
        )
    starts = _all_starts(turns)
    made = []
    for index, (turn, start) in enumerate(zip(turns, starts, strict=True)):
        following = starts[index + 1] if index + 1 < len(starts) else None
        end = turn.end if turn.end is not None and turn.end >= start else _end(turn, start, following)
        is_estimated = turn.start is None or turn.end is None or turn.timing is Timing.INTERPOLATED
        made.append(Span(start, max(end, start + SHORTEST_SECONDS), is_estimated))
    return made


def _end(turn: Turn, start: float, following: float | None) -> float:
    return following if following is not None and following > start else start + _length(turn)


def _length(turn: Turn) -> float:
    return max(len(turn.text.split()), 1) / WORDS_A_SECOND


def _all_starts(turns: Sequence[Turn]) -> list[float]:
    """Each turn's own start, else one after the turn before at the pace of speech, or faster where time is short."""
    said = [0.0, *accumulate(map(_length, turns))]
    following = _next_known(turns)
    made: list[float] = []
    for index, turn in enumerate(turns):
        if turn.start is not None:
            made.append(turn.start)
        elif index == 0:
            made.append(0.0)
        else:
            made.append(round(made[-1] + _step(made[-1], said, index, following[index], turns), 3))
    return made


def _next_known(turns: Sequence[Turn]) -> list[int | None]:
    """For each turn the index of the next one that has a start of its own."""
    known: int | None = None
    made: list[int | None] = []
    for index in range(len(turns) - 1, -1, -1):
        known = index if turns[index].start is not None else known
        made.append(known)
    return made[::-1]


def _step(begin: float, said: Sequence[float], index: int, known: int | None, turns: Sequence[Turn]) -> float:
    """How long after the turn before, which begins at `begin`, the turn starts."""
    length = said[index] - said[index - 1]
    if known is None:
        return length
    room = max((turns[known].start or 0.0) - begin, 0.0)
    return length * min(room / (said[known] - said[index - 1]), 1.0)
