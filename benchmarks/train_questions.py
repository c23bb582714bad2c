"""Train the small model that hears questions in speech without punctuation.

    python benchmarks/train_questions.py ../shared/data/gold            # write the weights that ship
    python benchmarks/train_questions.py ../shared/data/gold --measure  # three folds by meeting; writes nothing

Only sets whose licence allows a shipped model are read: mrda_question_detect and ami_question (both CC BY 4.0).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from firsthand.cli.evaluation_sets import without_punctuation
from firsthand.domain.planning import question_model
from firsthand.domain.planning.question_model import HUNDREDTHS, WEIGHTS, signs
from firsthand.domain.planning.questions import find_questions

SETS = ("mrda_question_detect", "ami_question")
FOLDS = 3
SEEN_AT_LEAST = 10  # rows that must show a sign before it counts
PASSES, BATCH, STEP, DECAY = 12, 128, 0.3, 3e-3
PLANNING = Path(__file__).parents[1] / "src" / "firsthand" / "domain" / "planning"


@dataclass(frozen=True)
class Row:
    document: str
    text: str  # without punctuation
    asks: bool
    signs: frozenset[str]


@dataclass(frozen=True)
class Model:
    weights: dict[str, float]
    bias: float

    def log_odds(self, row: Row) -> float:
        return self.bias + sum(self.weights.get(sign, 0.0) for sign in row.signs)


def rows(gold: Path, name: str) -> list[Row]:
    with gzip.open(gold / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [_row(json.loads(line)) for line in lines]


def _row(row: dict[str, object]) -> Row:
    document = str(row.get("meeting") or str(row["id"]).rsplit("-", 1)[0])
    text = without_punctuation(row)
    return Row(document, text, bool(row["label"]), signs(text))


def train(data: list[Row]) -> Model:
    """Logistic regression by AdaGrad with decay towards zero; the same data always give the same weights."""
    counts = Counter(sign for row in data for sign in row.signs)
    columns = {sign: i for i, sign in enumerate(sorted(s for s, n in counts.items() if n >= SEEN_AT_LEAST))}
    matrix = [np.array(sorted(columns[s] for s in row.signs if s in columns), dtype=np.int64) for row in data]
    answers = np.array([row.asks for row in data], dtype=float)
    weights, squares = np.zeros(len(columns) + 1), np.full(len(columns) + 1, 1e-6)  # the last is the bias
    dice = np.random.default_rng(0)
    for _ in range(PASSES):
        order = dice.permutation(len(data))
        for start in range(0, len(data), BATCH):
            _step(weights, squares, matrix, answers, order[start : start + BATCH])
    return Model({sign: float(weights[i]) for sign, i in columns.items()}, float(weights[-1]))


def _step(
    weights: np.ndarray, squares: np.ndarray, matrix: list[np.ndarray], answers: np.ndarray, batch: np.ndarray
) -> None:
    columns = np.concatenate([np.append(matrix[i], len(weights) - 1) for i in batch])
    owners = np.repeat(np.arange(len(batch)), [len(matrix[i]) + 1 for i in batch])
    sums = np.bincount(owners, weights[columns], len(batch))
    errors = 1 / (1 + np.exp(-sums)) - answers[batch]
    used = np.unique(columns)
    slopes = np.bincount(columns, errors[owners], len(weights))[used] / len(batch) + DECAY * weights[used]
    squares[used] += slopes**2
    weights[used] -= STEP * slopes / np.sqrt(squares[used])


def measure(data: dict[str, list[Row]]) -> None:
    """Every meeting is judged with weights that never saw it: the model alone, and the whole question finder."""
    for name, judged in data.items():
        scores, found = np.zeros(len(judged)), np.zeros(len(judged), dtype=bool)
        for fold in range(FOLDS):
            model = train([row for some in data.values() for row in some if _fold(row) != fold])
            whole = in_hundredths(model)
            question_model.weights = lambda whole=whole: whole  # the finder reads these
            for i, row in enumerate(judged):
                if _fold(row) == fold:
                    scores[i], found[i] = model.log_odds(row), bool(find_questions(row.text))
        for threshold in (-1.5, -1.0, -0.5):
            print(f"{name:22} model {threshold:+.1f}  {_figures(scores > threshold, judged)}")
        print(f"{name:22} finder      {_figures(found, judged)}")


def _fold(row: Row) -> int:
    return int(sha256(row.document.encode()).hexdigest(), 16) % FOLDS


def _figures(said: np.ndarray, judged: list[Row]) -> str:
    truth = np.array([row.asks for row in judged])
    hits = int((said & truth).sum())
    precision, recall = hits / max(1, int(said.sum())), hits / max(1, int(truth.sum()))
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * hits / (said.sum() + truth.sum()):.3f}  n {len(judged)}"


def in_hundredths(model: Model) -> dict[str, int]:
    """The weights as they ship: whole hundredths, without those near zero."""
    weights = {sign: round(weight * HUNDREDTHS) for sign, weight in model.weights.items()}
    return {sign: weight for sign, weight in weights.items() if abs(weight) >= 2} | {
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
    data = {name: rows(chosen.gold, name) for name in SETS}
    if chosen.measure:
        measure(data)
    else:
        write(train([row for some in data.values() for row in some]), chosen.to)


if __name__ == "__main__":
    main()
