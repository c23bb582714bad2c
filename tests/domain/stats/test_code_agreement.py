"""Agreement about codes: the worked examples of docs/method/agreement.md, and the figures that it must be equal to."""

from __future__ import annotations

from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.stats.agreement import cohen_kappa_interval, krippendorff_alpha
from firsthand.domain.stats.code_agreement import Drawn, Looked, Measure, code_agreement

ANA, RUI, KIM = "Ana", "Rui", "Kim"


def conversation(units: int, *marks: tuple[str, str, Sequence[int]], coders: Sequence[str] = (ANA, RUI)) -> Looked:
    """Each mark is a code, a coder and the units that they marked with it."""
    found: dict[str, dict[int, set[str]]] = {}
    for code, coder, places in marks:
        for place in places:
            found.setdefault(code, {}).setdefault(place, set()).add(coder)
    return Looked(tuple(coders), units, found)  # type: ignore[arg-type]


def test_the_usual_textbook_table_of_two_coders() -> None:
    # 50 turns: both marked 20, Ana alone 5, Rui alone 10, nobody 15
    one = conversation(50, ("waiting", ANA, range(25)), ("waiting", RUI, [*range(20), *range(25, 35)]))
    found = code_agreement([one], ["waiting"])
    waiting = found.codes[0]
    assert (found.measure, found.drawn) == (Measure.KAPPA, Drawn.UNITS)
    assert (waiting.by_all, waiting.only, waiting.by_none) == (20, {ANA: 5, RUI: 10}, 15)
    assert waiting.matched == pytest.approx(0.7)
    assert waiting.prevalence == pytest.approx(0.55)
    assert waiting.agreement.value == pytest.approx(0.4)


def test_many_noes_make_matched_answers_many_and_kappa_low() -> None:
    # 100 turns: both marked 1, Ana alone 4, Rui alone 4, nobody 91: 92 % matched, kappa 0.158
    one = conversation(100, ("waiting", ANA, range(5)), ("waiting", RUI, [0, *range(5, 9)]))
    waiting = code_agreement([one], ["waiting"]).codes[0]
    assert waiting.matched == pytest.approx(0.92)
    assert waiting.agreement.value == pytest.approx(0.1579, abs=0.00005)


def test_all_codes_together_add_the_disagreements_before_they_divide() -> None:
    # observed 0.3 and 0.08, expected 0.5 and 0.095: 1 − 0.38 ÷ 0.595
    textbook = [("waiting", ANA, range(25)), ("waiting", RUI, [*range(20), *range(25, 35)])]
    rare = [("price", ANA, range(2)), ("price", RUI, [0, 2, 3])]
    found = code_agreement([conversation(50, *textbook, *rare)], ["waiting", "price"])
    expected = 0.04 * (1 - 0.06) + 0.06 * (1 - 0.04)
    assert found.codes[1].agreement.value == pytest.approx(1 - 0.06 / expected)
    assert found.overall.value == pytest.approx(1 - (0.3 + 0.06) / (0.5 + expected))


def test_krippendorffs_two_observers() -> None:
    # Krippendorff 2011, section A: 0100000000 and 1110010100, alpha 0.095
    one = conversation(10, ("a", ANA, [1]), ("a", RUI, [0, 1, 2, 5, 7]))
    found = code_agreement([one], ["a"], measure=Measure.ALPHA)
    assert found.codes[0].agreement.value == pytest.approx(0.095, abs=0.0005)


def test_who_did_not_look_is_missing_and_not_a_no() -> None:
    both = conversation(10, ("a", ANA, [1, 2]), ("a", RUI, [1, 2]))
    also = conversation(10, ("a", ANA, [1]), ("a", KIM, [1]), coders=(ANA, KIM))
    alone = conversation(10, ("a", KIM, [3, 4]), coders=(KIM,))
    found = code_agreement([both, also, alone], ["a"])
    assert (found.measure, found.conversations, found.units) == (Measure.ALPHA, 2, 20)
    assert found.codes[0].agreement.value == pytest.approx(1)


