"""One thing to try: three moments of one's own conversation, each tied to its turn, with the words to say next time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import log

from firsthand.domain.interviews.asking import OPEN
from firsthand.domain.interviews.conversation import Asked, Conversation, hear
from firsthand.domain.interviews.craft import CraftReport
from firsthand.domain.interviews.probing import Step, claims_to_check, is_short_answer, steps
from firsthand.domain.interviews.stories import AnswerKind, answer_kind
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.domain.interviews.vocabulary import content, word_count
from firsthand.domain.planning.linting import Fault, Finding
from firsthand.domain.text.sentences import sentences

LONG_ANSWER = 40  # words; a probe is only best if it brought at least this much
LONGEST_PHRASE = 9  # words of the participant that are given back in the words to say


class MomentKind(StrEnum):
    """What the moment shows."""

    BEST_PROBE = "best_probe"
    MISSED_PROBE = "missed_probe"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment; `said` is verbatim from turn `turn`, `words` is what to say (or, for the best probe, what was said)."""

    kind: MomentKind
    turn: int
    said: str
    words: str
    why: str


def things_to_try(report: CraftReport, transcript: Transcript) -> tuple[Moment, ...]:
    """At most three moments: the best probe, a missed one, one question rewritten; fewer where there is none to show.

    Needs known roles and English, like the report; without them there are none.
    """
    if not report.questions:
        return ()
    conversation = hear(transcript)
    all_steps = steps(conversation)
    found = (_best_probe(all_steps), _missed_probe(conversation, all_steps), _rewritten(report))
    return tuple(moment for moment in found if moment is not None)


def _best_probe(all_steps: tuple[Step, ...]) -> Moment | None:
    """The faultless open follow-up that brought the most: a long answer, better still a story."""
    best: tuple[float, Asked, str] | None = None
    for step, after in zip(all_steps, all_steps[1:], strict=False):
        asked = _open_probe(step, after)
        answer = after.exchange.answered
        if asked is None or word_count(answer) < LONG_ANSWER:
            continue
        worth = (
            log(word_count(answer))
            + 1.5 * (answer_kind(answer) is AnswerKind.STORY)
            - 0.04 * word_count(asked.question.text)
        )
        if best is None or worth > best[0]:
            best = worth, asked, answer
    if best is None:
        return None
    _, asked, answer = best
    told = "told of something that really happened" if answer_kind(answer) is AnswerKind.STORY else "went on"
    why = f"You took up the answer before it, and the participant {told}, for {word_count(answer)} words."
    return Moment(MomentKind.BEST_PROBE, asked.turn, asked.question.text, asked.question.text, why)


def _open_probe(step: Step, after: Step) -> Asked | None:
    if not step.is_taken_up or step.after is not after.exchange:
        return None
    fitting = [
        a
        for a in after.exchange.real_questions
        if a.question.type in OPEN and not a.faults and word_count(a.question.text) >= 3
    ]
    return fitting[-1] if fitting else None


def _missed_probe(conversation: Conversation, all_steps: tuple[Step, ...]) -> Moment | None:
    """The answer most worth following that was not: a claim of checking, a trouble or feeling, a short answer."""
    candidates = [c for step in all_steps if step.after is not None and not step.is_taken_up for c in _openings(step)]
    return max(candidates, key=lambda c: c[0])[1] if candidates else None


def _openings(step: Step) -> Iterator[tuple[float, Moment]]:
    for turn in step.exchange.answers:
        if claims_to_check(turn.text):
            yield (
                3.0,
                _missed(
                    turn,
                    _clause(turn, _check),
                    "How did you check it, the last time? What did you look at?",
                    _WHY_CHECK,
                ),
            )
        trouble = _clause(turn, _trouble)
        if trouble and content(trouble):
            yield 2.0 + 0.3 / (1 + word_count(trouble)), _missed(turn, trouble, _follow(trouble), _WHY_TROUBLE)
    last = step.exchange.answers[-1]
    if is_short_answer(step) and content(last.text):
        yield 1.0, _missed(last, last.text, "Tell me a bit more about that. What happened the last time?", _WHY_SHORT)


_WHY_CHECK = "“I check it” is a claim; how it was checked last time is evidence. The next question went elsewhere."
_WHY_TROUBLE = "A trouble or a feeling was named here, and the next question turned to something else."
_WHY_SHORT = "A short answer often has a longer one behind it; the next question turned to something else."


def _missed(turn: Turn, said: str, words: str, why: str) -> Moment:
    return Moment(MomentKind.MISSED_PROBE, turn.index, said, words, why)


def _follow(phrase: str) -> str:
    return f"You said “{_given_back(phrase)}”. Can you take me through the last time that happened?"


def _given_back(phrase: str) -> str:
    """The participant's own words, at most nine of them, around the word that names the trouble."""
    words = phrase.rstrip(" .,;:!?–—-").split()
    if len(words) <= LONGEST_PHRASE:
        return " ".join(words)
    place = next((i for i in range(len(words)) if _trouble.search(words[i].lower())), 0)
    begin = max(min(place - LONGEST_PHRASE // 2, len(words) - LONGEST_PHRASE), 0)
    return " ".join(words[begin : begin + LONGEST_PHRASE])


def _clause(turn: Turn, pattern: re.Pattern[str]) -> str:
    """The last sentence of a turn that the pattern finds, verbatim; "" where none."""
    found = [s.text for s in sentences(turn.text) if pattern.search(s.text.lower().replace("’", "'"))]
    return found[-1] if found else ""


def _rewritten(report: CraftReport) -> Moment | None:
    """The question with the gravest fault that has a rewrite, the shortest first."""
    found = [(a, f) for a in report.questions for f in a.faults if f.rewrite and f.fault in GRAVEST]
    if not found:
        return None
    asked, finding = min(found, key=_order)
    return Moment(MomentKind.REWRITE, asked.turn, asked.question.text, finding.rewrite, finding.reason)


GRAVEST = (  # which fault to show first: what bends the answer most
    Fault.LEADING,
    Fault.PITCH,
    Fault.PRESUPPOSING,
    Fault.HYPOTHETICAL,
    Fault.NEGATED_TAG,
    Fault.DOUBLE_BARRELLED,
    Fault.GENERIC,
    Fault.PREFERENCE,
    Fault.PRICE,
)


def _order(found: tuple[Asked, Finding]) -> tuple[int, int]:
    asked, finding = found
    return GRAVEST.index(finding.fault), abs(word_count(asked.question.text) - 14)


_check = re.compile(r"\b(?:check|verif|validat|proof-?read|review|look it over|go over it|make sure)")
_trouble = re.compile(
    r"\b(?:problem|struggl\w*|frustrat\w*|annoy\w*|nightmare|pain(?:ful)?|stuck|stressful|worr(?:y|ied)|afraid|scar(?:ed|y)|confus\w+|difficult\w*|challeng\w+|"
    r"fail(?:ed|ure|s)?|broke|broken|conflict\w*|lost|hate[ds]?|disappoint\w+|surpris\w+|mess|chaos|pressure|waste[ds]?|blam\w+|fear|unhappy|upset|angry)\b"
)
