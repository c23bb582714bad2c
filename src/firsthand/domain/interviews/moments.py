"""One thing to try: three moments of one's own conversation, each tied to its turn, with the words to say next time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from math import log

from firsthand.domain.interviews.asking import OPEN
from firsthand.domain.interviews.conversation import Asked, hear
from firsthand.domain.interviews.craft import CraftReport
from firsthand.domain.interviews.probing import Step, claims_to_check, is_short_answer, steps
from firsthand.domain.interviews.stories import AnswerKind, answer_kind
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.interviews.vocabulary import ABOUT_THE_INTERVIEW, content, spoken_sentences, word_count
from firsthand.domain.planning.linting import Fault, Finding
from firsthand.domain.planning.questions import QuestionType

LONG_ANSWER = 40  # words; a probe is only best if it brought at least this much
VERY_LONG_ANSWER = 200  # words; beyond that, longer is no better
LONGEST_PROBE = 20  # words of a question that can be called a probe
LONGEST_PHRASE = 12  # words of the participant that are given back in the words to say
LONGEST_NAME = 6  # words that a rewrite may have filled in for a thing
LONGEST_SENTENCE = 32  # words; in a longer sentence nothing stands out


class MomentKind(StrEnum):
    """What the moment shows."""

    BEST_PROBE = "best_probe"
    MISSED_PROBE = "missed_probe"
    REWRITE = "rewrite"


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment; `said` is verbatim from turn `turn`, `words` is what to say (for the best probe: what was said)."""

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
    all_steps = steps(report.heard or hear(transcript))
    found = (_best_probe(all_steps), _missed_probe(all_steps), _rewritten(report))
    return tuple(moment for moment in found if moment is not None)


def _best_probe(all_steps: tuple[Step, ...]) -> Moment | None:
    """The faultless open follow-up that brought the most: a long answer, better still a story."""
    best: tuple[float, Asked, str] | None = None
    for step, after in pairwise(all_steps):
        asked = _open_probe(step, after)
        answer = after.exchange.answered
        if asked is None or word_count(answer) < LONG_ANSWER:
            continue
        is_story = answer_kind(answer, asked.question.text) is AnswerKind.STORY
        worth = log(min(word_count(answer), VERY_LONG_ANSWER)) + is_story + _probing_worth(asked, step)
        if best is None or worth > best[0]:
            best = worth, asked, answer
    if best is None:
        return None
    _, asked, answer = best
    is_story = answer_kind(answer, asked.question.text) is AnswerKind.STORY
    told = "told of something that really happened" if is_story else "went on"
    why = f"You took up the answer before it, and the participant {told}, for {word_count(answer)} words."
    return Moment(MomentKind.BEST_PROBE, asked.turn, asked.question.text, asked.question.text, why)


def _takes_up_well(step: Step, asked: Asked) -> bool:
    """Whether the question itself is a probe or holds a word that the answer brought in."""
    return asked.question.type is QuestionType.PROBE or bool(step.brought_in & set(content(asked.question.text)))


def _probing_worth(asked: Asked, step: Step) -> float:
    """More for a short question about what happened; less for each word that came from the researcher's own agenda."""
    text = asked.question.text
    own_agenda = set(content(text)) - set(content(step.exchange.answered))
    return 0.8 * bool(_about_events.search(text.lower())) - 0.04 * word_count(text) - 0.35 * len(own_agenda)


def _open_probe(step: Step, after: Step) -> Asked | None:
    if not step.is_taken_up or step.after is None or step.after.asking != after.exchange.asking:
        return None
    fitting = [a for a in after.exchange.real_questions if _is_good_probe(a) and _takes_up_well(step, a)]
    return fitting[-1] if fitting else None


def _is_good_probe(asked: Asked) -> bool:
    text = asked.question.text
    return (
        asked.question.type in OPEN
        and "?" in text
        and not asked.faults
        and 3 <= word_count(text) <= LONGEST_PROBE
        and not ABOUT_THE_INTERVIEW.search(text)
        and not _no_probe.search(text.lower().replace("’", "'"))
    )


def _missed_probe(all_steps: tuple[Step, ...]) -> Moment | None:
    """The answer most worth following that was not: a claim of checking, a trouble or feeling, a short answer."""
    candidates = [c for step in all_steps if step.after is not None and not step.is_taken_up for c in _openings(step)]
    return max(candidates, key=lambda c: c[0])[1] if candidates else None