def test_nothing_to_compare_says_why() -> None:
    assert "No two coders" in code_agreement([], ["a"]).overall.why_not
    quiet = code_agreement([conversation(20)], ["a"])
    assert (quiet.codes, quiet.overall.why_not) == ((), "No code was marked there.")
    few = code_agreement([conversation(9, ("a", ANA, [1]), ("a", RUI, [1]))], ["a"])
    assert "fewer than ten" in few.codes[0].agreement.why_not
    every = range(12)
    alike = code_agreement([conversation(12, ("a", ANA, every), ("a", RUI, every))], ["a"])
    assert "same answer" in alike.codes[0].agreement.why_not


def test_from_ten_conversations_on_they_are_drawn_whole() -> None:
    # in half of the conversations they agree about everything, in the others about nothing: whole ones are far apart
    good = [conversation(20, ("a", ANA, range(5)), ("a", RUI, range(5)))] * 5
    bad = [conversation(20, ("a", ANA, range(5)), ("a", RUI, range(5, 10)))] * 5
    whole = code_agreement([*good, *bad], ["a"])
    assert whole.drawn is Drawn.CONVERSATIONS
    one = conversation(200, ("a", ANA, range(50)), ("a", RUI, [*range(25), *range(50, 75)]))
    units = code_agreement([one], ["a"])
    assert units.drawn is Drawn.UNITS
    assert whole.overall.value == pytest.approx(units.overall.value)
    assert width(whole.overall) > 2 * width(units.overall)


def width(agreement: object) -> float:
    return agreement.high - agreement.low  # type: ignore[attr-defined,no-any-return]


places = st.frozensets(st.integers(0, 19))
tables = st.lists(st.tuples(places, places, st.booleans()), min_size=1, max_size=4)


@given(tables)
def test_kappa_of_a_code_is_kappa_of_its_units(some: list[tuple[frozenset[int], frozenset[int], bool]]) -> None:
    looked = [conversation(20, ("a", ANA, sorted(one)), ("a", RUI, sorted(other))) for one, other, _ in some]
    found = code_agreement(looked, ["a"], resamples=0)
    pairs = [(unit in one, unit in other) for one, other, _ in some for unit in range(20)]
    wanted = cohen_kappa_interval(pairs, resamples=0).value
    ours = found.codes[0].agreement.value if found.codes else None
    assert (ours is None) == (wanted is None)
    assert ours is None or ours == pytest.approx(wanted)


@given(tables)
def test_alpha_of_a_code_is_alpha_of_its_units_and_what_the_package_says(
    some: list[tuple[frozenset[int], frozenset[int], bool]],
) -> None:
    looked, units = [], []
    for one, other, is_joined in some:
        coders = (ANA, RUI, KIM) if is_joined else (RUI, KIM)
        marks = [("a", RUI, sorted(one)), ("a", KIM, sorted(other))]
        marks += [("a", ANA, sorted(one | other))] if is_joined else []
        looked.append(conversation(20, *marks, coders=coders))
        units += [((u in one | other) if is_joined else None, u in one, u in other) for u in range(20)]
    found = code_agreement(looked, ["a"], resamples=0, measure=Measure.ALPHA)
    wanted = krippendorff_alpha(units, resamples=0).value
    ours = found.codes[0].agreement.value if found.codes else None
    assert (ours is None) == (wanted is None)
    if ours is not None:
        numbers = np.array([[np.nan if value is None else float(value) for value in unit] for unit in units]).T
        theirs = krippendorff.alpha(reliability_data=numbers, level_of_measurement="nominal", value_domain=[0.0, 1.0])
        assert ours == pytest.approx(wanted) == pytest.approx(float(theirs))


@given(tables)
def test_the_counts_add_up_and_an_interval_holds_its_value_in_order(
    some: list[tuple[frozenset[int], frozenset[int], bool]],
) -> None:
    looked = [conversation(20, ("a", ANA, sorted(one)), ("a", RUI, sorted(other))) for one, other, _ in some]
    for code in code_agreement(looked, ["a"], resamples=50).codes:
        assert code.by_all + code.by_some + code.by_none == code.units == 20 * len(some)
        assert sum(code.only.values()) == code.by_some
        assert code.matched == pytest.approx(1 - code.by_some / code.units)
        low, high = code.agreement.low, code.agreement.high
        assert low is None or high is None or low <= high <= 1


def test_the_same_codings_give_the_same_interval() -> None:
    one = conversation(50, ("a", ANA, range(25)), ("a", RUI, range(20)))
    assert code_agreement([one], ["a"]) == code_agreement([one], ["a"])
