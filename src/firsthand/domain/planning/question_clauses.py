"""The part of a sentence that asks, and its grammatical form: "…, but how did you find out?" asks from "how" on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.planning.question_phrases import any_of
from firsthand.domain.planning.question_words import STUTTER

LONGEST_SENTENCE = 1_200  # characters that are searched for the part that asks
_LOWER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ’‘？؟", "abcdefghijklmnopqrstuvwxyz''??")
_AUXILIARY = (
    r"(?:do|does|did|is|are|was|were|am|have|has|had|can|could|will|would|shall|should|may|might|must)(?:n't|\s+not)?"
)
_AGREES = r"(?!(?:do|have)\s+(?:it|this|that|he|she)\b)"  # "do it" and "have that" are no questions
_WH = r"(?:what|who|whom|whose|which|when|where|why|how)"
_PREPOSITION = r"(?:(?:in|at|on|for|to|with|by|from|of|about|under|during|according to)\s+)"
_PERSON = r"(?:you|they|we|he|she|it|i|that|this|these|those|there)"
_SUBJECT = (
    rf"(?:{_PERSON}|your|their|our|his|her|my|the|an?|any\w*|some\w*|every\w*|people|all|both|most|each|one|\w+s)"
)
_SOFT = r"(?:please|just|also|maybe|perhaps|then|briefly|quickly|kindly|again|start by|begin by|go ahead and|try to)"
_TELL = (
    r"(?:(?:tell|telling|remind|show|give|walk) (?:me|us|everyone)|describ(?:e|ing)|walk|talk(?:ing)?|take (?:me|"
    r"us)|explain(?:ing)?|"
    r"shar(?:e|ing)|introduc(?:e|ing)|elaborate|give|say (?:a (?:little |bit )+|some )?more|discuss|speak (?:to|"
    r"about|more)|"
    r"expand|help (?:me|us) understand|recall|summari[sz]e|clarify|list|name|paint)"
)
_LIKE = r"(?:i|we)(?:'d| would)(?: really| just| also)? (?:like|love)"
_INVITATION = any_of(
    rf"(?:{_SOFT} )*(?:tell|walk|show) (?:me|us)\b",
    rf"(?:{_SOFT} )*give (?:me|us) (?:an? |some |one |the )?(?:\w+ )?"
    r"(?:examples?|instances?|idea|sense|overview|picture|feel|flavou?r|run-?down|tour|summary|timeframe)\b",
    rf"(?:{_SOFT} )*(?:take|talk) (?:me|us) (?:back|through)\b",
    rf"(?:{_SOFT} )*talk (?:to (?:me|us) )?(?:a (?:little )?bit |a little |more )*about\b",
    rf"(?:{_SOFT} )*(?:describe|elaborate|introduce yourself|help me understand|go on|keep going)\b",
    rf"(?:{_SOFT} )*explain (?:to (?:me|us)|what|why|how you|your)\b",
    rf"(?:{_SOFT} )*(?:start|begin)(?: off)? (?:by|with) (?:telling|walking|describing|introducing|sharing|talking|"
    rf"explaining)\b",
    rf"(?:{_SOFT} )*(?:say (?:a (?:little |bit )+)?more|talk more|think back|think of (?:a|the last) time)\b",
    rf"(?:{_SOFT} )*share (?:with (?:me|us)|an?\b|your|some)",
    rf"{_LIKE} (?:to hear|to (?:know|learn|understand)\b(?=.*\byou)|(?:for )?you to (?:tell|describe|explain|share|"
    rf"talk|think))\b",
    r"(?:i am|i'm|we're|we are|i was|i'd be|i would be)(?: also| just| really| very| kind of| sort of| so)* "
    r"(?:(?:curious|interested (?:in|to))\b(?=.*\byou)|wondering\b(?=\W+\w))",
    r"i(?: just| also| do)? wonder(?:ed)? (?:if|how|what|why|where|when|who|whether|about)\b",
    r"(?:if |maybe |perhaps )?you (?:can|could) (?:please )?(?:tell|describe (?:to|for)|explain to|share with|"
    r"talk to|walk|show) (?:me|us)\b",
)
_REQUEST = re.compile(rf"(?:can|could|would|will|might) you (?:all |both |guys )?(?:{_SOFT} )*{_TELL}\b")
_WH_START = re.compile(rf"{_PREPOSITION}?{_WH}\b(?!\s*,)")
_WH_INVERTED = any_of(  # a question in itself, with or without the mark: "how did you", and not "how you did"
    rf"(?!which(?: is|'s)\b|what happen){_PREPOSITION}?{_WH}(?:\s+(?!{_PERSON}\b)[\w'-]+){{0,4}}?"
    rf"(?:\s+{_AUXILIARY}|'s|'re|'d|'ve)\s+{_SUBJECT}\b",
    r"(?:what|how) (?:about|else|come)\b|what if\b",
    r"(?:what|who)(?:\s+\w+)?\s+(?:happened|happens|made|makes|changed|caused|brought|drove|motivated|led|kept|"
    r"prompted|triggered)\b"
    r"(?!(?: \w+)? (?:is|was)\b)",  # "what happened there was …"
)
_AUXILIARY_INVERTED = re.compile(rf"{_AGREES}{_AUXILIARY}\s+{_PERSON}\b")
_SUBORDINATE = re.compile(rf"(?:when|where|whatever|whenever|wherever|however)\s+(?!{_AUXILIARY}\b)")
_INVERTED = any_of(
    rf"{_AGREES}{_AUXILIARY}\s+{_SUBJECT}\b(?!\s*$)",
    rf"{_AGREES}{_AUXILIARY} {_PERSON}\b",
    r"(?:ai|is|are|was|were|do|does|did|ca|could|would|wo|should|have|has|had)n't\s+\w+",
    r"(?:any|anything|anyone|ever)\b",
)
_INNER = any_of(
    rf"(?<![\w']){_WH}(?:\s+[\w'-]+){{0,3}}?\s+{_AUXILIARY}\s+(?:{_PERSON}|your|the|people)\b",
    r"(?<![\w'])(?:do|did|does|are|have|can|could|would|will|should) (?:you|they|we)\b",
    r"(?<![\w'])(?:is|was|does|did|has|would|could) (?:it|that|this|there|he|she)\b",
    r"(?<![\w'])(?:what(?:'s| is| are| kind| about)|how (?:about|many|much|long|often|come)|tell (?:me|us)|"
    r"walk me)\b",
)
_LABEL = re.compile(
    r"(?:\s*(?:\[[^\]]*\]|\([^)]*\)|[-*•>#)\]]+|\d+[.)]|"
    r"(?:task|question|scenario|prompt|probe|q|follow[- ]?up|ask|optional)\s*\d*\s*[:.)–-])\s*)+"
)
_OPENERS = re.compile(
    r"(?:(?:um+|uh+|erm?|ah|hmm?|mm+|mhm|well|so|okay|ok|kay|and|but|yeah|yep|yes|no|nope|right|like|oh|now|alright|"
    r"all right|anyway|"
    r"then|cause|because|also|great|fine|fantastic|perfect|wow|sure|cool|actually|basically|maybe|thanks|thank you|"
    r"sorry|"
    r"you know(?! (?:what|how|why|who|where|which)\b)|"
    r"i mean|i guess|first(?: of all| off)?|second(?:ly)?|third(?:ly)?|finally|lastly|next|otherwise|or|"
    r"again|just|"
    r"if (?:so|not|yes|no|possible)|for example|for instance|in general|overall|hi|hello|hey|good|interesting|"
    r"specifically|"
    r"more specifically|let me ask you|please|alternatively|additionally|in addition|in that case|with that|"
    r"one more(?: thing)?)"
    r"\b[\s,.…:;!-]*)+"
)
_BREAK = re.compile(
    r"[,;:—–|]\s*|\s+-+\s+|--+\s*|\.{2,}\s*|…\s*|"
    r"\s+(?:and|but|so)\s+(?=(?:what|how|why|where|when|who|which|(?:do|did|are|can|could|would) you)\b)"
)
_IF_ANY = re.compile(r",? if (?:any(?:thing|one|body)?|at all),")  # "what, if anything, …"
_LATE = re.compile(rf"(?!you know)(?:\S+ ){{1,4}}(?P<late>{_WH})\b")  # "by region, roughly what is …"
_ANNOUNCED = re.compile(r"[:—–]\s*\w*\s*$|^\W*(?:[\w']+\W+){1,3}$")


class Form(StrEnum):
    """How the asking part is built."""

    WH = "wh"  # "what did you do"
    INVERTED = "inverted"  # "did you try it"
    REQUEST = "request"  # "can you tell me …"
    INVITATION = "invitation"  # "tell me …", "I'd love to hear …"
    STATEMENT = "statement"  # "you tried it?"


@dataclass(frozen=True, slots=True)
class Clause:
    """The asking part in lower case, from its first word to the end of the sentence, and what stands before it."""

    text: str
    form: Form
    lead: str = ""


def lowered(text: str) -> str:
    """ASCII letters in lower case, apostrophes and question marks plain, stutters blank; all in their places."""
    return STUTTER.sub(lambda stutter: " " * len(stutter.group()), text.translate(_LOWER))


def asking_part(sentence: str) -> Clause:
    """The first part of the sentence that is built as a question, else the whole as a statement."""
    low = _weighed(" ".join(lowered(sentence).split()))
    built = [clause for clause in _set_off(low) if clause.form is not Form.STATEMENT]
    if built:
        return _after_announcement(built) if low.endswith("?") else built[0]
    inner = _INNER.search(low) or (_LATE.match(low) if low.endswith("?") else None)
    begin = inner.start(inner.lastgroup or 0) if inner else _end(_OPENERS, low)
    return Clause(low[begin:], form_at(low[begin:]) if inner else Form.STATEMENT, low[:begin])


def _set_off(low: str) -> Iterator[Clause]:
    """What follows the beginning and each comma, colon and dash, small words skipped."""
    for start in (0, *(match.end() for match in _BREAK.finditer(low))):
        begin = start + _end(_OPENERS, low[start:])
        yield Clause(low[begin:], form_at(low[begin:]), low[:begin])


def _after_announcement(built: list[Clause]) -> Clause:
    """The question that an invitation only announces: "I'd like to hear about you — what do you do?"."""
    first = built[0]
    if first.form is not Form.INVITATION:
        return first
    announced = (later for later in built[1:] if later.form is not Form.INVITATION and is_complete(later))
    return next((one for one in announced if _ANNOUNCED.search(one.lead[len(first.lead) :])), first)


def _weighed(low: str) -> str:
    """The sentence without its label, and of an endless one only the end that carries the question mark."""
    low = _IF_ANY.sub(" ", low[_end(_LABEL, low) :])
    return low[-LONGEST_SENTENCE:] if low.endswith("?") else low[:LONGEST_SENTENCE]


def form_at(text: str) -> Form:
    """The form of a clause that begins exactly here."""
    if _INVITATION.match(text):
        return Form.INVITATION
    if _REQUEST.match(text):
        return Form.REQUEST
    if _WH_START.match(text) and not (_SUBORDINATE.match(text) and not _WH_INVERTED.match(text)):
        return Form.WH
    return Form.INVERTED if _INVERTED.match(text) else Form.STATEMENT


def is_complete(clause: Clause) -> bool:
    """Whether the order of the words alone makes it a question: "how did you", "were they", not "how you did"."""
    return bool(_WH_INVERTED.match(clause.text) or _AUXILIARY_INVERTED.match(clause.text))


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0
