"""Train the two small models of live capture: what sounds like a decision, and like a task being given out.

    python -m benchmarks.train_capture ../shared/data/gold            # write the weights that ship
    python -m benchmarks.train_capture ../shared/data/gold --measure  # five folds by series of meetings; no file

Only sets whose licence allows a shipped model are read, all CC BY 4.0: ami_items,
and mrda_commit for the list of words that are common in a second kind of meeting.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.train_questions import Model, Row, _fold, _read, in_hundredths, train
from firsthand.domain.live import capture_model
from firsthand.domain.live.capture_evaluation import item_figures, meetings_of
from firsthand.domain.live.capture_model import WEIGHTS, signs
from firsthand.domain.planning.question_words import words

FOLDS = 5
KINDS = ("decision", "action")
COMMON = 8  # utterances that must use a word, in AMI and in ICSI-MRDA, before the models may know it
LIVE = Path(__file__).parents[1] / "src" / "firsthand" / "domain" / "live"


def vocabulary(gold: Path) -> list[str]:
    """The words that both kinds of meetings use."""
    counts = [Counter(w for row in _read(gold, name) for w in set(words(str(row["text"])))) for name in SETS]
    return sorted(word for word, n in counts[0].items() if n >= COMMON and counts[1][word] >= COMMON)


SETS = ("ami_items", "mrda_commit")


def rows(gold: Path, kind: str, known: frozenset[str]) -> list[Row]:
    """Every utterance of the meetings that carry the label, with its signs."""
    by_meeting: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in _read(gold, "ami_items"):
        by_meeting[str(row["meeting"])].append(row)
    found: list[Row] = []
    for meeting in by_meeting.values():
        if any(kind in row for row in meeting):
            meeting.sort(key=lambda row: (row["start"], row["idx"]))
            found.extend(_rows(meeting, kind, known))
    return found


def _rows(meeting: list[dict[str, object]], kind: str, known: frozenset[str]) -> Iterator[Row]:
    said = [tuple(w if w in known else "x" for w in words(str(row["text"]))) for row in meeting]
    for i, row in enumerate(meeting):
        goes_on = i > 0 and meeting[i - 1]["sp"] == row["sp"]
        shown = frozenset(signs(said[i], said[max(0, i - capture_model.REMEMBERED) : i], goes_on=goes_on))
        text = str(row["text"])
        yield Row(str(row["meeting"]), text, text, bool(row.get(kind)), shown)


def measure(gold: Path) -> None:
    """Capture as a whole on AMI, every series of meetings with weights that never saw it."""
    known = vocabulary(gold)
    data = {kind: rows(gold, kind, frozenset(known)) for kind in KINDS}
    meetings = meetings_of(_read(gold, "ami_items"))
    judged = []
    for fold in range(FOLDS):
        held = [one for one in meetings if _fold(Row(one.name, "", "", False, frozenset())) == fold]
        models = {kind: train([row for row in some if _fold(row) != fold]) for kind, some in data.items()}
        use(models, known)
        judged += [(one, one.captured()) for one in held]
    for line in item_figures(judged):
        print(line)


def use(models: dict[str, Model], known: list[str]) -> None:
    """Let capture read these weights instead of those that ship."""
    file = as_file(models, known)
    for name in ("_vocabulary", "_weights"):
        getattr(capture_model, name).cache_clear()
    setattr(capture_model, "_file", lambda: file)  # noqa: B010 - the model reads it


def as_file(models: dict[str, Model], known: list[str]) -> dict[str, object]:
    return {"vocabulary": known, "weights": {kind: in_hundredths(model) for kind, model in models.items()}}


def write(gold: Path, place: Path) -> None:
    """Sorted, one weight a line: a file that changes only where the models do."""
    known = vocabulary(gold)
    file = as_file({kind: train(rows(gold, kind, frozenset(known))) for kind in KINDS}, known)
    place.write_text(json.dumps(file, sort_keys=True, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{place.stat().st_size} bytes: {place.name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--to", type=Path, default=LIVE / WEIGHTS)
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.gold)
    else:
        write(chosen.gold, chosen.to)


if __name__ == "__main__":
    main()
