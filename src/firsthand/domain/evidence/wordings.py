"""How a quote is written: its words, its cuts (… or […]) and the words that its author put in square brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from firsthand.domain.text.words import QUESTION, Token, tokens

_DOTS = r"…+|⋯|‥|\.{3,}|(?:\.[ \u00a0]){2,}\."
_ELLIPSIS = rf"\[\s*(?:{_DOTS}|\.\.)\s*\]|\(\s*(?:{_DOTS})\s*\)|{_DOTS}"
_OWN = r"\[[^\[\]]*\]"
_MARK = re.compile(rf"(?P<cut>{_ELLIPSIS})|(?P<own>{_OWN})")
_ATTACHED = re.compile(r"(?<=[^\W_])\[(\w+)\]|\[(\w+)\](?=[^\W_])")  # "[T]he", "work[ed]"
_ATTACHED_WORD = re.compile(r"(?:[^\W_]+\[\w+\]|\[\w+\](?=[^\W_]))[^\W_]*")
_UNSEEN = "\u2060"  # a joiner that folds away: offsets stay as they were
_PAIRS = {
    '"': '"',
    "'": "'",
    "“": "”",
    "‘": "’",
    "„": "“",
    "‚": "‘",
    "«": "»",
    "»": "«",
    "‹": "›",
    "「": "」",
    "『": "』",
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A quote as written, without the quotation marks around it."""

    text: str
    words: tuple[Token, ...]  # all words, those in square brackets too
    fragments: tuple[tuple[Token, ...], ...]  # the words between cuts and square brackets
    own_words: tuple[tuple[Token, ...], ...] = ()  # the words in each pair of square brackets

    @property
    def has_words(self) -> bool:
        """Whether there is more than question marks."""
        return any(word.key != QUESTION for word in self.words)

    @property
    def is_marked(self) -> bool:
        """Whether the quote itself says that something was left out or put in."""
        return bool(self.own_words) or len(self.fragments) > 1

    @property
    def spoken(self) -> tuple[Token, ...]:
        """The words that are claimed to have been said: all but those in square brackets."""
        return tuple(word for fragment in self.fragments for word in fragment)

    @property
    def with_notes(self) -> Wording:
        """The same, with the words in square brackets taken for a transcriber's note, which stands there as well."""
        return _wording(self.text, self.text.replace("[", " ").replace("]", " ")) if self.own_words else self


def wordings(quote: str) -> tuple[Wording, ...]:
    """The quote as written; twice where letters in brackets stand in a word.

    "[T]he team" is first taken as "The team", then as "[a word of ours] team".
    """
    text = _without_marks_around(quote)
    joined = _ATTACHED.sub(lambda m: f"{_UNSEEN}{m[1] or m[2]}{_UNSEEN}", text)
    if joined == text:
        return (_wording(text, text),)
    apart = _ATTACHED_WORD.sub(lambda m: f"[{m[0][:-2].replace('[', ' ').replace(']', ' ')}]"[: len(m[0])], text)
    return _wording(text, joined), _wording(text, apart)


def _without_marks_around(quote: str) -> str:
    text = quote.strip()
    closing = _PAIRS.get(text[:1])
    inside = text[1:-1]
    if len(text) > 2 and closing and text.endswith(closing) and closing not in inside and text[0] not in inside:
        return inside.strip()
    return text


def _wording(text: str, read_as: str) -> Wording:
    fragments: list[tuple[Token, ...]] = []
    own: list[tuple[Token, ...]] = []
    at = 0
    for mark in _MARK.finditer(read_as):
        fragments.append(_between(read_as, at, mark.start()))
        own.append(_between(read_as, *mark.span("own")) if mark["own"] else ())
        at = mark.end()
    fragments.append(_between(read_as, at, len(read_as)))
    return Wording(text, tokens(read_as), tuple(filter(None, fragments)), tuple(filter(None, own)))


def _between(text: str, begin: int, finish: int) -> tuple[Token, ...]:
    return tuple(Token(t.key, t.begin + begin, t.finish + begin) for t in tokens(text[begin:finish]))
