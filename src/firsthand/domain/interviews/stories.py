"""Stories or opinions: does an answer tell of one thing that happened, or of what the person holds in general?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.interviews.conversation import Conversation
from firsthand.domain.interviews.craft_measures import NOT_IN_FILE, Count, Formula, Measure, missing
from firsthand.domain.interviews.transcripts import Turn
from firsthand.domain.interviews.vocabulary import word_count

ENOUGH = 20  # words; a shorter answer is neither
ENOUGH_PAST = 3  # verbs in the past tense that make an event, beside a time or an occasion
# The least share of all words that must be past verbs; a long answer in the present with a few of them is no story.
NAMED, ASKED_FOR, UNNAMED = 0.045, 0.05, 0.09  # an occasion is named; the question asks for one; neither
NEVER = 1.1

STORIES = Formula(
    "stories",
    "Stories in the answers",
    "share",
    f"Answers of {ENOUGH} words or more that tell of a specific past event (at least {ENOUGH_PAST} verbs in the past "
    "tense, with an occasion or a time, after a question for one, or close together) ÷ all answers of that length. "
    "Beside it the answers that give an opinion or a habit.",
    "Specific past events as evidence: the critical incident technique (Flanagan 1954).",
)


class AnswerKind(StrEnum):
    """What an answer mainly is."""

    STORY = "story"
    OPINION = "opinion or habit"
    OTHER = "neither"


class Element(StrEnum):
    """What a complete story holds."""

    TRIGGER = "trigger"
    HAPPENED = "what happened"
    TRIED = "what was tried"
    ALTERNATIVES = "alternatives"
    FEELING = "feeling"


@dataclass(frozen=True, slots=True)
class Answer:
    """One participant turn of some length, what it is, and which parts of a story it holds."""

    turn: int
    kind: AnswerKind
    elements: tuple[Element, ...]


def answer_kind(text: str, asked: str = "") -> AnswerKind:
    """Story, opinion or habit, or neither, by the words that show it; a story wins, as opinions come along with it.

    `asked` is what the researcher said before: after "What happened that Monday?" nobody needs to name the Monday.
    """
    plain = text.lower().replace("’", "'")
    past = len(_past.findall(plain))
    if past >= ENOUGH_PAST and past >= _least(plain, asked) * word_count(plain):
        return AnswerKind.STORY
    return AnswerKind.OPINION if _opinion.search(plain) else AnswerKind.OTHER


def _least(plain: str, asked: str) -> float:
    """The share of past verbs from which an answer is a story; a life told on request is none, however past it is."""
    question = asked.lower().replace("’", "'")
    asks_for_event = _asks_for_event.search(question) is not None
    if _asks_for_life.search(question) and not asks_for_event:
        return NEVER
    if _occasion.search(plain):
        return NAMED
    return ASKED_FOR if asks_for_event else UNNAMED


def elements(text: str) -> tuple[Element, ...]:
    """Which parts of a story the text holds."""
    plain = text.lower().replace("’", "'")
    return tuple(element for element, pattern in _elements if pattern.search(plain))


def answers(conversation: Conversation) -> tuple[Answer, ...]:
    """The participants' longer turns, classed."""
    return tuple(
        _answer(turn, e.asked) for e in conversation.exchanges for turn in e.answers if word_count(turn.text) >= ENOUGH
    )


def _answer(turn: Turn, asked: str) -> Answer:
    kind = answer_kind(turn.text, asked)
    return Answer(turn.index, kind, elements(turn.text) if kind is AnswerKind.STORY else ())


def stories(conversation: Conversation) -> Measure:
    """The share (0 to 1) of longer answers that tell a story, and beside it opinions and the stories' parts."""
    found = answers(conversation)
    if not found:
        return missing(STORIES, f"{NOT_IN_FILE}: no answer has {ENOUGH} words or more")
    told = tuple(a.turn for a in found if a.kind is AnswerKind.STORY)
    return Measure(
        STORIES,
        value=round(len(told) / len(found), 4),
        n=len(found),
        n_of=f"answers of {ENOUGH} words or more",
        turns=told,
        counts=(
            *(_of_kind(found, kind) for kind in AnswerKind),
            *(_with_element(found, element) for element in Element),
        ),
    )


def _of_kind(found: tuple[Answer, ...], kind: AnswerKind) -> Count:
    turns = tuple(a.turn for a in found if a.kind is kind)
    return Count(kind.value, len(turns), turns)


def _with_element(found: tuple[Answer, ...], element: Element) -> Count:
    turns = tuple(a.turn for a in found if element in a.elements)
    return Count(f"stories with {element.value}", len(turns), turns)


