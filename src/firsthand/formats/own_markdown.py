"""The Markdown that Firsthand itself writes: every name in bold begins a turn, so no name is guessed."""

from __future__ import annotations

import re
from dataclasses import replace

from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn
from firsthand.formats.problems import shortened
from firsthand.formats.readings import Evidence, Format, Guess, Kind, Reading, Source, Unreadable
from firsthand.formats.text_writing import CHAT, OWN_COMMENT
from firsthand.formats.times import seconds

_TURN = re.compile(r"\*\*((?:\\.|[^*\\])+)\*\*(?: \((\d+:\d\d:\d\d)\))?: ?(.*)$")
_UNNAMED = re.compile(r"(?:\((\d+:\d\d:\d\d)\) )?(.*)$")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def _sniff(source: Source) -> Guess | None:
    number = next((n for n, line in enumerate(source.head[:5], start=1) if line.strip() == OWN_COMMENT), None)
    return Guess("firsthand-md", 1.0, (Evidence(number, shortened(OWN_COMMENT)),)) if number else None


def _read(source: Source) -> Reading:
    lines = [line for line in source.lines if line.strip() and line.strip() != OWN_COMMENT]
    title = lines.pop(0)[2:].strip() if lines and lines[0].startswith("# ") else ""
    is_chat = bool(lines) and lines[0] == f"*{CHAT}*"
    turns = _turns(lines[1:] if is_chat else lines)
    if not turns:
        raise Unreadable("No turn was found in this Markdown: none of its lines begins with a name in bold.")
    transcript = Transcript(tuple(_with_ends(turns)), title)
    return Reading("firsthand-md", Kind.CHAT if is_chat else Kind.TRANSCRIPT, transcript)


def _turns(lines: list[str]) -> list[Turn]:
    has_names = any(_TURN.match(line) for line in lines)
    turns: list[Turn] = []
    for line in lines:
        head = _TURN.match(line) if has_names else None
        if head:
            turns.append(_turn(_plain(head[1]), head[2], head[3]))
        elif has_names and turns:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{_plain(line)}".strip())
        elif found := _UNNAMED.match(line):
            turns.append(_turn("", found[1], found[2]))
    return [turn for turn in turns if turn.text]


def _turn(speaker: str, clock: str | None, words: str) -> Turn:
    start = seconds(clock) if clock else None
    timing = Timing.NONE if start is None else Timing.INTERPOLATED
    return Turn(0, speaker, _plain(words).strip(), start, None, timing)


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _with_ends(turns: list[Turn]) -> list[Turn]:
    """The file gives starts; a turn lasts until the next one starts."""
    following = [*(turn.start for turn in turns[1:]), None]
    return [replace(t, index=n, end=_end(t, nxt)) for n, (t, nxt) in enumerate(zip(turns, following, strict=True))]


def _end(turn: Turn, following: float | None) -> float | None:
    return following if turn.start is not None and following is not None and following >= turn.start else None


OWN_MARKDOWN = Format("firsthand-md", "Firsthand (Markdown)", ("md",), _sniff, _read)
