"""Open questions: every question is followed until somebody answers it; what is put off or left is suggested."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.domain.interviews.vocabulary import content
from firsthand.domain.live.heard import Heard
from firsthand.domain.live.items import Asking, CaptureKind, Item, Standing, Tier
from firsthand.domain.live.memory import MOST_QUESTIONS, Memory, item_of
from firsthand.domain.planning.questions import Question, QuestionType

WAITED = 4  # turns that say something, after which a question counts as not taken up
FEWEST_STEMS = 2  # words of matter in a question worth following
SHORT_REPLY = 25  # words; in a longer reply "I don't know" only gets somebody started
ANSWERING = 6  # words that a late answer has at least
SHARED = 0.6  # share of a question's words of matter that a late answer takes up

TO_OTHERS = frozenset({QuestionType.INVITATION, QuestionType.WH, QuestionType.CLOSED, QuestionType.OPTION})


@dataclass(frozen=True, slots=True)
class Followed:
    """The questions still followed after a turn, and those that this turn moved."""

    kept: tuple[Item, ...]
    moved: tuple[Item, ...]


def follow(heard: Heard, memory: Memory) -> Followed:
    """What this turn does to the questions before it, and the question that it puts."""
    kept: list[Item] = []
    moved: list[Item] = []
    for item in memory.questions:
        after = item if heard.is_backchannel else _after(item, heard, memory)
        if after is not item:
            moved.append(after)
        if _asking(after).standing is not Standing.ANSWERED:
            kept.append(after)
    for new in (*_put(heard, memory), *_said_open(heard)):
        moved.append(new)
        kept.append(new)
    return Followed(tuple(kept[-MOST_QUESTIONS:]), tuple(moved))


def is_suggested(item: Item) -> bool:
    """Whether a question is, or was, without an answer, and so belongs on the list."""
    return _asking(item).left_in is not None


def _asking(item: Item) -> Asking:
    assert item.asking is not None, "an open question carries its asking"
    return item.asking


def _put(heard: Heard, memory: Memory) -> Iterator[Item]:
    """The last question of the turn that is about the matter; those before it lead up to it."""
    if heard.answers and not _only_asks(heard):
        return  # within an answer people put the questions of others, and their own ones to nobody
    worth = [one for one in heard.questions if one.type in TO_OTHERS and _has_matter(one.text)]
    for question in worth[-1:]:
        yield _item(question, heard, memory)


def _has_matter(text: str) -> bool:
    """Whether a question has something that could be answered later; one that only wants a nod has not."""
    return len(set(content(text))) >= FEWEST_STEMS and not _wants_a_nod.search(text)


def _item(question: Question, heard: Heard, memory: Memory) -> Item:
    others = memory.others(heard.speaker)
    asking = Asking(heard.speaker, others[0] if len(others) == 1 else "")
    place = heard.index, question.begin, question.finish, question.text
    return Item(CaptureKind.OPEN_QUESTION, *place, "asked", Tier.POSSIBLE, asking=asking)


def _said_open(heard: Heard) -> Iterator[Item]:
    """What is called an open question in so many words."""
    for said in () if heard.answers else heard.said:
        match = _called_open.search(said.plain)
        if match and len(said.masked) > FEWEST_STEMS + 2:
            asking = Asking(heard.speaker, "", Standing.OPEN, left_in=heard.index)
            cue = f"said to be open: “{match.group()}”"
            yield Item(CaptureKind.OPEN_QUESTION, *item_of(said, heard), cue, Tier.LIKELY, asking=asking)


def _after(item: Item, heard: Heard, memory: Memory) -> Item:
    if _asking(item).standing is Standing.WAITING:
        return _while_waiting(item, heard, memory)
    return _when_late(item, heard)


def _while_waiting(item: Item, heard: Heard, memory: Memory) -> Item:
    """Answered, put off or left, in the turns right after the question."""
    asking = _asking(item)
    if heard.speaker != asking.by or not heard.speaker:
        to = asking.to or heard.speaker
        parked = _puts_off(heard)
        if parked:
            moved = replace(asking, to=to, standing=Standing.PARKED, left_in=heard.index)
            return replace(item, cue=f"put off: “{parked}”", tier=Tier.LIKELY, asking=moved)
        if not _only_asks(heard):
            return replace(item, cue="answered", asking=_answered(replace(asking, to=to), heard))
    if _said_since(item, memory) >= WAITED and not _asked_back(item, memory):
        return replace(
            item, cue="nobody took it up", asking=replace(asking, standing=Standing.OPEN, left_in=heard.index)
        )
    return item


def _when_late(item: Item, heard: Heard) -> Item:
    """A question that was left gets its answer from whoever takes up most of its words and does not ask."""
    wanted = set(content(item.text))
    shared = wanted & heard.terms
    enough = len(shared) >= FEWEST_STEMS and len(shared) >= SHARED * len(wanted)
    if (
        not enough
        or heard.words < ANSWERING
        or heard.questions
        or heard.speaker == _asking(item).by
        or _puts_off(heard)
    ):
        return item
    return replace(item, cue=f"{item.cue}; taken up again", asking=_answered(_asking(item), heard))


def _answered(asking: Asking, heard: Heard) -> Asking:
    return replace(asking, standing=Standing.ANSWERED, answered_in=heard.index)


def _said_since(item: Item, memory: Memory) -> int:
    return sum(not one.is_backchannel for one in memory.before if one.index > item.turn)


def _asked_back(item: Item, memory: Memory) -> bool:
    """Whether somebody else asked what is meant: then the question goes on in other words."""
    by = _asking(item).by
    return any(one.speaker != by and _only_asks(one) for one in memory.before if one.index > item.turn)


def _only_asks(heard: Heard) -> bool:
    """Whether the turn is a question back and little else."""
    asked = sum(len(one.text) for one in heard.questions)
    return bool(heard.questions) and asked >= len(heard.turn.text) / 2


def _puts_off(heard: Heard) -> str:
    """The words with which an answer is put off, or ""."""
    plain = " ".join(one.plain for one in heard.said)
    promised = _later.search(plain)
    if promised:
        return promised.group()
    unknown = _unknown.search(plain)
    return unknown.group() if unknown and heard.words <= SHORT_REPLY and not _goes_on.search(plain) else ""


_wants_a_nod = re.compile(r"\b(?:right|you know|okay|ok|correct|yeah|no)\W*$", re.IGNORECASE)
_later = re.compile(
    r"\b(?:(?:i'll|i will|we'll|let me|i can|i'd have to|i would have to|i'd need to|i need to|i have to) "
    r"(?:find (?:that )?out|get back to (?:you|that|this)|check(?: on)? (?:that|with|and)|look (?:that|it|this) up|"
    r"look into (?:that|it|this)|"
    r"ask (?:my|our|the|him|her|them|around)|come back to (?:you|that|this))"
    r"|(?:let's|can we|we can|could we) (?:park|table|postpone) (?:that|this|it)|take (?:that|this|it) offline"
    r"|come back to (?:that|this) (?:later|another|next))\b"
)
_unknown = re.compile(
    r"\b(?:(?:i have )?no (?:idea|clue)|i (?:really |honestly |actually )?(?:don't|do not|dunno|couldn't) (?:know|"
    r"tell you|remember|recall)\b"
    r"(?! (?:if you|how to put|like))|i dunno|can't (?:say|remember|recall)|hard to say|not sure (?:yet|about that)|"
    r"i'm not sure\W*$|we(?:'ll| will) (?:have to )?see\b|to be decided|tbd|nobody knows|we don't know)"
)
_goes_on = re.compile(
    r"\b(?:but|i think|maybe|probably|i guess|because|i would say|i'd say|could be|might be|it's like)\b"
)
_called_open = re.compile(
    r"\b(?:open (?:question|issue|point)s? (?:is|are|for|here|about|whether|remains?)|(?:it's|it is|that's|"
    r"that is) still (?:open|unclear|to be decided)"
    r"|(?:we|i)(?: still)? need to (?:find out|figure out|clarify|decide) (?:whether|if|how|what|who|when|which|why)"
    r"|(?:we|i) (?:still )?(?:don't|do not) know yet|remains to be (?:seen|decided)|(?:we|i) have(?:n't|"
    r" not) (?:figured out|decided) (?:yet )?(?:whether|if|how|what|who|when|which))"
)
