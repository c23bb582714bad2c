"""Any bytes become text; what had to be guessed or taken out is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.decoding import SHOWN_LINES, decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_in_any_unicode_encoding_is_read_without_a_problem(encoding: str) -> None:
    assert decode("Zoë: 안녕 👋🏽\n".encode(encoding)) == ("Zoë: 안녕 👋🏽\n", ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding: str) -> None:
    assert decode("Ada: Hello there.".encode(encoding)) == ("Ada: Hello there.", ())


def test_every_kind_of_line_end_becomes_the_same() -> None:
    assert decode(b"a\r\nb\rc\nd")[0] == "a\nb\nc\nd"


def test_a_windows_file_is_read_and_said_once() -> None:
    text, problems = decode("Zoë: “Yes”\nBen: no\nZoë: café".encode("cp1252"))
    assert text == "Zoë: “Yes”\nBen: no\nZoë: café"
    assert [problem.line for problem in problems] == [1]


def test_lines_of_another_encoding_are_each_named() -> None:
    text, problems = decode("Zoë: ja\n".encode() + "Zoë: nein\n".encode("cp1252") + b"Ben: gut\n")
    assert text == "Zoë: ja\nZoë: nein\nBen: gut\n"
    assert [(problem.line, problem.text) for problem in problems] == [(2, "Zoë: nein")]


def test_many_odd_lines_give_few_problems_and_their_number() -> None:
    _, problems = decode("ë\n".encode() + b"\xeb\n" * 500)
    assert len(problems) == SHOWN_LINES + 1
    assert problems[-1].message.startswith("480 more lines")


def test_zeros_are_taken_out_and_said() -> None:
    text, problems = decode(b"Ada: Hel\x00lo\nBen: Hi\x00\n")
    assert text == "Ada: Hello\nBen: Hi\n"
    assert [(problem.message[:2], problem.line) for problem in problems] == [("2 ", 1)]


@given(st.binary(max_size=400))
def test_no_bytes_at_all_raise(data: bytes) -> None:
    text, _ = decode(data)
    assert "\r" not in text
    assert "\x00" not in text


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), max_size=200))
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, ())
