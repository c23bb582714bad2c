"""Messages copied or exported from WhatsApp, Teams and the like: a date, a time and a name before each.

They were typed, not spoken, so they become notes; their times are those of a day, not of a recording.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Transcript
from firsthand.formats.dialogue_formats import is_log
from firsthand.formats.entries import Entry, limited, turns_of
from firsthand.formats.names import cleaned, may_be_name
from firsthand.formats.problems import Problem, shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable

_DATE = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_MESSAGE = re.compile(rf"\u200e?\[?{_DATE},?\s+{_CLOCK}\]?\s*(?:[-–]\s+)?([^:\]]{{1,60}}):\s(.*)$")
_DATED = re.compile(rf"\u200e?\[?{_DATE},?\s+{_CLOCK}\]?\s")
_LEAST = 0.3  # of the lines: messages run on over several


def _sniff(source: Source) -> Guess | None:
    filled = [(n, line[:300]) for n, line in enumerate(source.head, start=1) if line.strip()]
    found = [(n, cleaned(match[1])) for n, line in filled if (match := _MESSAGE.match(line))]
    names = Counter(name for _, name in found)
    if len(found) < max(2, _LEAST * len(filled)) or is_log(source) or not all(map(may_be_name, names)):
        return None
    if len(found) > 2 and len(names) == len(found):
        return None
    return Guess("chat-text", 0.93, tuple(Evidence(n, shortened(source.head[n - 1])) for n, _ in found[:3]))


def _read(source: Source) -> Reading:
    entries: list[Entry] = []
    left_out: list[Problem] = []
    parts: list[str] = []
    for number, line in enumerate(source.lines, start=1):
        match = _MESSAGE.match(line)
        if match:
            _close(entries, parts)
            entries.append(Entry(cleaned(match[1]), "", number))
            parts = [match[2].strip()]
        elif line.strip() and (not entries or _DATED.match(line)):
            left_out.append(Problem("This line is no message and was left out", number, shortened(line)))
        elif line.strip():
            parts.append(" ".join(line.split()))
    if not entries:
        raise Unreadable("No line of this file is a message such as “3/3/2026, 14:05 - Ada: words”.")
    _close(entries, parts)
    turns, problems = turns_of(entries)
    return Reading("chat-text", Kind.CHAT, Transcript(turns), (*limited(left_out, "lines"), *problems))


def _close(entries: list[Entry], parts: list[str]) -> None:
    """Gives the last message its lines."""
    if entries:
        entries[-1] = replace(entries[-1], text="\n".join(parts))


DATED_CHAT = Format("chat-text", "Chat as text, with dates (WhatsApp, Teams)", ("txt",), _sniff, _read)
