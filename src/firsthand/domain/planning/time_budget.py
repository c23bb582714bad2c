"""Where the minutes of a conversation go: what each section takes, and whether it fits."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.planning.guides import AI_PRODUCT, Guide, Part, Section
from firsthand.domain.planning.linting.guide_faults import MINUTES, is_frame


@dataclass(frozen=True, slots=True)
class SectionTime:
    """One section in the picture; `begins_at` counts minutes from the start, over the sections that name theirs."""

    title: str
    part: Part
    begins_at: int
    minutes: int | None  # None: the section names none
    core_questions: int
    probes: int
    counts: bool  # False for an opening or close outside the AI template's time


@dataclass(frozen=True, slots=True)
class TimeBudget:
    """All sections that are held, in order; minutes throughout."""

    sections: tuple[SectionTime, ...]
    planned: int  # of the sections that count
    around: int  # of opening and close, where these stand outside
    budget: int | None  # of the guide, else of its template; None: neither says

    @property
    def over(self) -> int:
        """Minutes too many, 0 where it fits."""
        return max(self.planned - self.budget, 0) if self.budget is not None else 0

    @property
    def left(self) -> int | None:
        """Minutes not given to any section; None without a budget."""
        return None if self.budget is None else max(self.budget - self.planned, 0)

    @property
    def without_minutes(self) -> int:
        """Sections that say nothing about their time."""
        return sum(section.minutes is None for section in self.sections)


def time_budget(guide: Guide) -> TimeBudget:
    """The minutes of a guide; sections written for the team (goals, method) take none and are left out."""
    held: list[SectionTime] = []
    clock = 0
    for section in guide.sections:
        if section.part is not Part.NOT_ASKED:
            held.append(_time(section, clock, counts=not (guide.template == AI_PRODUCT and is_frame(section))))
            clock += held[-1].minutes or 0
    planned = sum(section.minutes or 0 for section in held if section.counts)
    return TimeBudget(tuple(held), planned, clock - planned, guide.minutes or MINUTES.get(guide.template))


def _time(section: Section, begins_at: int, *, counts: bool) -> SectionTime:
    questions = section.questions
    probes = sum(1 for question in questions for _ in question.walk()) - len(questions)
    return SectionTime(section.title, section.part, begins_at, section.planned_minutes, len(questions), probes, counts)
