from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid
from firsthand.domain.interviews.anchors import Anchor, Fate, anchor, resolve
from firsthand.domain.interviews.transcripts import Timing, Transcript, Turn, Word
from spoken import BAKERY

WHOLE = "\n".join(turn.text for turn in BAKERY.turns)


def pinned(words: str, transcript: Transcript = BAKERY) -> Anchor:
    turn = next(turn for turn in transcript.turns if words in turn.text)
    begin = turn.text.index(words)
    return anchor(transcript, turn.index, begin, turn.index, begin + len(words), source="trn_1")


def test_an_anchor_is_the_two_selectors_of_the_standard_and_the_moment() -> None:
    transcript = Transcript((Turn(0, "A", "Hello there.", 0.0, 4.0, Timing.CUE), Turn(1, "B", "Good day.", 4.0, 6.5)))

    target = anchor(transcript, 0, 6, 1, 4, source="trn_1").as_w3c()

    assert target == {
        "type": "SpecificResource",
        "source": "trn_1",
        "selector": [
            {"type": "TextQuoteSelector", "exact": "there.\nGood", "prefix": "Hello ", "suffix": " day."},
            {"type": "TextPositionSelector", "start": 6, "end": 17},
            {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": "t=2,5.111"},
        ],
    }


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 300))
def test_offsets_positions_and_context_agree(start: int, length: int) -> None:
    first, begin = place_of(start)
    last, finish = place_of(min(len(WHOLE), start + length))
    if (first, begin) >= (last, finish) or start == min(len(WHOLE), start + length):
        return

    one = anchor(BAKERY, first, begin, last, finish)

    assert WHOLE[one.start_position : one.end_position] == one.exact
    assert WHOLE[: one.start_position].endswith(one.prefix)
    assert WHOLE[one.end_position :].startswith(one.suffix)
    assert len(one.prefix) == min(32, one.start_position)
    assert resolve(one, BAKERY).anchor == one


def place_of(position: int) -> tuple[int, int]:
    for turn in BAKERY.turns:
        if position <= len(turn.text):
            return turn.index, position
        position -= len(turn.text) + 1
    raise AssertionError(position)


def test_offsets_are_code_points_beyond_the_basic_plane() -> None:
    transcript = Transcript((Turn(0, "A", "👩‍💻🇩🇪 we 𝒻ly"),))

    one = anchor(transcript, 0, 6, 0, 8)

    assert (one.exact, one.prefix, one.start_position) == ("we", "👩‍💻🇩🇪 ", 6)


def test_the_words_own_times_count_where_there_are_any() -> None:
    words = (Word(0, 5, 1.0, 1.4), Word(6, 12, 1.5, 2.25))
    transcript = Transcript((Turn(0, "A", "Hello there.", 1.0, 9.0, Timing.WORD, words=words),))

    one = anchor(transcript, 0, 6, 0, 12)

    assert (one.start, one.end, one.timing) == (1.5, 2.25, Timing.WORD)


def test_without_times_there_is_no_moment() -> None:
    transcript = Transcript((Turn(0, "A", "Hello there."),))

    assert len(anchor(transcript, 0, 0, 0, 5).as_w3c()["selector"]) == 2  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [(0, 5, 0, 5), (0, 9, 0, 4), (0, 0, 0, 9_999), (99, 0, 99, 1), (3, 0, 1, 5)])
def test_what_is_no_place_is_refused(place: tuple[int, int, int, int]) -> None:
    with pytest.raises(Invalid):
        anchor(BAKERY, *place)


def test_a_correction_before_the_words_moves_the_anchor() -> None:
    one = pinned("I think it works quite well")
    turn = BAKERY.turns[one.first_turn]
    corrected = BAKERY.with_correction(turn.index, turn.text.replace("And then my brother", "My older brother, then,"))

    landing = resolve(one, corrected)

    assert landing.fate is Fate.MOVED
    assert landing.anchor is not None
    assert landing.anchor.exact == one.exact
    assert landing.anchor.begin == one.begin + 4


def test_a_correction_of_the_words_changes_the_anchor() -> None:
    one = pinned("I think it works quite well")
    turn = BAKERY.turns[one.first_turn]
    corrected = BAKERY.with_correction(turn.index, turn.text.replace("works quite well", "worked very well"))

    landing = resolve(one, corrected)

    assert landing.fate is Fate.CHANGED
    assert landing.anchor is not None
    assert landing.anchor.exact == "I think it worked very well"
    assert landing.alike == pytest.approx(4 / 6)


def test_another_transcript_with_other_turns_and_punctuation_gives_the_same_words() -> None:
    one = pinned("the driver, he he never saw the second page. It was lying under the flour")
    text = " ".join(turn.text for turn in BAKERY.turns).lower().replace(",", "").replace(".", "")
    words = text.split()
    other = Transcript(tuple(Turn(i, "", " ".join(words[i * 7 : i * 7 + 7])) for i in range(len(words) // 7 + 1)))

    landing = resolve(one, other, source="trn_2")

    assert landing.fate is Fate.MOVED
    assert landing.anchor is not None
    assert landing.anchor.exact.split() == one.exact.lower().replace(",", "").replace(".", "").split()
    assert landing.anchor.source == "trn_2"


def test_a_few_common_words_don_t_land_among_strangers() -> None:
    one = pinned("two of them") if any("two of them" in t.text for t in BAKERY.turns) else pinned("it is too late")
    turn = BAKERY.turns[one.first_turn]
    gone = replace(BAKERY, turns=tuple(replace(t, text="Nothing.") if t is turn else t for t in BAKERY.turns))
    elsewhere = replace(gone, turns=(*gone.turns, Turn(99, "Maria", f"And by the way, {one.exact}, he told my uncle.")))

    assert resolve(one, elsewhere).fate is Fate.LOST


def test_words_that_are_gone_are_lost() -> None:
    one = pinned("I stood in that kitchen for an hour")
    without = replace(BAKERY, turns=BAKERY.turns[:10])

    landing = resolve(one, without)

    assert (landing.fate, landing.anchor, landing.has_landed) == (Fate.LOST, None, False)
