"""What a quote answers: words given to a leading, hypothetical or pitching question carry that with them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from firsthand.domain.interviews.conversation import Asked, Exchange, hear
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.planning.linting import Fault

CAVEATS = (Fault.LEADING, Fault.PITCH, Fault.HYPOTHETICAL, Fault.NEGATED_TAG, Fault.PRESUPPOSING)


@dataclass(frozen=True, slots=True)
class Answered:
    """The question before a quote, and what is wrong with it."""

    question: str
    turn: int  # index of the turn that asks it
    caveat: Fault | None = None


def answered(exchange: Exchange | None) -> Answered | None:
    """The question that an exchange's answers were given to: of several the one that has a fault, else the last one."""
    if exchange is None or not exchange.real_questions:
        return None
    for asked in reversed(exchange.real_questions):
        caveat = caveat_of(asked)
        if caveat:
            return Answered(asked.question.text, asked.turn, caveat)
    last = exchange.real_questions[-1]
    return Answered(last.question.text, last.turn)


def caveat_of(asked: Asked) -> Fault | None:
    """The gravest fault of a question that its answers carry with them; most faults don't touch the answer."""
    faults = {finding.fault for finding in asked.faults}
    return next((fault for fault in CAVEATS if fault in faults), None)


def by_turn(exchanges: Iterable[Exchange]) -> dict[int, Exchange]:
    """For each turn that answers, the exchange it belongs to."""
    return {turn.index: exchange for exchange in exchanges for turn in exchange.answers}


def exchange_of(transcript: Transcript, index: int) -> Exchange | None:
    """The exchange in which a turn answers, with its questions read; the rest of the transcript is not looked at."""
    plain = hear(transcript, with_questions=False).everything
    place = next((at for at, one in enumerate(plain) if any(turn.index == index for turn in one.answers)), None)
    if place is None:
        return None
    before = plain[place - 1].answers[-1:] if place else ()
    near = replace(transcript, turns=(*before, *plain[place].asking, *plain[place].answers))
    return by_turn(hear(near).everything).get(index)
