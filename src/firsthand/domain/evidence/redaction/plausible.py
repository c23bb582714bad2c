"""Whether words can be what a placeholder says they are: "[person 1]" must not cover a "not"."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.evidence.redaction.vocabulary import LEGAL, NO_NAME, ORDINARY, PARTICLES, TITLES, listed
from firsthand.domain.evidence.redaction.words import words_of

MOST_WORDS = 15  # of what one placeholder covers
_MOST_NAME_WORDS = 6
_SPOKEN_DIGITS = listed("zero oh one two three four five six seven eight nine double triple plus dot at")


def may_be(kind: Personal, text: str, *, cased: bool) -> bool:
    """Whether covered words may be of this kind; `cased` says whether capitals say anything in their turn."""
    words = words_of(text)
    if not 0 < len(words) <= MOST_WORDS:
        return False
    if kind in (Personal.PERSON, Personal.COMPANY):
        return _may_be_name(text, cased=cased)
    return _LOOKS_LIKE[kind](text)


def is_made_of(kind: Personal, text: str, *, cased: bool) -> bool:
    """Whether every single word of a stretch belongs to such a thing: how far it reaches where no rule says so."""
    if not may_be(kind, text, cased=cased):
        return False
    if kind in (Personal.PHONE, Personal.ACCOUNT, Personal.ID):
        return all(any(c.isdigit() for c in part) or part.casefold() in _SPOKEN_DIGITS for part in text.split())
    if kind in (Personal.ADDRESS, Personal.BIRTH):
        return all(word.is_capital or any(map(str.isdigit, word.key)) for word in words_of(text))
    return kind in (Personal.PERSON, Personal.COMPANY) or _is_one_piece(text)


def _may_be_name(text: str, *, cased: bool) -> bool:
    words = words_of(text)
    small = PARTICLES | LEGAL | TITLES
    own = [word for word in words if word.key not in NO_NAME - ORDINARY and word.key not in PARTICLES]
    if not own or len(words) > _MOST_NAME_WORDS:
        return False
    if not cased:
        return len(own) + sum(word.key in small for word in words) >= len(words)
    return any(w.is_capital for w in own) and all(w.is_capital or w.key in small for w in words)


def _has_digits(text: str) -> bool:
    spoken = sum(word.key in _SPOKEN_DIGITS for word in words_of(text))
    return sum(c.isdigit() for c in text) >= 4 or spoken >= 5


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text) or any(w.is_capital for w in words_of(text))


def _is_one_piece(text: str) -> bool:
    return " " not in text.strip()


_LOOKS_LIKE: Mapping[Personal, Callable[[str], bool]] = {
    Personal.EMAIL: lambda text: "@" in text or " at " in text.lower() or "at]" in text or "at)" in text,
    Personal.PHONE: _has_digits,
    Personal.ACCOUNT: _has_digits,
    Personal.ID: _has_digits,
    Personal.ADDRESS: _has_digit,
    Personal.BIRTH: _has_digit,
    Personal.IP: _is_one_piece,
    Personal.LINK: _is_one_piece,
    Personal.HANDLE: _is_one_piece,
    Personal.DETAIL: lambda text: True,
}
