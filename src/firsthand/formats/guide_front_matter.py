"""The lines between two `---` at the top of a guide: its template, slots and minutes, and what the linter leaves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from firsthand.domain.planning.guides import TEMPLATES, Ignore
from firsthand.formats.readings import Problem

OUR_KEYS = ("template", "product", "feature", "task", "minutes", "lint")
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the top of the file says; `other` holds the keys of other tools, block by block, as written."""

    template: str = ""
    product: str = ""
    feature: str = ""
    task: str = ""
    minutes: int | None = None
    off: tuple[str, ...] = ()
    ignores: tuple[Ignore, ...] = ()
    other: tuple[str, ...] = ()

    @property
    def is_ours(self) -> bool:
        """Whether the file was written as one of our guides."""
        return any((self.template, self.product, self.feature, self.task, self.off, self.ignores, self.minutes))


def read_front_matter(lines: list[str], first_line: int) -> tuple[FrontMatter, list[Problem]]:
    """The front matter from its lines (without the `---`); what can't be used stays in `other` and is a problem."""
    values: dict[str, Any] = {}
    other: list[str] = []
    problems: list[Problem] = []
    for block, line in _blocks(lines, first_line):
        key = block.split(":", 1)[0].strip()
        value, problem = _value(key, block, line) if key in OUR_KEYS else (None, None)
        if problem:
            problems.append(problem)
        if value is None or key in values:
            other.append(block)
        else:
            values[key] = value
    lint = values.pop("lint", ((), ()))
    return FrontMatter(**values, off=lint[0], ignores=lint[1], other=tuple(other)), problems


def _blocks(lines: list[str], first_line: int) -> list[tuple[str, int]]:
    """Each top-level key with everything beneath it, and the line where it starts."""
    blocks: list[tuple[list[str], int]] = []
    for number, line in enumerate(lines, first_line):
        if not blocks or _KEY.match(line):
            blocks.append(([], number))
        blocks[-1][0].append(line)
    return [("\n".join(block), number) for block, number in blocks]


def _value(key: str, block: str, line: int) -> tuple[Any, Problem | None]:  # a value's type depends on its key
    try:
        value = yaml.safe_load(block)[key]
    except (yaml.YAMLError, TypeError, KeyError, ValueError, RecursionError):
        return None, Problem(f"“{key}” in the front matter is not valid YAML; it is kept as it is.", line, block[:80])
    read: Any = _lint(value, line) if key == "lint" else _plain(key, value)
    if read is None:
        return None, Problem(
            f"“{key}” in the front matter can't be used like this; it is kept as it is.", line, block[:80]
        )
    return read, None


def _words(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() == value and value and "\n" not in value else None


def _template(value: Any) -> str | None:
    return value if value in TEMPLATES else None


def _minutes(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 1000 else None


def _plain(key: str, value: Any) -> Any:
    if key == "minutes":
        return _minutes(value)
    return _template(value) if key == "template" else _words(value)


def _lint(value: Any, line: int) -> tuple[tuple[str, ...], tuple[Ignore, ...]] | None:
    if not isinstance(value, dict):
        return None
    settings = {"off" if name is False else name: given for name, given in value.items()}  # YAML takes off for "no"
    off, ignored = settings.pop("off", None) or [], settings.pop("ignore", None) or []
    if settings or not (isinstance(off, list) and isinstance(ignored, list) and (off or ignored)):
        return None
    ignores = [_ignore(entry, line) for entry in ignored]
    if not all(isinstance(name, str) for name in off) or None in ignores:
        return None
    return tuple(off), tuple(ignore for ignore in ignores if ignore)


def _ignore(entry: Any, line: int) -> Ignore | None:
    if isinstance(entry, str):
        return Ignore(entry, line=line)
    if not isinstance(entry, dict) or set(entry) - {"fault", "reason"} or not isinstance(entry.get("fault"), str):
        return None
    reason = entry.get("reason") or ""
    return Ignore(entry["fault"], reason, line) if isinstance(reason, str) else None


def render_front_matter(front: FrontMatter) -> str:
    """The front matter with its `---` lines and one empty line after, or "" where there is nothing to say."""
    keys = ("template", "product", "feature", "task", "minutes")
    written = [f"{key}: {_scalar(getattr(front, key))}" for key in keys if getattr(front, key)]
    written += _lint_lines(front) + list(front.other)
    return "---\n" + "\n".join(written) + "\n---\n\n" if written else ""


def _lint_lines(front: FrontMatter) -> list[str]:
    lines = ["lint:"] if front.off or front.ignores else []
    if front.off:
        lines.append(f"  off: [{', '.join(_scalar(name) for name in front.off)}]")
    if front.ignores:
        lines.append("  ignore:")
    for ignore in front.ignores:
        lines.append(f"    - fault: {_scalar(ignore.fault)}")
        lines += [f"      reason: {_scalar(ignore.reason)}"] if ignore.reason else []
    return lines


def _scalar(value: str | int) -> str:
    """One value on one line, quoted only where YAML would take it for something else."""
    written = yaml.safe_dump([value], allow_unicode=True, width=float("inf"), default_flow_style=True)
    return written.strip().removeprefix("[").removesuffix("]")
