"""Whether a research goal is concrete enough that somebody would notice when it is reached.

A false alarm costs more than a miss: a goal is flagged only where its words are all vague, so that one concrete object
("how engineering managers track dependencies") clears it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.text.words import keys


class Vagueness(StrEnum):
    """The ways in which a goal says too little."""

    NO_OBJECT = "no_object"  # "learn about their experience", "understand users"
    FEEDBACK = "feedback"  # "get feedback"
    VALIDATION = "validation"  # "validate our idea": looks for a yes
    OPINION = "opinion"  # "find out whether they like it"
    TOO_SHORT = "too_short"  # "onboarding"


@dataclass(frozen=True, slots=True)
class GoalFinding:
    """Why a goal is vague, and a shape for a better one; `goal[begin:finish] == words`."""

    fault: Vagueness
    words: str
    begin: int
    finish: int
    reason: str
    rewrite: str


SHAPE = "Understand how [who] [does what] today, and what makes them [decide, stop, ask for help]."
_REASONS = {
    Vagueness.NO_OBJECT: (
        "Everything anybody says would fit this goal, so nothing would tell you that you reached it.",
        SHAPE,
    ),
    Vagueness.FEEDBACK: (
        "Feedback is what people hand over to be polite; it says little about what they do.",
        "Understand what [who] did the last time they [task], and where they got stuck.",
    ),
    Vagueness.VALIDATION: (
        "A goal that looks for a yes will find one; look for what would prove you wrong, too.",
        "Find out what [who] does today about [problem], and what would speak against [what you believe].",
    ),
    Vagueness.OPINION: (
        "Liking costs nothing and rarely matches what people do.",
        "Understand when [who] last used [part of the product], what for, and what they did instead when they didn't.",
    ),
    Vagueness.TOO_SHORT: ("This names a subject, not what you want to understand about it.", SHAPE),
}

_PEOPLE = (
    r"(?:users?|customers?|people|participants?|clients?|them|they|their|our|your|the|these|those|this|an?|its?|all|more"
    r"|some|new|potential|existing|current|target|end|real|actual|customers'|users'|user's|customer's|we|us|and|or|&|of"
    r"|with|about|on|for|from|to|in|into|as|by|using|use|who|are|is|overall|general|generally|better|deeper|as well"
    r"|team|key|main|any|general|every|each)"
)
_EMPTY = (
    r"(?:experiences?|needs?|wants?|thoughts?|opinions?|views?|feelings?|perspectives?|perceptions?|attitudes?|behaviou?rs?"
    r"|expectations?|insights?|pain[- ]points?|pains?|problems?|challenges?|frustrations?|motivations?|preferences?"
    r"|journeys?|usage|habits?|personas?|stories|story|goals?|wishes|desires?|requirements?|products?|services?|apps?"
    r"|tools?|features?|solutions?|platforms?|designs?|prototypes?|concepts?|ideas?|stuff|things?|everything|anything"
    r"|market|ux|ui|usability|user-friendly|adoption|engagement|satisfaction|sentiment|happiness|what|how|why|think|feel"
    r"|say|like|love|likes?|dislikes?|good|bad|works?|doesn't|don't|do|does|not|best|right|well)"
)
_SEEK = (
    r"(?:to )?(?:(?:better|really|truly|deeply|fully) )?(?:learn|understand|know|find out|discover|explore|hear|see"
    r"|uncover|identify|gain|get to know|get|gather|collect|investigate|research|talk|listen|study"
    r"|explain|dig|look|determine|figure out|document|capture|deepen)"
)
_FILLER = (
    rf"(?>(?:{_PEOPLE}|{_EMPTY}|understanding|insights?|information|data|knowledge|learnings?|sense"
    r"|picture)['’]?(?!\w))"  # atomic: there are no two ways to read a word
)
_RULES: tuple[tuple[Vagueness, re.Pattern[str]], ...] = tuple(
    (fault, re.compile(rf"^\W*(?P<words>{pattern})\W*$", re.IGNORECASE))
    for fault, pattern in (
        (
            Vagueness.FEEDBACK,
            rf"(?:{_SEEK}\s+)?(?:{_PEOPLE}\s+){{0,5}}(?:feedback|input|reactions?)(?:\s+{_FILLER}){{0,10}}",
        ),
        (
            Vagueness.OPINION,
            rf"(?:{_SEEK}\s+)?(?:if|whether|what|how(?: much)?)\s+(?:{_PEOPLE}\s+){{1,4}}(?:would\s+|do\s+)?"
            rf"(?:really\s+)?(?:likes?|loves?|enjoys?|thinks?|feels?|prefers?|wants?|needs?|hates?)(?:\s+{_FILLER}){{0,8}}",
        ),
        (
            Vagueness.VALIDATION,
            rf"(?:to )?(?:validate|prove|confirm|verify|show|demonstrate|check|test|see)(?:\s+(?:that|if|whether))?"
            rf"(?:\s+(?:{_FILLER}|hypothes[ie]s|assumptions?|roadmap|direction|vision|strategy|value|proposition|demand"
            r"|product-market|fit|want|need|needed|useful|interested|there|exists?|have|has|would|will)\b){1,10}",
        ),
        (
            Vagueness.NO_OBJECT,
            rf"{_SEEK}(?:\s+{_FILLER}){{1,12}}",
        ),
    )
)  # fmt: skip
LONGEST = 400  # characters of a goal that is looked at


def find_vague(goal: str) -> tuple[GoalFinding, ...]:
    """What is vague about a goal: nothing, or one finding. An empty line is no goal and finds nothing."""
    if not goal.strip() or len(goal) > LONGEST or (not goal.isascii() and _is_other_script(goal)):
        return ()
    for fault, pattern in _RULES:
        found = pattern.match(goal)
        if found:
            return (_finding(fault, goal, *found.span("words")),)
    if len(keys(goal)) == 1:
        begin = len(goal) - len(goal.lstrip())
        return (_finding(Vagueness.TOO_SHORT, goal, begin, len(goal.rstrip())),)
    return ()


def _is_other_script(goal: str) -> bool:
    """Whether the words are in a script without spaces or capitals as English has them: not judged."""
    letters = [character for character in goal if character.isalpha()]
    return sum(character > "\u024f" for character in letters) * 2 > len(letters)


def _finding(fault: Vagueness, goal: str, begin: int, finish: int) -> GoalFinding:
    reason, rewrite = _REASONS[fault]
    return GoalFinding(fault, goal[begin:finish], begin, finish, reason, rewrite)
