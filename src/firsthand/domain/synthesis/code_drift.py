"""Signs that a codebook drifts away from what its coders do with it, each with the counts that it rests on.

Four rules, with thresholds chosen to stay silent rather than to cry wolf (docs/method/codebook.md has worked examples):

- *together*: at least 5 turns of a coder are marked with the one, and 9 in 10 of those with the other, too, both ways;
- *unused*: nothing is marked with a code although at least 3 conversations have been coded;
- *one coder*: one coder used a code at least 5 times, and another who coded 2 of the same conversations never did;
- *two names*: two names, or two descriptions, share most of their words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import combinations
from typing import NamedTuple

TOGETHER_LEAST = 5  # places marked with each of the two
TOGETHER_SHARE = 0.9
UNUSED_AFTER = 3  # coded conversations
ALONE_LEAST = 5  # codings of the one coder
ALONE_SHARED = 2  # conversations with that code which the other coded, too
NAMES_ALIKE = 0.75  # share of words in common, or of letters
TEXTS_ALIKE = 0.6  # share of words in common of two descriptions
TEXT_LEAST = 5  # words of a description that can be compared
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    (
        *("a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "it", "its"),
        *("of", "on", "or", "that", "the", "their", "they", "to", "was", "were", "with"),
    )
)
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "ly", "s", "e", "y")


class Drift(StrEnum):
    """What is the matter."""

    TOGETHER = "together"
    UNUSED = "unused"
    ONE_CODER = "one_coder"
    TWO_NAMES = "two_names"


class Mark(NamedTuple):
    """One coding as drift sees it: who marked a turn of which conversation with which code."""

    code: str
    coder: str
    transcript: str
    first_turn: int
    last_turn: int


@dataclass(frozen=True, slots=True)
class CodeText:
    """What a code says of itself."""

    id: str
    name: str
    description: str = ""
    parent: str | None = None
    is_retired: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of drift."""

    drift: Drift
    codes: tuple[str, ...]  # one or two
    count: int  # places marked with both; coded conversations; the one coder's codings; 0 for names
    of: int  # places marked with either; 0; conversations that another coder coded too; 0
    coder: str = ""  # the one who used it


def drift(codes: Sequence[CodeText], marks: Collection[Mark], coded: Mapping[str, Collection[str]]) -> list[Sign]:
    """All signs of drift; `coded` are the coders of each transcript. Retired codes are left alone."""
    living = [one for one in codes if not one.is_retired]
    ids = {one.id for one in living}
    some = [one for one in marks if one.code in ids]
    return [*_together(living, some), *_unused(living, some, coded), *_alone(living, some, coded), *two_names(living)]


def _together(codes: Sequence[CodeText], marks: Iterable[Mark]) -> Iterator[Sign]:
    at: defaultdict[tuple[str, str, int], set[str]] = defaultdict(set)
    for mark in marks:
        for turn in range(mark.first_turn, mark.last_turn + 1):
            at[mark.coder, mark.transcript, turn].add(mark.code)
    alone: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    for here in at.values():
        alone.update(here)
        both.update(combinations(sorted(here), 2))
    above = {code.id: code.parent for code in codes}
    for (one, other), count in sorted(both.items()):
        most = max(alone[one], alone[other])
        is_branch = above[one] == other or above[other] == one  # a part and its whole belong together
        if count >= TOGETHER_LEAST and count >= TOGETHER_SHARE * most and not is_branch:
            yield Sign(Drift.TOGETHER, (one, other), count, alone[one] + alone[other] - count)


def _unused(codes: Sequence[CodeText], marks: Iterable[Mark], coded: Mapping[str, Collection[str]]) -> Iterator[Sign]:
    """A code that others stand under is a heading and may stay empty."""
    used, headings = {mark.code for mark in marks}, {code.parent for code in codes}
    conversations = sum(1 for coders in coded.values() if coders)
    if conversations >= UNUSED_AFTER:
        for one in codes:
            if one.id not in used and one.id not in headings:
                yield Sign(Drift.UNUSED, (one.id,), conversations, 0)


def _alone(codes: Sequence[CodeText], marks: Iterable[Mark], coded: Mapping[str, Collection[str]]) -> Iterator[Sign]:
    uses: defaultdict[str, Counter[str]] = defaultdict(Counter)
    places: defaultdict[str, set[str]] = defaultdict(set)
    for mark in marks:
        uses[mark.code][mark.coder] += 1
        places[mark.code].add(mark.transcript)
    for code in codes:
        if len(uses[code.id]) != 1:
            continue
        ((coder, count),) = uses[code.id].items()
        shared = sum(1 for place in places[code.id] if set(coded.get(place, ())) - {coder})
        if count >= ALONE_LEAST and shared >= ALONE_SHARED:
            yield Sign(Drift.ONE_CODER, (code.id,), count, shared, coder)


def two_names(codes: Sequence[CodeText]) -> Iterator[Sign]:
    """Pairs of codes whose names or descriptions say the same; those that share no word or beginning are skipped."""
    stems = {one.id: stems_of(one.name) for one in codes}
    texts = {one.id: stems_of(one.description) for one in codes}
    near: defaultdict[str, list[CodeText]] = defaultdict(list)
    for one in codes:
        for key in {*stems[one.id], *texts[one.id], "^" + one.name.casefold()[:2]}:
            near[key].append(one)
    tried: set[tuple[str, str]] = set()
    for some in near.values():
        for one, other in combinations(some, 2):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair in tried:
                continue
            tried.add(pair)
            if _is_alike(one, other, stems, texts):
                yield Sign(Drift.TWO_NAMES, (one.id, other.id), 0, 0)


def _is_alike(
    one: CodeText, other: CodeText, stems: Mapping[str, frozenset[str]], texts: Mapping[str, frozenset[str]]
) -> bool:
    if one.parent == other.id or other.parent == one.id:
        return False
    if _share(stems[one.id], stems[other.id]) >= NAMES_ALIKE:
        return True
    is_long = min(len(texts[one.id]), len(texts[other.id])) >= TEXT_LEAST
    return (is_long and _share(texts[one.id], texts[other.id]) >= TEXTS_ALIKE) or _is_misspelt(
        one.name.casefold(), other.name.casefold()
    )


def _share(one: Collection[str], other: Collection[str]) -> float:
    """Jaccard: the words in common among all words of the two."""
    every = {*one, *other}
    return len(set(one) & set(other)) / len(every) if every else 0.0


def _is_misspelt(one: str, other: str) -> bool:
    """Whether two names are nearly the same letters; short ones and ones that differ in a number never are."""
    if min(len(one), len(other)) < 6 or re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.9


def stems_of(text: str) -> frozenset[str]:
    """The words of a text without small ones and without their endings: "waits" and "waiting" are one."""
    return frozenset(_stem(word) for word in _WORD.findall(text.casefold()) if word not in _SMALL)


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
