"""Train the small model that hears questions in speech without punctuation.

    python benchmarks/train_questions.py ../shared/data/gold            # write the weights that ship
    python benchmarks/train_questions.py ../shared/data/gold --measure  # five folds by series of meetings; no file

Only sets whose licence allows a shipped model are read, all CC BY 4.0: mrda_question_detect and ami_question, and for
more meetings of the same kind ami_items (whose dialogue acts say what elicits an answer) and mrda_commit with
mrda_question_type (together they say which turns are questions). Judged are the first two alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from firsthand.cli.evaluation_sets import without_punctuation
from firsthand.domain.planning import question_model
from firsthand.domain.planning.question_model import HUNDREDTHS, WEIGHTS, signs
from firsthand.domain.planning.questions import find_questions

FOLDS = 5
SEEN_AT_LEAST = 10  # rows that must show a sign before it counts
PASSES, PENALTY = 250, 15.0
JUDGED = ("mrda_question_detect", "ami_question")
ELICITS = "el."  # AMI's dialogue acts that ask for information, an assessment or a suggestion
LEAST = 5  # hundredths; a smaller weight is not shipped
Indices: TypeAlias = NDArray[np.int32]
Numbers: TypeAlias = NDArray[np.float64]
PLANNING = Path(__file__).parents[1] / "src" / "firsthand" / "domain" / "planning"


@dataclass(frozen=True)
class Row:
    meeting: str
    written: str  # as transcribed
    text: str  # without punctuation
    asks: bool
    signs: frozenset[str]

    @property
    def series(self) -> str:
        """AMI's groups met up to four times (ES2002a to ES2002d): the same people about the same thing."""
        return self.meeting.rstrip("abcd")


@dataclass(frozen=True)
class Model:
    weights: dict[str, float]
    bias: float

    def log_odds(self, row: Row) -> float:
        return self.bias + sum(self.weights.get(sign, 0.0) for sign in row.signs)


def judged_rows(gold: Path) -> dict[str, list[Row]]:
    """The labelled sets that the figures are for."""
    return {name: [_row(row, bool(row["label"])) for row in _read(gold, name)] for name in JUDGED}


def further_rows(gold: Path, judged: dict[str, list[Row]]) -> list[Row]:
    """More meetings to learn from, none of them judged."""
    meetings = {row.meeting for some in judged.values() for row in some}
    asked = {row["id"] for row in _read(gold, "mrda_question_type")}
    ami = [_row(row, str(row["da"]).startswith(ELICITS)) for row in _read(gold, "ami_items")]
    mrda = [_row(row, row["id"] in asked and "?" in str(row["text"])) for row in _read(gold, "mrda_commit")]
    return [row for row in (*ami, *mrda) if row.meeting not in meetings]


