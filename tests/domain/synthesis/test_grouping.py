"""Suggested groups: the same cards give the same groups in any order, no group has one card, and rare words weigh."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.grouping import LARGEST, suggested_groups
from firsthand.domain.synthesis.word_stems import stem, stems

BOARD = {
    "invoice": "Paid the invoice twice after the reminder had come.",
    "reminder": "The reminder came before the invoice was there.",
    "pad": "Keeps a paper pad beside the screen.",
    "notepad": "Wrote the number on a paper pad, then crossed it out.",
    "dog": "The dog barked when the bell rang.",
}
WORDS = ("invoice", "reminder", "pad", "paper", "dog", "bell", "lorry", "gate", "key", "the", "and", "ran", "7", "…")
texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), max_size=14)


def test_cards_that_share_rare_words_are_suggested_together() -> None:
    found = suggested_groups(BOARD.items())
    assert [group.cards for group in found] == [("invoice", "reminder"), ("notepad", "pad")]
    assert [group.name for group in found] == ["invoice · reminder", "pad · paper"]


def test_the_example_of_the_method_page_is_0_26_near() -> None:
    cards = [("one", "Paid the invoice twice"), ("other", "The invoice came late")]
    assert [group.cards for group in suggested_groups(cards, near=0.26)] == [("one", "other")]
    assert suggested_groups(cards, near=0.27) == ()


def test_small_words_and_numbers_join_nothing() -> None:
    assert suggested_groups([("a", "She said that it was there, 7 times."), ("b", "He said that it was 7.")]) == ()


@given(texts, st.randoms(use_true_random=False))
def test_the_order_in_which_cards_come_says_nothing(some: list[str], shuffled: random.Random) -> None:
    cards = [(str(place), text) for place, text in enumerate(some)]
    other = list(cards)
    shuffled.shuffle(other)
    assert suggested_groups(other) == suggested_groups(cards)


@given(texts)
def test_no_group_has_one_card_and_no_card_two_groups(some: list[str]) -> None:
    groups = suggested_groups([(str(place), text) for place, text in enumerate(some)])
    cards = [card for group in groups for card in group.cards]
    assert len(cards) == len(set(cards))
    assert all(2 <= len(group.cards) <= LARGEST and group.words for group in groups)


@given(texts)
def test_where_nothing_is_near_enough_nothing_is_suggested(some: list[str]) -> None:
    cards = [(str(place), text) for place, text in enumerate(some)]
    assert suggested_groups(cards, near=1.01) == ()


def test_nothing_and_one_card_make_no_group() -> None:
    assert suggested_groups([]) == ()
    assert suggested_groups([("a", "The invoice came.")]) == ()


@pytest.mark.parametrize(
    ("words", "root"),
    [
        (("order", "orders", "ordered", "ordering"), "order"),
        (("story", "stories"), "story"),
        (("stop", "stops", "stopped", "stopping"), "stop"),
        (("wait", "waits", "waited", "waiting"), "wait"),
        (("bus", "buses"), None),
        (("use", "used"), None),
    ],
)
def test_endings_of_plurals_and_verbs_are_left_off(words: tuple[str, ...], root: str | None) -> None:
    if root:
        assert {stem(word) for word in words} == {root}
    else:
        assert all(stem(word) for word in words)


def test_possessives_and_capitals_are_one_word() -> None:
    assert [one for one, _ in stems("Dana’s invoice, DANA")] == ["dana", "invoic", "dana"]
