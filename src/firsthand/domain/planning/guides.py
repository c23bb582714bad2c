"""A discussion guide: the sections of a conversation, their minutes, the questions to ask and the probes beneath them.

The Markdown form is canonical (see `firsthand.formats.guide_markdown`). Line numbers are 1-based lines of the file that
the guide was read from; they are no part of what a guide *is*, so two guides that differ only in them are equal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

CUSTOMER_INTERVIEW = "customer-interview"
AI_PRODUCT = "ai-product"
BLANK = "blank"
TEMPLATES = (CUSTOMER_INTERVIEW, AI_PRODUCT, BLANK)
DEEPEST = 12  # questions from a core question down to the deepest probe; what is written deeper counts as this deep


class Part(StrEnum):
    """What a section is for, told from its title."""

    OPENING = "opening"
    CORE = "core"
    CLOSING = "closing"
    NOT_ASKED = "not asked"  # goals, method, what to watch for: written for the team, never said


@dataclass(frozen=True, slots=True)
class Ignore:
    """A finding that the author stands by, with the reason."""

    fault: str
    reason: str = ""
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class GuideQuestion:
    """A question, or a probe beneath one; `text` is as written, inline Markdown and line breaks included."""

    text: str
    probes: tuple[GuideQuestion, ...] = ()
    notes: tuple[str, ...] = ()  # for the interviewer, one paragraph each
    ignores: tuple[Ignore, ...] = ()
    line: int | None = field(default=None, compare=False)

    def walk(self) -> Iterator[GuideQuestion]:
        """This question and everything beneath it, in reading order."""
        yield self
        for probe in self.probes:
            yield from probe.walk()


@dataclass(frozen=True, slots=True)
class Note:
    """A remark to the interviewer; never read aloud."""

    text: str
    line: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Prose:
    """Any other lines, kept as they are; `is_script` where they are meant to be said."""

    text: str
    is_script: bool = True
    line: int | None = field(default=None, compare=False)


Item = GuideQuestion | Note | Prose


@dataclass(frozen=True, slots=True)
class Section:
    """One stretch of the conversation; `minutes` as written in the title, None where nothing is."""

    title: str
    items: tuple[Item, ...] = ()
    minutes: int | None = None
    level: int = 2  # of the heading
    line: int | None = field(default=None, compare=False)

    @property
    def questions(self) -> tuple[GuideQuestion, ...]:
        """The core questions in order."""
        return tuple(item for item in self.items if isinstance(item, GuideQuestion))

    @property
    def planned_minutes(self) -> int | None:
        """The minutes, also where the title gives them in its own way ("5-10 min": the longer)."""
        named = _MINUTES.search(self.title)
        return self.minutes if self.minutes is not None else int(named[1]) if named else None

    @property
    def part(self) -> Part:
        """What the section is for."""
        return part_of(self.title)


@dataclass(frozen=True, slots=True)
class Term:
    """A word to listen for; also given to the speech engine."""

    word: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """A whole discussion guide."""

    title: str = ""
    sections: tuple[Section, ...] = ()
    template: str = ""  # one of TEMPLATES, or "" where the file names none
    product: str = ""  # what the slots [product], [feature] and [task] stand for
    feature: str = ""
    task: str = ""
    minutes: int | None = None  # of the whole conversation
    off: tuple[str, ...] = ()  # faults that the linter leaves alone in this guide
    ignores: tuple[Ignore, ...] = ()  # for the whole guide
    preface: tuple[Item, ...] = ()  # what stands before the first section
    glossary: tuple[Term, ...] = ()
    other: tuple[str, ...] = ()  # front matter of other tools, block by block, as written

    @property
    def core_questions(self) -> tuple[GuideQuestion, ...]:
        """The questions of all sections between opening and closing, without their probes."""
        return tuple(q for section in self.sections if section.part is Part.CORE for q in section.questions)

    @property
    def section_minutes(self) -> int:
        """The minutes of all sections that name theirs."""
        return sum(section.planned_minutes or 0 for section in self.sections)

    def all_questions(self) -> Iterator[GuideQuestion]:
        """Every question and probe in reading order."""
        for item in (*self.preface, *(item for section in self.sections for item in section.items)):
            if isinstance(item, GuideQuestion):
                yield from item.walk()

    def filled(self, text: str) -> str:
        """The text with the slots [product], [feature] and [task] replaced where the guide says by what."""
        for slot, words in (("product", self.product), ("feature", self.feature), ("task", self.task)):
            text = text.replace(f"[{slot}]", words) if words else text
        return text


_OPENING = re.compile(
    r"^\W*(?:\d+\W+)?(?:opening|intro\w*|welcome|warm[- ]?up|ice ?breaker|before we start|set ?up|equipment|consent"
    r"|greeting|start)\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\W*(?:\d+\W+)?(?:clos(?:e|ing)|wrap(?:ping)?[- ]?up|thank|conclusion|concluding|end(?:ing)?\b|finish|final\b"
    r"|outro|debrief)",
    re.IGNORECASE,
)
_TEAM_WORDS = (
    r"(?:goals?|objectives?|purpose|background|plan|methods?|methodology|participants?|recruit(?:ing"
    r"|ment)(?: strategy)?|test assets?(?:\(s\))?"
    r"|hypothes[ie]s|assumptions?|research questions?|findings?|themes?|takeaways?|synthesis|checklist|references?"
    r"|contributors?|glossary"
    r"|how to run\b.*|key quotes|insights?|opportunities|action items|quick \w+ links|features tested\b.*"
    r"|retrospective)"
)
_NOT_ASKED = re.compile(
    r"^\W*(?:\d+\W+)?(?:(?:the|our|study|research|interview|usability|test|desired|post-?interview|pre-?interview"
    rf"|example) )*{_TEAM_WORDS}"
    rf"(?:\s*(?:and|&|/|,)\s*(?:\w+ )?{_TEAM_WORDS})*\W*(?::.*)?$"
    r"|^\W*(?:things to )?(?:watch|look|listen)(?:ing)? for\b|^\W*(?:post|pre)-?interview\b"
    r"|^\W*before the (?:meeting|interview|call|session)\b"
    r"|\bdebrief worksheet\b|\bchecklist\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\b(?:\d+\s*[-–]\s*)?(\d+)\s*min(?:ute)?s?\b", re.IGNORECASE)


def part_of(title: str) -> Part:
    """What a section with this title is for."""
    if _NOT_ASKED.search(title):
        return Part.NOT_ASKED
    if _OPENING.match(title):
        return Part.OPENING
    return Part.CLOSING if _CLOSING.match(title) else Part.CORE
