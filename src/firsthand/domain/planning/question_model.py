"""How much a stretch of speech without punctuation sounds like a question: a linear model over its words in order.

Trained by `benchmarks/train_questions.py` on meetings whose licence allows it (ICSI-MRDA and AMI, CC BY 4.0).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import cast

from firsthand.domain.planning.question_words import (
    AUXILIARIES,
    GRAMMAR,
    SUBJECTS,
    WH_WORDS,
    without_openers,
    words,
)

WEIGHTS = "question_weights.json"
HUNDREDTHS = 100  # weights are stored as whole hundredths
LONGEST_MARKED = 12  # words; longer stretches are told apart only as "long" and "very long"
VERY_LONG = 20
SHORT, MIDDLING = 6, 12  # words: the three sizes in which a first word or an inversion may weigh differently
FARTHEST = 4  # words before a question word or an inversion that are still counted one by one


def log_odds(text: str) -> float:
    """The natural logarithm of the odds that the text is a question; punctuation plays no part."""
    weight = weights()
    return sum(weight.get(sign, 0) for sign in (*signs(text), "bias")) / HUNDREDTHS


@cache
def weights() -> dict[str, int]:
    """The weight of every sign in hundredths, read from the package once."""
    file = resources.files("firsthand.domain.planning").joinpath(WEIGHTS)
    return cast("dict[str, int]", json.loads(file.read_text(encoding="utf-8")))


def signs(text: str) -> frozenset[str]:
    """The features of the model: its words in runs, its grammar, how it begins and ends, inversions, its length."""
    said = words(text)
    core = without_openers(said)
    return frozenset((*_runs(said), *_grammar(core), *_edges(said, core), *_question_order(core), *_whole(said, core)))


def _runs(said: list[str]) -> Iterator[str]:
    """Single words, and runs of two and three with the beginning "^" and the end "$"."""
    bounded = ["^", *said, "$"]
    yield from (f"w {word}" for word in said)
    for n in (2, 3):
        yield from (f"r {' '.join(bounded[i : i + n])}" for i in range(len(bounded) - n + 1))


def _grammar(core: list[str]) -> Iterator[str]:
    """The same with every word that carries no grammar as "x", so that it carries over to other subjects."""
    shape = ["^", *(word if word in GRAMMAR else "x" for word in core), "$"]
    for n in (2, 3):
        yield from (f"g {' '.join(shape[i : i + n])}" for i in range(len(shape) - n + 1))
    yield from (f"g {' '.join(shape[:n])}" for n in (4, 5))


def _edges(said: list[str], core: list[str]) -> Iterator[str]:
    """The first and last words, alone and by the size of the whole."""
    for n in (1, 2, 3):
        yield f"s {' '.join(core[:n])}"
        yield f"e {' '.join(said[-n:])}"
    if core:
        size = _size(len(core))
        yield from (f"s {core[0]} {size}", f"e {core[-1]} {size}", f"s {said[0]} n {min(len(core), 8)}")
        yield f"se {_grammatical(core[0])} {_grammatical(core[-1])}"


def _question_order(core: list[str]) -> Iterator[str]:
    """Subject after auxiliary ("did you"), and question words, with how far in they stand."""
    for i, (word, after) in enumerate(pairwise([*core, "$"])):
        place = min(i, FARTHEST)
        if word in AUXILIARIES and after in SUBJECTS:
            yield from (f"i {place}", f"i {word} {after} {min(i, 2)}", f"i {_size(len(core))}")
            yield f"i after {core[i - 1] if i else '^'}"
        if word in WH_WORDS:
            yield from (f"q {word} {place}", f"q {word} {_grammatical(after)}")
            if AUXILIARIES.intersection(core[i + 1 : i + 3]):
                yield f"q {word} inverted {place}"


def _whole(said: list[str], core: list[str]) -> Iterator[str]:
    yield _length(len(core))
    if len(core) <= 3:
        yield f"all {' '.join(said)}"


def _grammatical(word: str) -> str:
    return word if word in GRAMMAR else "x"


def _size(count: int) -> str:
    return "short" if count <= SHORT else "middling" if count <= MIDDLING else "long"


def _length(count: int) -> str:
    if count < LONGEST_MARKED:
        return f"n {count}"
    return "n long" if count < VERY_LONG else "n very long"
