"""Unprobed mentions: what a participant let fall, checks, workarounds, failures, and no question took up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from firsthand.domain.interviews.probing import claims_to_check
from firsthand.domain.interviews.vocabulary import content
from firsthand.domain.live.heard import Heard, Said
from firsthand.domain.live.items import CaptureKind, Item, Tier
from firsthand.domain.live.memory import Memory, Mention, item_of
from firsthand.domain.planning.questions import QuestionType

QUESTIONS = 2  # that may take a mention up
MOST_MENTIONS = 4
SHORTEST = 5  # words
TELLS_ENOUGH = 60  # words after the mention, in which people explain it by themselves


@dataclass(frozen=True, slots=True)
class Let:
    """The mentions that still wait after a turn, and those that were let go with it."""

    waiting: tuple[Mention, ...]
    gone: tuple[Item, ...]


def follow_mentions(heard: Heard, memory: Memory) -> Let:
    """What the questions of this turn do to the mentions before it, and the mention that it makes."""
    waiting: tuple[Mention, ...] = memory.mentions
    gone: tuple[Item, ...] = ()
    if heard.asks and heard.questions:
        waiting, gone = _asked(heard, memory.mentions)
    if heard.answers and not heard.is_backchannel:
        waiting = (*waiting, *_mentions(heard))[-MOST_MENTIONS:]
    return Let(waiting, gone)


def _asked(heard: Heard, mentions: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], tuple[Item, ...]]:
    """Mentions that a question takes up are done with; one that two questions passed over is let go."""
    asked = frozenset(stem for one in heard.questions for stem in content(one.text))
    probes = any(one.type in (QuestionType.PROBE, QuestionType.ECHO) for one in heard.questions)
    left = [
        replace(one, questions_left=one.questions_left - 1)
        for one in mentions
        if not (one.stems & asked) and not (probes and one.questions_left == QUESTIONS)
    ]
    gone = tuple(one.item for one in left if one.questions_left <= 0)
    return tuple(one for one in left if one.questions_left > 0), gone


def _mentions(heard: Heard) -> Iterator[Mention]:
    """The last mention of the turn after which little more is said."""
    for place in range(len(heard.said) - 1, -1, -1):
        said = heard.said[place]
        if sum(len(one.text.split()) for one in heard.said[place + 1 :]) > TELLS_ENOUGH:
            return
        cue = _cue(said)
        if cue:
            kind, tier = cue
            item = Item(CaptureKind.UNPROBED, *item_of(said, heard), f"{kind}, and no question took it up", tier)
            yield Mention(item, frozenset(content(said.text)), QUESTIONS)
            return


def _cue(said: Said) -> tuple[str, Tier] | None:
    if len(said.text.split()) < SHORTEST or "?" in said.text:
        return None
    if claims_to_check(said.text):
        return "a claim to check", Tier.LIKELY
    return next(((name, tier) for name, tier, pattern in _CUES if pattern.search(said.plain)), None)


_CUES = (
    (
        "a workaround",
        Tier.LIKELY,
        re.compile(
            r"\b(?:work ?-?arounds?|work(?:ed|ing)? around (?:it|that|the)|(?:i|we) (?:made|built|wrote) (?:my|"
            r"our) own|by hand instead|ended up (?:doing|using|writing|copying)|"
            r"copy(?:ing)? and past(?:e|ing)|(?:in|on) (?:a|my|our) (?:own )?(?:spreadsheet|excel|notebook))\b"
        ),
    ),
    (
        "something given up",
        Tier.LIKELY,
        re.compile(
            r"\b(?:i|we|they) (?:\w+ )?(?:gave up|stopped (?:using|doing)|quit (?:using|doing)|don't use (?:it|"
            r"that) any ?more|went back to)\b"
        ),
    ),
    (
        "a strong feeling",
        Tier.POSSIBLE,
        re.compile(
            r"\b(?:i|we|me|us)\b.*\b(?:frustrat\w+|hate[ds]?|nightmare|annoy\w+|painful|horrible|terrible|"
            r"(?:was|were|am|are) (?:really |so |very )?(?:afraid|scared|angry|worried))\b"
        ),
    ),
    (
        "a failure",
        Tier.POSSIBLE,
        re.compile(
            r"\b(?:it|that|this|everything|the (?:system|tool|release|project|sprint|team|app|data|report|process|"
            r"feature)) (?:\w+ )?(?:failed|broke|crashed|went wrong|got lost|fell apart)\b"
            r"|\b(?:we|i) (?:\w+ )?(?:lost (?:our|my|all)|missed (?:the|our) (?:deadline|release))\b"
        ),
    ),
)
