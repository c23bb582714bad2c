"""A study: the question it answers, the states it goes through, and what was predicted before anybody was asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.planning.samples import NO_SAMPLE, SamplePlan


class StudyState(StrEnum):
    """How far a study has come."""

    PLANNING = "planning"
    FIELDWORK = "fieldwork"
    SYNTHESIS = "synthesis"
    CLOSED = "closed"
    ARCHIVED = "archived"


TRANSITIONS: dict[StudyState, tuple[StudyState, ...]] = {
    StudyState.PLANNING: (StudyState.FIELDWORK, StudyState.ARCHIVED),
    StudyState.FIELDWORK: (StudyState.SYNTHESIS, StudyState.PLANNING, StudyState.ARCHIVED),
    StudyState.SYNTHESIS: (StudyState.CLOSED, StudyState.FIELDWORK, StudyState.ARCHIVED),
    StudyState.CLOSED: (StudyState.SYNTHESIS, StudyState.ARCHIVED),
    StudyState.ARCHIVED: (StudyState.PLANNING, StudyState.FIELDWORK, StudyState.SYNTHESIS, StudyState.CLOSED),
}
IS_OPEN = frozenset({StudyState.PLANNING, StudyState.FIELDWORK, StudyState.SYNTHESIS})


def next_states(current: StudyState, sessions_held: int) -> tuple[StudyState, ...]:
    """The states that may follow; back to planning only while no session was held."""
    return tuple(s for s in TRANSITIONS[current] if s is not StudyState.PLANNING or not sessions_held)


def move(current: StudyState, wanted: StudyState, sessions_held: int) -> StudyState:
    """The state after a step. Raises Conflict where there is no such step; the message names those that exist."""
    steps = next_states(current, sessions_held)
    if wanted not in steps:
        raise Conflict(
            f"This study is in state “{current}” and can't become “{wanted}”. The next step is {' or '.join(steps)}. "
            "Nothing changed."
        )
    return wanted


def state_by_sessions(current: StudyState, sessions_held: int) -> StudyState:
    """The state with the step that happens by itself: the first session held ends the planning."""
    return StudyState.FIELDWORK if current is StudyState.PLANNING and sessions_held else current


class TeamRole(StrEnum):
    """What a member does in a study's sessions."""

    FACILITATOR = "facilitator"
    NOTE_TAKER = "note-taker"
    OBSERVER = "observer"


def team_remark(roles: Sequence[tuple[str, TeamRole]]) -> str:
    """What is missing in a team of (member, role), in one sentence; "" where a facilitator has a note-taker."""
    asking = {member for member, role in roles if role is TeamRole.FACILITATOR}
    writing = {member for member, role in roles if role is TeamRole.NOTE_TAKER}
    if not asking:
        return "Nobody is down as facilitator yet."
    if not writing:
        return "Nobody takes notes yet; who asks should be free to listen."
    if len(asking | writing) == 1:
        return "The same person asks and takes notes; two people hear more."
    return ""


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """What the team believes, and what would then be seen or heard; times are aware."""

    statement: str
    prediction: str = ""
    written_at: datetime | None = None
    id: str = ""


class Standing(StrEnum):
    """Whether a hypothesis still may change."""

    OPEN = "open"  # no session yet
    LOCKED = "locked"  # written before the first session, which has been held
    LATE = "late"  # written after the first session began: not a prediction any more


def standing(hypothesis: Hypothesis, first_session_at: datetime | None) -> Standing:
    """Where a hypothesis stands, given when the study's first held session began (None: none was held)."""
    if first_session_at is None:
        return Standing.OPEN
    written = hypothesis.written_at
    return Standing.LOCKED if written is not None and written < first_session_at else Standing.LATE


def require_open(hypothesis: Hypothesis, first_session_at: datetime | None) -> None:
    """Raise Conflict where a hypothesis may not be changed or taken away any more."""
    if standing(hypothesis, first_session_at) is Standing.LOCKED:
        raise Conflict(
            "This hypothesis was written before the first session and has been locked since. It is kept as it was; "
            "write a new one, which will be marked late."
        )


def checked_hypothesis(statement: str, prediction: str, now: datetime) -> Hypothesis:
    """A hypothesis written now. Raises Invalid where the statement or the prediction is missing."""
    said, predicted = " ".join(statement.split()), " ".join(prediction.split())
    if not said:
        raise Invalid("A hypothesis needs a sentence that says what you believe.", where="statement")
    if not predicted:
        raise Invalid("Say what you expect to hear if it is true; without that nothing can prove you wrong.",
                      where="prediction")  # fmt: skip
    return Hypothesis(said, predicted, now)


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A study as it is written down before fieldwork; the file form is firsthand.formats.study_markdown."""

    title: str = ""
    research_question: str = ""
    decision: str = ""  # that it is to inform
    goals: tuple[str, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    template: str = ""
    sample: SamplePlan = NO_SAMPLE
    notes: str = ""  # everything else in the file, Markdown
    other: tuple[str, ...] = ()  # front matter of other tools, block by block, as written
