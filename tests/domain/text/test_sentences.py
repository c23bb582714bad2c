from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syntok import segmenter

from firsthand.domain.text import sentences as sentences_module
from firsthand.domain.text.sentences import LONGEST_PASSAGE, Sentence, sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We shipped it. Nobody noticed.", ["We shipped it.", "Nobody noticed."]),
        (
            "Dr. Okafor paid $3.50, e.g. for tea. Then she left.",
            ["Dr. Okafor paid $3.50, e.g. for tea.", "Then she left."],
        ),
        ('He said "Not today." We waited.', ['He said "Not today."', "We waited."]),
        ('"Why?" she asked. (Really.)', ['"Why?" she asked.', "(Really.)"]),
        ("and then? so what did you do? we left", ["and then?", "so what did you do?", "we left"]),
        ("What broke?What else broke?", ["What broke?", "What else broke?"]),
        ("First line\nSecond line.\r\n\r\nthird", ["First line", "Second line.", "third"]),
        ("We had wrapped\nlines here.\nso what?", ["We had wrapped\nlines here.", "so what?"]),
        ("so we um we had no marks at all", ["so we um we had no marks at all"]),
        ("Wait... what?", ["Wait... what?"]),
        ("   \n\t ", []),
        ("", []),
        ("?!", ["?!"]),
    ],
)
def test_a_text_falls_into_its_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_offsets_are_code_points_of_the_given_text() -> None:
    assert sentences("  🙂 Fine. No.") == (Sentence("🙂 Fine.", 2, 9), Sentence("No.", 10, 13))


SPEECH = st.text(alphabet="ab AB.?!,'’\"()-…\n\r\t\u00a0\u200b1🙂é\u0301", max_size=80) | st.text(max_size=80)


@given(SPEECH)
@settings(max_examples=300, deadline=None)
def test_every_character_that_is_not_space_is_in_exactly_one_sentence_in_order(text: str) -> None:
    found = sentences(text)
    assert all(text[one.begin : one.finish] == one.text and one.text == one.text.strip() != "" for one in found)
    assert all(before.finish <= after.begin for before, after in itertools.pairwise(found))
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())


@pytest.mark.parametrize("unit", ["word ", "a", "Hello there. ", "?", "(", "a.b", "Mr. ", "' ", "\n", "a-"])
def test_a_very_long_text_is_cut_into_bounded_passages_and_loses_nothing(unit: str) -> None:
    text = unit * (60_000 // len(unit))
    found = sentences(text)
    assert max((len(one.text) for one in found), default=0) <= LONGEST_PASSAGE
    assert "".join("".join(one.text.split()) for one in found) == "".join(text.split())


WORDS = ("a", "I", "No", "Mr.", "don't", "e-mail", "3.5", "Hello", "中文", "🙂")
MARKS = (*",;:.…!?([)'”–。%/ \n",)


@given(st.lists(st.sampled_from(WORDS + MARKS)))
def test_passages_that_the_segmenter_is_spared_are_those_it_would_not_cut(pieces: list[str]) -> None:
    passage = " ".join(pieces).strip()
    starts = [tokens[0].offset for tokens in segmenter.segment(sentences_module._TOKENIZER.tokenize(passage))]
    cuts = [start for start in starts if start and passage[start - 1].isspace()]
    assert list(sentences_module._segmented(passage)) == cuts
