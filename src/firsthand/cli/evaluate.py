"""`firsthand evaluate DIR`: measure the rules against labelled questions and sessions, beside simpler methods."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from firsthand.cli.evaluation_sets import SETS, LabelledSet, Measured, Row
from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.stats.classification import FEWEST_POSITIVES, ClassFigures, macro_f1
from firsthand.domain.stats.proportions import Proportion

ENDINGS = (".jsonl", ".jsonl.gz")
NAMES = tuple(one.name for one in SETS)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--set", "chosen", multiple=True, type=click.Choice(NAMES), metavar="NAME", help="Only this set; may be repeated."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list, a table an entry.")
def evaluate(folder: Path, chosen: tuple[str, ...], as_json: bool) -> None:
    """Measure the rules on the labelled sets in DIR.

    DIR holds JSON Lines files (.jsonl or .jsonl.gz) whose names begin with a set's name, such as
    question_labels_dev.jsonl.gz. Each table shows precision, recall and F1 per class with 95 % Wilson intervals,
    beside the floor: what a trivial rule and a linear model reached. Under 10 positives a class is not measurable.

    \b
    firsthand evaluate labelled/
    firsthand evaluate labelled/ --set question_labels --json
    """
    files = _files(folder, chosen or NAMES)
    measured = ((file, one) for labelled, file in files for one in _measure(labelled, file))
    if as_json:
        entries = [_entry(file, one) for file, one in measured]
        click.echo(json.dumps(entries, indent=2, ensure_ascii=False))
        return
    for file, one in measured:
        click.echo("\n".join(_table(file, one)))


def _files(folder: Path, names: tuple[str, ...]) -> list[tuple[LabelledSet, Path]]:
    """Every labelled file of the sets asked for, in the order of the sets."""
    if not folder.is_dir():
        raise NotFound(
            "This folder is not there. Give the folder that holds the labelled .jsonl.gz files.", where=str(folder)
        )
    present = sorted(path for path in folder.iterdir() if path.name.endswith(ENDINGS))
    found = [(one, path) for one in SETS if one.name in names for path in present if _is_of(one.name, path)]
    if not found:
        raise NotFound(
            f"No file here begins with the name of a set that can be measured: {', '.join(names)}.", where=str(folder)
        )
    return found


def _is_of(name: str, path: Path) -> bool:
    """Whether the file is the set or a split of it: `ami_question.jsonl.gz`, `ami_question_held.jsonl`."""
    stem = path.name.split(".", 1)[0]
    return stem == name or stem.startswith(f"{name}_")


def _measure(labelled: LabelledSet, file: Path) -> Iterator[Measured]:
    if sys.stderr.isatty():
        click.echo(f"measuring {file.name} …", err=True)
    rows = list(_rows(file))
    try:
        yield from labelled.measure(rows)
    except (KeyError, TypeError) as error:
        raise Invalid(
            f"The rows are not those of the set {labelled.name}: {error!r} is missing or of another kind.",
            where=str(file),
        ) from error


def _rows(file: Path) -> Iterator[Row]:
    read = gzip.decompress if file.name.endswith(".gz") else bytes
    try:
        for line in read(file.read_bytes()).decode("utf-8").split("\n"):
            if line.strip():
                yield json.loads(line)
    except (ValueError, OSError, EOFError) as error:
        message = f"This file can't be read as JSON Lines: {error}. Nothing of it was measured."
        raise Invalid(message, where=str(file)) from error


def _table(file: Path, one: Measured) -> Iterator[str]:
    yield f"{file.name.split('.', 1)[0]}: {one.what} (n = {one.rows})"
    yield from (f"  {_line(figures)}" for figures in one.classes if figures.positives or figures.predicted)
    macro = macro_f1(one.classes)
    if macro is not None and len(one.classes) > 1:
        yield f"  macro F1 {macro:.3f} over the classes that can be measured"
    if one.accuracy is not None:
        yield f"  accuracy {_share(one.accuracy)}"
    yield from (f"  {note}" for note in one.notes)
    if one.floor:
        yield f"  floor: {one.floor}"
    yield ""


def _line(one: ClassFigures) -> str:
    start = f"{one.name:<26} n {one.positives:>5}  "
    if not one.is_measurable:
        return f"{start}not measurable here (under {FEWEST_POSITIVES}): {one.hits} of {one.predicted} found are right"
    return f"{start}P {_share(one.precision)}  R {_share(one.recall)}  F1 {one.f1:.3f}"


def _share(one: Proportion) -> str:
    if one.share is None:
        return "  –  (none found)"
    low, high = one.interval
    return f"{one.share:.3f} ({low:.2f}–{high:.2f})"


def _entry(file: Path, one: Measured) -> dict[str, Any]:
    return {
        "set": file.name.split(".", 1)[0],
        "measure": one.what,
        "n": one.rows,
        "floor": one.floor,
        "macro_f1": macro_f1(one.classes),
        "accuracy": one.accuracy and _proportion(one.accuracy),
        "classes": [_class(figures) for figures in one.classes],
        "notes": list(one.notes),
    }


def _class(one: ClassFigures) -> dict[str, Any]:
    counts = {"class": one.name, "positives": one.positives, "predicted": one.predicted, "hits": one.hits}
    if not one.is_measurable:
        return {**counts, "measurable": False}
    figures = {"precision": _proportion(one.precision), "recall": _proportion(one.recall), "f1": one.f1}
    return {**counts, "measurable": True, **figures}


def _proportion(one: Proportion) -> dict[str, Any]:
    return {"share": one.share, "n": one.n, "interval": list(one.interval)}
