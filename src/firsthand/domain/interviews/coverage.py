"""Which questions of the guide were asked, and where: by shared rare words, so it is an estimate to be confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from firsthand.domain.interviews.conversation import Conversation
from firsthand.domain.interviews.craft_measures import Count, Formula, Measure, missing
from firsthand.domain.interviews.vocabulary import content, stem, words

ASKED = 0.45  # similarity from which a question counts as asked
LEADING_UP = 80  # code points in front of a question that may belong to it ("You use the tool. Since when?")

GUIDE_COVERAGE = Formula(
    "guide_coverage",
    "Guide coverage",
    "share",
    f"Guide questions with a researcher turn whose words are alike (cosine of content words weighted by rarity in "
    f"the guide, {ASKED} or more) ÷ all "
    "guide questions. An estimate by rule, to be confirmed.",
    "Cosine similarity with inverse document frequency (Spärck Jones 1972); the threshold is our own.",
)


@dataclass(frozen=True, slots=True)
class Covered:
    """One guide question and the turn that seems to put it; `turn` is None where none does."""

    question: str
    turn: int | None
    similarity: float  # 0 to 1, of the best turn


def coverage(questions: Sequence[str], conversation: Conversation) -> tuple[Covered, ...]:
    """For each guide question the researcher turn most like it, if it is alike enough."""
    weights = _weights(questions)
    said = [(turn, _terms(text)) for turn, text in _askings(conversation)]
    return tuple(_best(question, said, weights) for question in questions)


def guide_coverage(questions: Sequence[str] | None, conversation: Conversation) -> Measure:
    """The share (0 to 1) of guide questions that seem to have been asked, question by question in the counts."""
    if not questions:
        return missing(
            GUIDE_COVERAGE, "not measurable without a guide" if questions is None else "the guide has no questions"
        )
    found = coverage(questions, conversation)
    asked = [c for c in found if c.turn is not None]
    return Measure(
        GUIDE_COVERAGE,
        value=round(len(asked) / len(found), 4),
        n=len(found),
        n_of="guide questions",
        turns=tuple(dict.fromkeys(c.turn for c in asked if c.turn is not None)),
        counts=tuple(Count(c.question, float(c.turn is not None), () if c.turn is None else (c.turn,)) for c in found),
        note="by rule, not yet confirmed",
    )


def _askings(conversation: Conversation) -> list[tuple[int, str]]:
    """What could be a guide question: each question alone, and with the sentence that leads up to it."""
    turns = {turn.index: turn.text for turn in conversation.researcher_turns}
    found: list[tuple[int, str]] = []
    for asked in conversation.questions:
        before = turns.get(asked.turn, "")[: asked.question.begin]
        found.append((asked.turn, asked.question.text))
        found.append((asked.turn, f"{before[-LEADING_UP:]} {asked.question.text}"))
    return found


def _weights(questions: Sequence[str]) -> Mapping[str, float]:
    frequency = Counter(s for q in questions for s in _terms(q))
    return {s: log(1 + len(questions) / n) for s, n in frequency.items()}


def _terms(text: str) -> frozenset[str]:
    """The content stems; all words where a question has none ("Why is that?")."""
    return frozenset(content(text)) or frozenset(stem(w) for w in words(text))


def _best(question: str, said: list[tuple[int, frozenset[str]]], weights: Mapping[str, float]) -> Covered:
    wanted = _terms(question)
    turn, best = max(
        ((t, _similarity(wanted, terms, weights)) for t, terms in said), key=lambda x: x[1], default=(0, 0.0)
    )
    return Covered(question, turn if best >= ASKED else None, round(best, 3))


def _similarity(wanted: frozenset[str], said: frozenset[str], weights: Mapping[str, float]) -> float:
    """The cosine of two sets of words, each weighted by its rarity in the guide; a word not in the guide weighs 1."""
    if not wanted or not said:
        return 0.0
    shared = sum(weights.get(s, 1.0) ** 2 for s in wanted & said)
    return shared / sqrt(_norm(wanted, weights) * _norm(said, weights))


def _norm(terms: frozenset[str], weights: Mapping[str, float]) -> float:
    return sum(weights.get(s, 1.0) ** 2 for s in terms)
