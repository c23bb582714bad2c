"""How a line shows that somebody begins to speak: every way of writing a name and a time before the words.

A line may be read in several ways; which one holds is decided in `dialogue` by what the whole file does.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

from firsthand.formats.names import MAX_NAME, cleaned, is_role, looks_like_a_person, may_be_name
from firsthand.formats.times import CLOCK, HAS_CLOCK, seconds

HEAD_CHARACTERS = 200  # names and times stand within these; no pattern ever sees more of a line
_HEADER_ONLY = 160
_T = rf"(?P<start>{CLOCK})"
_TO = rf"(?:\s*(?:-{{1,2}}>?|–|—|to)\s*(?P<end>{CLOCK}))?"
_OPEN, _CLOSE = r"[\[({<]", r"[\])}>]"
_NAME = r"(?P<name>[^\s:：|\[(-][^:：\t]{0,119}?)"
_ANY = r"(?P<name>[^\s\[(|#:：-][^:：]{0,119}?)"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("columns", re.compile(rf"{_OPEN}?{_T}{_TO}{_CLOSE}?\t(?P<name>[^\t]{{1,60}}?):?\t(?P<rest>.*)$")),
    ("columns", re.compile(rf"(?P<name>[^\t]{{1,60}}?):?\t{_OPEN}?{_T}{_TO}{_CLOSE}?\t(?P<rest>.*)$")),
    ("columns", re.compile(rf"(?P<name>[^\t:：]{{1,60}}?)\s+{_OPEN}?{_T}{_CLOSE}?\t(?P<rest>.*)$")),
    ("time-name-colon", re.compile(rf"@?{_OPEN}?{_T}{_TO}{_CLOSE}?\s*[-–—|]?\s*{_NAME}\s*[:：](?P<rest>.*)$")),
    ("name-colon-time", re.compile(rf"{_NAME}\s*[:：]\s*{_OPEN}{_T}{_TO}{_CLOSE}\s*(?P<rest>.*)$")),
    ("name-colon-time", re.compile(rf"{_NAME}\s*[:：]\s+{_T}{_TO}\s*(?P<rest>)$")),
    ("name-paren-time", re.compile(rf"{_ANY}\s*{_OPEN}{_T}{_TO}{_CLOSE}\s*[:：-]?\s+(?P<rest>\S.*)$")),
    (
        "bracket-name-time",
        re.compile(rf"\[(?P<name>[^\]\d][^\]]{{0,59}})\]\s*{_OPEN}?{_T}{_CLOSE}?\s*:?\s*(?P<rest>.*)$"),
    ),
    ("bracket-name", re.compile(r"\[(?P<name>[^\]\d][^\]]{0,59})\]\s*:(?P<rest>.*)$")),
    ("name-fenced", re.compile(r"[\[(<](?P<name>[^\s\])>:\d][^\]>:]{0,59}?)[\])>]\s+(?P<rest>\S.*)$")),
    ("letter-stop", re.compile(r"(?P<name>[QA])[.)](?P<rest>\s.*)$")),
    ("name-colon", re.compile(rf"{_NAME}\s*[:：](?P<rest>.*)$")),
    (
        "name-dash",
        re.compile(
            rf"(?P<name>[^\s:：\t|\[(-][^:：\t]{{0,59}}?)\s+[-–—]\s+(?P<rest>(?!{_OPEN}?{CLOCK}{_CLOSE}?\s*[:：]?$)\S.*)$"
        ),
    ),
    ("name-tab", re.compile(rf"(?P<name>[^\t:：]{{1,60}})\t(?P<rest>(?!{_OPEN}?{CLOCK}{_CLOSE}?\s*$)[^\t]+)$")),
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
_LONE_TIME = re.compile(rf"#*\s*\**\s*@?{_OPEN}?{_T}{_TO}{_CLOSE}?\s*\**$")
_TIMED_TEXT = re.compile(rf"{_OPEN}?{_T}{_TO}{_CLOSE}?(?:\s*[-–—|:]?\s+|(?=[^\W\d]))(?P<rest>\S.*)$")
_BOLD = re.compile(r"(?:[>*-]\s+)?(\*\*|__|\*|_)(?=[^\s*_])(.{1,120}?)(?<=\S)\1(.*)$")
_TIME_THEN_BOLD = re.compile(rf"({_OPEN}?{CLOCK}{_CLOSE}?)\s*[-–—|]?\s*(\*\*|__)([^*_].{{0,118}}?)\2(.*)$")
_DASH = re.compile(r"\s[-–—]\s|^[\[(<]")
_BULLET = re.compile(r"(?:[-–•·]|\d{1,4}[.)]?)\s+(?=\S)")  # or the number of a paragraph
_LINKED = re.compile(rf"\[({CLOCK})\]\([^()\s]{{1,300}}\)")
_AS_CODE = re.compile(rf"`({_OPEN}?{CLOCK}{_CLOSE}?)`")
_DROP_FRAME = re.compile(r"\b(\d\d);(\d\d);(\d\d);(\d\d)\b")  # how editing programs count in America
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
    """The line without the backslashes that Markdown puts before brackets, and with colons in every time."""
    plain = _ESCAPED.sub(r"\1", line) if "\\" in line else line
    return _DROP_FRAME.sub(r"\1:\2:\3:\4", plain) if ";" in plain[:HEAD_CHARACTERS] else plain


def heads(line: str) -> tuple[Head, ...]:
    """All ways in which the line may begin an entry, the more particular first."""
    text = _simplified(unescaped(line.strip()))
    if not text or (text[0] == "#" and not text.lstrip("#").startswith(" ")):
        return ()
    if text[0] == "#":
        return _heads_of_heading(text.lstrip("# "))
    bold = _BOLD.match(text[:HEAD_CHARACTERS]) if text[0] in "*_>-" else None
    if bold is None:
        late = _TIME_THEN_BOLD.match(text[:HEAD_CHARACTERS]) if text[0] in "[({<0123456789" else None
        return _unmarked(text.lstrip("> ")) if late is None else _after_time(late, text)
    after = text[bold.start(3) :]
    if len(bold[1]) == 1 and bold[2][-1] not in ":：" and after[:1] not in (":", "："):
        return ()  # italics: (*laughs*) names nobody
    joined = tuple(replace(head, is_bold=True) for head in _plain_heads(bold[2] + after))
    name = cleaned(bold[2])
    if not name or ":" in bold[2] or "：" in bold[2]:
        return joined
    return (*joined, Head("bold-name", name, after.strip(), is_bold=True))


def _unmarked(text: str) -> tuple[Head, ...]:
    """The heads of a line without bold type; a list's item names somebody only where it looks like a name."""
    item = _BULLET.match(text)
    if item is None:
        return _plain_heads(text)
    return tuple(head for head in _plain_heads(text[item.end() :]) if looks_like_a_person(head.name))


