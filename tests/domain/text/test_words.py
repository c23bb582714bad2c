from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from firsthand.domain.text.words import count, keys, same_words, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Don’t do THAT", "don't do that"),
        ("it\u00a0works\u202ffine", "it works fine"),
        ("“It works,” he said", "it works he said"),
        ("caf\u00e9 na\u00efve", unicodedata.normalize("NFD", "café naïve")),
        ("one\r\ntwo", "one two"),
        ("well, yes; no!", "well yes no"),
        ("word—word", "word word"),
        ("１２ ｆｕｌｌ", "12 full"),
        ("ﬁne", "fine"),
        ("Straße", "STRASSE"),
        ("40 %", "40%"),
        ("$ 40", "$40"),
        ("−5", "-5"),
        ("10–20", "10-20"),
        ("Really?!", "really?"),
        ("本当？", "本当?"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\u200fשלום\u200f עולם", "שלום עולם"),
        ("❤️ it", "❤ it"),
        ("don\u200b't", "don\u200b't"),
        ("rock ‘n’ roll", "rock 'n' roll"),
        ("ΤΙ ΕΙΝΑΙ;", "τι ειναι;"),
    ],
)
def test_these_are_the_same_words(one: str, other: str) -> None:
    assert same_words(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-5 degrees", "5 degrees"),
        ("1.5 hours", "15 hours"),
        ("1.5 hours", "1,5 hours"),
        (".5 hours", "5 hours"),
        ("$40 off", "40 off"),
        ("-$40", "$40"),
        ("40% of it", "40 of it"),
        ("+5", "5"),
        ("<5", ">5"),
        ("re-sign it", "resign it"),
        ("re-sign it", "re sign it"),
        ("it's here", "its here"),
        ("we're", "were"),
        ("you know?", "you know"),
        ("you know?", "you know."),
        ("C++ code", "C code"),
        ("#5", "5"),
        ("3:30", "330"),
        ("24/7", "247"),
        ("10²", "102"),
        ("½ day", "12 day"),
        ("5°C", "5C"),
        ("good 👍", "good"),
        ("👍🏽", "👍"),
        ("👩‍💻", "👩"),
        ("R&D", "RD"),
        ("résumé", "resume"),
    ],
)
def test_these_are_different_words(one: str, other: str) -> None:
    assert not same_words(one, other)


def test_a_script_without_spaces_has_one_word_for_each_character() -> None:
    assert keys("はい、本当？") == ("は", "い", "本", "当", "?")
    assert keys("ส วั") == ("ส", "วั")


def test_brackets_quotation_marks_and_stops_stand_between_words() -> None:
    assert keys("(“Yes.”) — he's [laughs] ... gone;") == ("yes", "he's", "laughs", "gone")


def test_a_question_mark_is_compared_but_not_counted() -> None:
    assert keys("Is it? Yes.") == ("is", "it", "?", "yes")
    assert count("Is it? Yes.") == 3


@given(st.text(max_size=60))
def test_every_token_has_its_place(text: str) -> None:
    found = tokens(text)

    assert all(0 <= one.begin < one.finish <= len(text) and one.key for one in found)
    assert all(a.finish <= b.begin for a, b in pairwise(found))


@example("ἀ;")  # nor does a loose mark hide that a semicolon asks in Greek
@example("À.0")  # a full stop behind a letter with a mark is no decimal point
@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd", "Zs", "Po", "Mn"]), max_size=60))
def test_composed_and_decomposed_text_has_the_same_words(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)

    assert keys(unicodedata.normalize("NFD", composed)) == keys(composed)
