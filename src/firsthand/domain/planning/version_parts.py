"""A guide taken apart into the things that people change: sections, questions, probes, notes, terms, settings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.domain.planning.guides import Guide, GuideQuestion, Ignore, Item, Note


class Kind(StrEnum):
    """What a change is about."""

    SECTION = "section"
    QUESTION = "question"
    PROBE = "probe"
    NOTE = "note"
    PROSE = "prose"
    TERM = "term"
    MINUTES = "minutes"
    IGNORE = "ignore"
    SETTING = "setting"


@dataclass(frozen=True, slots=True)
class Part:
    """One thing in a guide; `at` is its index among all of them, `parent` that of the section or question above."""

    kind: Kind
    text: str
    section: str = ""
    parent: int = -1
    minutes: int | None = None
    remarks: tuple[str, ...] = ()  # a question's notes
    ignores: tuple[str, ...] = ()
    at: int = 0


def parts_of(guide: Guide) -> tuple[Part, ...]:
    """Everything in the guide in reading order; each part stands after its parent."""
    parts: list[Part] = []
    _add_items(parts, guide.preface, "", -1)
    for section in guide.sections:
        parts.append(Part(Kind.SECTION, section.title, section.title, -1, section.minutes, at=len(parts)))
        _add_items(parts, section.items, section.title, parts[-1].at)
    for term in guide.glossary:
        text = f"{term.word}: {term.meaning}" if term.meaning else term.word
        parts.append(Part(Kind.TERM, text, "Glossary", -1, at=len(parts)))
    return tuple(parts)


def settings_of(guide: Guide) -> dict[str, str]:
    """The guide's own fields by their names, as words."""
    minutes = "" if guide.minutes is None else str(guide.minutes)
    return {
        "Title": guide.title,
        "Template": guide.template,
        "Product": guide.product,
        "Feature": guide.feature,
        "Task": guide.task,
        "Minutes": minutes,
        "Rules that are off": ", ".join(guide.off),
        "Findings left as they are": "; ".join(_ignores(guide.ignores)),
        "Other front matter": "\n".join(guide.other),
    }


def _add_items(parts: list[Part], items: tuple[Item, ...], section: str, parent: int) -> None:
    for item in items:
        if isinstance(item, GuideQuestion):
            _add_question(parts, item, Part(Kind.QUESTION, item.text, section, parent))
        else:
            kind = Kind.NOTE if isinstance(item, Note) else Kind.PROSE
            parts.append(Part(kind, item.text, section, parent, at=len(parts)))


def _add_question(parts: list[Part], question: GuideQuestion, bare: Part) -> None:
    asked = replace(bare, remarks=question.notes, ignores=tuple(_ignores(question.ignores)), at=len(parts))
    parts.append(asked)
    for probe in question.probes:
        _add_question(parts, probe, Part(Kind.PROBE, probe.text, bare.section, asked.at))


def _ignores(ignores: tuple[Ignore, ...]) -> Iterator[str]:
    return (f"{ignore.fault}: {ignore.reason}" if ignore.reason else ignore.fault for ignore in ignores)
