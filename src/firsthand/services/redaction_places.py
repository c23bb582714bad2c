"""Places in a transcript that are to be covered: one stretch, or all of the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from firsthand.domain.errors import Invalid
from firsthand.domain.evidence.redaction.deciding import State, Stretch
from firsthand.domain.evidence.redaction.kinds import Personal
from firsthand.domain.interviews.transcripts import Transcript, Turn
from firsthand.domain.text.words import tokens


@dataclass(frozen=True, slots=True)
class Spot:
    """One stretch of one turn: code points, end exclusive."""

    index: int
    begin: int
    finish: int
    text: str
    kind: Personal
    subject: str


def spot_of(turn: Turn, stretch: Stretch) -> Spot:
    """The place of a stretch."""
    return Spot(turn.index, stretch.begin, stretch.finish, stretch.text, stretch.kind, stretch.subject)


def widened(text: str, begin: int, finish: int) -> tuple[int, int]:
    """The selected stretch with every word that it touches whole. Raises Invalid where there is none."""
    if not 0 <= begin < finish <= len(text):
        raise Invalid("These offsets lie outside the turn's text. Nothing was covered; select the words again.")
    touched = [word for word in tokens(text) if word.begin < finish and begin < word.finish]
    if not touched:
        raise Invalid("No word is selected. Select at least one word.")
    return min(begin, touched[0].begin) if text[begin].strip() else touched[0].begin, max(
        touched[-1].finish, begin + len(text[begin:finish].rstrip())
    )


def alike(
    spot: Spot, transcript: Transcript, stretches: Iterable[tuple[Turn, Stretch]], *, is_covered: bool
) -> list[Spot]:
    """All of the same: what the rules find of the same person or string, and the same letters wherever they stand.

    What is shown again is only what a rule found, spelt alike: two people may have one name, and only one be meant.
    """
    found = list(stretches)
    same = [spot_of(turn, one) for turn, one in found if _is_same(spot, one, is_covered=is_covered)]
    if not is_covered:
        return _once([spot, *same])
    taken = [(turn.index, one.begin, one.finish) for turn, one in found if one.state is not State.SUGGESTED]
    return _once([spot, *same, *_letters(spot, transcript, taken)])


def _is_same(spot: Spot, one: Stretch, *, is_covered: bool) -> bool:
    if one.kind is not spot.kind or one.state is not State.SUGGESTED:
        return False
    is_spelt_alike = one.text.casefold() == spot.text.casefold()
    return is_spelt_alike or (is_covered and bool(spot.subject) and one.subject == spot.subject)


def _letters(spot: Spot, transcript: Transcript, taken: Iterable[tuple[int, int, int]]) -> Iterator[Spot]:
    """The same letters as whole words, where nobody has decided yet."""
    places = list(taken)
    pattern = re.compile(rf"(?<!\w){re.escape(spot.text)}(?!\w)")
    for turn in transcript.turns:
        for hit in pattern.finditer(turn.text):
            if not any(i == turn.index and b < hit.end() and hit.start() < f for i, b, f in places):
                yield Spot(turn.index, *hit.span(), spot.text, spot.kind, spot.subject)


def _once(spots: Iterable[Spot]) -> list[Spot]:
    by_place: dict[tuple[int, int, int], Spot] = {}
    for one in spots:
        by_place.setdefault((one.index, one.begin, one.finish), one)
    return list(by_place.values())
