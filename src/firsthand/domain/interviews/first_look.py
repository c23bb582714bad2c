"""What to look at first in a craft report: at most two things, what bends the evidence most first; never a score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.domain.interviews.craft import CraftReport
from firsthand.domain.interviews.craft_measures import Measure, Verdict

MOST = 2
ENOUGH = 6  # answers; with fewer a low share says nothing
ENOUGH_TALK = 100  # seconds or words; with less a talk share says nothing
MORE_THAN_A_SLIP = 3  # sentences or questions
SOME = 0.03  # of the researchers' turns
LEADING = frozenset({"leading", "presupposing", "negated_tag", "hypothetical", "pitch"})  # faults that bend an answer


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
    by_measure: dict[str, Look] = {}
    for look in _looks(report):
        by_measure.setdefault(look.measure, look)
    return tuple(by_measure.values())[:MOST]


def _looks(report: CraftReport) -> Iterator[Look]:
    """What bends the evidence first (selling, leading), then what leaves it thin."""
    yield from _selling(report["pitching_and_defending"], report["synthesis"])
    yield from _leading(report["questions_by_fault"])
    yield from _advice(report["pitching_and_advice"])
    yield from _added_meaning(report["reflect_back"])
    yield from _few_probes(report["probing"])
    yield from _talk(report["talk_share"])
    yield from _checks(report["checks_unprobed"])
    yield from _faults(report["questions_by_fault"])
    yield from _few_stories(report["stories"])


def _selling(pitched: Measure, concluded: Measure) -> Iterator[Look]:
    """Pitching and defending as soon as it is more than a slip: three sentences in at least 3 % of the turns."""
    if not pitched.value or pitched.value < MORE_THAN_A_SLIP or len(pitched.turns) < SOME * pitched.n:
        return
    also = f" In {_turns(len(concluded.turns))} a conclusion was drawn as well." if concluded.turns else ""
    yield Look(
        pitched.name,
        f"In {len(pitched.turns)} of {pitched.n} turns the researcher put a solution forward or defended one. What was "
        f"said after that is politeness as much as evidence. Ask for the last time instead, and keep the idea for "
        f"later.{also}",
        pitched.turns,
    )


def _leading(measure: Measure) -> Iterator[Look]:
    bending = [count for count in measure.counts if count.label in LEADING]
    number = sum(count.value for count in bending)
    if number >= MORE_THAN_A_SLIP and number >= 0.15 * measure.n:
        turns = tuple(sorted({turn for count in bending for turn in count.turns}))
        yield Look(
            measure.name,
            f"{_questions(len(turns))} gave the answer away or asked what would be. An answer to these is weak "
            "evidence; the linter's rewrites are beside the questions.",
            turns,
        )


def _turns(number: int) -> str:
    return "1 turn" if number == 1 else f"{number} turns"


def _questions(number: int) -> str:
    return f"The questions in {_turns(number)}"


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
    advice = measure.counts[0] if measure.counts else None
    if advice and advice.value >= MORE_THAN_A_SLIP and 100 * advice.value >= 0.2 * measure.n:
        yield Look(
            measure.name,
            f"{advice.value:.0f} sentences tell the participant what to do. What might they have been as questions?",
            advice.turns,
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
    if measure.value is not None and measure.n >= ENOUGH_TALK and measure.verdict is Verdict.OVER:
        yield Look(
            measure.name,
            f"The researcher's side holds {100 * measure.value:.0f} % of the talk; the goal is 20 % or less. The "
            "longest turns are here.",
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