def _openings(step: Step) -> Iterator[tuple[float, Moment]]:
    for turn in step.exchange.answers:
        if claims_to_check(turn.text):
            said = next((x.text for x in spoken_sentences(turn.text) if claims_to_check(x.text)), turn.text)
            yield (
                4.0,
                Moment(
                    MomentKind.MISSED_PROBE,
                    turn.index,
                    said,
                    "How did you check it, the last time? What did you look at?",
                    _WHY_CHECK,
                ),
            )
        for place, sentence in enumerate(reversed(spoken_sentences(turn.text))):
            worth = _trouble_told(sentence.text)
            if worth:
                yield (
                    worth - 0.05 * place,
                    Moment(MomentKind.MISSED_PROBE, turn.index, sentence.text, _follow(sentence.text), _WHY_TROUBLE),
                )
    last = step.exchange.answers[-1]
    if is_short_answer(step) and _can_say_more(last.text):
        yield 1.0, Moment(MomentKind.MISSED_PROBE, last.index, last.text, _tell_more(last.text), _WHY_SHORT)


def _can_say_more(answer: str) -> bool:
    """Whether a short answer is about the matter and not a refusal, a noise or about the call itself."""
    spoken = _noise.sub(" ", answer)
    is_aside = ABOUT_THE_INTERVIEW.search(spoken) or _unwilling.search(spoken.lower().replace("’", "'"))
    return len(content(spoken)) >= 2 and not is_aside


def _tell_more(answer: str) -> str:
    """The words to say after a short answer: its last full clause given back, or nothing but the invitation."""
    clauses = [_opening_words.sub("", piece.text).strip(' .,;:!?–—-"“”') for piece in spoken_sentences(answer)]
    fitting = [c for c in clauses if 3 <= word_count(c) <= LONGEST_PHRASE and len(content(c)) >= 2 and "?" not in c]
    given_back = f"You said “{fitting[-1]}”. " if fitting else ""
    return f"{given_back}Tell me more about that."


_WHY_CHECK = "“I check it” is a claim; how it was checked last time is evidence. The next question went elsewhere."
_WHY_TROUBLE = "A trouble or a feeling was named here, and the next question turned to something else."
_WHY_SHORT = "A short answer often has a longer one behind it; the next question turned to something else."


def _trouble_told(sentence: str) -> float:
    """How much a sentence invites “what happened?”: 0 without a trouble, most where one tells of one's past.

    Only a sentence with a clause that can be given back counts, so that the words to say are never odd.
    """
    plain = sentence.lower().replace("’", "'")
    clause = _clause(sentence).lower().replace("’", "'")
    if word_count(plain) > LONGEST_SENTENCE or not clause or _unreal.search(plain) or _anybody.search(plain):
        return 0.0
    is_told = bool(_ours.search(clause)) + bool(_happened.search(clause))
    return 1.5 + is_told + 0.5 * bool(_strong_trouble.search(clause)) if is_told else 0.0


def _follow(sentence: str) -> str:
    """The words to say: the participant's own clause given back, with a question for the event."""
    clause = _clause(sentence)
    happened = _happened.search(clause.lower())
    then = "Take me through what happened." if happened else "Tell me about the last time that showed."
    return f"You said “{clause}”. {then}"


def _clause(sentence: str) -> str:
    """The shortest run between commas and connectives that names the trouble and can stand alone; "" where none."""
    pieces = [_opening_words.sub("", piece).strip(' .,;:!?–—-"“”') for piece in _joints.split(sentence)]
    fitting = [
        p
        for p in pieces
        if 3 <= word_count(p) <= LONGEST_PHRASE and _trouble.search(p.lower()) and _stands_alone.match(p.lower())
    ]
    return min(fitting, key=len, default="")


def _rewritten(report: CraftReport) -> Moment | None:
    """The question with the gravest fault that has a rewrite, the shortest first."""
    found = [
        (a, f) for a in report.questions for f in a.faults if f.rewrite and f.fault in GRAVEST and not _is_odd(a, f)
    ]
    if not found:
        return None
    asked, finding = min(found, key=_order)
    return Moment(MomentKind.REWRITE, asked.turn, asked.question.text, finding.rewrite, finding.reason)


def _is_odd(asked: Asked, finding: Finding) -> bool:
    """Whether the finding should not be shown off: a clause where a name belongs, or a "right?" that is no tag."""
    if finding.fault is Fault.NEGATED_TAG and _no_tag.search(asked.question.text.lower().replace("’", "'")):
        return True
    slot = _slot.search(finding.rewrite)
    return slot is not None and (word_count(slot[1]) > LONGEST_NAME or bool(_verb.search(slot[1].lower())))


