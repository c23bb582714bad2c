"""Quotable sentences: what a participant says that stands on its own and shows something, in plain whole sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from firsthand.domain.live.heard import Heard, Said
from firsthand.domain.live.items import CaptureKind, Item, Tier
from firsthand.domain.live.memory import Memory, item_of

SHORTEST, LONGEST = 8, 34  # words
REST = 6  # turns after a suggestion in which only a stronger one is made
MANY, ENOUGH = 4, 3  # signs
MOST_FILLERS = 2


def find_quotable(heard: Heard, memory: Memory) -> Iterator[Item]:
    """The strongest sentence of a participant's turn, if it is strong enough; never two close together."""
    if not heard.answers:
        return
    scored = [(signs, said) for said in heard.said if (signs := _signs(said))]
    if not scored:
        return
    signs, said = max(scored, key=lambda one: len(one[0]))
    least = ENOUGH if memory.quoted_ago >= REST else MANY
    if len(signs) >= least:
        tier = Tier.LIKELY if len(signs) >= MANY else Tier.POSSIBLE
        yield Item(
            CaptureKind.QUOTABLE, *item_of(said, heard, _begin(said)), f"a whole sentence with {_list(signs)}", tier
        )


def _signs(said: Said) -> tuple[str, ...]:
    """What speaks for a sentence; nothing where it can't stand alone."""
    plain = said.plain[_begin(said) :]
    if not SHORTEST <= len(plain.split()) <= LONGEST or "?" in plain or _starts_loose.match(plain):
        return ()
    if len(_filler.findall(plain)) > MOST_FILLERS or _cut_off.search(said.text) or not _own.search(plain):
        return ()
    return tuple(name for name, pattern in _SIGNS if pattern.search(plain))


def _begin(said: Said) -> int:
    """Where the sentence begins when "so" and the like in front of it are left out; never a contrast."""
    lead = _small_lead.match(said.plain)
    return lead.end() if lead else 0


def _list(signs: tuple[str, ...]) -> str:
    return ", ".join(signs)


_small_lead = re.compile(r"\W*(?:(?:so|and|yeah|yes|okay|ok|well|you know|i mean|um|uh|oh)\b[\s,.…-]+)+(?=\w)")
_starts_loose = re.compile(
    r"\W*(?:that|those|these|this|they|he|she|it|which|so|and then|or|like|as i said|because|but|and|when|also|then|"
    r"yeah|yes|no|okay|well|if)\b"
)
_filler = re.compile(r"\b(?:um|uh|er|you know|i mean|kind of|sort of|like,|let's say)\b")
_cut_off = re.compile(r"(?:[-–—]|\.\.\.|…)\s*$|\[|\b(\w+) \1\b")
_own = re.compile(r"\b(?:i|we|my|our|me|us|i'm|we're|i've|we've|i'd|we'd)\b")
_SIGNS = (
    (
        "a feeling",
        re.compile(
            r"\b(?:frustrat\w+|annoy\w+|angry|hate[ds]?|lov(?:e|ed)|afraid|scared|worri\w+|nervous|stress\w*|"
            r"painful|pain|"
            r"nightmare|terrible|awful|horrible|disappoint\w+|surpris\w+|confus\w+|overwhelm\w+|exhaust\w+|ashamed|"
            r"embarrass\w+|"
            r"proud|relie\w+|struggl\w+|trust(?:ed)?|fear|miserable|hurt|happy|unhappy|shock\w+)\b"
        ),
    ),
    (
        "a superlative",
        re.compile(
            r"\b(?:biggest|worst|hardest|best|most (?!of)\w+|never|nobody|nothing|always|every single|only|"
            r"impossible|completely|"
            r"zero|no one|everything)\b"
        ),
    ),
    (
        "a figure",
        re.compile(
            r"\d|\b(?:half|twice|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|fifty|hundred|thousand|"
            r"percent|dozens?) "
            r"|\b(?:hours|days|weeks|months|years)\b"
        ),
    ),
    (
        "something that happened",
        re.compile(
            r"\b(?:i|we|they|he|she|customer|manager|boss|team) (?:\w+ )?(?:was|were|had|went|came|told|asked|tried|"
            r"lost|found|spent|"
            r"stopped|gave|ended|decided|broke|failed|forgot|missed|left|got|made|[a-z]{3,}ed)\b"
        ),
    ),
    ("a contrast", re.compile(r"\b(?:but|instead|even though|although|rather than|however|not because|still)\b")),
    (
        "trouble",
        re.compile(
            r"\b(?:problem|issue|fail\w*|broke|broken|lost|late|wrong|mistake|stuck|waste\w*|bug|miss(?:ed|ing)|"
            r"ignor\w+|"
            r"work ?-?arounds?|blame\w*|chaos|mess|conflict|pressure|risk|difficult|hard)\b"
        ),
    ),
    ("a picture", re.compile(r"\b(?:(?:is|was) like an?|as if|feels like|felt like|looks like a)\b")),
)
