"""How a line shows that somebody begins to speak: every way of writing a name and a time before the words.

A line may be read in several ways; which one holds is decided in `dialogue` by what the whole file does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from firsthand.formats.names import cleaned, is_role
from firsthand.formats.times import CLOCK, seconds

HEAD_CHARACTERS = 200  # names and times stand within these; no pattern ever sees more of a line
_HEADER_ONLY = 160
_T = rf"(?P<start>{CLOCK})"
_TO = rf"(?:\s*(?:-{{1,2}}>?|–|—|to)\s*(?P<end>{CLOCK}))?"
_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_NAME = r"(?P<name>[^\s:：|\[(-][^:：\t]{0,119}?)"
_ANY = r"(?P<name>[^\s\[(|#:：-][^:：]{0,119}?)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("columns", re.compile(rf"{_OPEN}?{_T}{_CLOSE}?\t(?P<name>[^\t]{{1,60}}?):?\t(?P<rest>.*)$")),
    ("columns", re.compile(rf"(?P<name>[^\t]{{1,60}}?):?\t{_OPEN}?{_T}{_CLOSE}?\t(?P<rest>.*)$")),
    ("time-name-colon", re.compile(rf"@?{_OPEN}?{_T}{_TO}{_CLOSE}?\s*[-–—|]?\s*{_NAME}\s*[:：](?P<rest>.*)$")),
    ("name-colon-time", re.compile(rf"{_NAME}\s*[:：]\s*{_OPEN}{_T}{_TO}{_CLOSE}\s*(?P<rest>.*)$")),
    ("name-colon-time", re.compile(rf"{_NAME}\s*[:：]\s+{_T}{_TO}\s*(?P<rest>)$")),
    ("name-paren-time", re.compile(rf"{_ANY}\s*{_OPEN}{_T}{_TO}{_CLOSE}\s*[:：-]?\s+(?P<rest>\S.*)$")),
    (
        "bracket-name-time",
        re.compile(rf"\[(?P<name>[^\]\d][^\]]{{0,59}})\]\s*{_OPEN}?{_T}{_CLOSE}?\s*:?\s*(?P<rest>.*)$"),
    ),
    ("bracket-name", re.compile(r"\[(?P<name>[^\]\d][^\]]{0,59})\]\s*:(?P<rest>.*)$")),
    ("letter-stop", re.compile(r"(?P<name>[QA])[.)](?P<rest>\s.*)$")),
    ("name-colon", re.compile(rf"{_NAME}\s*[:：](?P<rest>.*)$")),
)
_HEADERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "name-time",
        re.compile(rf"{_ANY}(?P<gap>\s*[|·–—-]\s*|\s+|\s*(?={_OPEN})){_OPEN}?{_T}{_TO}{_CLOSE}?\s*[:：]?(?P<rest>)$"),
    ),
    ("time-name", re.compile(rf"@?{_OPEN}?{_T}{_TO}{_CLOSE}?\s*[-–—|]?\s*{_ANY}(?P<rest>)$")),
)
_SHAPES_AND_HEADERS = (*_SHAPES, *_HEADERS)
_UNTIMED = tuple((shape, pattern) for shape, pattern in _SHAPES if "(?P<start>" not in pattern.pattern)
_TIMED_HEADERS = frozenset(shape for shape, _ in _HEADERS)
_HAS_TIME = re.compile(r"\d:\d\d")
_LONE_TIME = re.compile(rf"#*\s*\**\s*@?{_OPEN}?{_T}{_TO}{_CLOSE}?\s*\**$")
_TIMED_TEXT = re.compile(rf"{_OPEN}?{_T}{_TO}{_CLOSE}?\s*[-–—|:]?\s+(?P<rest>\S.*)$")
_BOLD = re.compile(r"(?:[>*-]\s+)?(\*\*|__|\*|_)(?=[^\s*_])(.{1,120}?)(?<=\S)\1(.*)$")
_ESCAPED = re.compile(r"\\([\[\]().*_#!+<-])")


@dataclass(frozen=True, slots=True)
class Head:
    """One way of reading the start of a line: who, when, and the words that follow on it."""

    shape: str
    name: str
    rest: str
    start: float | None = None
    end: float | None = None
    is_bold: bool = False
    is_spaced: bool = True  # a space or nothing after the colon, as in running text there always is


def unescaped(line: str) -> str:
    """The line without the backslashes that Markdown puts before brackets."""
    return _ESCAPED.sub(r"\1", line) if "\\" in line else line


def heads(line: str) -> tuple[Head, ...]:
    """All ways in which the line may begin an entry, the more particular first."""
    text = unescaped(line.strip())
    if not text or (text[0] == "#" and not text.lstrip("#").startswith(" ")):
        return ()
    if text[0] == "#":  # a heading that gives a name and a time: "### Ada 0:03"
        return tuple(head for head in _plain_heads(text.lstrip("# ")) if head.shape in _TIMED_HEADERS)
    bold = _BOLD.match(text[:HEAD_CHARACTERS]) if text[0] in "*_>-" else None
    if bold is None:
        return _plain_heads(text.lstrip("> ") if text[0] == ">" else text)
    after = text[bold.start(3) :]
    if len(bold[1]) == 1 and bold[2][-1] not in ":：" and after[:1] not in (":", "："):
        return ()  # italics: (*laughs*) names nobody
    joined = tuple(replace(head, is_bold=True) for head in _plain_heads(bold[2] + after))
    name = cleaned(bold[2])
    if not name or ":" in bold[2] or "：" in bold[2]:
        return joined
    return (*joined, Head("bold-name", name, after.strip(), is_bold=True))


def _plain_heads(text: str) -> tuple[Head, ...]:
    if not text:
        return ()
    if len(text) <= 40 and ":" not in text and (is_role(text) or _is_in_capitals(text)):
        return (Head("name-alone", cleaned(text), ""),)
    if not (":" in text[:HEAD_CHARACTERS] or "：" in text[:HEAD_CHARACTERS] or text[0] in "QA"):
        return ()
    shapes = _UNTIMED
    if _HAS_TIME.search(text, 0, HEAD_CHARACTERS):
        shapes = _SHAPES_AND_HEADERS if len(text) <= _HEADER_ONLY else _SHAPES
    found = (_head(shape, pattern, text) for shape, pattern in shapes)
    unique: dict[str, Head] = {}
    for head in found:
        if head is not None:
            unique.setdefault(head.shape, head)
    return tuple(unique.values())


def _head(shape: str, pattern: re.Pattern[str], text: str) -> Head | None:
    found = pattern.match(text[:HEAD_CHARACTERS])
    if found is None:
        return None
    name = cleaned(found["name"])
    groups = found.groupdict()
    rest = text[found.start("rest") :]
    start, end = (seconds(groups[g]) if groups.get(g) else None for g in ("start", "end"))
    spaced = shape != "name-colon" or not rest or rest[0].isspace() or _is_wide(name[-1:] + rest[0])
    return Head(shape, name, rest.strip(), start, end, is_spaced=spaced) if name else None


def _is_in_capitals(text: str) -> bool:
    """A name on a line of its own, as some transcribers set it: "ADA KING"."""
    return text.isupper() and len(text.split()) <= 4 and text[-1].isalnum()


def _is_wide(characters: str) -> bool:
    """Chinese, Japanese and Korean put no space after a colon."""
    return any(unicodedata.east_asian_width(c) in "WF" and c.isalpha() for c in characters)


def lone_time(line: str) -> float | None:
    """The time where a line holds nothing else, as Google Meet writes one every few minutes."""
    text = unescaped(line.strip())
    found = _LONE_TIME.match(text) if len(text) < 40 else None
    return seconds(found["start"]) if found else None


def timed_text(line: str) -> tuple[float, str] | None:
    """Time and words of a line such as "00:01:07 And then we left"."""
    text = unescaped(line.strip())
    found = _TIMED_TEXT.match(text[:HEAD_CHARACTERS])
    at = seconds(found["start"]) if found else None
    return None if found is None or at is None else (at, text[found.start("rest") :].strip())
