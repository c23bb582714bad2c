from __future__ import annotations

import pytest

from firsthand.domain.stats.classification import ClassFigures, accuracy, by_class, by_label_set, cohen_kappa, macro_f1
from firsthand.domain.stats.proportions import Proportion

PAIRS = [("open", "open")] * 8 + [("open", "closed")] * 4 + [("closed", "closed")] * 6 + [("closed", "open")] * 2


def test_a_class_counts_what_people_gave_what_the_rule_gave_and_both() -> None:
    assert by_class(PAIRS, ["open", "closed", "probe"]) == (
        ClassFigures("open", positives=12, predicted=10, hits=8),
        ClassFigures("closed", positives=8, predicted=10, hits=6),
        ClassFigures("probe", positives=0, predicted=0, hits=0),
    )


def test_precision_recall_and_f1_follow_from_the_counts() -> None:
    figures = ClassFigures("open", positives=12, predicted=10, hits=8)
    assert (figures.precision, figures.recall) == (Proportion(8, 10), Proportion(8, 12))
    assert figures.f1 == pytest.approx(2 * 0.8 * (8 / 12) / (0.8 + 8 / 12))


def test_under_ten_positives_a_class_is_not_measurable_and_stays_out_of_the_mean() -> None:
    few, enough = ClassFigures("echo", 9, 9, 9), ClassFigures("wh", 10, 10, 5)
    assert (few.is_measurable, enough.is_measurable) == (False, True)
    assert macro_f1([few, enough]) == 0.5
    assert macro_f1([few]) is None


def test_an_item_may_carry_several_labels() -> None:
    items = [(frozenset({"leading", "pitch"}), frozenset({"leading"})), (frozenset(), frozenset({"pitch"}))]
    assert by_label_set(items, ["leading", "pitch"]) == (
        ClassFigures("leading", 1, 1, 1),
        ClassFigures("pitch", 1, 1, 0),
    )


def test_accuracy_counts_equal_labels() -> None:
    assert accuracy(PAIRS) == Proportion(14, 20)


def test_kappa_is_agreement_beyond_chance() -> None:
    # Cohen 1960: (0.70 - 0.50) / (1 - 0.50), with chance 0.6 * 0.5 + 0.4 * 0.5
    assert cohen_kappa(PAIRS) == pytest.approx(0.4)
    assert cohen_kappa([("a", "a"), ("b", "b")]) == 1.0
    assert cohen_kappa([("a", "a")]) is None
    assert cohen_kappa([]) is None
