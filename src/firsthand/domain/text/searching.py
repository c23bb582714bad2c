"""What somebody looks for, as they typed it, and where a text has it: any input is a search, and none an error.

A word finds the words that begin with it ("block" finds "blockers"); words between quotation marks are found as they
stand, next to each other; a minus leaves texts out. Capitals and accents don't matter. A word here is a run of letters
and digits, so that "follow-up" is found as "follow" with "up" behind it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

MOST_PARTS = 12
LONGEST = 300  # characters of a search
_PART = re.compile(r'(?<!\S)(-?)(?:"([^"]*)(?:"|$)|(\S+))|"([^"]*)(?:"|$)')
_QUOTATION_MARKS = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ABOVE = re.compile(r"[\u0300-\u036f]")  # marks over or under a letter
_BEFORE, _BEHIND = 90, 190  # characters of context


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is looked for: words in a row, of which the last may go on where it is not exact."""

    words: tuple[str, ...]  # as written
    is_exact: bool
    keys: tuple[str, ...]  # to compare by


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search, read."""

    parts: tuple[Part, ...]  # a text must have all of them
    without: tuple[Part, ...]  # and none of these
    left_out: int = 0  # parts over the limit, which are not looked for

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.parts


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an excerpt."""

    text: str
    is_found: bool


def read_search(typed: str) -> Wanted:
    """What was typed, as parts to look for and parts to leave out."""
    found = [(is_out, part) for is_out, part in _parts(typed[:LONGEST]) if part.words]
    kept = found[:MOST_PARTS]
    return Wanted(
        tuple(dict.fromkeys(part for is_out, part in kept if not is_out)),
        tuple(dict.fromkeys(part for is_out, part in kept if is_out)),
        len(found) - len(kept),
    )


def _parts(typed: str) -> Iterator[tuple[bool, Part]]:
    for minus, phrase, word, glued in _PART.findall(typed.translate(_QUOTATION_MARKS)):
        text, is_exact = (word, False) if word else (phrase or glued, True)
        words = tuple(text[begin:finish] for begin, finish in _spans(text))
        yield minus == "-", Part(words, is_exact, tuple(folded(one) for one in words))


def where(text: str, wanted: Wanted) -> tuple[tuple[int, int], ...]:
    """Where a text has what is looked for: code points, end exclusive, in order; nothing where it is no match."""
    if wanted.is_empty:
        return ()
    words = [(folded(text[begin:finish]), begin, finish) for begin, finish in _spans(text)]
    if any(_stands(part, words) for part in wanted.without):
        return ()
    found = [_stands(part, words) for part in wanted.parts]
    return _joined(place for places in found for place in places) if all(found) else ()


def excerpt(text: str, places: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The words around the first place, with every place among them marked; "…" where something is left out."""
    if not places:
        return (Piece(_ending(text, _BEFORE + _BEHIND), is_found=False),)
    begin, finish = _window(text, places[0])
    pieces, at = [Piece("…", is_found=False)] if begin else [], begin
    for first, last in places:
        if last <= finish:
            pieces += [Piece(text[at:first], is_found=False), Piece(text[first:last], is_found=True)]
            at = last
    rest = text[at:finish] + ("…" if finish < len(text) else "")
    return tuple(piece for piece in (*pieces, Piece(rest, is_found=False)) if piece.text)


@lru_cache(maxsize=16_384)
def folded(word: str) -> str:
    """A word as it is compared: small letters without the marks over and under them."""
    return _ABOVE.sub("", unicodedata.normalize("NFD", word)).lower()


def _spans(text: str) -> Iterator[tuple[int, int]]:
    return ((one.start(), one.end()) for one in _WORD.finditer(text))


def _stands(part: Part, words: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Where a part stands among the words of a text."""
    length = len(part.keys)
    starts = range(len(words) - length + 1)
    return [(words[at][1], words[at + length - 1][2]) for at in starts if _fits(part, words, at)]


def _fits(part: Part, words: Sequence[tuple[str, int, int]], at: int) -> bool:
    *before, last = part.keys
    if any(words[at + step][0] != key for step, key in enumerate(before)):
        return False
    found = words[at + len(before)][0]
    return found.startswith(last) if goes_on(part) else found == last


def goes_on(part: Part) -> bool:
    """Whether the last word may be the beginning of a longer one; a single letter is looked for as it is."""
    return not part.is_exact and len(part.keys[-1]) > 1


def _joined(places: Iterator[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for begin, finish in sorted(places):
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(finish, joined[-1][1]))
        else:
            joined.append((begin, finish))
    return tuple(joined)


def _window(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """The stretch to show around a place: from the beginning of a word to the end of one."""
    begin, finish = max(0, place[0] - _BEFORE), min(len(text), place[1] + _BEHIND)
    if begin:
        space = text.find(" ", begin, place[0])
        begin = space + 1 if space >= 0 else begin
    if finish < len(text):
        space = text.rfind(" ", place[1], finish)
        finish = space if space >= 0 else finish
    return begin, finish


def _ending(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + "…"
