"""Hostile and broken files end in a reading or a refusal, in bounded time and memory, and never in anything else."""

from __future__ import annotations

import io
import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.domain.interviews.transcripts import Timing, Turn
from firsthand.formats.documents import MAX_ENTRIES, MAX_UNPACKED
from firsthand.formats.reading import MAX_TURNS, read
from firsthand.formats.readings import Reading, Unreadable
from firsthand.formats.registry import FORMATS
from firsthand.formats.sniffing import sniff

NAMES = ("a.txt", "a.vtt", "a.srt", "a.sbv", "a.md", "a.docx", "a.ttml", "a.html", "a.json", "a.tsv", "a")
PIECES = st.sampled_from(
    [
        "WEBVTT",
        "\n",
        "\n\n",
        "\r",
        "\t",
        "00:00:01.000 --> 00:00:02.000",
        "00:00:01,000 --> 00:00:00,500",
        "0:0:2.90 --> 0:0:4.480",
        "1",
        "<v Ada>",
        "</v>",
        "Ada: ",
        "Ben: yes",
        "**Ada:** ",
        "[00:01] ",
        "(00:02):",
        "Ada  0:03",
        "Ada López (0:04)",
        "NOTE",
        "STYLE",
        "-->",
        "0:00:01.000,0:00:02.000",
        "&amp;",
        "&#0;",
        "<c>",
        "<00:00:01.000>",
        "# Transcript",
        "| a | AB |",
        "start\tend\ttext",
        "12\t13\tso",
        "[2026-01-01T00:00:00Z]\t<ida>\tjo: hi",
        "scribe: ida",
        "00:03:54\tBen:\thello",
        "<tt>",
        '<p begin="1s">',
        "<cite>",
        "</cite>",
        "<time>0:00</time>",
        '{"text":',
        "]",
        "\u202eסוף",
        "👩‍👩‍👧",
        "é",
        "\ufeff",
        "\x00",
        "：",
        "Q: ",
        "A: ",
        "…",
        ">>",
        "Meeting ended after 00:01:00",
        "This editable transcript was computer generated",
        "words and more.",
        "The thing is: ",
        "00:05:00",
    ]
)


def outcome(data: bytes, name: str, layout: str | None = None) -> Reading | None:
    """The reading, or None where it was refused with a message; any other exception fails the test."""
    try:
        return read(data, name, layout)
    except Unreadable:
        return None


def check(reading: Reading | None, lines: int) -> None:
    """What must hold of every reading of a text."""
    if reading is None:
        return
    turns = reading.transcript.turns
    assert [turn.index for turn in turns] == list(range(len(turns)))
    for turn in turns:
        check_turn(turn)
    for problem in reading.problems:
        assert problem.line is None or 1 <= problem.line <= lines


def check_turn(turn: Turn) -> None:
    assert turn.text.strip()
    assert turn.start is None or turn.end is None or turn.start <= turn.end
    assert (turn.timing is Timing.NONE) == (turn.start is None)
    for word in turn.words:
        assert 0 <= word.begin < word.finish <= len(turn.text)
        assert word.start <= word.end


@given(st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes_give_a_reading_or_a_refusal(data: bytes, name: str) -> None:
    outcome(data, name)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=200)
@given(st.lists(PIECES, max_size=40), st.sampled_from(NAMES))
def test_pieces_of_all_layouts_in_any_order_keep_the_rules(pieces: list[str], name: str) -> None:
    text = "".join(pieces)
    check(
        outcome(text.encode("utf-8", "surrogatepass"), name),
        text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2,
    )


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=3000, deadline=None)
@given(st.lists(PIECES, max_size=60), st.sampled_from(NAMES), st.sampled_from([None, *(f.name for f in FORMATS)]))
def test_every_reader_keeps_the_rules_whatever_it_is_given(pieces: list[str], name: str, layout: str | None) -> None:
    text = "".join(pieces)
    check(outcome(text.encode(), name, layout), text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 2)


@given(st.lists(st.sampled_from(["so it", "broke.", "Yes", "no", "and then?"]), min_size=1, max_size=30))
def test_no_word_of_captions_is_lost_or_told_twice(said: list[str]) -> None:
    rows = (f"{i}\n00:00:{i:02},000 --> 00:00:{i:02},900\n{words}\n\n" for i, words in enumerate(said, start=1))
    turns = read("".join(rows).encode(), "a.srt").transcript.turns
    assert " ".join(turn.text for turn in turns).split() == " ".join(said).split()