_day = r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
_month = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_occasion = re.compile(
    rf"\b(?:yesterday|last (?:night|week|month|year|quarter|sprint|summer|winter|spring|fall|autumn|time|{_day}"
    rf"|{_month})|this morning|(?:the )?other day|earlier (?:today|this)|"
    r"(?:a|one|two|three|four|five|six|few|couple of|several|\d+) (?:minutes?|hours?|days?|weeks?|months?|years?"
    r"|sprints?) ago|recently|back in (?:19|20)\d\d|in (?:19|20)\d\d|"
    rf"(?:on|last|this) {_day}|in (?:early |late )?{_month}|in the (?:spring|summer|autumn|winter|fall"
    r"|first (?:week|month|year))|the (?:day|week|month|year) before|(?:there was|we had|i had|i remember|i recall"
    r"|remember) (?:a |an |one |this |the |that )?(?:\w+ )?(?:time|case|project|incident|situation|occasion|day"
    r"|moment|bug|issue|problem|example|release|customer|client|when)\b|"
    r"one (?:time|day|example|instance|case|of the (?:times|projects|cases))|once (?:i|we|when|upon|there)|(?:the"
    r"|that) (?:first|last|one|only) time|for (?:example|instance),? (?:i|we|when|there|one|in|on|a|the"
    r"|last)[^.]{0,40}\b(?:was|were|had|did|went)\b|"
    r"when (?:i|we) (?:was|were|started|joined|got|had|moved|came|first|worked|tried|did|went)|at (?:my|our) (?:last"
    r"|previous|old|former)|in my (?:last|previous|former|first))"
)
_past = re.compile(
    r"\b(?:was|were|wasn't|weren't|went|came|got|said|told|took|gave|knew|saw|felt|left|kept|began|brought|broke"
    r"|bought"
    r"|sent|spent|lost|ran|wrote|rang|drove|met|held|became|understood|sat|paid|chose|fell|won|spoke|threw|caught"
    r"|thought"
    r"|found|made|did|didn't|couldn't|stood|heard|led|rose|hid|woke|stuck|forgot|(?:i|we|he|she|they|it|there|who"
    r"|nobody"
    r"|somebody) (?:had|put|set|read|cut|let|hit|could)|(?:i|we|he|she|they|it|somebody)'d (?:been|gone|got|had"
    r"|put|come|done"
    r"|made|\w+ed))\b"
    r"|\b(?:i|we|he|she|they|it|there|that|who|which|and|then|so|just|actually|never|finally|team|customer|manager"
    r"|guy"
    r"|one|product|owner|client|developers?|company) (?:just |then |also |actually |finally |really |only |never "
    r"|even "
    r"|all )*[a-z]{2,}ed\b"
)
_asks_for_life = re.compile(
    r"\b(?:introduc\w+|about yourself|present yourself|your (?:background|career|experience|cv|self)|who you are)\b"
)
_asks_for_event = re.compile(
    r"\b(?:last time|what happened|happened (?:then|next)|a time (?:when|that|it)|another time|what did (?:you|he"
    r"|she|they|it|that)"
    r"|what (?:came|became)|how did (?:you|that|it|they|he|she)|when (?:did|was|were) |what (?:was|were)|did you"
    r"|story|stories"
    r"|tell me about (?:that|those|the (?:last|first|\w+ one)|a time)|that (?:day|week|morning|time|mon|tues"
    r"|wednes|thurs|fri"
    r"|satur|sun)|give me an example|an example of|say more|more about)"
)
_opinion = re.compile(
    r"\b(?:i (?:\w+ )?(?:think|believe|feel|guess|suppose|prefer|like|love|hate|agree|disagree|don't (?:think|like"
    r"|believe))|in my (?:opinion|view|experience)|personally|to me\b|from my (?:point of view|perspective)|"
    r"(?:it|that|this|they|you|people|we|everyone|everybody|teams?|companies) (?:should|shouldn't|must|ought|need to"
    r"|needs to|have to|has to)|usually|generally|typically|normally|always|often|most of the time|in general|"
    r"important|better|best|worse|good|bad|great|helpful|useful|depends|definitely|would be)\b"
)
_elements = (
    (
        Element.TRIGGER,
        re.compile(
            r"\b(?:because|since|after|when (?:i|we|he|she|they|the)|as soon as|due to|the reason|triggered"
            r"|started when|came up|realized|realised|noticed|suddenly|had to|needed to|so that|in order to)\b"
        ),
    ),
    (Element.HAPPENED, _past),
    (
        Element.TRIED,
        re.compile(
            r"\b(?:tried|attempted|ended up|worked around|work-?around|experimented|tested|fixed|solved|managed to"
            r"|figured out|looked (?:for|into|up)|started (?:to|using|doing)|decided to|came up with|changed"
            r"|introduced|implemented)\b"
        ),
    ),
    (
        Element.ALTERNATIVES,
        re.compile(
            r"\b(?:instead|alternatives?|other (?:options?|tools?|ways?)|another (?:option|tool|way)|considered"
            r"|could have|might have|switched (?:from|to)|rather than|compared (?:to|with)|used to use"
            r"|before that we|either|as opposed to)\b"
        ),
    ),
    (
        Element.FEELING,
        re.compile(
            r"\b(?:frustrat\w+|annoy\w+|angry|upset|happy|unhappy|glad|relie(?:ved|f)|worri(?:ed|es)|afraid|scared"
            r"|nervous|anxious|stress\w*|embarrass\w+|proud|excited|disappoint\w+|surpris\w+|confus\w+|overwhelm\w+|"
            r"tired|exhaust\w+|bored|confident|comfortable|uncomfortable|shocked|ashamed|(?:i|we) (?:was|were"
            r"|felt) (?:so |really |very )?(?:mad|sad|bad|good|lost|stuck)|i (?:loved|hated|enjoyed)|painful"
            r"|nightmare|fun)\b"
        ),
    ),
)
