"""Two ways to the same end, timed in turns, so that whatever else the machine does slows both."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Work = Callable[[int], object]  # given the number of the round
HEADINGS = ("part", "what", "Firsthand", "raw baseline", "", "ratio")


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of several rounds, with the least and the most."""

    median: float
    least: float
    most: float
    rounds: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Figure:
        return cls(statistics.median(values), min(values), max(values), len(values))

    def shown(self, unit: str) -> str:
        text = f"{_number(self.median)} {unit}".rstrip()
        return text if self.least == self.most else f"{text} ({_number(self.least)}–{_number(self.most)})"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure beside its baseline."""

    part: str
    what: str
    ours: Figure
    baseline_name: str
    baseline: Figure
    unit: str

    @property
    def ratio(self) -> float:
        """How many times the baseline."""
        return self.ours.median / self.baseline.median if self.baseline.median else float("inf")

    def cells(self) -> tuple[str, ...]:
        figures = (self.ours.shown(self.unit), self.baseline_name, self.baseline.shown(self.unit))
        return (self.part, self.what, *figures, f"{_number(self.ratio)} ×")


def processor(ours: Work, baseline: Work, rounds: int) -> tuple[Figure, Figure]:
    """Milliseconds of processor time, waiting left out: what a busy machine disturbs least."""
    return _in_turns(ours, baseline, rounds, time.process_time)


def commands(ours: Work, baseline: Work, rounds: int) -> tuple[tuple[Figure, Figure], tuple[Figure, Figure]]:
    """Milliseconds on the clock, as somebody waits, and of processor time of the processes that the work starts."""
    on_clock: tuple[list[float], list[float]] = ([], [])
    spent = _in_turns(_clocked(ours, on_clock[0]), _clocked(baseline, on_clock[1]), rounds, children_seconds)
    return (Figure.of(on_clock[0]), Figure.of(on_clock[1])), spent


def children_seconds() -> float:
    """Processor time of all processes that this one has started and waited for."""
    times = os.times()
    return times.children_user + times.children_system


def _clocked(work: Work, taken: list[float]) -> Work:
    """The same work, which notes how long it took by the clock; whoever works says itself where that ends."""

    def clocked(number: int) -> None:
        begun = time.perf_counter()
        until = work(number)
        assert isinstance(until, float), "give time.perf_counter() at the moment that counts"
        taken.append((until - begun) * 1_000)

    return clocked


def exactly(value: float) -> Figure:
    """A figure that was counted, not timed."""
    return Figure(value, value, value, 1)


def table(rows: Iterable[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [HEADINGS, ("---", "---", "---:", "---", "---:", "---:"), *(row.cells() for row in rows)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _in_turns(ours: Work, baseline: Work, rounds: int, clock: Callable[[], float]) -> tuple[Figure, Figure]:
    taken: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds):
        for work, figures in zip((ours, baseline), taken, strict=True):
            gc.collect()
            begun = clock()
            work(number)
            figures.append((clock() - begun) * 1_000)
    return Figure.of(taken[0]), Figure.of(taken[1])


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 0.1 else f"{value:.4f}"
