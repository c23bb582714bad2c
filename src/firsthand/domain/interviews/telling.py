"""Telling instead of asking: advice, pitching, defending, concluding and explaining in a researcher's turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.interviews.reflections import bare, is_reflection
from firsthand.domain.interviews.telling_signs import ADVISES, CONCLUDES, DEFENDS, PITCHES
from firsthand.domain.interviews.vocabulary import (
    ABOUT_THE_INTERVIEW,
    content,
    is_backchannel,
    spoken_sentences,
    word_count,
)

CONCESSION = 4  # words of a concession in front of "but"
ENOUGH_TO_EXPLAIN = 8  # words; a shorter statement explains nothing


class TellingKind(StrEnum):
    """What a researcher does when not asking or listening."""

    ADVICE = "advice"  # "you should …", "have you tried …"
    PITCH = "pitch"  # "we are building …", "imagine you could …"
    DEFENCE = "defence"  # "the reason it works like that is …"
    SYNTHESIS = "synthesis"  # "so the main problem is …": concluding while the call runs
    EXPLAINING = "explaining"  # any longer statement that is about the matter and not about the participant's words


@dataclass(frozen=True, slots=True)
class Telling:
    """One sentence that tells; offsets are code points into the researcher's turn."""

    kind: TellingKind
    text: str
    begin: int
    finish: int
    words: str  # what shows it, as said; "" for explaining


def find_tellings(text: str, heard: str = "") -> tuple[Telling, ...]:
    """What a researcher's turn tells, sentence by sentence, at most one kind each; `heard` is the answer before it."""
    own = frozenset(content(heard))
    found: list[Telling] = []
    before = ""
    for sentence in spoken_sentences(text):
        shown = _shown(sentence.text, own) or _waved_off(before, sentence.text)
        before = sentence.text
        if shown is not None:
            kind, words = shown
            found.append(Telling(kind, sentence.text, sentence.begin, sentence.finish, words))
    return tuple(found)


def _shown(sentence: str, own: frozenset[str]) -> tuple[TellingKind, str] | None:
    plain = _straight(sentence)
    if is_backchannel(sentence) or ABOUT_THE_INTERVIEW.search(plain):
        return None
    for kind, pattern in _signs:
        match = pattern.search(plain)
        if match and not _is_about_them(plain, match.start(), sentence) and not _is_said_back(kind, plain, own):
            return kind, sentence[match.start() : match.end()]
    if _imperative.match(bare(sentence)):
        return TellingKind.ADVICE, sentence
    return (TellingKind.EXPLAINING, "") if _explains(sentence, own) else None


def _waved_off(before: str, sentence: str) -> tuple[TellingKind, str] | None:
    """A concession with a "but" that argues on: "Sure, but approvals slow things down." """
    said = f"{before} {sentence}" if word_count(before) <= CONCESSION else sentence
    match = _concedes.match(_straight(said).strip())
    argues = match is not None and not _still_asks.search(_straight(said)[match.end() :])
    return (TellingKind.DEFENCE, "but") if argues and "but" in _straight(sentence)[: 8 + 8 * CONCESSION] else None


def _is_said_back(kind: TellingKind, plain: str, own: frozenset[str]) -> bool:
    """Whether a benefit is only the participant's own words again ("So it saves you an hour")."""
    stems = set(content(plain))
    return kind is TellingKind.PITCH and len(stems) > 1 and stems <= own and not _our_side.search(plain)


def _is_about_them(plain: str, begin: int, sentence: str) -> bool:
    """Whether the sign stands in a question or reflection ("what do you think you should …", "you said you need to "
    "…")."""
    asks = _asking.match(bare(sentence)) is not None and not _advice_as_question.match(bare(sentence))
    return (asks and begin > 0 and _embedding.search(plain[:begin]) is not None) or bool(
        _embedded.search(plain[:begin])
    )


def _straight(sentence: str) -> str:
    """Lower case with straight apostrophes, of the same length, so that offsets hold."""
    lower = sentence.lower()
    return (lower if len(lower) == len(sentence) else sentence).replace("’", "'")


def _explains(sentence: str, own: frozenset[str]) -> bool:
    plain = bare(sentence)
    if word_count(plain) < ENOUGH_TO_EXPLAIN or "?" in sentence or _asking.match(plain) or _own_side.match(plain):
        return False
    return not is_reflection(sentence, own) and len(set(content(plain)) - own) >= 2


_signs = (
    (TellingKind.SYNTHESIS, CONCLUDES),
    (TellingKind.DEFENCE, DEFENDS),
    (TellingKind.PITCH, PITCHES),
    (TellingKind.ADVICE, ADVISES),
)
_imperative = re.compile(
    r"^(?:(?:just|maybe|please|always|really) )*(?:try|make sure|keep in mind|remember to|don't forget|consider|stop"
    r"|avoid|never)\b(?! (?:saying|there|talking))"
)
_advice_as_question = re.compile(r"^(?:why (?:don't|not)|how about|have you|would you|what if|wouldn't|isn't)\b")
_embedding = re.compile(r"\b(?:what|how|why|when|where|who|which|think|feel)\b")
_embedded = re.compile(
    r"\b(?:you (?:think|feel|know|said|say|mentioned|want|wish|felt|thought|believe)|knows?|if|what|where|how"
    r"|whether|when|things|something|anything|"
    r"(?:told|tells|said|says|promised|claimed|explained|suggested)(?: (?:you|him|her|them|me|us))?"
    r"|sounds like|seems like|hear(?:ing)? that|gonna|going to|you're|you'd|wanna)(?: (?:that|maybe|really))* $"
)
_asking = re.compile(
    r"^(?:what|how|why|when|where|who|which|do|does|did|is|are|was|were|have|has|had|can|could|would|will|should"
    r"|tell me|walk me|"
    r"describe|give me|talk me|talk to me|explain|i(?:'m| am| was) (?:wondering|curious|interested)|i wonder|i(?:'d"
    r"| would) like (?:to (?:know|understand|hear|ask)|you)|"
    r"i want to (?:know|understand|ask)|let's|let me)\b"
)
_own_side = re.compile(
    r"^(?:i (?:see|hear|understand|know you|guess|think (?:you|we have)|love|like)|i'm (?:sorry|glad|hearing"
    r"|not sure|going to)|we(?:'re| are| have|'ve) (?:going|got|almost|nearly|talked))\b"
)
_our_side = re.compile(r"\b(?:we|we're|we've|we'd|we'll|our|us|i|i'd|i'll|i'm)\b")
_concedes = re.compile(
    r"^(?:(?:ha|okay|ok|oh|yeah|no|well)[,.!]? )*(?:sure|right|of course|fair enough|fair)[,.!]+ (?:sure[,.] )?but "
)
_still_asks = re.compile(
    r"^(?:you|your|then|so|tell|let|i|what|how|when|where|why|who|which|did|do|does|is|are|can|could|just|if)\b"
    r"|\?(?<!n't they\?)(?<!n't it\?)(?<!n't he\?)(?<!n't you\?)"
)
