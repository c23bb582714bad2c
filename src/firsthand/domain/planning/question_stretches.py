"""The stretches of a turn that can each be one question: its sentences, and cuts in speech without punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from firsthand.domain.planning.question_clauses import lowered
from firsthand.domain.planning.question_phrases import any_of
from firsthand.domain.text.sentences import Sentence, sentences

LONG_ENOUGH = 30  # characters of a sentence without end mark in which a second question may begin
_STOPS = re.compile(r"[.?!]")


def stretches(text: str) -> Iterator[Sentence]:
    """The sentences; one without end mark is cut where a question clearly begins."""
    for sentence in sentences(text):
        if _STOPS.search(sentence.text[-2:]) or len(sentence.text) < LONG_ENOUGH:
            yield sentence
        else:
            yield from _cut(sentence)


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    starts = [0, *_question_starts(sentence.text), len(sentence.text)]
    for start, end in pairwise(starts):
        said = sentence.text[start:end]
        lead = len(said) - len(said.lstrip())
        if said.strip():
            begin = sentence.begin + start + lead
            yield Sentence(said.strip(), begin, begin + len(said.strip()))


_WH = r"(?:what|how|why|where|when|who|which)(?:\s+\w+){0,3}?"
_AUXILIARY = r"(?:do|does|did|is|are|was|were|would|could|can|will|have|has|should)(?:n't)?"
_AGREES = r"(?!(?:do|have)\s+(?:it|this|that|he|she)\b)"  # "and do it" asks nothing
_HAPPENED = r"happened(?!(?: \w+)? (?:is|was)\b)"  # and not "what happened there was …"
_OPENER = r"(?:(?:so|and|but|okay|ok|well|yeah|right|now|um|uh|or|then|also|great|alright|oh),?\s+)"
_START = any_of(
    # after a small word that opens something new
    rf"(?<![\w'’-]){_OPENER}{{1,3}}(?:{_WH}\s+{_AUXILIARY}|{_AGREES}{_AUXILIARY})\s+(?:you|they|we|he|she|it|i|that|this|"
    rf"there|the|your|people)\b",
    rf"(?<![\w'’-]){_OPENER}{{1,3}}(?:(?:what|who|how|where)'s|what (?:{_HAPPENED}|made|makes|kind|else)|(?:what|"
    rf"how) about)\b",
    rf"(?<![\w'’-]){_OPENER}{{1,3}}(?:(?:tell|walk|show) (?:me|us)|i(?:'m| am|'d) (?:curious|wondering|"
    rf"love to hear))\b",
    # anywhere, where the other person is addressed
    rf"(?<![\w'’-])(?P<wh>{_WH}\s+(?:do|did|are|were|would|could|can|have|will)\s+(?:you|they|your|some of)\b|"
    r"(?:what's|what is|what are|how's|how are) your\b|how (?:are|were) things\b|"
    r"what (?:would|could|might) (?:some|that|those|it)\b)",
    rf"(?<![\w'’-])(?P<plain>what (?:about|{_HAPPENED}|made you)\b|would that be\b|is that something\b|"
    r"(?:is|are|was|were) there (?:any\w*|other)\b|"
    r"(?:what|how|why|where|when) (?:do|did|does|would|should|could|can|will) (?:they|she|he|it|that|this|we)\b|"
    r"(?:does|did) (?:it|that|this|she|he|they)\b|any(?:thing| other \w+| thoughts| ideas) (?:else|on|about)\b|"
    r"(?:do|did|are|were|have|can|could|would|will)(?:n't)? you\b|(?:tell|walk) (?:me|us)\b)",
)
_BOUND = re.compile(
    r"\b(?:i|you|we|they|it|he|she|that|who|which|what|how|where|when|why|to|not|all|people|this|there|than|as|"
    r"neither|nor|if|whether|(?<!you )know|see|can|could|please|just|would|will|'ll|let|don't)\s+$"
)
_BOUND_WH = re.compile(  # after "it" and "you", which end a clause as well, the word order tells
    r"\b(?:i|we|they|he|she|that|who|which|what|how|where|when|why|to|than|as|nor|if|whether|know|see|of|about|on|say|"
    r"said|like|ask|asked|asking|me|us|understand|is|was)\s+$"
)
FARTHEST_BOUND = 12  # characters that hold the word before
SHORTEST_STRETCH = 3  # words between two starts


def _question_starts(text: str) -> list[int]:
    """Where a question begins that no word before it can take as its own part ("that is it", "I know what …")."""
    low = lowered(text)
    starts: list[int] = []
    for match in _START.finditer(low):
        since = starts[-1] if starts else 0
        bound = _bound_by(match)
        before = max(0, match.start() - FARTHEST_BOUND)
        held = bound and bound.search(low, before, match.start())
        if not held and (not starts or _WORDS_APART.match(low[since : match.start()])):
            starts.append(match.start())
    return starts


def _bound_by(start: re.Match[str]) -> re.Pattern[str] | None:
    """The words that would make the start a part of what they began; an opener before it rules that out."""
    if start["wh"]:
        return _BOUND_WH
    return _BOUND if start["plain"] else None


_WORDS_APART = re.compile(rf"\s*(?:\S+\s+){{{SHORTEST_STRETCH}}}")