_slot = re.compile(r"have you seen (.+?) make\b")
_verb = re.compile(r"\b(?:is|are|was|were|been|have|has|will|would|can|do|does)\b")
_no_tag = re.compile(r"\b(?:not|n't|quite|all|just|exactly|it|that|feels?|seems?|looks?|looked|went|was|is) right\?$")
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


_about_events = re.compile(
    r"\b(?:did|was|were|happened|came|became|last time|example|made you|how come|why|when you say|what do you mean)\b"
)
_no_probe = re.compile(  # an announcement, a judgement or a question for an opinion is no probe
    r"\b(?:before we|next|another (?:topic|question)|sorry|conclude|(?:a|any|some) (?:positive|negative|good|bad)"
    r"|do you think"
    r"|would you (?:say|agree)|^(?:so |and |but )*if you\b|how (?:do|would) you (?:define|describe)|in general"
    r"|overall|opinion of"
    r"|your opinion on)\b"
)
_trouble = re.compile(
    r"\b(?:problems?|struggl\w*|frustrat\w*|annoy\w*|nightmares?|painful|stuck|stressful|worr(?:y|ied)|afraid"
    r"|scar(?:ed|y)|confus\w+|difficult(?:y|ies)?|challeng\w+|"
    r"fail(?:ed|ures?|s)?|broken?|conflicts?|lost|hate[ds]?|disappoint\w+|surpris\w+|mess|chaos|under pressure"
    r"|wasted?|blam\w+|unhappy|upset|angry)\b"
)
_unreal = re.compile(
    r"\b(?:not|never|no|without|rather than|instead of|avoid\w*|prevent\w*|reduc\w*|would|could|can|will|may|might"
    r"|if|should|less|solv\w+|predict\w*|\w+n't|"
    r"cannot|(?:good|your|these|challenging|difficult) questions?|challenging me|problem solving|sorry"
    r"|lost my (?:idea|train|thread)|you can notice)\b"
)
_strong_trouble = re.compile(
    r"\b(?:struggl\w*|frustrat\w*|annoy\w*|nightmares?|stuck|stressful|worried|afraid|scared|fail(?:ed|ures?)"
    r"|broken?|lost"
    r"|hate[ds]?|disappoint\w+|mess|chaos|wasted?|upset|angry)\b"
)
_anybody = re.compile(  # said of anybody or of other people's needs: nothing that happened to this person
    r"\b(?:you (?:just |always |usually )?(?:go|have|get|need|say|know|find)|(?:their|your|those|particular|any) "
    r"(?:\w+ )?(?:problems?|challenges?)|solve|understood|explain|went through)\b"
)
_noise = re.compile(r"\[[^\]]*\]")
_unwilling = re.compile(
    r"\b(?:i (?:already )?told you|as i said|like i said|i said|don't know|can't say"
    r"|no comment|(?:good|tough|hard|difficult) (?:one|question))\b"
)
_ours = re.compile(r"\b(?:i|we|my|our|us|me|they|he|she)\b")
_happened = re.compile(
    r"\b(?:was|were|had|did|got|went|became|felt|lost|broke|took|came|made|kept|left|gave|saw|found|fell"
    r"|(?!(?:scar|worri|frustrat|annoy|confus|stress|surpris|disappoint|tir|need)ed\b)\w{3,}ed)\b"
)
_joints = re.compile(
    r"\s*[,;:–—]\s*|\s+(?=(?:because|but|so|which|when|while|although|and then|and (?:i|we|they|it|he|she|there"
    r"|that))\b)|\s+(?:that is|to be honest|you know|i mean)\s+",
    re.IGNORECASE,
)
_opening_words = re.compile(
    r"^(?:(?:so|and|but|then|that(?= (?:sometimes|i|we|they|it|he|she|you)\b)|yeah|yes|no|well|because|obviously"
    r"|actually|basically|sometimes|also|again|which|when|while|although|i think|i mean|you know|to be honest"
    r"|of course|as well)\b[\s,]*)+",
    re.IGNORECASE,
)
_stands_alone = re.compile(
    r"^(?:i|we|they|he|she|it|that|this|there|you|my|our|the|those|these|people|everybody|everyone|somebody|a|an"
    r"|some|most|\w+s)\b.*\b(?:'s|'re|is|are|was|were|had|have|has|did|got|went|felt|broke|took|came|made|kept"
    r"|left|gave|saw|found|fell|\w+ed|\w+ing|fail|hate|lost"
    r"|struggle|struggles)\b"
)
