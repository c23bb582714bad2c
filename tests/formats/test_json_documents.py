"""Damaged JSON: what is complete is kept, what is lost is named."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.formats.json_documents import parse

ENTRY = {"speaker": "Ana", "text": "One, two [three] {four}", "words": [["a", 1], ["b", 2]]}


def test_whole_json_is_parsed_and_nothing_is_said() -> None:
    assert parse('{"a": [1, 2.5, null]}') == parse(' {"a": [1, 2.5, null]}\n')
    assert (parse('{"a": [1]}').value, parse('{"a": [1]}').problems) == ({"a": [1]}, ())


@pytest.mark.parametrize("text", ["[12:01] Ana: hello", "{note} said Ana", "Ana: [hello]", "", "[", "[1, 2]", '"x"'])
def test_text_that_only_begins_like_json_is_not_json(text: str) -> None:
    assert parse(text).value is None


def test_an_entry_cut_in_its_own_fields_is_dropped_and_its_parents_are_closed() -> None:
    document = parse('{"turns": [{"text": "One"}, {"text": "Two", "sp')
    assert document.value == {"turns": [{"text": "One"}]}
    assert [(problem.line, problem.text) for problem in document.problems] == [(1, '{"text": "Two", "sp')]


def test_an_entry_cut_after_a_list_keeps_that_list() -> None:
    assert parse('[{"alternatives": [{"timestamps": [["a", 1], ["b", 2]], "conf').value == [
        {"alternatives": [{"timestamps": [["a", 1], ["b", 2]]}]}
    ]


def test_a_number_that_may_be_cut_is_not_taken_for_whole() -> None:
    assert parse('[{"w": [["a", 12], ["b", 1').value == [{"w": [["a", 12], ["b"]]}]


def test_a_bad_entry_in_the_middle_is_left_out_and_its_line_is_named() -> None:
    document = parse('[\n{"a": 1},\n{"a" 2},\n{"a": 3}\n]')
    assert document.value == [{"a": 1}, {"a": 3}]
    assert [(problem.line, problem.message) for problem in document.problems] == [
        (3, "This entry is not complete JSON and was left out")
    ]


def test_commas_too_many_are_forgiven() -> None:
    assert parse('{"a": [{"b": ",]"},],}').value == {"a": [{"b": ",]"}]}


def test_what_follows_the_end_is_left_out_and_said() -> None:
    document = parse('{"a": {"b": 1}}\nsaved by somebody')
    assert (document.value, document.problems[0].line) == ({"a": {"b": 1}}, 2)


def test_lines_of_json_are_a_list_and_a_bad_line_is_named() -> None:
    document = parse('{"a": 1}\n\n{"a": 2}\n{"a": \n{"a": 3}\n')
    assert (document.value, [p.line for p in document.problems]) == ([{"a": 1}, {"a": 2}, {"a": 3}], [4])


def test_a_number_too_long_for_python_does_not_stop_the_rest() -> None:
    assert parse('[{"a": ' + "9" * 5000 + ', "b": 1}]').value == [{"a": float("inf"), "b": 1}]


@given(st.integers(1, 6), st.floats(0, 1), st.sampled_from([None, 2]))
def test_wherever_a_list_is_cut_every_complete_entry_is_kept(count: int, place: float, indent: int | None) -> None:
    text = json.dumps([{**ENTRY, "index": n} for n in range(count)], indent=indent)
    cut = text[: int(place * len(text))]
    kept = parse(cut).value or []
    complete = sum(cut.count(mark) for mark in ('"index"',)) and len(cut.split('"index": ')) - 1
    whole = [entry for entry in kept if "index" in entry]
    assert [entry["index"] for entry in whole] == list(range(len(whole)))
    assert complete - 1 <= len(whole) <= complete


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    for each in (text, "[" + text, '[{"a": "' + text, '{"a": [' + text + "]}"):
        parse(each)