@given(st.lists(st.tuples(st.sampled_from(["Ada", "Ben"]), st.sampled_from(["so it", "broke.", "Yes"])), min_size=4))
def test_no_word_of_a_dialogue_is_lost_or_given_to_another(said: list[tuple[str, str]]) -> None:
    said = [*said, ("Ada", "x"), ("Ben", "y"), ("Ada", "x"), ("Ben", "y")]
    turns = read("".join(f"{name}: {words}\n" for name, words in said).encode(), "a.txt").transcript.turns
    assert [(turn.speaker, turn.text) for turn in turns] == said


def test_more_than_the_limit_is_refused_before_it_is_read() -> None:
    with pytest.raises(Unreadable, match="more than the 1 MB"):
        read(b"Ada: hello\n" * 100_000, "a.txt", max_bytes=1_000_000)


def zipped(entries: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return data.getvalue()


def test_a_document_that_explodes_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="unpacks to more than"):
        read(zipped({"word/document.xml": b"a" * (MAX_UNPACKED + 1)}), "a.docx")


def test_an_archive_of_countless_entries_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="entries"):
        read(zipped({f"x{i}": b"" for i in range(MAX_ENTRIES + 1)}), "a.docx")


@pytest.mark.parametrize("length", [4, 30, 200])
def test_a_document_cut_off_is_refused(length: int) -> None:
    assert outcome(zipped({"word/document.xml": b"<x/>"})[:length], "a.docx") is None


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_entities_are_never_expanded() -> None:
    with pytest.raises(Unreadable, match="entities"):
        read(BOMB + b'<tt><body><p begin="1s" end="2s">&b;</p></body></tt>', "a.ttml")
    with pytest.raises(Unreadable, match="entities"):
        read(zipped({"word/document.xml": BOMB + b"<w>&b;</w>"}), "a.docx")


def test_noise_is_refused_as_binary() -> None:
    with pytest.raises(Unreadable, match="binary"):
        read(random.Random(7).randbytes(50_000), "a.txt")


def test_right_to_left_and_combining_text_comes_back_as_it_was() -> None:
    text = "דנה: שָׁלוֹם ‏(כן)‏\nيوسف: السَّلَامُ\nדנה: e\u0301te\u0301 👩🏽‍💻\nيوسف: ok\n"
    assert [turn.text for turn in read(text.encode(), "a.txt").transcript.turns][2] == "e\u0301te\u0301 👩🏽‍💻"


def test_zeros_and_mixed_encodings_lose_no_turn() -> None:
    data = "Ada: caf\x00é\n".encode() + "Ben: café\n".encode("cp1252") + b"Ada: yes\nBen: no\n"
    reading = read(data, "a.txt")
    assert [turn.text for turn in reading.transcript.turns] == ["café", "café", "yes", "no"]
    assert {problem.line for problem in reading.problems} == {1, 2}


LONG = {
    "one letter": b"a" * 3_000_000,
    "spaces in the middle": b"a" + b" " * 3_000_000 + b"b:\n",
    "colons": b":" * 3_000_000,
    "brackets": b"[" * 3_000_000,
    "stars": b"*" * 3_000_000,
    "open tags": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 1_000_000,
    "voices": b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<v a>" * 200_000,
    "marks": b"Ada: hi\nBen: " + b"[00:01] " * 200_000 + b"\nAda: x",
    "open comments": b"<html>" + b"<!--" * 500_000,
    "deep markup": b"<tt>" + b"<p>" * 300_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("data", LONG.values(), ids=LONG.keys())
def test_long_repetitions_end(data: bytes) -> None:
    for name in ("a.txt", "a.vtt", "a.html", "a.ttml"):
        outcome(data, name)


@pytest.mark.slow
def test_a_million_captions_give_a_bounded_result() -> None:
    rows = (
        f"{i}\n{i // 3600:02}:{i // 60 % 60:02}:{i % 60:02},000 --> 99:00:00,000\nYes.\n\n" for i in range(1_000_000)
    )
    reading = read("".join(rows).encode(), "a.srt")
    assert len(reading.transcript.turns) == MAX_TURNS
    assert "1000000 turns" in reading.problems[-1].message


@pytest.mark.slow
def test_a_hundred_megabytes_are_read_or_refused() -> None:
    assert outcome(b"nothing to see here\n" * 5_000_000, "a.txt") is None
    assert sniff(b"x" * 100_000_000, "a.vtt") == ()
