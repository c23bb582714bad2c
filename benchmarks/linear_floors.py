"""Repeat the linear floors of docs/method/questions.md: TF-IDF and logistic regression, folds by document.

    uv run --with scikit-learn python benchmarks/linear_floors.py ../shared/data/gold

scikit-learn is no dependency of Firsthand; the line above borrows it for one run of about two minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score

from firsthand.cli.evaluation_sets import without_punctuation

FOLDS = 5
DETECTION = ("mrda_question_detect", "swda_question_detect", "annomi_question_exists", "ami_question")
TYPES = ("swda_question_type", "mrda_question_type")
MARKS_APART = r"\w+|[^\w\s]"  # so that the question mark is a word of its own


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    gold = parser.parse_args().gold
    for name in DETECTION:
        rows = _rows(gold, name)
        labels = [bool(row["label"]) for row in rows]
        plain = f1_score(labels, _predicted(rows, [without_punctuation(row) for row in rows], labels))
        written = f1_score(labels, _predicted(rows, [row["text"] for row in rows], labels, marks=True))
        print(f"{name:24} F1 without punctuation {plain:.2f}, as transcribed {written:.2f}")
    for name in TYPES:
        rows = _rows(gold, name)
        labels = [row["coarse"] for row in rows]
        found = _predicted(rows, [_with_context(row) for row in rows], labels)
        three = [label for label in sorted(set(labels)) if label != "rhetorical"]
        print(
            f"{name:24} macro F1 over four classes {f1_score(labels, found, average='macro'):.2f}, "
            f"without rhetorical {f1_score(labels, found, average='macro', labels=three):.2f}"
        )


def _rows(gold: Path, name: str) -> list[dict[str, Any]]:
    with gzip.open(gold / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _with_context(row: dict[str, Any]) -> str:
    before = " ".join(row["context"][-1:]).lower().split()
    return " ".join([without_punctuation(row), *(f"before_{word}" for word in before)])


def _predicted(
    rows: Sequence[dict[str, Any]], texts: Sequence[str], labels: Sequence[Any], *, marks: bool = False
) -> np.ndarray:
    """What a model says of each row that never saw the row's document."""
    folds, words, answers = _folds(rows), np.array(texts, dtype=object), np.array(labels)
    found = np.empty_like(answers)
    for fold in range(FOLDS):
        tfidf = TfidfVectorizer(
            ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=MARKS_APART if marks else r"(?u)\b\w\w+\b"
        )
        model = LogisticRegression(max_iter=300, C=4, class_weight="balanced")
        model.fit(tfidf.fit_transform(words[folds != fold]), answers[folds != fold])
        found[folds == fold] = model.predict(tfidf.transform(words[folds == fold]))
    return found


def _folds(rows: Sequence[dict[str, Any]]) -> np.ndarray:
    """Documents dealt out in turn, in an order that no one chose."""
    documents = [str(row.get("meeting") or row.get("doc") or row["id"].rsplit("-", 1)[0]) for row in rows]
    dealt = sorted(set(documents), key=lambda one: sha256(one.encode()).hexdigest())
    place = {document: i % FOLDS for i, document in enumerate(dealt)}
    return np.array([place[document] for document in documents])


if __name__ == "__main__":
    main()
