"""What can be wrong with a question put to a participant, and why that matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """A way in which a question bends the answer; a plain closed question is a type, not a fault."""

    LEADING = "leading"
    PRESUPPOSING = "presupposing"
    DOUBLE_BARRELLED = "double_barrelled"
    HYPOTHETICAL = "hypothetical"
    PREFERENCE = "preference"
    PITCH = "pitch"
    PRICE = "price"
    GENERIC = "generic"
    NEGATED_TAG = "negated_tag"
    CLOSED_WHERE_OPEN_NEEDED = "closed_where_open_needed"
    JARGON = "jargon"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in one question; `begin` and `finish` are code points into the question's text, end exclusive."""

    fault: Fault
    words: str  # exactly `question[begin:finish]`
    begin: int
    finish: int
    reason: str  # why it matters, one sentence
    rewrite: str  # one other way to ask, itself free of faults


REASONS: dict[Fault, str] = {
    Fault.LEADING: "The wording shows which answer you hope for, and most people are polite enough to give it.",
    Fault.PRESUPPOSING: "The question takes something for granted that this person has not told you.",
    Fault.DOUBLE_BARRELLED: "Two questions in one get one answer, and nobody can tell later which of them it answers.",
    Fault.HYPOTHETICAL: "People guess badly about what they would do; what they did last time is evidence.",
    Fault.PREFERENCE: "An opinion costs nothing to give and rarely matches what people do; ask what happened instead.",
    Fault.PITCH: "Once a solution is on the table, people react to it instead of telling you about their own work.",
    Fault.PRICE: "A made-up price is no evidence; what the problem costs them today is.",
    Fault.GENERIC: "“Usually” and “always” bring out a tidy rule; the last time brings out what really happens.",
    Fault.NEGATED_TAG: "A negation or a tag such as “right?” asks for a nod, so agreement tells you nothing.",
    Fault.CLOSED_WHERE_OPEN_NEEDED: "A yes or no ends the story just where you need to hear how it went.",
    Fault.JARGON: "Words from inside the team get a guess or a nod from someone who does not use them.",
}
