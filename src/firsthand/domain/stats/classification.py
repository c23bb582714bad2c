"""How well labels given by a rule agree with labels given by people: precision, recall, F1, accuracy, kappa."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from firsthand.domain.stats.proportions import Proportion

FEWEST_POSITIVES = 10  # below this a figure per class says nothing
Pairs: TypeAlias = Sequence[tuple[str, str]]  # (what people said, what the rule said), one for each item


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class: how many people gave it, how many the rule gave it, and how many both."""

    name: str
    positives: int
    predicted: int
    hits: int

    @property
    def is_measurable(self) -> bool:
        """Whether there are enough positives to say anything."""
        return self.positives >= FEWEST_POSITIVES

    @property
    def precision(self) -> Proportion:
        """Of what the rule found, the share that people found too."""
        return Proportion(self.hits, self.predicted)

    @property
    def recall(self) -> Proportion:
        """Of what people found, the share that the rule found too."""
        return Proportion(self.hits, self.positives)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where neither side found any."""
        return 2 * self.hits / (self.positives + self.predicted) if self.positives + self.predicted else 0.0


def by_class(pairs: Pairs, classes: Iterable[str]) -> tuple[ClassFigures, ...]:
    """The figures of each class, in the order given."""
    people, rule = Counter(said for said, _ in pairs), Counter(said for _, said in pairs)
    both = Counter(said for said, again in pairs if said == again)
    return tuple(ClassFigures(name, people[name], rule[name], both[name]) for name in classes)


def by_label_set(
    items: Sequence[tuple[frozenset[str], frozenset[str]]], classes: Iterable[str]
) -> tuple[ClassFigures, ...]:
    """The same where an item may carry several labels or none."""
    return tuple(
        ClassFigures(
            name,
            sum(name in people for people, _ in items),
            sum(name in rule for _, rule in items),
            sum(name in people and name in rule for people, rule in items),
        )
        for name in classes
    )


def accuracy(pairs: Pairs) -> Proportion:
    """How many items got the label that people gave."""
    return Proportion(sum(people == rule for people, rule in pairs), len(pairs))


def macro_f1(figures: Iterable[ClassFigures]) -> float | None:
    """The plain mean of F1 over the classes that can be measured, or None where none can."""
    scores = [one.f1 for one in figures if one.is_measurable]
    return sum(scores) / len(scores) if scores else None


def cohen_kappa(pairs: Pairs) -> float | None:
    """Agreement beyond chance (Cohen 1960), 1 at best; None where chance explains everything."""
    n = len(pairs)
    people, rule = Counter(said for said, _ in pairs), Counter(said for _, said in pairs)
    by_chance = sum(people[name] * rule[name] for name in people) / (n * n) if n else 1.0
    if by_chance == 1.0:
        return None
    return (sum(one == other for one, other in pairs) / n - by_chance) / (1 - by_chance)
