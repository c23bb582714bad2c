"""Lines that tools put around the speech: notices, headings, tables and rules. Nobody said them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from firsthand.formats.entries import limited
from firsthand.formats.problems import Problem, Weight, shortened
from firsthand.formats.times import CLOCK, seconds

_NOTICE = re.compile(
    r"""(?:this\ (?:editable\ )?transcript\ (?:was|is|has\ been)\ .{0,40}(?:generated|created|produced)
    |(?:transcription|meeting|recording|call)\ (?:has\ )?(?:ended|started|stopped)\ (?:after|at|on)\b
    |.{1,60}\ (?:started|stopped)\ (?:the\ )?(?:transcription|recording)\.?\**$
    |(?:transcribed|transcript|captions?|subtitles?|transcription)\ (?:is\ )?(?:provided\ |made\ |created\ )?by\ \S
    |attendees?:?\**$|\W*transcript(?:ion)?:?\**$|\W*full\ transcript:?\**$
    |view\ original\ (?:file|recording|transcript)|audio\ file$|---+\s*end\ of\ transcript)""",
    re.IGNORECASE | re.VERBOSE,
)
_ENDED = re.compile(rf"\W*(?:transcription|meeting|recording|call) (?:has )?ended after ({CLOCK})", re.IGNORECASE)
_TABLE = re.compile(r"\|.*\|\s*$")
_BOLD_LINE = re.compile(rf"(?:\*\*|__)[^*]{{1,80}}(?:\*\*|__)\s*(?:\\?\[{CLOCK}\\?\])?$")
_RULE = re.compile(r"[-*_=~]{3,}$")
_HEADING = re.compile(r"#{1,6}\s+\S")
_HTML = re.compile(r"<!--.*-->$|</?(?:br|hr|div|details|summary|p|img|a)\b[^>]*>$", re.IGNORECASE)


def is_notice(line: str) -> bool:
    """Whether a tool wrote this line about the transcript."""
    bare = line.strip().lstrip("#*_> ").strip()
    return len(bare) < 300 and _NOTICE.match(bare) is not None


def is_heading(line: str) -> bool:
    """Whether this is a Markdown heading."""
    return _HEADING.match(line.lstrip()) is not None


def is_layout(line: str) -> bool:
    """Whether this is a table's row, a ruled line or a lone HTML tag."""
    bare = line.strip()[:2000]
    return any(pattern.match(bare) is not None for pattern in (_TABLE, _RULE, _HTML))


def is_bold_line(line: str) -> bool:
    """Whether the line is nothing but bold type, as headings between the turns are: "**Break**"."""
    return _BOLD_LINE.match(line.strip()[:160]) is not None


def ended_after(line: str) -> float | None:
    """The length in seconds that a closing notice gives."""
    found = _ENDED.match(line.strip()[:120])
    return seconds(found[1]) if found else None


def said_of_left_out(lines: Iterable[tuple[int, str]], before: int) -> tuple[Problem, ...]:
    """What was left out because nobody said it: one entry for each run of lines; `before` is the first turn's line."""
    said = []
    for run in _runs(lines):
        first, last = run[0][0], run[-1][0]
        where = "before the first speaker" if last < before else "between the turns or after them"
        count = "This line stands" if first == last else f"Lines {first} to {last} stand"
        message = f"{count} {where} and was not taken as speech" if first == last else f"{count} {where}, not as speech"
        said.append(Problem(message, first, shortened(run[0][1]), Weight.LEFT_OUT))
    return limited(said, "places")


def _runs(lines: Iterable[tuple[int, str]]) -> list[list[tuple[int, str]]]:
    runs: list[list[tuple[int, str]]] = []
    for number, line in lines:
        if runs and number - runs[-1][-1][0] <= 2:
            runs[-1].append((number, line))
        else:
            runs.append([(number, line)])
    return runs
