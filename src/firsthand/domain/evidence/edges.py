"""Selected words with the marks at their edges, checked among the turns around them and not in a whole transcript."""

from __future__ import annotations

from dataclasses import replace

from firsthand.domain.evidence.quotes import Check, check_selection
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.anchors import anchor
from firsthand.domain.interviews.transcripts import Transcript

NEAR = 24  # turns on each side of a quote that are looked at: sentences and questions are not longer


def around(transcript: Transcript, first_turn: int, last_turn: int, near: int = NEAR) -> Transcript:
    """The turns near a quote, so that a check does not grow with the transcript."""
    turns = transcript.turns
    if not turns:
        return transcript
    offset = turns[0].index
    first, last = max(0, first_turn - offset - near), max(0, last_turn - offset + near + 1)
    return replace(transcript, turns=turns[first:last])


def wider_selection(near: Transcript, first_turn: int, begin: int, last_turn: int, finish: int) -> Check:
    """The check of selected words, an exact one with the marks selected at its edges."""
    found = check_selection(near, first_turn, begin, last_turn, finish)
    return _with_edges(found, near, (first_turn, begin), (last_turn, finish))


def _with_edges(found: Check, transcript: Transcript, begin: tuple[int, int], finish: tuple[int, int]) -> Check:
    """An exact quote with the marks selected at its edges: a full stop or a bracket is no word, but belongs to it."""
    place = found.anchor
    if found.status is not Status.EXACT or place is None:
        return found
    texts = {turn.index: turn.text for turn in transcript.turns}
    first, begins = min(_forward(texts, begin), (place.first_turn, place.begin))
    last, ends = max(_back(texts, finish), (place.last_turn, place.finish))
    wider = anchor(transcript, first, begins, last, ends)
    return replace(found, anchor=wider, text=" ".join(wider.exact.split("\n")))


def _forward(texts: dict[int, str], at: tuple[int, int]) -> tuple[int, int]:
    """The place without the space that was selected in front."""
    turn, offset = at
    rest = texts[turn][offset:]
    return (turn, offset + len(rest) - len(rest.lstrip())) if rest.strip() else (turn + 1, 0)


def _back(texts: dict[int, str], at: tuple[int, int]) -> tuple[int, int]:
    """The place without the space that was selected behind."""
    turn, offset = at
    kept = texts[turn][:offset].rstrip()
    return (turn, len(kept)) if kept else (turn - 1, len(texts[turn - 1].rstrip()))
