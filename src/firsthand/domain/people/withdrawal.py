"""What a person's withdrawal takes of a conversation, and the names by which they may still be found in it.

Whoever withdraws is taken out whole. Of a conversation with others, the others' words stay: the turns of the person
who withdrew read "[withdrawn]", and where others say their name it can be blotted out, sign for sign, so that what
the others said stays where it is and their quotes stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from firsthand.domain.text.words import tokens

WITHDRAWN = "[withdrawn]"  # in place of words and of a name
BLOT = "\u2588"  # one for each character of a name in others' words
LEAST_WORDS = 4  # in a row by which somebody's own words are known in a text about them
LEAST_LETTERS = 3  # of a part of a name that is looked for by itself
_LABEL = re.compile(
    r"(?i)(?<![^\W\d_])(?:speaker|participant|interviewee|respondent|guest|customer|client|user|unknown|person|caller|host)"
    r"(?![^\W\d_])"
)


class Fate(StrEnum):
    """What becomes of one transcript."""

    WHOLE = "whole"  # it goes, with everything in it
    SHARED = "shared"  # the others' words stay as a derived original


class Deed(StrEnum):
    """What was done to rows, for the receipt."""

    REMOVED = "removed"
    EMPTIED = "emptied"  # the row stays, members' words in it that may name the person are gone
    REWRITTEN = "rewritten"  # words replaced by [withdrawn], or a name blotted out


class Step(StrEnum):
    """How far a withdrawal is; each step can be done again without harm."""

    CLOSED = "closed"  # nothing of theirs is shown any more
    STRUCK = "struck"  # their name out of the team's texts
    SEPARATED = "separated"  # from the words of others in the same conversations
    ERASED = "erased"  # rows
    FILES = "files"  # originals and recordings
    TRACES = "traces"  # previews, messages, what processes remember
    DATABASE = "database"  # the database's own leftovers


STEPS = tuple(Step)


def fate(*, is_settled: bool, others_speak: bool) -> Fate:
    """What becomes of a transcript of a conversation that the person took part in.

    Where nobody has said who is who (`is_settled` is False), nobody can tell whose words are whose: all of it goes.
    """
    return Fate.SHARED if is_settled and others_speak else Fate.WHOLE


@dataclass(frozen=True, slots=True)
class Names:
    """How somebody may be called: `whole` are found however they are capitalised, `parts` as they are written."""

    whole: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.whole or self.parts)


def known_names(spellings: Iterable[str], labels: Iterable[str] = (), others: Iterable[str] = ()) -> Names:
    """The names to look for, from how the person was written down and how files label them as a speaker.

    Left out is what other people of the same conversations are called too, and labels that name nobody ("Speaker 2").
    """
    taken = {part.casefold() for name in others for part in (name, *name.split())}
    written = [*spellings, *(label for label in labels if not _LABEL.search(label))]
    named = list(dict.fromkeys(" ".join(spelling.split()) for spelling in written))
    whole = [name for name in named if len(name.split()) > 1 or "@" in name]
    parts = [part for name in named if "@" not in name for part in _parts(name)]
    return Names(
        tuple(name for name in whole if name.casefold() not in taken),
        tuple(dict.fromkeys(part for part in parts if part.casefold() not in taken)),
    )


def mentions(text: str, names: Names) -> tuple[tuple[int, int], ...]:
    """Where a text names the person: begin and end in code points, in order, none overlapping."""
    pattern = _pattern(names)
    return tuple(found.span() for found in pattern.finditer(text)) if pattern else ()


def blotted(text: str, names: Names) -> str:
    """The text with every name blotted out; as long as before, so that every offset into it still holds."""
    pattern = _pattern(names)
    return pattern.sub(lambda found: re.sub(r"\S", BLOT, found[0]), text) if pattern else text


def struck(text: str, names: Names) -> str:
    """The text with whole names replaced; for texts into which nothing points."""
    pattern = _pattern(Names(names.whole))
    return pattern.sub(WITHDRAWN, text) if pattern else text


def unnamed(text: str, names: Names) -> str:
    """The text with whole names and parts of them replaced; for what rests on what the person said."""
    pattern = _pattern(names)
    return pattern.sub(WITHDRAWN, text) if pattern else text


def struck_anywhere(value: object, names: Names) -> object:
    """The same for what a JSON column holds: lists, objects and texts within one another."""
    if isinstance(value, str):
        return struck(value, names)
    if isinstance(value, list):
        return [struck_anywhere(one, names) for one in value]
    if isinstance(value, dict):
        return {struck(str(key), names): struck_anywhere(one, names) for key, one in value.items()}
    return value


def unsaid(text: str, said: Iterable[str], instead: str = WITHDRAWN) -> str:
    """A member's text without what somebody said in it: every four words in a row that are theirs too are replaced."""
    theirs = {run for source in said for run, _, _ in _runs(source)}
    covered: list[tuple[int, int]] = []
    for run, begin, finish in _runs(text):
        if run in theirs:
            start = covered.pop()[0] if covered and begin < covered[-1][1] else begin
            covered.append((start, finish))
    for begin, finish in reversed(covered):
        text = text[:begin] + instead + text[finish:]
    return text


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    words = tokens(text)
    for at in range(len(words) - LEAST_WORDS + 1):
        run = words[at : at + LEAST_WORDS]
        yield tuple(word.key for word in run), run[0].begin, run[-1].finish


def is_same_name(typed: str, name: str) -> bool:
    """Whether somebody typed this name, capitals and spaces aside: the confirmation of what can't be undone."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold() != ""


def _parts(name: str) -> list[str]:
    words = [word.strip(".,;:()[]\"'“”’") for word in name.split()]
    return [word for word in words if _stands_alone(word)]


def _stands_alone(word: str) -> bool:
    """Whether a word of a name says enough by itself: "Dana" does, "de" and "la" do not, two Chinese signs do."""
    if _has_no_case(word):
        return len(word) > 1
    return len(word) >= LEAST_LETTERS and word[0] != word[0].lower()


def _has_no_case(text: str) -> bool:
    return text.lower() == text.upper()


def _pattern(names: Names) -> re.Pattern[str] | None:
    whole = [_bounded(name, f"(?i:{_spaced(name)})") for name in _longest_first(names.whole)]
    parts = [_bounded(part, re.escape(part)) for part in _longest_first(names.parts)]
    return re.compile("|".join(whole + parts)) if whole + parts else None


def _bounded(name: str, pattern: str) -> str:
    """Only as whole words, in scripts that put spaces between them."""
    return pattern if _has_no_case(name) else rf"(?<!\w){pattern}(?!\w)"


def _spaced(name: str) -> str:
    return r"\s+".join(re.escape(word) for word in name.split())


def _longest_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=len, reverse=True)
