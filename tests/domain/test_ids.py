from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.ids import Kind, is_id, new_id, spell


@given(st.sampled_from(Kind), st.integers(0, 2**128 - 1))
def test_every_number_of_128_bits_has_a_spelling_of_one_length(kind: Kind, number: int) -> None:
    spelt = spell(kind, number)
    assert is_id(spelt)
    assert len(spelt) == 26


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**128 - 1))
def test_two_numbers_are_never_spelt_alike(one: int, other: int) -> None:
    assert (spell(Kind.QUOTE, one) == spell(Kind.QUOTE, other)) is (one == other)


def test_new_ids_differ() -> None:
    assert len({new_id(Kind.SESSION) for _ in range(1_000)}) == 1_000


@given(st.text(max_size=40))
def test_other_text_is_no_id(text: str) -> None:
    assert not is_id(text) or text == f"{text[:3]}_{text[4:]}"


def test_letters_that_only_look_like_ours_make_no_id() -> None:
    assert is_id("ses_" + "a" * 22)
    assert not any(map(is_id, ("ses_" + "\u0430" * 22, "SES_" + "a" * 22, "ses_" + "a" * 22 + "\n", "ses_" + "a" * 21)))
