"""What to look at first in a craft report: at most two things, in the report's order; never a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.domain.interviews.craft import CraftReport
from firsthand.domain.interviews.craft_measures import Measure, Verdict

MOST = 2
ENOUGH = 6  # answers; with fewer a low share says nothing


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: the measure, a sentence, and where to read."""

    measure: str
    sentence: str
    turns: tuple[int, ...]


def look_first(report: CraftReport) -> tuple[Look, ...]:
    """The two measures most worth a look, or none where nothing stands out or nothing could be measured."""
    if not report.questions:
        return ()
    return tuple(_looks(report))[:MOST]


def _looks(report: CraftReport) -> Iterator[Look]:
    yield from _few_probes(report["probing"])
    yield from _advice(report["pitching_and_advice"])
    yield from _added_meaning(report["reflect_back"])
    yield from _talk(report["talk_share"])
    yield from _checks(report["checks_unprobed"])
    yield from _faults(report["questions_by_fault"])
    yield from _few_stories(report["stories"])


def _few_probes(measure: Measure) -> Iterator[Look]:
    if measure.value is not None and measure.n >= ENOUGH and measure.value < 0.5:
        left = measure.counts[1]
        yield Look(
            measure.name,
            f"After {left.value:.0f} of {measure.n} answers the next question went elsewhere. Read what was said "
            f"just before these turns: "
            "is there a word worth a “tell me more about that”?",
            left.turns,
        )


def _advice(measure: Measure) -> Iterator[Look]:
    sentences = sum(c.value for c in measure.counts[:2])
    turns = tuple(sorted({turn for count in measure.counts[:2] for turn in count.turns}))
    if sentences >= 3 and 100 * sentences >= 0.3 * measure.n:
        yield Look(
            measure.name,
            f"{sentences:.0f} sentences advise or pitch. What might have been said instead, had they been questions?",
            turns,
        )


def _added_meaning(measure: Measure) -> Iterator[Look]:
    if len(measure.counts) == 2 and measure.counts[1].value >= 4 and measure.counts[1].value > measure.counts[0].value:
        adding = measure.counts[1]
        yield Look(
            measure.name,
            f"{adding.value:.0f} turns say something back with words that were not the participant's. A “yes” after "
            f"that is no evidence; "
            "check the answers that follow.",
            adding.turns,
        )


def _talk(measure: Measure) -> Iterator[Look]:
    if measure.value is not None and measure.verdict is Verdict.OVER:
        yield Look(
            measure.name,
            f"The researcher's side holds {measure.value:.0%} of the talk; the goal is 20 % or less. The longest "
            f"turns are here.",
            measure.turns,
        )


def _checks(measure: Measure) -> Iterator[Look]:
    if measure.value:
        yield Look(
            measure.name,
            f"{measure.value:.0f} of {measure.n} claims of checking were not followed by “how, the last time?”.",
            measure.turns,
        )


def _faults(measure: Measure) -> Iterator[Look]:
    if measure.value and measure.n >= ENOUGH and measure.value >= 0.25 * measure.n:
        yield Look(
            measure.name,
            f"{measure.value:.0f} of {measure.n} questions carry a fault; the answers to them are weaker evidence.",
            measure.turns,
        )


def _few_stories(measure: Measure) -> Iterator[Look]:
    if measure.value is not None and measure.n >= ENOUGH and measure.value < 0.15:
        yield Look(
            measure.name,
            f"{_few(measure)} of {measure.n} longer answers tell of something that happened. "
            f"“When was the last time?” brings stories.",
            measure.turns,
        )


def _few(measure: Measure) -> str:
    told = len(measure.turns)
    return f"Only {told}" if told else "None"
