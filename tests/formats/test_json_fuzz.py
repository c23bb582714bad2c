"""Whatever a JSON file holds, it is read or refused: nothing else comes out of the front door."""

from __future__ import annotations

import copy
import json
import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firsthand.formats.json_formats import JSON_FORMATS
from firsthand.formats.reading import read
from firsthand.formats.readings import Reading, Source, Unreadable
from json_specimens import READINGS

ODD: tuple[object, ...] = (
    *(None, True, False, 0, -1, -0.5, 1e308, -1e308, math.nan, math.inf, 10**30, 10**400),
    *("", " ", "NaN", "1e999", "12:34", "-1:00", "99:99:99", "9" * 400 + "s", "\ud800", "\x00\x1b"),
    *("2026-13-45T99:99:99Z", "0001-01-01T00:00:00Z", [], {}, [[]], [{}], [None], ["word"], ["word", None, None]),
    *({"seconds": "x"}, {"seconds": 1e308, "nanos": 1e308}, {"name": {}}),
)
SHAPES = [document for _, document, _ in READINGS.values()]


def outcome(data: bytes, name: str | None = None) -> Reading | None:
    try:
        reading = read(data, "file.json", format=name)
    except Unreadable:
        return None
    check(reading)
    return reading


def check(reading: Reading) -> None:
    """What holds of every reading, however odd the file."""
    assert reading.transcript.turns
    for index, turn in enumerate(reading.transcript.turns):
        assert (turn.index, turn.text.strip(), bool(turn.text)) == (index, turn.text, True)
        turn.text.encode()
        turn.speaker.encode()
        times = [turn.start, turn.end, *(t for word in turn.words for t in (word.start, word.end))]
        assert all(t is None or (math.isfinite(t) and t >= 0) for t in times)
        assert turn.start is None or turn.end is None or turn.start <= turn.end
        assert all(0 <= word.begin < word.finish <= len(turn.text) for word in turn.words)
        assert all(word.probability is None or 0 <= word.probability <= 1 for word in turn.words)


def mutated(document: object, chance: random.Random, times: int) -> object:
    document = copy.deepcopy(document)
    for _ in range(times):
        holders = list(_holders(document))
        holder = chance.choice(holders) if holders else None
        key = _some_key(holder, chance)
        if key is None:
            continue
        if chance.random() < 0.3:
            del holder[key]
        elif isinstance(holder, list) and chance.random() < 0.3:
            holder.insert(key, copy.deepcopy(chance.choice(holder)))
        else:
            holder[key] = copy.deepcopy(chance.choice(ODD))
    return document


def _holders(value: object):
    if isinstance(value, dict | list) and value:
        yield value
        for each in value.values() if isinstance(value, dict) else value:
            yield from _holders(each)


def _some_key(holder, chance: random.Random):
    if isinstance(holder, dict) and holder:
        return chance.choice(list(holder))
    return chance.randrange(len(holder)) if isinstance(holder, list) and holder else None


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SHAPES), st.integers(0, 2**32), st.integers(1, 8))
def test_a_vendors_shape_with_odd_values_in_it_is_read_or_refused(shape: object, seed: int, times: int) -> None:
    outcome(json.dumps(mutated(shape, random.Random(seed), times)).encode("utf-8", "surrogatepass"))


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SHAPES), st.sampled_from([f.name for f in JSON_FORMATS]), st.integers(0, 2**32))
def test_a_layout_that_was_named_reads_or_refuses_the_files_of_every_other(shape: object, name: str, seed: int) -> None:
    outcome(json.dumps(mutated(shape, random.Random(seed), 3)).encode(), name)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(SHAPES), st.floats(0, 1), st.text(max_size=3), st.sampled_from([None, 1]))
def test_a_file_cut_or_scribbled_over_anywhere_is_read_or_refused(
    shape: object, place: float, scribble: str, indent: int | None
) -> None:
    data = json.dumps(shape, indent=indent).encode()
    at = int(place * len(data))
    outcome(data[:at])
    outcome(data[:at] + scribble.encode() + data[at + len(scribble) :])


JSON_VALUES = st.recursive(
    st.sampled_from(ODD) | st.text(max_size=8) | st.floats() | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["text", "words", "word", "speaker", "start", "end", "segments", "results", "alternatives"])
            | st.sampled_from(
                ["monologues", "elements", "value", "sentences", "turns", "channels", "transcript", "type"]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(JSON_VALUES)
def test_any_json_at_all_is_read_or_refused(value: object) -> None:
    outcome(json.dumps(value).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    "data", [b'{"a":' * 100_000, b"[" * 200_000, b'[{"text":' * 5_000 + b'"x"', b'{"turns":[' + b"{}," * 9]
)
def test_a_file_nested_without_end_is_refused(data: bytes) -> None:
    assert outcome(data) is None


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SHAPES), st.integers(0, 2**32), st.integers(1, 20), st.floats(0, 1))
def test_many_odd_files_are_read_or_refused(shape: object, seed: int, times: int, place: float) -> None:
    data = json.dumps(mutated(shape, random.Random(seed), times)).encode("utf-8", "surrogatepass")
    outcome(data)
    outcome(data[: int(place * len(data))])


def test_the_sniffers_never_raise_on_what_is_not_json() -> None:
    for data in (
        b"",
        b"\x00\xff",
        b"[00:01] Ana: hello",
        b"{not json",
        b'{"turns"',
        b'[{"a": 1} {',
        "{“a”: 1}".encode(),
    ):
        assert (
            all(each.sniff(Source(data, "x.json")) is None for each in JSON_FORMATS if each.name != "nlp-words") or data
        )
