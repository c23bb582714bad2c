"""How much a sentence sounds like a decision or a task being given out: two linear models over its words.

Trained by `benchmarks/train_capture.py` on meetings whose licence allows it (AMI, CC BY 4.0). Words that are not
common in two kinds of meetings are masked, so that the models know how people decide and not what about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import cast

from firsthand.domain.planning.question_words import words

WEIGHTS = "capture_weights.json"
HUNDREDTHS = 100  # weights are stored as whole hundredths
MASK = "x"
LEADING_UP = 2  # sentences before this one whose words count one by one
REMEMBERED = 12  # sentences before this one in which the words of CLOSING count
_closing = (
    "meeting next minutes summary finish finished finally half hour lunch email folder work individual decided decide "
    "decision agreed agree okay so recap summarise conclusion"
)
CLOSING = frozenset(_closing.split())


def log_odds(kind: str, said: Sequence[str], before: Sequence[Sequence[str]], *, goes_on: bool) -> float:
    """The natural logarithm of the odds that a sentence is of the kind, "decision" or "action".

    `said` and `before` (oldest first) are masked words; `goes_on` says that the last sentence was the same speaker's.
    """
    weight = _weights()[kind]
    found = set(signs(said, before, goes_on=goes_on))
    return (weight["bias"] + sum(weight.get(sign, 0) for sign in found)) / HUNDREDTHS


def masked(text: str) -> tuple[str, ...]:
    """The words of a sentence, those that the models do not know masked."""
    known = _vocabulary()
    return tuple(word if word in known else MASK for word in words(text))


def signs(said: Sequence[str], before: Sequence[Sequence[str]], *, goes_on: bool) -> Iterator[str]:
    """The features: words and runs of two and three, length, the words just before, and whether it goes to an end."""
    bounded = ["^", *said, "$"]
    yield from (f"w {word}" for word in said)
    for n in (2, 3):
        yield from (f"r {' '.join(bounded[i : i + n])}" for i in range(len(bounded) - n + 1))
    yield f"n {min(len(said) // 3, 6)}"
    yield f"same {goes_on}"
    yield from (f"p {word}" for some in before[-LEADING_UP:] for word in some)
    yield from (f"c {word}" for some in before[-REMEMBERED:] for word in some if word in CLOSING)


@cache
def _file() -> dict[str, object]:
    file = resources.files("firsthand.domain.live").joinpath(WEIGHTS)
    return cast("dict[str, object]", json.loads(file.read_text(encoding="utf-8")))


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(cast("list[str]", _file()["vocabulary"]))


@cache
def _weights() -> dict[str, dict[str, int]]:
    return cast("dict[str, dict[str, int]]", _file()["weights"])