def _read(gold: Path, name: str) -> list[dict[str, object]]:
    with gzip.open(gold / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _row(row: dict[str, object], asks: bool) -> Row:
    meeting = str(row.get("meeting") or str(row["id"]).rsplit("-", 1)[0])
    text = without_punctuation(row)
    return Row(meeting, str(row["text"]), text, asks, signs(text))


def train(data: list[Row]) -> Model:
    """Logistic regression with a quadratic penalty; the same data always give the same weights."""
    counts = Counter(sign for row in data for sign in row.signs)
    columns = {sign: i for i, sign in enumerate(sorted(s for s, n in counts.items() if n >= SEEN_AT_LEAST))}
    bias = len(columns)
    seen = [[*sorted(columns[s] for s in row.signs if s in columns), bias] for row in data]
    weights = _fitted(
        np.array([column for row in seen for column in row], dtype=np.int32),
        np.repeat(np.arange(len(data), dtype=np.int32), [len(row) for row in seen]),
        np.array([row.asks for row in data], dtype=float),
    )
    return Model({sign: float(weights[i]) for sign, i in columns.items()}, float(weights[bias]))


def _fitted(columns: Indices, owners: Indices, answers: Numbers) -> Numbers:
    """Accelerated gradient steps (Nesterov 1983, restarted as in O'Donoghue & Candès 2015).

    Each weight has its own step: 1 / (¼ of the signs in all rows that show it + penalty) bounds the curvature.
    """
    steps = 1 / (np.bincount(columns, np.bincount(owners)[owners]) / 4 + PENALTY)
    weights = ahead = np.zeros(len(steps))
    pace = 1.0
    for _ in range(PASSES):
        errors = 1 / (1 + np.exp(-np.bincount(owners, ahead[columns]))) - answers
        slopes = np.bincount(columns, errors[owners]) + PENALTY * ahead
        before, weights = weights, ahead - steps * slopes
        if slopes @ (weights - before) > 0:
            pace = 1.0
        faster = (1 + np.sqrt(1 + 4 * pace**2)) / 2
        ahead, pace = weights + (pace - 1) / faster * (weights - before), faster
    return weights


def measure(judged: dict[str, list[Row]], further: list[Row]) -> None:
    """Every series of meetings is judged with weights that never saw it: the model alone, and the whole finder."""
    everything = [row for some in (*judged.values(), further) for row in some]
    found: dict[str, list[Found]] = {name: [] for name in judged}
    for fold in range(FOLDS):
        whole = in_hundredths(train([row for row in everything if _fold(row) != fold]))
        setattr(question_model, "weights", lambda whole=whole: whole)  # noqa: B010 - the model and the finder read these
        for name, rows in judged.items():
            found[name] += [_find(row) for row in rows if _fold(row) == fold]
    for name, judgements in found.items():
        for least in (-1.5, -1.0, -0.5):
            print(f"{name:22} model {least:+.1f}  {_figures([(one.log_odds > least, one.asks) for one in judgements])}")
        print(f"{name:22} finder      {_figures([(one.finder_says, one.asks) for one in judgements])}")
        print(f"{name:22} as written  {_figures([(one.finder_says_written, one.asks) for one in judgements])}")


@dataclass(frozen=True)
class Found:
    asks: bool
    log_odds: float
    finder_says: bool
    finder_says_written: bool  # the same with the punctuation of the transcript


def _find(row: Row) -> Found:
    return Found(
        row.asks, question_model.log_odds(row.text), bool(find_questions(row.text)), bool(find_questions(row.written))
    )


def _fold(row: Row) -> int:
    return int(sha256(row.series.encode()).hexdigest(), 16) % FOLDS


def _figures(pairs: list[tuple[bool, bool]]) -> str:
    hits, said, true = (sum(some) for some in zip(*((a and b, a, b) for a, b in pairs), strict=True))
    precision, recall = hits / max(1, said), hits / max(1, true)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * hits / max(1, said + true):.3f}  n {len(pairs)}"


def in_hundredths(model: Model) -> dict[str, int]:
    """The weights as they ship: whole hundredths, without the small ones."""
    weights = {sign: round(weight * HUNDREDTHS) for sign, weight in model.weights.items()}
    return {sign: weight for sign, weight in weights.items() if abs(weight) >= LEAST} | {
        "bias": round(model.bias * HUNDREDTHS)
    }


def write(model: Model, place: Path) -> None:
    """Sorted, one weight a line: a small file that changes only where the model does."""
    weights = in_hundredths(model)
    place.write_text(json.dumps(weights, sort_keys=True, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(weights)} weights, {place.stat().st_size} bytes: {place.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--to", type=Path, default=PLANNING / WEIGHTS)
    chosen = parser.parse_args()
    judged = judged_rows(chosen.gold)
    further = further_rows(chosen.gold, judged)
    if chosen.measure:
        measure(judged, further)
    else:
        write(train([row for some in (*judged.values(), further) for row in some]), chosen.to)


if __name__ == "__main__":
    main()
