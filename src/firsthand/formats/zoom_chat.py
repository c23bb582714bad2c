"""Zoom's chat file: typed messages. They become notes beside the conversation and are never taken for speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.entries import Entry, turns_of
from firsthand.formats.names import cleaned
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable
from firsthand.formats.times import seconds

_T = r"(\d{1,2}:\d{2}:\d{2})"
_TABBED = re.compile(rf"{_T}\t([^\t]{{1,80}}?):\t")
_FROM = re.compile(rf"{_T}\s+From\s+(\S.{{0,79}}?)\s+to\s+\S.{{0,79}}?\s?:(?:\s+|$)", re.IGNORECASE)


def _message(line: str) -> re.Match[str] | None:
    head = line[:200]
    return _TABBED.match(head) or _FROM.match(head)


def _sniff(source: Source) -> Guess | None:
    at = [number for number, line in enumerate(source.head, start=1) if _message(line)]
    if not at or at[0] > 5:
        return None
    shown = tuple(Evidence(number, shortened(source.head[number - 1])) for number in at[:3])
    return Guess("zoom-chat", 0.97 if len(at) > 1 else 0.9, shown)


def _read(source: Source) -> Reading:
    entries, loose = _messages(source.lines)
    if not entries:
        raise Unreadable("No line of this file is a chat message such as “00:03:54 [tab] Name: [tab] words”.")
    turns, problems = turns_of(entries)
    said = tuple(
        Problem("This line stands before the first message and was left out", n, shortened(x)) for n, x in loose
    )
    return Reading("zoom-chat", Kind.CHAT, Transcript(turns), (*said[:20], *problems))


def _messages(lines: Sequence[str]) -> tuple[list[Entry], list[tuple[int, str]]]:
    """A message runs on over lines, empty ones too, until the next one's time."""
    found: list[tuple[int, float | None, str, list[str]]] = []
    loose = []
    for number, line in enumerate(lines, start=1):
        head = _message(line)
        if head:
            found.append((number, seconds(head[1]), cleaned(head[2]), [line[head.end() :]]))
        elif found:
            found[-1][3].append(line)
        elif line.strip():
            loose.append((number, line))
    return [Entry(name, _joined(words), number, at) for number, at, name, words in found], loose


def _joined(lines: list[str]) -> str:
    kept = [" ".join(line.split()) for line in lines]
    return "\n".join(line for line in kept if line)


CHAT_FORMATS: tuple[Format, ...] = (Format("zoom-chat", "Zoom chat (typed messages)", ("txt",), _sniff, _read),)
