"""A transcript to read: Markdown with names in bold, or plain text with a time and a name before the words.

Times are shown to the second. The two are for people; what must come back exactly is written as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.formats.caption_writing import NO_NAME, one_line
from firsthand.formats.heads import heads
from firsthand.formats.readings import Kind

OWN_COMMENT = "<!-- Written by Firsthand: every name in bold begins a turn. -->"
CHAT = "These are typed messages, not speech."
_MARKS = re.compile(r"([\\*_<`\[\]]|&(?=#?\w+;))")
_ESCAPE = r"\\\1"
_AT_START = re.compile(r"^([#+\-!>|~=(])|^(\d{1,9})([.)])(?=\s|$)")


def markdown_text(transcript: Transcript, kind: Kind = Kind.TRANSCRIPT) -> str:
    """`**Name** (0:01:02): words`, a blank line between turns and between the paragraphs of one turn."""
    blocks = [OWN_COMMENT]
    if transcript.title:
        blocks.append(f"# {one_line(transcript.title)}")
    if kind is Kind.CHAT:
        blocks.append(f"*{CHAT}*")
    named = any(turn.speaker for turn in transcript.turns)
    blocks += [_markdown_turn(turn, named) for turn in transcript.turns]
    return "\n\n".join(blocks) + "\n"


def _markdown_turn(turn: Turn, has_names: bool) -> str:
    when = f" ({clock(turn.start)})" if turn.start is not None else ""
    if not has_names:
        return f"{when} {_escaped(one_line(turn.text))}".strip()
    first, *rest = [_escaped(paragraph) for paragraph in _paragraphs(turn.text)] or [""]
    head = f"**{_MARKS.sub(_ESCAPE, one_line(turn.speaker)) or NO_NAME}**{when}: "
    return "\n\n".join([f"{head}{first}", *rest])


def _escaped(paragraph: str) -> str:
    marked = _MARKS.sub(_ESCAPE, paragraph)
    return _AT_START.sub(lambda m: f"\\{m[1]}" if m[1] else f"{m[2]}\\{m[3]}", marked)


def plain_text(transcript: Transcript, kind: Kind = Kind.TRANSCRIPT) -> str:
    """`[0:01:02] Name: words`, a blank line between turns."""
    blocks = [one_line(transcript.title)] if transcript.title else []
    if kind is Kind.CHAT:
        blocks.append(CHAT)
    named = any(turn.speaker for turn in transcript.turns)
    blocks += [_plain_turn(turn, named) for turn in transcript.turns]
    return "\n\n".join(blocks) + "\n"


def _plain_turn(turn: Turn, has_names: bool) -> str:
    when = f"[{clock(turn.start)}] " if turn.start is not None else ""
    name = f"{one_line(turn.speaker) or NO_NAME}: " if has_names else ""
    return f"{when}{name}" + "\n\n".join(_paragraphs(turn.text))


def _paragraphs(text: str) -> Iterator[str]:
    """The lines of a turn as paragraphs; one that would look like another speaker's turn stays with the one before."""
    paragraph = ""
    for line in filter(None, map(one_line, text.split("\n"))):
        if paragraph and not heads(line):
            yield paragraph
            paragraph = line
        else:
            paragraph = f"{paragraph} {line}".strip()
    if paragraph:
        yield paragraph


def clock(seconds: float) -> str:
    """The time to read: 0:01:02, hours always given so that no reader takes minutes for them."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}"
