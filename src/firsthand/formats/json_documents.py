"""A JSON file as far as it can be read: whole, line by line, or, where it is damaged, everything around the damage.

Exports are cut off by full disks and size limits, and edited by hand. What is complete is kept; a Problem names the
line where the file breaks and what was left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from firsthand.formats.problems import Problem, shortened

MAX_DEPTH = 200
WORK = 20_000_000  # characters to be parsed again in all while bad entries are skipped
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[\[\]{},]', re.DOTALL)
_TRAILING_COMMA = re.compile(r",\s*[}\]]")
_STRING_OR_TRAILING_COMMA = re.compile(r'("(?:[^"\\]|\\.)*+"?)|,(?=\s*[}\]])', re.DOTALL)
_STARTS_LIKE_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[\[{"\]])')
_CLOSER = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Document:
    """The value of a JSON file (None where it is not JSON) and what was damaged."""

    value: object
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Open:
    """A list or object that is not closed yet: where it began and where its last complete member ended."""

    bracket: str
    begin: int
    complete: int
    holds_lists: bool = False


@dataclass(slots=True)
class _Repair:
    text: str
    skips_left: int
    problems: list[Problem] = field(default_factory=list)


def parse(text: str) -> Document:
    """The document in a text; JSON Lines give a list. Never raises."""
    if not _STARTS_LIKE_JSON.match(text):
        return Document(None)
    try:
        return Document(_loads(text))
    except json.JSONDecodeError:
        return _lines(text) or _repaired(text)
    except (ValueError, RecursionError):
        return Document(None)


def _loads(text: str) -> object:
    """Control characters inside strings are let through; a whole number too long for Python becomes a float."""
    try:
        value: object = json.loads(text, strict=False)
    except json.JSONDecodeError:
        raise
    except ValueError:
        value = json.loads(text, strict=False, parse_int=float)
    return value


def _lines(text: str) -> Document | None:
    """JSON Lines: an object or list on (nearly) every line."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    sample = lines[:20]
    if len(lines) < 2 or 2 * sum(_line_value(line) is not None for _, line in sample) <= len(sample):
        return None
    values: list[object] = []
    problems: list[Problem] = []
    for number, line in lines:
        value = _line_value(line)
        if value is None:
            problems.append(Problem("This line is not complete JSON and was left out", number, shortened(line)))
        else:
            values.append(value)
    return Document(values, tuple(problems))


def _line_value(line: str) -> object:
    try:
        value = _loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _repaired(text: str) -> Document:
    """Bad entries are skipped one at a time; where the file just ends, what is open is closed."""
    if _TRAILING_COMMA.search(text):
        text = _STRING_OR_TRAILING_COMMA.sub(lambda match: match[1] or "", text)
    repair = _Repair(text, skips_left=max(2, min(500, WORK // len(text))))
    for _ in range(repair.skips_left + 2):
        try:
            value = _loads(repair.text)
        except json.JSONDecodeError as error:
            if not _repair_at(repair, error):
                return Document(None)
        except (ValueError, RecursionError):
            return Document(None)
        else:
            return Document(value if _holds_an_object(value) else None, tuple(repair.problems))
    return Document(None)


def _repair_at(repair: _Repair, error: json.JSONDecodeError) -> bool:
    if error.msg.startswith("Extra data"):
        repair.problems.append(
            Problem("The JSON ends before this line; what follows it was left out", error.lineno, _shown(repair, error))
        )
        repair.text = repair.text[: error.pos]
        return True
    stack = _open_at(repair.text, error.pos)
    if not stack or len(stack) > MAX_DEPTH:
        return False
    repair.skips_left -= 1
    if repair.skips_left < 0 or not _skip_entry(repair, stack, error):
        _close(repair, stack, error)
    return True


def _open_at(text: str, limit: int) -> list[_Open]:
    """The lists and objects that are open where the parser gave up, outermost first."""
    stack: list[_Open] = []
    for match in _TOKEN.finditer(text, 0, limit):
        mark = match.group()
        if mark in "[{":
            stack.append(_Open(mark, match.start(), match.end()))
        elif mark == "," and stack:
            stack[-1].complete = match.start()
        elif mark in "]}":
            if not stack or _CLOSER[stack[-1].bracket] != mark:
                return []
            closed = stack.pop()
            if stack:
                stack[-1].complete = match.end()
                stack[-1].holds_lists |= closed.holds_lists or mark == "]"
    return stack


def _skip_entry(repair: _Repair, stack: list[_Open], error: json.JSONDecodeError) -> bool:
    """Take out the one entry of the innermost list that can't be read; False where its end can't be found."""
    depth = next((n for n in range(len(stack) - 1, -1, -1) if stack[n].bracket == "["), None)
    if depth is None:
        return False
    inner = len(stack) - 1 - depth
    end = _end_of_entry(repair.text, error.pos, inner)
    if end is None:
        return False
    begin = stack[depth].complete
    lost = repair.text[begin:end]
    is_first = begin == stack[depth].begin + 1
    if is_first and repair.text[end] == ",":
        end += 1
    repair.problems.append(Problem("This entry is not complete JSON and was left out", error.lineno, shortened(lost)))
    repair.text = repair.text[:begin] + "\n" * lost.count("\n") + repair.text[end:]
    return True


def _end_of_entry(text: str, begin: int, depth: int) -> int | None:
    for match in _TOKEN.finditer(text, begin):
        mark = match.group()
        if depth == 0 and mark in ",]":
            return match.start()
        if mark in "[{":
            depth += 1
        elif mark in "]}":
            depth -= 1
        if depth < 0 or (mark.startswith('"') and (len(mark) < 2 or not mark.endswith('"'))):
            return None
    return None


def _close(repair: _Repair, stack: list[_Open], error: json.JSONDecodeError) -> None:
    """End the file where it breaks off: an entry cut in its own plain fields is dropped, its parents are closed."""
    while stack[-1].bracket == "{" and not stack[-1].holds_lists and any(each.bracket == "[" for each in stack):
        stack.pop()
    kept = stack[-1].complete
    line = repair.text.count("\n", 0, error.pos) + 1
    lost = len(repair.text) - kept
    repair.problems.append(
        Problem(
            f"The JSON breaks off at this line. Everything before it was read; the last {lost} characters, "
            "from the entry that is not complete, were left out. Export the file again to have the rest",
            line,
            shortened(repair.text[kept : kept + 200].lstrip(", \n\t")),
        )
    )
    repair.text = repair.text[:kept] + "".join(_CLOSER[each.bracket] for each in reversed(stack))


def _shown(repair: _Repair, error: json.JSONDecodeError) -> str:
    return shortened(repair.text[error.pos : error.pos + 200])


def _holds_an_object(value: object) -> bool:
    """Whether the repaired document is worth anything: `[12:01] Ann: hello` must not pass for a broken list."""
    if isinstance(value, dict):
        return bool(value)
    return isinstance(value, list) and any(isinstance(each, dict) and each for each in value)
