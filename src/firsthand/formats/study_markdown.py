"""A study as a file: title, research question, goals, hypotheses and sample, in Markdown that reads back the same.

The form is described in docs/reference/new.md. What this doesn't know is kept: front matter of other tools, and
whatever else is written, under *Notes*.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import yaml

from firsthand.domain.planning.guides import TEMPLATES
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.domain.planning.studies import Hypothesis, StudyPlan
from firsthand.formats.problems import Problem, shortened

OUR_KEYS = ("research_question", "decision", "template", "goals", "hypotheses", "sample")
_KEY = re.compile(r"[A-Za-z_][\w-]*\s*:")


def read_study(text: str) -> tuple[StudyPlan, list[Problem]]:
    """The study in a file, and what could not be used, which is kept in `other` or `notes`."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    front, body, problems = _front(lines)
    values: dict[str, Any] = {}
    other: list[str] = []
    for line, block in front:
        key = block.split(":", 1)[0].strip()
        value = _value(key, block) if key in OUR_KEYS and key not in values else None
        if value is None:
            other.append(block)
        else:
            values[key] = value
        if value is None and key in OUR_KEYS:
            problems.append(Problem(f"“{key}” can't be used like this; it is kept as it is.", line, shortened(block)))
    title, notes = _body(body)
    return StudyPlan(title=title, notes=notes, other=tuple(other), **values), problems


def render_study(plan: StudyPlan) -> str:
    """The study as a file; it reads back as the same study."""
    written = [
        *_line("template", plan.template),
        *_line("research_question", plan.research_question),
        *_line("decision", plan.decision),
        *_block("goals", list(plan.goals)),
        *_block("hypotheses", [_hypothesis_fields(hypothesis) for hypothesis in plan.hypotheses]),
        *_block("sample", _sample_fields(plan.sample)),
        *plan.other,
    ]
    front = "---\n" + "\n".join(written) + "\n---\n\n" if written else ""
    parts = [f"# {plan.title}"] if plan.title else []
    parts += [plan.notes] if plan.notes else []
    return front + "\n\n".join(parts) + ("\n" if parts else "")


def _front(lines: list[str]) -> tuple[list[tuple[int, str]], list[str], list[Problem]]:
    """The blocks of the front matter with their lines, the lines below it, and its problems."""
    if lines[0].rstrip() != "---":
        return [], lines, []
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), None)
    if end is None:
        return [], lines, [Problem("The front matter has no closing ---; all of it is read as text.", 1, "---")]
    blocks: list[tuple[int, list[str]]] = []
    for number, line in enumerate(lines[1:end], 2):
        if not blocks or _KEY.match(line):
            blocks.append((number, []))
        blocks[-1][1].append(line)
    return [(number, "\n".join(block)) for number, block in blocks], lines[end + 1 :], []


def _body(lines: list[str]) -> tuple[str, str]:
    text = "\n".join(lines).strip("\n")
    first, _, rest = text.partition("\n")
    if re.match(r"#[ \t]+\S", first):
        return first[1:].strip(), rest.strip("\n")
    return "", text


def _value(key: str, block: str) -> Any:  # a value's type depends on its key
    try:
        value = yaml.safe_load(block)[key]
    except (yaml.YAMLError, TypeError, KeyError, ValueError, RecursionError):
        return None
    if key == "goals":
        return tuple(value) if isinstance(value, list) and all(map(_is_words, value)) else None
    if key == "hypotheses":
        return _hypotheses(value)
    if key == "sample":
        return _sample(value)
    return value if _is_words(value) and (key != "template" or value in TEMPLATES) else None


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _hypotheses(value: object) -> tuple[Hypothesis, ...] | None:
    if not isinstance(value, list):
        return None
    found = [_hypothesis(entry) for entry in value]
    return None if None in found else tuple(hypothesis for hypothesis in found if hypothesis)


def _hypothesis(entry: object) -> Hypothesis | None:
    if not isinstance(entry, dict) or set(entry) - {"statement", "prediction", "written_at"}:
        return None
    statement, prediction, written = entry.get("statement"), entry.get("prediction") or "", entry.get("written_at")
    if not _is_words(statement) or not isinstance(prediction, str):
        return None
    if written is not None and not (isinstance(written, datetime) and written.tzinfo):
        return None
    return Hypothesis(str(statement), prediction, written)


def _sample(value: object) -> SamplePlan | None:
    if not isinstance(value, dict) or set(value) - {"people", "least_not_active_share", "segments"}:
        return None
    entries = value.get("segments") or []
    segments = [_segment(entry) for entry in entries] if isinstance(entries, list) else [None]
    people, least = value.get("people"), value.get("least_not_active_share", 0)
    if None in segments or not (people is None or _is_count(people, 10_000)) or not _is_count(least, 100):
        return None
    return SamplePlan(tuple(segment for segment in segments if segment), people, least)


def _segment(entry: object) -> Segment | None:
    if not isinstance(entry, dict) or set(entry) - {"name", "people", "share"} or not _is_words(entry.get("name")):
        return None
    people, share = entry.get("people"), entry.get("share")
    if not (people is None or _is_count(people, 10_000)) or not (share is None or _is_count(share, 100)):
        return None
    return Segment(entry["name"], people, share)


def _is_count(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most


def _line(key: str, value: str) -> list[str]:
    return [_dumped({key: value})] if value else []


def _block(key: str, value: list[Any] | dict[str, Any]) -> list[str]:
    return [_dumped({key: value})] if value else []


def _dumped(value: dict[str, Any]) -> str:
    return yaml.dump(value, Dumper=_Indented, allow_unicode=True, sort_keys=False, width=100).rstrip("\n")


class _Indented(yaml.SafeDumper):
    """YAML whose lists are indented, so that every top-level key begins a block."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _hypothesis_fields(hypothesis: Hypothesis) -> dict[str, Any]:
    fields = (
        ("statement", hypothesis.statement),
        ("prediction", hypothesis.prediction),
        ("written_at", hypothesis.written_at),
    )
    return {name: value for name, value in fields if value}


def _sample_fields(sample: SamplePlan) -> dict[str, Any]:
    segments = [
        {
            name: value
            for name, value in (("name", s.name), ("people", s.people), ("share", s.share))
            if value is not None
        }
        for s in sample.segments
    ]
    fields = (
        ("people", sample.people),
        ("least_not_active_share", sample.least_not_active_share or None),
        ("segments", segments or None),
    )
    return {name: value for name, value in fields if value is not None}
