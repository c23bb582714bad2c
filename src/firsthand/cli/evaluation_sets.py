"""The labelled sets that `firsthand evaluate` knows: what is measured on each, and what a simpler method reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from firsthand.domain.planning.question_schemes import DIALOGUE_ACTS, dialogue_act, open_or_closed
from firsthand.domain.planning.questions import QuestionType, find_questions, question_type
from firsthand.domain.stats.classification import (
    ClassFigures,
    Pairs,
    accuracy,
    by_class,
    by_label_set,
    cohen_kappa,
    macro_f1,
)
from firsthand.domain.stats.proportions import Proportion

Row = Mapping[str, Any]  # one line of a labelled file; each set has its own shape
PUNCTUATION = re.compile(r"[.?!,;:]+(?=\s|$)")
# Labels of the textbook set, in our words; what has no counterpart is left out.
TEXTBOOK_FAULTS = {
    "leading": "leading",
    "loaded": "leading",
    "presupposition": "presupposing",
    "hypothetical": "hypothetical",
    "double_barrelled": "double_barrelled",
    "opinion": "preference",
    "pitch": "pitch",
    "vague_frequency": "generic",
    "closed": "closed_where_open_needed",
}


@dataclass(frozen=True, slots=True)
class Measured:
    """One table: how one rule did on one set."""

    what: str
    rows: int
    classes: tuple[ClassFigures, ...]
    accuracy: Proportion | None = None
    floor: str = ""  # what a simpler method reached on the unseen half
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """A set by the beginning of its files' names."""

    name: str
    title: str
    measure: Callable[[Sequence[Row]], Iterable[Measured]] = field(repr=False)


def _question_labels(rows: Sequence[Row]) -> Iterator[Measured]:
    """Only what both coders agree on is scored; agreement with each of them is told beside it."""
    said = [question_type(row["text"], row.get("before", ""), written=row.get("kind") == "guide") for row in rows]
    agreed = [(str(row["type"]), str(one)) for row, one in zip(rows, said, strict=True) if row["type"]]
    coded = [(row["coders"], str(one)) for row, one in zip(rows, said, strict=True) if len(row.get("coders", ())) == 2]
    coders = [[(str(two[k]["type"]), one) for two, one in coded] for k in (0, 1)]
    notes = tuple(
        f"kappa with coder {k + 1}: {_decimal(cohen_kappa(pairs))}" for k, pairs in enumerate(coders) if pairs
    )
    yield Measured("type of the question", len(agreed), by_class(agreed, QuestionType), accuracy(agreed), "", notes)
    yield _faults_of_labels(rows)


def _faults_of_labels(rows: Sequence[Row]) -> Measured:
    """Faults where the coders differ are left out of that row's labels and of what is held against the rule."""
    from firsthand.domain.planning.linting import Fault, find_faults

    items = []
    for row in rows:
        spoken, disputed = row.get("kind") != "guide", frozenset(row.get("disputed", ()))
        found = find_faults(row["text"], previous=row.get("before", ""), spoken=spoken)
        items.append((frozenset(row["faults"]) - disputed, frozenset(str(one.fault) for one in found) - disputed))
    return Measured("faults", len(rows), by_label_set(items, Fault))


