"""Where in many transcripts given words may stand: by pairs of neighbouring words, looked up in an index of each.

The index holds hashes of word pairs with their turns, no words. It is made once per version of a transcript and
remembered for a while; looking a document's quotations up in hundreds of long transcripts then takes a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from firsthand.domain.text.words import keys
from firsthand.services.remembering import Remembered
from firsthand.services.transcripts import corrections_of
from firsthand.storage.transcripts import TranscriptRecord, TurnRecord

Numbers = NDArray[np.int64]
SPREAD = 3  # turns in which the words of one quotation may lie


@dataclass(frozen=True, slots=True)
class Likely:
    """One place where a wording may stand."""

    transcript_id: str
    turn: int
    score: float


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The word pairs of one transcript, sorted by their hash, with the turn of each."""

    hashes: Numbers
    turns: Numbers


_indexes: Remembered[_Pairs] = Remembered(1_000)


def likely_places(records: Sequence[TranscriptRecord], texts: Sequence[str], most: int = 6) -> list[list[Likely]]:
    """For each text the places that share the most and the rarest word pairs with it, the likeliest first."""
    indexes = _indexed(records)
    wanted = [np.unique(_hashed(keys(text))) for text in texts]
    every = np.unique(np.concatenate([np.zeros(0, np.int64), *wanted]))
    spans = {name: _found(index, every) for name, index in indexes.items()}
    often = np.zeros(len(every))
    for begins, ends in spans.values():
        often += ends > begins
    weights = np.log1p(max(1, len(indexes)) / np.maximum(often, 1))
    return [_best(indexes, spans, np.searchsorted(every, one), weights, most) for one in wanted]


def _best(
    indexes: dict[str, _Pairs],
    spans: dict[str, tuple[Numbers, Numbers]],
    wanted: Numbers,
    weights: NDArray[np.float64],
    most: int,
) -> list[Likely]:
    found: list[Likely] = []
    for name, index in indexes.items():
        begins, ends = spans[name]
        there = [pair for pair in wanted if ends[pair] > begins[pair]]
        if there:
            turns = np.concatenate([index.turns[begins[pair] : ends[pair]] for pair in there])
            worth = np.concatenate([np.full(ends[pair] - begins[pair], weights[pair]) for pair in there])
            found += [
                Likely(name, turn, score) for turn, score in _peaks(np.bincount(turns, worth).astype(np.float64), most)
            ]
    return sorted(found, key=lambda one: (-one.score, one.transcript_id, one.turn))[:most]


def _peaks(scores: NDArray[np.float64], most: int) -> Iterable[tuple[int, float]]:
    """The turns from which on the most stands in the next few; of neighbours only the best."""
    padded = np.concatenate([scores, np.zeros(SPREAD)])
    near = sum((padded[step : step + len(scores)] for step in range(1, SPREAD)), start=scores)
    taken: list[int] = []
    for turn in np.argsort(-near, kind="stable")[: most * SPREAD * 2]:
        if near[turn] > 0 and all(abs(turn - other) > SPREAD for other in taken):
            taken.append(int(turn))
            yield int(turn), float(near[turn])


def _found(index: _Pairs, wanted: Numbers) -> tuple[Numbers, Numbers]:
    return np.searchsorted(index.hashes, wanted), np.searchsorted(index.hashes, wanted, side="right")


def _indexed(records: Sequence[TranscriptRecord]) -> dict[str, _Pairs]:
    missing = [one.id for one in records if not _indexes.holds((one.id, one.version))]
    texts = _texts(missing)
    empty: tuple[list[int], list[str]] = ([], [])
    return {
        one.id: _indexes.get((one.id, one.version), lambda one=one: _pairs(*texts.get(one.id, empty)))  # type: ignore[misc]
        for one in records
    }


def _texts(transcript_ids: Sequence[str]) -> dict[str, tuple[list[int], list[str]]]:
    """Turns and texts of these transcripts, as corrected; two queries."""
    if not transcript_ids:
        return {}
    corrections = corrections_of(transcript_ids)
    found: dict[str, tuple[list[int], list[str]]] = {}
    rows = TurnRecord.objects.filter(transcript__in=transcript_ids).order_by("transcript_id", "index")
    for transcript_id, index, text in rows.values_list("transcript_id", "index", "text").iterator(chunk_size=5_000):
        correction = corrections.get(transcript_id, {}).get(index)
        turns, texts = found.setdefault(transcript_id, ([], []))
        turns.append(index)
        texts.append(correction.text if correction else text)
    return found


def _pairs(turns: Sequence[int], texts: Sequence[str]) -> _Pairs:
    words: list[str] = []
    places: list[int] = []
    for turn, text in zip(turns, texts, strict=True):
        said = keys(text)
        words += said
        places += [turn] * len(said)
    hashes = _hashed(words)
    order = np.argsort(hashes, kind="stable")
    return _Pairs(hashes[order], np.array(places[:-1] if places else [], dtype=np.int64)[order])


def _hashed(words: Sequence[str]) -> Numbers:
    """A hash of each word with the one behind it."""
    single = np.array([hash(word) for word in words], dtype=np.int64).astype(np.uint64)
    if len(single) < 2:
        return np.zeros(0, np.int64)
    pairs: Numbers = (single[:-1] * np.uint64(0x9E3779B97F4A7C15) + single[1:]).astype(np.int64)
    return pairs
