"""The words of a text as names are compared by: without capitals, accents and the marks between them.

"Zoë", "ZOE" and "zoe" are one word here, and "Ji-woo" is two. Offsets are code points into the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from firsthand.domain.text.spelling import INVISIBLE, combining_marks

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_PLAIN = re.compile(r"[^\W_]+")
_SENTENCE_END = ".!?…:;。！？\n"
_OPENING = " \t\"“”„«»‘’'([{—–-*>"


class Word(NamedTuple):
    """One word: its spelling to compare by, whether it begins with a capital, its place."""

    key: str
    is_capital: bool
    begin: int
    finish: int


@dataclass(frozen=True, slots=True)
class Said:
    """A text with its words, read once."""

    text: str
    words: Sequence[Word]
    cased: bool  # whether a capital says anything here

    @classmethod
    def of(cls, text: str) -> Said:
        """Read a text."""
        words = words_of(text)
        return cls(text, words, _is_cased(text, words))


def words_of(text: str) -> list[Word]:
    """The words of a text, in order."""
    pattern = _PLAIN if text.isascii() else _pattern()
    found = ((one.group(), one.start(), one.end()) for one in pattern.finditer(text))
    return [Word(folded(word), word[0].isupper(), begin, finish) for word, begin, finish in found]


def folded(text: str) -> str:
    """The spelling by which two names are the same."""
    if text.isascii():
        return text.lower()
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if unicodedata.category(c)[0] != "M")
    return bare.translate(_HIDDEN).casefold().translate(_LETTERS)


def is_unspaced(text: str) -> bool:
    """Whether a name is of a script that writes no space between words."""
    return _UNSPACED.search(text) is not None


def starts_sentence(text: str, begin: int) -> bool:
    """Whether a word here would have a capital anyway."""
    before = text[:begin].rstrip(_OPENING)
    return not before or before[-1] in _SENTENCE_END


def is_negated(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether a word is the first half of one such as "don't", which is nobody's name."""
    following = words[at + 1] if at + 1 < len(words) else None
    return following is not None and following.key == "t" and text[words[at].finish : following.begin] in ("'", "’")


def is_cased(text: str) -> bool:
    """Whether a capital says anything here: speech engines write whole transcripts without, chats in capitals only."""
    return _is_cased(text, words_of(text))


def _is_cased(text: str, words: Sequence[Word]) -> bool:
    if not any(word.is_capital and word.key != "i" for word in words):
        return len(words) < 3 and any(word.is_capital for word in words)
    return len(words) < 3 or not all(word.is_capital for word in words) or not text.isupper()


_HIDDEN = dict.fromkeys(map(ord, INVISIBLE))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"[^\W_](?:[^\W_]|[{combining_marks()}])*")
