"""The minutes of a guide as a strip: one stretch per section, and what is left or too much."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.planning.time_budget import TimeBudget

WIDE = 1000  # units of the picture's width


@dataclass(frozen=True, slots=True)
class Stretch:
    """One section in the strip; `x` and `width` in the picture's units."""

    title: str
    minutes: int
    x: float
    width: float
    part: str
    is_labelled: bool  # wide enough to carry its minutes


@dataclass(frozen=True, slots=True)
class Strip:
    """The whole strip."""

    stretches: tuple[Stretch, ...]
    untimed: tuple[str, ...]  # titles of sections that name no minutes
    planned: int
    around: int
    budget: int | None
    over: int
    left: int | None
    limit: float | None  # where the budget ends, where the sections go beyond it


def strip(budget: TimeBudget) -> Strip:
    """The picture of a time budget."""
    total = budget.planned + budget.around
    full = max(total, (budget.budget or 0) + budget.around, 1)
    scale = WIDE / full
    timed = [section for section in budget.sections if section.minutes]
    return Strip(
        tuple(
            Stretch(
                s.title,
                s.minutes or 0,
                round(s.begins_at * scale, 1),
                round(max((s.minutes or 0) * scale - 3, 1), 1),
                s.part.value.replace(" ", "-"),
                (s.minutes or 0) * scale > 30,
            )
            for s in timed
        ),
        tuple(section.title for section in budget.sections if section.minutes is None),
        budget.planned,
        budget.around,
        budget.budget,
        budget.over,
        budget.left,
        round(((budget.budget or 0) + budget.around) * scale, 1) if budget.over else None,
    )