def _simplified(text: str) -> str:
    """The line with the times at its start as they read: without link and without the marks of code."""
    if "`" not in text[:HEAD_CHARACTERS] and "](" not in text[:HEAD_CHARACTERS]:
        return text
    start, rest = text[: 2 * HEAD_CHARACTERS], text[2 * HEAD_CHARACTERS :]
    return _AS_CODE.sub(r"\1", _LINKED.sub(r"[\1]", start, count=1), count=1) + rest


def _heads_of_heading(text: str) -> tuple[Head, ...]:
    """A heading that gives a name and a time ("### Ada 0:03"), or just a name."""
    timed = tuple(head for head in _plain_heads(text) if head.shape in _TIMED_HEADERS)
    name = cleaned(text.rstrip(" :："))
    return timed or ((Head("name-heading", name, ""),) if is_lone_name(name) else ())


def is_lone_name(text: str) -> bool:
    """Whether the line holds nothing but what could be a name."""
    return len(text) <= MAX_NAME and looks_like_a_person(text) and may_be_name(text)


def _after_time(found: re.Match[str], text: str) -> tuple[Head, ...]:
    """A time, then the name in bold: "[0:03] **Ada:** words"."""
    name, after = found[3], text[found.start(4) :]
    colon = "" if not after.strip() or name[-1] in ":：" or after.lstrip()[0] in ":：" else ":"
    return tuple(replace(head, is_bold=True) for head in _plain_heads(f"{found[1]} {name}{colon}{after}"))


def _plain_heads(text: str) -> tuple[Head, ...]:
    if not text:
        return ()
    if len(text) <= MAX_NAME and ":" not in text:
        if is_role(text) or _is_in_capitals(text):
            return (Head("name-alone", cleaned(text), ""),)
        if (
            text[-1] not in "?!,;…"
            and cleaned(text)[-1:] == text[-1]
            and not HAS_CLOCK.search(text)
            and is_lone_name(text)
        ):
            return (Head("name-line", cleaned(text), ""),)
    start = text[:HEAD_CHARACTERS]
    if not (
        ":" in start
        or "：" in start
        or "\t" in start
        or _DASH.search(start)
        or text[0] in "QA"
        or HAS_CLOCK.search(start)
    ):
        return ()
    shapes = _UNTIMED
    if HAS_CLOCK.search(text, 0, HEAD_CHARACTERS):
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
    return text.isupper() and len(text.split()) <= 6 and text[0].isalnum() and (text[-1].isalnum() or text[-1] == ")")


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
