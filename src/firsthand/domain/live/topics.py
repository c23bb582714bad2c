"""Topics: announced in so many words, on the list of terms to listen for, or coming up again and again all at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from firsthand.domain.interviews.vocabulary import content, stem
from firsthand.domain.interviews.vocabulary import words as spoken_words
from firsthand.domain.live.heard import Heard
from firsthand.domain.live.items import CaptureKind, Item, Tier
from firsthand.domain.live.memory import Ground, Memory

EVERYDAY = "everyday_words.txt"
OFTEN = 6  # of the last turns that must use a word
SHORTEST = 4  # letters of a word that can be a topic
LONGEST_NAME = 6  # words of an announced topic


def find_topics(heard: Heard, memory: Memory, ground: Ground) -> Iterator[Item]:
    """The topics that this turn opens; one that was named lately is not named again."""
    if heard.is_backchannel:
        return
    known = set(memory.topics)
    for item in (*_announced(heard), *_listened_for(heard, ground), *_recurring(heard, memory)):
        stems = topic_stems(item)
        if stems and not known.intersection(stems):
            known.update(stems)
            yield item


def topic_stems(item: Item) -> tuple[str, ...]:
    """The words by which a topic is known again."""
    return tuple(one for one in content(item.text) if one not in everyday())


def _announced(heard: Heard) -> Iterator[Item]:
    for said in heard.said:
        match = _opens.search(said.plain)
        if match is None:
            continue
        name = _name.match(said.plain, match.end())
        if name is None or _nothing.match(name.group()):
            continue
        begin, finish = said.begin + name.start(), said.begin + name.end()
        words = heard.turn.text[begin:finish]
        cue = f"announced: “{match.group().strip()} …”"
        yield Item(CaptureKind.TOPIC, heard.index, begin, finish, words, cue, Tier.LIKELY)


def _listened_for(heard: Heard, ground: Ground) -> Iterator[Item]:
    for term in sorted(heard.terms & ground.glossary):
        yield from _word(term, heard, "a term to listen for", Tier.LIKELY)


def _recurring(heard: Heard, memory: Memory) -> Iterator[Item]:
    """Words that are not everyday ones, in several of the last turns, used by two people."""
    names = {stem for name in memory.speakers for stem in content(name)}
    for term in sorted(heard.terms - everyday() - names):
        if len(term) < SHORTEST:
            continue
        users = [one for one in memory.before if term in one.terms]
        if len(users) >= OFTEN - 1 and len({one.speaker for one in (*users, heard)}) > 1:
            yield from _word(term, heard, f"came up in {len(users) + 1} of the last turns", Tier.POSSIBLE)


def _word(term: str, heard: Heard, cue: str, tier: Tier) -> Iterator[Item]:
    """The first word of the turn with that stem."""
    for said in heard.said:
        for match in _letters.finditer(said.text):
            if any(stem(one) == term for one in spoken_words(match.group())) and not _no_noun.search(match.group()):
                begin, finish = said.begin + match.start(), said.begin + match.end()
                yield Item(CaptureKind.TOPIC, heard.index, begin, finish, match.group(), cue, tier)
                return


@cache
def everyday() -> frozenset[str]:
    """Stems that turn up in every second conversation of any kind, so that they name no topic."""
    file = resources.files("firsthand.domain.live").joinpath(EVERYDAY)
    return frozenset(file.read_text(encoding="utf-8").split())


_letters = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_no_noun = re.compile(r"(?:ful|ly|able|ible|ous|ive|ed|est)$")
_opens = re.compile(
    r"\b(?:(?:let's|i'd like to|i would like to|i want to|we should|can we|shall we|i'm going to|we'll) (?:now |"
    r"next |also |just |first )*"
    r"(?:talk|speak|chat) (?:a (?:bit|little) |a little bit )?(?:more )?about|(?:let's|i'd like to|we can|"
    r"we'll) (?:now |next )*(?:move on|turn|switch|come) to|"
    r"moving on to|turning to|(?:the )?next (?:topic|point|item|section|subject)(?: on the agenda)? is|"
    r"(?:the )?(?:topic|subject) (?:today )?is|"
    r"(?:i'd|i would) like to (?:ask|know|hear|understand|learn) (?:you )?(?:a (?:bit|little) )?(?:more )?about|"
    r"(?:the )?(?:next|following) (?:few |couple of |set of )?questions (?:are|is|will be) about|"
    r"(?:some|a few|a couple of) questions (?:about|on|regarding)) "
)
_name = re.compile(
    r"(?:(?:the|your|our|a|an|how|this) )?[\w'’-]+(?: (?!so\b|if\b|and\b|but\b|because\b|can\b|could\b|what\b|"
    r"which\b|that\b|where\b|i\b|before\b)[\w'’-]+){0,5}"
)
_nothing = re.compile(
    r"(?:it|that|this|these|those|you|yourself|them|him|her|something|everything|the (?:next|last|first|second|"
    r"third|final))\b\s*$|(?:the )?(?:next|last|first|final) "
)
