from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.text.searching import LONGEST, MOST_PARTS, excerpt, read_search, where

SAID = "We have follow-up calls. I don't think the café’s blockers are found; nobody said “Blocker” at stand-up."


def found(words: str, text: str = SAID) -> list[str]:
    return [text[begin:finish] for begin, finish in where(text, read_search(words))]


def test_a_word_finds_the_words_that_begin_with_it_whatever_their_capitals() -> None:
    assert found("BLOCK") == ["blockers", "Blocker"]
    assert found("locker") == []


def test_words_in_quotation_marks_are_found_as_they_stand_next_to_each_other() -> None:
    assert found('"blocker"') == ["Blocker"]
    assert found("“have follow up”") == ["have follow-up"]
    assert found('"have calls"') == []


def test_all_words_are_needed_in_any_order() -> None:
    assert found("calls have") == ["have", "calls"]
    assert found("calls parrot") == []


def test_a_minus_leaves_texts_out_and_a_hyphen_does_not() -> None:
    assert found("calls -blocker") == []
    assert found("calls -parrot") == ["calls"]
    assert found("stand-up") == ["stand-up"]
    assert found('calls -"found nobody"') == []


def test_only_words_to_leave_out_find_nothing() -> None:
    assert read_search("-blocker").is_empty
    assert found("-parrot") == []


def test_accents_don_t_matter_and_apostrophes_are_any() -> None:
    assert found("cafe") == ["café"]
    assert found("CAFÉ") == ["café"]
    assert found("dońt") == []
    assert found("don’t") == ["don't"]


def test_a_single_letter_is_looked_for_as_it_is() -> None:
    assert found("i") == ["I"]


def test_the_thirteenth_word_is_not_looked_for_and_that_is_told() -> None:
    wanted = read_search(" ".join(f"word{n}" for n in range(MOST_PARTS + 2)))
    assert (len(wanted.parts), wanted.left_out) == (MOST_PARTS, 2)


def test_an_excerpt_shows_the_words_around_the_first_place_with_whole_words_at_its_ends() -> None:
    text = "before " * 40 + "the blockers, and more blockers " + "after " * 60
    pieces = excerpt(text, where(text, read_search("blockers")))
    assert [piece.text for piece in pieces if piece.is_found] == ["blockers", "blockers"]
    whole = "".join(piece.text for piece in pieces)
    assert whole.startswith("…before ")
    assert whole.endswith("after…")
    assert len(whole) < 320


@given(st.text(max_size=LONGEST + 50), st.text(max_size=200))
def test_any_input_is_a_search_and_every_place_holds_its_words(typed: str, text: str) -> None:
    wanted = read_search(typed)
    places = where(text, wanted)
    assert list(places) == sorted(places)
    assert all(0 <= begin < finish <= len(text) for begin, finish in places)
    pieces = excerpt(text, places)
    assert [piece.text for piece in pieces if piece.is_found][:1] == [text[b:f] for b, f in places][:1]
    assert "".join(piece.text for piece in pieces).strip("…") in text


@given(st.lists(st.text(alphabet="aäbcßdéÉ ñøжЖйωΩ12", min_size=1, max_size=8), min_size=1, max_size=6))
def test_every_word_of_a_text_finds_it(words: list[str]) -> None:
    text = ", ".join(words)
    for word in text.replace(",", " ").split():
        assert where(text, read_search(word)) != ()
