"""Telling instead of asking: advice, pitching, defending, concluding and explaining in a researcher's turns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.interviews.reflections import bare, is_reflection
from firsthand.domain.interviews.vocabulary import (
    ABOUT_THE_INTERVIEW,
    content,
    is_backchannel,
    spoken_sentences,
    word_count,
)

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
    for sentence in spoken_sentences(text):
        shown = _shown(sentence.text, own)
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
        if match and not _is_about_them(plain, match.start(), sentence):
            return kind, sentence[match.start() : match.end()]
    if _imperative.match(bare(sentence)):
        return TellingKind.ADVICE, sentence
    return (TellingKind.EXPLAINING, "") if _explains(sentence, own) else None


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
    (
        TellingKind.SYNTHESIS,
        re.compile(
            r"\b(?:(?:the|my|our) (?:main |key |big |overall )?(?:take-?away|conclusion|lesson|finding"
            r"|insight) (?:here )?(?:is|would be|seems)"
            r"|(?:^to|so to|just to|let me) (?:sum up|summari[sz]e|wrap (?:that|this) up)|in (?:summary|conclusion)\b"
            r"|(?:^|so |yeah,? |and |okay,? |right,? )(?:that|this) (?:confirms|validates|proves|tells (?:me|us)"
            r"|matches what|fits (?:with )?what|is (?:exactly )?what we(?:'ve)? (?:expected|thought|heard))"
            r"|we(?:'ve| have)? (?:also )?(?:heard|hear|found|seen) (?:this|that|the same|it)(?: a lot)? (?:from|in"
            r"|with)"
            r"|(?:a|the) (?:pattern|theme|trend) (?:i|we)(?:'m| am|'re| are)? (?:see|seeing|notice)"
            r"|so (?:basically |essentially |really )?(?:the|your) (?:main |real |root |core |biggest )(?:problem"
            r"|issue|pain|need|cause|reason)s? (?:is|are|seems))"
        ),
    ),
    (
        TellingKind.DEFENCE,
        re.compile(
            r"\b(?:the reason (?:that |why )?(?:we|it|they)(?:'re|'s)?\b|(?:that's|that is|it's"
            r"|this is) because we\b|actually,? (?:it|you|we|the (?:app|tool|product|system|feature)) "
            r"(?:can|does|do|is|are|has|have|supports?|already)|(?:but|well),? (?:it|the (?:app|tool|product|system"
            r"|feature)) (?:already |actually |also )?(?:does|do|can|supports?|has|have) "
            r"|that(?:'s| is| was) (?:by design|intentional|on purpose|a known (?:issue|bug))|in (?:our"
            r"|its) defen[cs]e|you (?:just |only )?(?:missed|overlooked)"
            r"|you(?:'re| are) (?:doing|using) it wrong|no,? (?:no,? )?(?:actually|but) (?:you|it|we)\b"
            r"|to be fair to (?:us|the team))"
        ),
    ),
    (
        TellingKind.PITCH,
        re.compile(
            r"\b(?:we(?:'re| are|'ve been| have been)? (?:currently |now |also |actually |just "
            r"|already )?(?:building|built|developing|designing|launching|launched|releasing|planning to|about to|"
            r"adding|rolling out|shipping|shipped|introducing|offer|going to (?:build|launch|release|add|offer))"
            r"|our (?:new |own |latest |upcoming )?(?:product|app|tool|platform|solution|feature|service|software"
            r"|prototype|assistant|dashboard|version)\b(?: \w+){0,2} (?:can|will|lets?|does|helps?|is|has|would"
            r"|makes?|allows?)"
            r"|(?:what if|imagine(?: if)?|suppose|let's say) (?:we|you could|you had|there (?:was|were)|i told you"
            r"|the (?:app|tool|product|system))"
            r"|would you (?:use|buy|pay|switch|sign up|be (?:interested|willing|excited))|how (?:much"
            r"|likely) would you (?:pay|be (?:willing )?to)"
            r"|(?:wouldn't|isn't) (?:it|that) be (?:great|nice|helpful|useful|easier|cool)|let me (?:show|demo|pitch"
            r"|tell) you (?:what|how|about)"
            r"|you(?:'ll| will| would|'d) (?:love|like) (?:it|this|that|what we)|coming (?:soon"
            r"|in the next (?:release|version)))"
        ),
    ),
    (
        TellingKind.ADVICE,
        re.compile(
            r"\b(?:you (?:really |probably |definitely |just |also |guys |certainly )?(?:should|ought to|need to"
            r"|needn't|must(?! have)|had better|gotta|have got to|shouldn't|mustn't|may want to|might want to"
            r"|want to make sure)\b(?! (?:be|have|get|feel) asked)"
            r"|you(?:'ll|'d| will| would) (?:need|have|want) to|you'd better|(?:if i were you|my (?:advice"
            r"|suggestion|recommendation)|i(?:'d| would)?(?: strongly| really| highly)? (?:recommend|suggest|advise"
            r"|encourage|urge))"
            r"|(?:why don't you|why not just)(?! (?:start|begin|go|tell|describe|introduce|share|say|explain))"
            r"|how about (?:trying|using|we try|you try)|have you (?:ever )?(?:considered|thought (?:about|of)"
            r"|tried) (?:to |using|\w+ing\b)"
            r"|what i(?:'d| would) (?:do|like you to|suggest|recommend)|(?:the )?best (?:thing"
            r"|way)(?: for you)? (?:is to|would be)|the (?:right|proper|correct) way (?:is to|would be)"
            r"|you (?:could|can|might|may) (?:also |just |always |maybe |even |actually )?(?:try|use|ask|add|set|put"
            r"|start|do|make|take|consider|think about|switch|look (?:at|into|for)|check out|turn|click|get|call)\b"
            r"|make sure (?:that you|you)\b|it(?:'s| is|'d be| would be| might be| may be) (?:really |very |so "
            r"|super )?(?:important|better|best|good|helpful|critical|essential|a good idea) (?:that you|for you to"
            r"|if you)\b"
            r"|(?:one|another) (?:thing|option|idea) (?:you (?:can|could|might)|would be|might be|could be)"
            r"|you(?:'ve| have) to (?:try|use|make|start|stop)\b)"
        ),
    ),
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
    r"sounds like|seems like|hear(?:ing)? that|gonna|going to|you're|you'd|wanna)(?: (?:that|maybe|really))* $"
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
