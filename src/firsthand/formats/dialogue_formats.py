"""Written dialogue as meeting tools, transcribers and people lay it out, told apart by the marks each leaves."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from firsthand.formats.cues import ARROW
from firsthand.formats.dialogue import read_dialogue
from firsthand.formats.layouts import HEADERS, LONE, MARKED, SEPARATED, Layout, layout_of
from firsthand.formats.notices import is_heading
from firsthand.formats.problems import shortened
from firsthand.formats.readings import Evidence, Format, Guess, Source
from firsthand.formats.stacked import unstacked

_MEET = re.compile(
    r"this editable transcript was computer generated|\W*(?:transcription|meeting) ended after \d|📖 ?Transcript|"
    r".{0,200}\(\d{4}[-/]\d\d[-/]\d\d[^)]*\) ?[-–] ?Transcript",
    re.IGNORECASE,
)
_TEAMS = re.compile(
    r".{1,60} (?:started|stopped) transcription|.{0,150}-\d{8}_\d{6}.{0,40}|.*\S {3}\d+:\d\d(?::\d\d)?\s*$"
)
_FIREFLIES = re.compile(r"\*\*Meeting ID\*\*|.*fireflies\.ai/view", re.IGNORECASE)
_PAREN_TIME = re.compile(r"[^(:]{1,60}\s*\(\d{1,3}:\d\d(?::\d\d)?\)\s*:")
DOUBT = 0.35
TIMED_SHAPES = MARKED | HEADERS
_ITEM = re.compile(r"\s*[-*•]\s+\S")
_MAIL_FROM = re.compile(r"(?:from|von|de|da|van)\s?:\s", re.IGNORECASE)
_MAIL_ABOUT = re.compile(r"(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto)\s?:\s", re.IGNORECASE)
_LEVEL = re.compile(r"\b(?:INFO|DEBUG|TRACE|WARN|WARNING|ERROR|FATAL)\b")
_CODE = re.compile(
    r"[{};]\s*$|^\s*(?:import\s+[\w.{*]+|from\s+\S+\s+import\b|(?:async\s+)?def\s+\w+\(|class\s+\w+[:({]|return\b.*[)\]\w]$|"
    r"#include\b|(?:export\s+)?(?:const|let|var|function)\s+\w+|elif\b.*:$|else:$|try:$|except\b.*:$|@\w+(?:\.\w+)*(?:\(|$))"
)
_NOISE = re.compile(r"\{[^\W\d_][\w ]{0,30}\}")  # {laughs}: as some transcribers write what is no word


def _lines_like(pattern: re.Pattern[str], source: Source, limit: int = 3) -> tuple[Evidence, ...]:
    lines = (Evidence(n, shortened(x)) for n, x in enumerate(source.head, 1) if pattern.match(x.strip("#*_ \t")[:300]))
    return tuple(each for each, _ in zip(lines, range(limit), strict=False))


def _sniffer(name: str, fits: Callable[[Source, Layout], bool], bonus: float) -> Callable[[Source], Guess | None]:
    def sniff(source: Source) -> Guess | None:
        layout = None if source.is_archive or not source.text else _layout_of_head(source.head)
        if layout is None or not layout.entries or not fits(source, layout):
            return None
        shown = tuple(Evidence(n, shortened(source.head[n - 1])) for n in layout.lines)
        sure = min(0.97, confidence(layout) + bonus)
        return Guess(name, round(sure * (DOUBT if _is_doubtful(source, layout) else 1.0), 3), shown)

    return sniff


@lru_cache(maxsize=2)  # every format here asks the same of the same lines
def _layout_of_head(head: tuple[str, ...]) -> Layout | None:
    """How the first lines of a file name its speakers; None where the file is no dialogue but something else."""
    return None if _is_something_else(head) else layout_of(unstacked(tuple(line[:400] for line in head)))


def _is_something_else(head: tuple[str, ...]) -> bool:
    """Captions have their own readers; programs use the colon as people do, and say nothing."""
    filled = [line[:200] for line in head if line.strip()]
    captions = sum(ARROW.match(line) is not None for line in filled)
    code = sum(_CODE.search(_NOISE.sub("", line)) is not None for line in filled)
    if captions > max(1, 0.1 * len(filled)) or code > max(3, 0.15 * len(filled)) or _is_log(filled):
        return True
    return any(map(_MAIL_FROM.match, filled)) and any(map(_MAIL_ABOUT.match, filled))


def is_log(source: Source) -> bool:
    """Whether a program wrote the lines: most give a level such as INFO."""
    return _is_log([line[:200] for line in source.head if line.strip()])


def _is_log(filled: Sequence[str]) -> bool:
    return sum(_LEVEL.search(line) is not None for line in filled) > 0.5 * len(filled)


def _is_doubtful(source: Source, layout: Layout) -> bool:
    """A form ("Age: 34"), a programme in which nobody comes back, or a list of changes under its headings."""
    if layout.is_form and layout.share >= 0.6:
        return True
    if len(layout.names) == 1 and all(name.islower() for name in layout.names):
        return True  # a key of a settings file
    if len(layout.names) == layout.entries >= 3 and layout.shape in TIMED_SHAPES:
        return True
    items = sum(_ITEM.match(line) is not None for line in source.head)
    headings = sum(is_heading(line) for line in source.head)
    return items >= 0.5 * layout.entries and headings >= max(2, 0.3 * layout.entries) and layout.shape == "name-colon"


def confidence(layout: Layout) -> float:
    """How sure it is that a file of this layout is a transcript: by reach, by recurrence, by times or bold beside."""
    recurrence = min(1.0, layout.entries / (2 * max(len(layout.names), 1)))
    if layout.shape in MARKED or layout.shape in HEADERS:
        return 0.55 + 0.25 * layout.share + 0.12 * recurrence
    if layout.is_bold:
        return 0.3 + 0.3 * layout.share + 0.3 * recurrence * (len(layout.names) > 1)
    several = 1.0 if len(layout.names) > 1 else 0.5
    if layout.entries <= len(layout.names):  # nobody speaks twice
        several *= 0.6
    return (0.15 + 0.45 * layout.share + 0.3 * recurrence) * several


def _is_meet(source: Source, layout: Layout) -> bool:
    return layout.shape in ("name-colon", "bold-name") and bool(_lines_like(_MEET, source))


def _is_teams(source: Source, layout: Layout) -> bool:
    return layout.shape == "name-time" and len(_lines_like(_TEAMS, source, 2)) == 2


def _is_fireflies(source: Source, layout: Layout) -> bool:
    return bool(_lines_like(re.compile("Meeting ID|.*fireflies.ai/view", re.IGNORECASE), source))


def _is_rev(source: Source, layout: Layout) -> bool:
    return (
        not layout.is_bold
        and layout.shape in ("name-time", "name-paren-time")
        and bool(_lines_like(_PAREN_TIME, source))
    )


def _is_bold(source: Source, layout: Layout) -> bool:
    return layout.is_bold


def _is_timed(source: Source, layout: Layout) -> bool:
    return not layout.is_bold and (layout.shape in MARKED or layout.shape == "time-name")


def _is_plain(source: Source, layout: Layout) -> bool:
    return not layout.is_bold and layout.shape in (
        "name-colon",
        "letter-stop",
        "bracket-name",
        *SEPARATED,
        *LONE,
    )


def _format(
    name: str, title: str, endings: tuple[str, ...], fits: Callable[[Source, Layout], bool], bonus: float = 0.0
) -> Format:
    return Format(name, title, endings, _sniffer(name, fits, bonus), lambda source: read_dialogue(name, source))


_ANY = ("txt", "md", "markdown", "text")
DIALOGUE_FORMATS: tuple[Format, ...] = (
    _format("google-meet", "Google Meet transcript (text or Markdown)", ("txt", "md"), _is_meet, 0.2),
    _format("fireflies-md", "Fireflies transcript (Markdown)", ("md",), _is_fireflies, 0.2),
    _format("teams-text", "Teams transcript (text of the document)", ("txt",), _is_teams, 0.06),
    _format("rev-txt", "Rev transcript (text)", ("txt",), _is_rev, 0.06),
    _format("zoom-txt", "Zoom transcript (text)", ("txt",), lambda s, x: x.shape == "bracket-name-time", 0.05),
    _format("otter", "Otter transcript (text or Markdown)", ("txt", "md"), lambda s, x: x.shape == "name-time", 0.03),
    _format("initials-md", "Minutes with initials (Markdown)", ("md",), lambda s, x: x.has_initials, 0.1),
    _format("bold-names-md", "Markdown with names in bold", ("md",), _is_bold, 0.03),
    _format("timed-names", "Names with times", _ANY, _is_timed, 0.03),
    _format("names", "Names before the words", _ANY, _is_plain, 0.0),
)
