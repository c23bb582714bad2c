"""Every way of laying out a transcript gives the same conversation, whatever its speakers are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.interviews.transcripts import Turn
from firsthand.formats.reading import read
from formats.layout_variants import ALL, NAMES, TIMED, clock, conversation

ENDINGS = {"SRT": "srt", "WebVTT": "vtt", "SBV": "sbv", "CSV": "csv", "Zoom WebVTT": "vtt"}


def turns_in(layout: str, said: Sequence[tuple[str, float, str]]) -> tuple[Turn, ...]:
    ending = next((end for start, end in ENDINGS.items() if layout.startswith(start)), "txt")
    return read(ALL[layout](said).encode(), f"call.{ending}").transcript.turns


def spoken(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Each speaker's words until another speaks, since some layouts join what others keep apart."""
    return [(who, " ".join(words for _, words in group).split()) for who, group in groupby(pairs, lambda pair: pair[0])]


@pytest.mark.parametrize("layout", ALL)
def test_every_layout_gives_who_said_what_for_names_of_all_kinds(layout: str) -> None:
    for names in NAMES:
        said = conversation(names)
        read_ = [(turn.speaker, turn.text) for turn in turns_in(layout, said)]
        assert spoken(read_) == spoken([(who, words) for who, _, words in said])


@pytest.mark.parametrize("layout", [layout for layout in TIMED if layout != "Meet"])
def test_every_timed_layout_gives_each_turn_its_start(layout: str) -> None:
    said = conversation(NAMES[0])
    assert [int(turn.start or -1) for turn in turns_in(layout, said)] == [int(at) for _, at, _ in said]


_WORD = st.text("abcdefghijklmnoäéñ", min_size=1, max_size=8)
_SENTENCE = st.lists(_WORD, min_size=2, max_size=9).map(lambda words: " ".join(words) + ".")
_WITH_COLON = st.tuples(_SENTENCE, _SENTENCE).map(lambda two: f"{two[0]} {two[1][:-1].capitalize()}: {two[0]}")
_FIRST = st.text("bcdfghjklmn", min_size=1, max_size=6).map(lambda rest: "Q" + rest)
_NAME = st.tuples(_FIRST, _FIRST).map(" ".join)


@st.composite
def _conversations(draw: st.DrawFn) -> list[tuple[str, float, str]]:
    names = draw(st.lists(_NAME, min_size=2, max_size=4, unique=True))
    count = 3 * len(names)
    words = draw(st.lists(st.one_of(_SENTENCE, _WITH_COLON), min_size=count, max_size=count))
    return [(names[n % len(names)], 7.0 * n, each) for n, each in enumerate(words)]


@settings(max_examples=60, deadline=None)
@given(layout=st.sampled_from(sorted(ALL)), said=_conversations())
def test_every_word_is_read_once_in_order_and_given_to_its_speaker(
    layout: str, said: list[tuple[str, float, str]]
) -> None:
    assert_words_kept(layout, said)


@pytest.mark.slow
@pytest.mark.parametrize("layout", ALL)
@settings(max_examples=25, deadline=None)
@given(said=_conversations())
def test_every_word_is_read_once_in_every_layout(layout: str, said: list[tuple[str, float, str]]) -> None:
    assert_words_kept(layout, said)


def assert_words_kept(layout: str, said: list[tuple[str, float, str]]) -> None:
    read_ = [(turn.speaker, turn.text) for turn in turns_in(layout, said)]
    assert spoken(read_) == spoken([(who, words) for who, _, words in said])


def test_times_of_day_count_from_the_first() -> None:
    text = "Ana  2:05 PM\nHello there.\n\nBen  2:06 PM\nHi to you.\n\nAna  2:08 PM\nShall we start?\n"
    assert [turn.start for turn in read(text.encode(), "a.txt").transcript.turns] == [0.0, 60.0, 180.0]


def test_a_word_after_a_colon_in_wrapped_lines_is_no_speaker() -> None:
    text = "Ana: I see two\noptions: to stay or to go.\nBen: What then?\nAna: We chose\nthree, honestly. Note: early.\n"
    assert [turn.speaker for turn in read(text.encode(), "a.txt").transcript.turns] == ["Ana", "Ben", "Ana"]


def test_a_sentence_said_before_a_colon_names_nobody_however_often_it_is_said() -> None:
    said = "we did it twice. My view: it works."
    talk = [(("Ana Ruiz", "Ben Okafor")[n % 2], "So it was.") for n in range(7)] + [("Ben Okafor", said)] * 3
    text = "\n\n".join(f"{who}:\n{words}" for who, words in talk)
    assert [(turn.speaker, turn.text) for turn in read(text.encode(), "a.txt").transcript.turns] == talk


@pytest.mark.parametrize(
    "name",
    ["J. van der Berg", "A. B. King", "dr. med. Anna Weiß", "Ana R. Ruiz", "M. el Amrani", "Hon. Ada King (Ely. B)"],
)
def test_stops_that_shorten_are_part_of_a_name(name: str) -> None:
    talk = [(name, "How did it go?"), ("Ben", "It went well, mostly."), (name, "Tell me."), ("Ben", "We began late.")]
    text = "\n".join(f"{who}: {words}" for who, words in talk)
    assert [(turn.speaker, turn.text) for turn in read(text.encode(), "a.txt").transcript.turns] == talk


def test_sounds_in_braces_do_not_make_a_conversation_a_program() -> None:
    talk = [("Ana", "Shall we begin {laughs}"), ("Ben", "Yes , please {loud noise}")] * 6
    text = "\n".join(f"{who}: {words}" for who, words in talk)
    assert [(turn.speaker, turn.text) for turn in read(text.encode(), "a.txt").transcript.turns] == talk


def test_two_speakers_named_in_one_caption_are_two_turns() -> None:
    text = "1\n00:00:00,000 --> 00:00:02,000\nANA: Hello there.\nBEN: And you?\n\n2\n00:00:02,000 --> 00:00:04,000\n"
    turns = read((text + "ANA: Fine.\nBEN: Good.\n").encode(), "a.srt").transcript.turns
    assert [(turn.speaker, turn.text) for turn in turns] == [
        ("ANA", "Hello there."),
        ("BEN", "And you?"),
        ("ANA", "Fine."),
        ("BEN", "Good."),
    ]


def test_a_speaker_marked_only_where_it_changes_goes_on() -> None:
    lines = ["[speaker 0]\nHello there", "how are you", "[speaker 1]\nfine thanks", "[speaker 0]\nGood."]
    cues = [f"{n}\n{clock(n, point=',')} --> {clock(n + 1, point=',')}\n{x}\n" for n, x in enumerate(lines, start=1)]
    turns = read("\n".join(cues).encode(), "a.srt").transcript.turns
    assert [turn.text for turn in turns] == ["Hello there how are you", "fine thanks", "Good."]


def test_times_that_close_a_paragraph_are_no_words() -> None:
    text = "I: Where do you start? #00:00:04-3#\n\nB1: With the sheet. #00:00:09-1#\n\nI: And then? #00:00:12-0#\n"
    turns = read(text.encode(), "a.txt").transcript.turns
    assert [(turn.text, turn.start) for turn in turns][1:] == [("With the sheet.", 4.3), ("And then?", 9.1)]


def test_times_in_words_beside_those_in_figures_are_not_speech() -> None:
    text = "0:00\n0 seconds\nso last week I went\n0:04\n4 seconds\nand tried\n1:09\n1 minute, 9 seconds\nthen gave up\n"
    words = " ".join(turn.text for turn in read(text.encode(), "a.txt").transcript.turns)
    assert words == "so last week I went and tried then gave up"