def _textbook(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.planning.linting import find_faults

    labels = [frozenset(TEXTBOOK_FAULTS[one] for one in row["label"] if one in TEXTBOOK_FAULTS) for row in rows]
    found = [frozenset(str(one.fault) for one in find_faults(row["text"])) for row in rows]
    items = list(zip(labels, found, strict=True))
    faulty = [(_yes(row["faulty"]), _yes(bool(one))) for row, one in zip(rows, found, strict=True)]
    floor = "F1 .53 leading, .75 hypothetical, .69 double-barrelled (trivial rules)"
    yield Measured("faults", len(rows), by_label_set(items, sorted(set(TEXTBOOK_FAULTS.values()))), None, floor)
    yield Measured("any fault", len(rows), by_class(faulty, ["yes"]), accuracy(faulty))


def _open_closed(rows: Sequence[Row]) -> Iterator[Measured]:
    pairs = [(str(row["label"]), open_or_closed(row["text"], _last(row))) for row in rows]
    floor = "accuracy .68 (trivial rule), .71 (linear TF-IDF); one expert against the others .83"
    yield Measured("open or closed", len(rows), by_class(pairs, ["open", "closed"]), accuracy(pairs), floor)


def _dialogue_acts(floor: str) -> Callable[[Sequence[Row]], Iterator[Measured]]:
    def measure(rows: Sequence[Row]) -> Iterator[Measured]:
        pairs = [(str(row["coarse"]), dialogue_act(row["text"])) for row in rows]
        classes = by_class(pairs, DIALOGUE_ACTS)
        notes = (
            f"macro F1 {_decimal(macro_f1(classes[:-1]))} without the last class, which forms alone can't tell well",
        )
        yield Measured("coarse dialogue act", len(rows), classes, accuracy(pairs), floor, notes)

    return measure


def _existence(floor: str, *, plain: str, punctuated: str) -> Callable[[Sequence[Row]], Iterator[Measured]]:
    """Is there a question? `plain` and `punctuated` title the two readings; an empty title leaves that one out."""

    def measure(rows: Sequence[Row]) -> Iterator[Measured]:
        if plain:
            yield _exists(plain, [(row["label"], without_punctuation(row)) for row in rows], floor)
        if punctuated:
            yield _exists(punctuated, [(row["label"], str(row["text"])) for row in rows], "" if plain else floor)

    return measure


def _exists(what: str, labelled: Sequence[tuple[bool, str]], floor: str) -> Measured:
    pairs: Pairs = [(_yes(label), _yes(bool(find_questions(text)))) for label, text in labelled]
    return Measured(what, len(pairs), by_class(pairs, ["yes"]), None, floor)


def without_punctuation(row: Row) -> str:
    """The text as a speech engine without punctuation would give it."""
    given = row.get("text_nopunct")
    return str(given) if given is not None else PUNCTUATION.sub("", str(row["text"])).lower()


def _reflections(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.interviews.craft_evaluation import evaluate_reflections

    yield _detected(evaluate_reflections(rows), "F1 .26 (trivial rule), .69 (linear TF-IDF)")


def _tellings(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.interviews.craft_evaluation import evaluate_tellings

    yield _detected(evaluate_tellings(rows), "F1 .15 (trivial rule), .54 (linear TF-IDF)")


def _detected(found: Any, floor: str) -> Measured:
    hits = round(found.recall * found.positives)
    predicted = round(hits / found.precision) if found.precision else 0
    return Measured(found.what, found.rows, (ClassFigures("yes", found.positives, predicted, hits),), None, floor)


def _sessions(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.interviews.craft_evaluation import evaluate_sessions

    notes = tuple(f"{one.measure}: AUC {one.auc:.2f} ({one.low:.2f}–{one.high:.2f})" for one in evaluate_sessions(rows))
    floor = "AUC of people's own labels: reflections .92, little advice .92, talk share .65, open share .48"
    yield Measured("good or bad session", len(rows), (), None, floor, notes)


def _uptake(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.interviews.craft_evaluation import evaluate_uptake

    found = evaluate_uptake(rows)
    yield Measured("uptake", found.rows, (), None, "Spearman .46 (shared words)", (f"Spearman {found.rho:.2f}",))


def _items(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.live.capture_evaluation import item_figures, meetings_of

    meetings = meetings_of(rows)
    notes = tuple(str(one) for one in item_figures((one, one.captured()) for one in meetings))
    floor = "F1 .19 for decisions, .20 for action items, within 15 seconds"
    trained = "the weights that ship were trained on such meetings; held-out figures: benchmarks/train_capture.py"
    yield Measured("decisions and action items", len(meetings), (), None, floor, (*notes, trained))


def _decision_spans(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.live.capture_evaluation import spans_reached

    reached, spans = spans_reached(rows)
    note = f"{reached} of {spans} passages hold a suggestion (recall only: what is around them is not in the set)"
    yield Measured("decisions whose passages were marked", spans, (), None, "", (note,))


def _commitments(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.live.capture_evaluation import committed

    pairs: Pairs = list(committed(rows))
    yield Measured("a promise or a directive?", len(pairs), by_class(pairs, ["yes"]), None, "F1 .20")


def _conclusions(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.live.capture_evaluation import concluded

    pairs: Pairs = list(concluded(rows))
    yield Measured("consensus reached in the discussion?", len(pairs), by_class(pairs, ["yes"]), accuracy(pairs))


def _minutes(rows: Sequence[Row]) -> Iterator[Measured]:
    from firsthand.domain.live.capture_evaluation import noted

    pairs: Pairs = list(noted(rows))
    yield Measured("action or decision, from its words", len(pairs), by_class(pairs, ["action", "decision"]))


def _yes(value: object) -> str:
    return "yes" if value else "no"


def _last(row: Row) -> str:
    """What was said just before, without the name of who said it."""
    context = row.get("context") or [""]
    return str(context[-1]).split(": ", 1)[-1]


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


SETS = (
    LabelledSet("question_labels", "guide and interview questions, two coders", _question_labels),
    LabelledSet("question_faults_textbook", "textbook examples", _textbook),
    LabelledSet("annomi_open_closed", "counselling turns", _open_closed),
    LabelledSet(
        "annomi_question_exists",
        "counselling turns",
        _existence(
            "F1 .60 (trivial rule without the question mark), .74 (linear TF-IDF)",
            plain="a question? (without punctuation)",
            punctuated="a question? (as transcribed)",
        ),
    ),
    LabelledSet(
        "swda_question_detect",
        "telephone talk",
        _existence(
            "F1 .63 (trivial rule), .61 (linear TF-IDF)", plain="a question? (without punctuation)", punctuated=""
        ),
    ),
    LabelledSet(
        "swda_question_type",
        "telephone talk",
        _dialogue_acts("macro F1 .59 (trivial rule), .74 (linear TF-IDF)"),
    ),
    LabelledSet(
        "mrda_question_detect",
        "research meetings",
        _existence(
            "F1 .46 (trivial rule), .43 (linear TF-IDF)", plain="a question? (without punctuation)", punctuated=""
        ),
    ),
    LabelledSet(
        "mrda_question_type",
        "research meetings",
        _dialogue_acts("macro F1 .46 (trivial rule), .53 (linear TF-IDF)"),
    ),
    LabelledSet(
        "ami_question",
        "design meetings",
        _existence(
            "F1 .47 (trivial rule without punctuation), .69 (linear TF-IDF)",
            plain="a question? (without punctuation)",
            punctuated="a question? (as transcribed)",
        ),
    ),
    LabelledSet("annomi_reflection", "counselling turns", _reflections),
    LabelledSet("annomi_therapist_input", "counselling turns", _tellings),
    LabelledSet("annomi_sessions", "whole counselling sessions", _sessions),
    LabelledSet("uptake", "teachers' replies", _uptake),
    LabelledSet("ami_items", "design meetings", _items),
    LabelledSet("ami_decision_spans", "design meetings", _decision_spans),
    LabelledSet("mrda_commit", "research meetings", _commitments),
    LabelledSet("tc39_conclusion", "notes of a standards committee", _conclusions),
    LabelledSet("w3c_minutes_items", "minutes of standards groups", _minutes),
)
