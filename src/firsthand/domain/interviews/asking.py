"""How the researcher asked: questions by type, by fault, and the share that were open."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.domain.interviews.conversation import NO_REAL_QUESTION, Conversation
from firsthand.domain.interviews.craft_measures import NOT_IN_FILE, Count, Formula, Measure, missing
from firsthand.domain.planning.questions import QuestionType

OPEN = frozenset({QuestionType.INVITATION, QuestionType.WH, QuestionType.PROBE})
CLOSED = frozenset({QuestionType.CLOSED, QuestionType.OPTION})

BY_TYPE = Formula(
    "questions_by_type",
    "Questions by type",
    "questions",
    "Every question in the researchers' turns, each with one type by rule.",
    "Types: docs/method/questions.md.",
)
BY_FAULT = Formula(
    "questions_by_fault",
    "Questions with a fault",
    "questions",
    "Questions about the matter in which the guide linter finds at least one fault; a question may have several.",
    "The linter's faults: docs/method/linting.md.",
)
SHARE_OPEN = Formula(
    "share_open",
    "Share of open questions",
    "share",
    "(invitation + wh + probe) ÷ (invitation + wh + probe + closed + option). Echoes, tasks and logistics are left "
    "out.",
    "Our own. In labelled interviews it did not tell good from bad (docs/method/craft.md), so it has no goal.",
)


def questions_by_type(conversation: Conversation) -> Measure:
    """How many questions of each type; the value is their number."""
    questions = [a for a in conversation.questions if a.question.type is not QuestionType.NOT_A_QUESTION]
    counts = _counted((a.question.type.value, a.turn) for a in questions)
    return Measure(
        BY_TYPE,
        value=len(questions),
        n=len(conversation.researcher_turns),
        n_of="researcher turns",
        turns=_distinct(a.turn for a in questions),
        counts=counts,
    )


def questions_by_fault(conversation: Conversation) -> Measure:
    """How many questions have a fault, and which faults."""
    real = [a for a in conversation.questions if a.question.type not in NO_REAL_QUESTION]
    faulty = [a for a in real if a.faults]
    counts = _counted((fault, a.turn) for a in faulty for fault in dict.fromkeys(f.fault.value for f in a.faults))
    return Measure(
        BY_FAULT,
        value=len(faulty),
        n=len(real),
        n_of="questions about the matter",
        turns=_distinct(a.turn for a in faulty),
        counts=counts,
    )


def share_open(conversation: Conversation) -> Measure:
    """The share (0 to 1) of open among open and closed questions."""
    is_open = [a for a in conversation.questions if a.question.type in OPEN]
    closed = [a for a in conversation.questions if a.question.type in CLOSED]
    n = len(is_open) + len(closed)
    if not n:
        return missing(SHARE_OPEN, f"{NOT_IN_FILE}: no open or closed question was found")
    counts = (
        Count("open", len(is_open), _distinct(a.turn for a in is_open)),
        Count("closed", len(closed), _distinct(a.turn for a in closed)),
    )
    return Measure(SHARE_OPEN, round(len(is_open) / n, 4), n, "open and closed questions", counts[0].turns, counts)


def _counted(pairs: Iterable[tuple[str, int]]) -> tuple[Count, ...]:
    turns: dict[str, list[int]] = {}
    for label, turn in pairs:
        turns.setdefault(label, []).append(turn)
    ordered = sorted(turns.items(), key=lambda item: -len(item[1]))
    return tuple(Count(label, len(where), _distinct(where)) for label, where in ordered)


def _distinct(turns: Iterable[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(turns))
