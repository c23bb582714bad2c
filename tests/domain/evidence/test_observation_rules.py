"""Words of interpretation in observations: found where the writer speaks, and left alone where somebody else does."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.evidence.interpretation import RULES, Fault
from firsthand.domain.evidence.observations import lint
from observation_examples import WITH, WITHOUT


def words(text: str, *cited: str) -> list[str]:
    return [one.words for one in lint(text, cited)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("She rang the store because the filter was late.", Fault.CAUSE),
        ("Marta wants a feed.", Fault.MIND),
        ("He was frustrated by the third login.", Fault.MIND),
        ("The list should be sorted.", Fault.PRESCRIPTION),
        ("He seems to avoid the board.", Fault.GUESS),
        ("The search is confusing.", Fault.VERDICT),
        ("Everybody keeps a list.", Fault.GENERALISATION),
    ],
)
def test_each_way_in_has_its_rule_with_a_reason_and_something_to_do(text: str, fault: Fault) -> None:
    (found,) = lint(text)
    assert found.fault is fault
    assert text[found.begin : found.finish] == found.words
    assert len(found.reason) > 30
    assert len(found.suggestion) > 30


def test_the_words_that_the_method_names_are_all_found() -> None:
    text = "Because wants needs should seems probably frustrated by"
    assert [one.split()[0].lower() for one in words(text)] == text.lower().split()[:-1]


@pytest.mark.parametrize(
    "text",
    [
        "She said she rang the store because the filter was late.",
        "He told us that he wants to switch it off; it had been on since May.",
        "Described the search as confusing and too slow.",
        "Asked whether the list should be sorted.",
        "“I want a feed”, she wrote.",
        "The sign read ‘everybody must sign, because of the gas’.",
        "According to Owen the board should not know.",
        "It was hard to read, she said.",
    ],
)
def test_what_is_attributed_or_quoted_is_not_the_writers(text: str) -> None:
    assert words(text) == []


def test_an_attribution_ends_with_its_sentence_a_semicolon_or_what_it_is_taken_to_mean() -> None:
    assert words("She said it was slow. It annoyed her.") == ["annoyed"]
    assert words("She said it was slow; she wants a list.") == ["wants"]
    assert words("She said it was slow, which means that nobody looks.") == ["which means that"]


def test_words_of_the_evidence_are_not_the_writers_from_three_in_a_row_on() -> None:
    said = "Because nobody reads the notes, that's why."
    assert words("The joiner stood there because nobody reads the notes.", said) == []
    assert words("The joiner stood there because the ward was closed.", said) == ["because"]


def test_how_long_somebody_needed_is_a_measure_and_what_they_need_is_not() -> None:
    assert words("She needed four minutes and he needed three attempts.") == []
    assert words("She needed a second phone.") == ["needed"]


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=3))
def test_findings_lie_in_the_text_in_order_and_never_overlap(text: str, cited: list[str]) -> None:
    found = lint(text, cited)
    assert all(text[one.begin : one.finish] == one.words for one in found)
    assert all(a.finish <= b.begin for a, b in itertools.pairwise(found))


@given(st.sampled_from([text for text, _ in WITH]))
def test_whatever_is_put_in_quotation_marks_is_left_alone(text: str) -> None:
    assert words(f"The card reads “{text}”") == []


def figures() -> tuple[int, int, int, int]:
    """Sentences with and without interpretation; of those with, how many are found; of those without, how many."""
    hits = sum(1 for text, expected in WITH if any(expected in one or one in expected for one in words(text)))
    false = sum(1 for text in WITHOUT if words(text))
    return len(WITH), hits, len(WITHOUT), false


def test_the_figures_in_the_manual_are_those_of_the_set() -> None:
    assert figures() == (45, 45, 45, 1)
    assert [text for text in WITHOUT if words(text)] == ["Turned the laptop so that we saw the calendar."]


def test_every_rule_is_used_by_the_set() -> None:
    found = {one.fault for text, _ in WITH for one in lint(text)}
    assert found == {rule.fault for rule in RULES}
