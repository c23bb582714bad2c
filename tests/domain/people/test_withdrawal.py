from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.interviews.transcripts import Role, Timing, Transcript, Turn, Word
from firsthand.domain.interviews.withdrawing import without
from firsthand.domain.people.withdrawal import (
    BLOT,
    WITHDRAWN,
    Fate,
    Names,
    blotted,
    fate,
    is_same_name,
    known_names,
    mentions,
    struck,
    struck_anywhere,
)

DANA = known_names(["Dana Petrov"])


@pytest.mark.parametrize(
    ("is_settled", "others_speak", "verdict"),
    [
        (True, True, Fate.SHARED),
        (True, False, Fate.WHOLE),
        (False, True, Fate.WHOLE),  # nobody can tell whose words are whose
        (False, False, Fate.WHOLE),
    ],
)
def test_only_a_settled_conversation_with_others_is_kept_for_them(
    is_settled: bool, others_speak: bool, verdict: Fate
) -> None:
    assert fate(is_settled=is_settled, others_speak=others_speak) is verdict


def test_a_person_is_known_by_their_whole_name_and_its_parts() -> None:
    assert known_names(["Dana  Petrov", "dana@example.org"], ["DANA P."]) == Names(
        ("Dana Petrov", "dana@example.org", "DANA P."), ("Dana", "Petrov", "DANA")
    )


def test_a_label_that_names_nobody_is_no_name() -> None:
    assert not known_names([], ["Speaker 2", "SPEAKER_00", "Participant", "guest"])
    assert known_names(["Edgar Guest"]).whole == ("Edgar Guest",)


def test_what_others_are_called_too_is_not_looked_for() -> None:
    assert known_names(["Dana Petrov"], others=["Irina Petrov"]) == Names(("Dana Petrov",), ("Dana",))
    assert not known_names(["Dana"], others=["Dana"])


def test_small_words_of_a_name_are_not_looked_for_by_themselves() -> None:
    assert known_names(["Ji-woo de la Cruz"]).parts == ("Ji-woo", "Cruz")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Dana said so.", "████ said so."),
        ("As dana petrov said", "As ████ ██████ said"),
        ("DANA\nPETROV", "████\n██████"),
        ("Danach, a bandana, dana", "Danach, a bandana, dana"),
        ("Ask Petrov's office", "Ask ██████'s office"),
        ("", ""),
    ],
)
def test_names_are_blotted_out_sign_for_sign(text: str, verdict: str) -> None:
    assert blotted(text, DANA) == verdict


def test_a_name_is_found_where_no_spaces_part_the_words() -> None:
    assert blotted("我们问了王小明先生。", known_names(["王小明"])) == "我们问了███先生。"


def test_in_texts_into_which_nothing_points_only_whole_names_are_replaced() -> None:
    assert struck("Dana Petrov and another Dana", DANA) == "[withdrawn] and another Dana"
    assert struck_anywhere({"who": ["Dana Petrov", 3, None]}, DANA) == {"who": ["[withdrawn]", 3, None]}


@given(st.text(alphabet="Danpetrov .\n'é🙂", max_size=60))
def test_blotting_moves_nothing_and_leaves_no_name(text: str) -> None:
    once = blotted(text, DANA)
    assert len(once) == len(text)
    assert mentions(once, DANA) == ()
    assert all(old == new or new == BLOT for old, new in zip(text, once, strict=True))
    assert sum(end - begin for begin, end in mentions(text, DANA)) >= once.count(BLOT) - text.count(BLOT)


@pytest.mark.parametrize(
    ("typed", "verdict"), [("dana  petrov ", True), ("Dana", False), ("", False), ("Dana Petrow", False)]
)
def test_the_name_is_typed_to_confirm(typed: str, verdict: bool) -> None:
    assert is_same_name(typed, "Dana Petrov") is verdict


def test_nobody_without_a_name_is_confirmed_by_typing_nothing() -> None:
    assert not is_same_name("", "")


ROW = Transcript(
    (
        Turn(0, "Rui", "Dana, and you?", 0, 2, Timing.CUE, Role.RESEARCHER),
        Turn(1, "Dana", "It was late.", 2, 4, Timing.WORD, Role.PARTICIPANT, (Word(0, 2, 2, 3),)),
        Turn(2, "Owen", "As Dana said.", 4, 5, Timing.CUE, Role.PARTICIPANT, imported="As Dana sad."),
    ),
    title="Dana and Owen",
)


def test_the_others_stay_where_they_are() -> None:
    left = without(ROW, {1}, DANA)
    assert [turn.text for turn in left.turns] == ["████, and you?", WITHDRAWN, "As ████ said."]
    assert [turn.index for turn in left.turns] == [0, 1, 2]
    assert left.turns[1] == Turn(1, WITHDRAWN, WITHDRAWN, 2, 4, Timing.CUE, Role.OTHER)
    assert (left.turns[2].imported, left.title) == ("As ████ sad.", "")


@given(st.sets(st.integers(0, 2)))
def test_taking_out_twice_is_taking_out_once(turns: set[int]) -> None:
    once = without(ROW, turns, DANA)
    assert without(once, turns, DANA) == once
