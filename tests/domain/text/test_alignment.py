from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.text.alignment import align
from firsthand.domain.text.cleaning import has_english_fillers, is_cleaned
from firsthand.domain.text.concordance import BETWEEN, UNHEARD, Concordance

WORDS = st.lists(st.integers(1, 6), min_size=1, max_size=40)


def said(text: str) -> list[str]:
    return text.split()


def test_a_changed_word_is_laid_beside_the_word_it_replaces() -> None:
    laid = align([1, 2, 9, 4, 5], [7, 1, 2, 3, 4, 5, 7])

    assert laid.places == (1, 2, 3, 4, 5)
    assert laid.same == (True, True, False, True, True)


def test_words_left_out_are_one_cut() -> None:
    laid = align([1, 2, 7, 8], [1, 2, 3, 4, 5, 6, 7, 8])

    assert laid.places == (0, 1, 6, 7)
    assert laid.changes < 1.2


@given(WORDS, WORDS, WORDS)
def test_a_wording_that_stands_in_a_stretch_is_found_without_a_change(
    before: list[int], wording: list[int], behind: list[int]
) -> None:
    laid = align(wording, [*before, *wording, *behind])

    assert laid.cost == 0
    assert laid.matched == len(wording)


@given(WORDS, WORDS)
def test_places_only_go_forward(wording: list[int], stretch: list[int]) -> None:
    places = [place for place in align(wording, stretch).places if place is not None]

    assert places == sorted(set(places))


@given(st.lists(st.integers(0, 5), min_size=1, max_size=200), st.lists(st.integers(1, 5), min_size=1, max_size=6))
def test_the_concordance_finds_what_a_plain_search_finds(row: list[int], sequence: list[int]) -> None:
    concordance = Concordance.of(np.array(row, dtype=np.int64), 5)
    plain = [at for at in range(len(row)) if row[at : at + len(sequence)] == sequence]

    assert concordance.find(sequence) == plain


def test_nothing_is_found_across_two_texts_or_with_an_unheard_word() -> None:
    concordance = Concordance.of(np.array([1, 2, 3, BETWEEN, 4, 5], dtype=np.int64), 5)

    assert concordance.find([3, 4]) == []
    assert concordance.find([1, 2, UNHEARD]) == []
    assert concordance.find([1, 2, 3]) == [0]


def test_fillers_and_immediate_repetitions_may_go() -> None:
    spoken = said("i i um think uh we had we uh had it and and er so")

    assert is_cleaned(spoken, said("i think we had it and so"))
    assert is_cleaned(spoken, said("i think uh we had it and and so"))


def test_hedges_other_words_and_figures_may_not_go() -> None:
    assert not is_cleaned(said("i like think so"), said("i think so"))
    assert not is_cleaned(said("you know it works"), said("it works"))
    assert not is_cleaned(said("hmm it works"), said("it works"))
    assert not is_cleaned(said("it was 5 5 of them"), said("it was 5 of them"))


def test_a_filler_may_not_be_put_in() -> None:
    assert not is_cleaned(said("i think so"), said("i um think so"))


def test_a_word_repeated_across_a_full_stop_is_no_slip_unless_a_sentence_is() -> None:
    across = said("it was good good people came")

    assert not is_cleaned(across, said("it was good people came"), frozenset({3}))
    assert is_cleaned(said("no no we left"), said("no we left"), frozenset({1, 2}))


def test_um_and_er_are_words_in_german() -> None:
    assert has_english_fillers(said("and then uh we left"))
    assert not has_english_fillers(said("ich weiß nicht ob er das um neun macht"))
