"""How much a stretch of speech without punctuation sounds like a question: a small linear model over its grammar.

Trained by `benchmarks/train_questions.py` on meetings whose licence allows it (ICSI-MRDA and AMI, CC BY 4.0). It sees
almost only function words, so that it carries over to other subjects than meetings.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import cast

from firsthand.domain.planning.question_words import GRAMMAR, without_openers, words

WEIGHTS = "question_weights.json"
HUNDREDTHS = 100  # weights are stored as whole hundredths
LONGEST_MARKED = 12  # words; longer stretches are told apart only as "long" and "very long"
VERY_LONG = 20


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
    """The features of the model: runs of grammar words, how the text begins and ends, its words and its length."""
    said = words(text)
    core = without_openers(said)
    shape = ["^", *(word if word in GRAMMAR else "x" for word in core), "$"]
    found = {_length(len(core)), f"first {' '.join(said[:1])}", f"last {' '.join(said[-1:])}"}
    found.update(f"w {word}" for word in said)
    found.update(f"2 {' '.join(shape[i : i + 2])}" for i in range(len(shape) - 1))
    found.update(f"3 {' '.join(shape[i : i + 3])}" for i in range(len(shape) - 2))
    found.update(f"{n} {' '.join(shape[:n])}" for n in (4, 5))
    found.update((f"s {' '.join(core[:1])}", f"s {' '.join(core[:2])}", f"e {' '.join([*core, '$'][-3:])}"))
    if len(core) <= 3:
        found.add(f"all {' '.join(said)}")
    return frozenset(found)


def _length(count: int) -> str:
    if count < LONGEST_MARKED:
        return f"n {count}"
    return "n long" if count < VERY_LONG else "n very long"
