"""Covers over any text: what is covered is gone, what is not is untouched, and the original comes back."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.evidence.redaction.covering import Cover, covered, laid, moved, uncovered
from firsthand.domain.evidence.redaction.deciding import Decision, State, decided
from firsthand.domain.evidence.redaction.finding import find
from firsthand.domain.evidence.redaction.kinds import Personal, placeholder, placeholders, with_brackets
from firsthand.domain.evidence.redaction.numbering import Numbers, drawn

TEXTS = st.text(st.sampled_from("ab é́ß😀👍🏽\u0301 .,Marta"), min_size=1, max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=6)


def covers_of(text: str, spans: list[tuple[int, int]]) -> tuple[Cover, ...]:
    inside = [(begin, min(len(text), begin + size)) for begin, size in spans if begin < len(text)]
    return laid(Cover(begin, finish, f"[person {i + 1}]") for i, (begin, finish) in enumerate(inside))


@given(TEXTS, SPANS)
def test_uncovering_with_the_original_words_restores_the_text(text: str, spans: list[tuple[int, int]]) -> None:
    covers = covers_of(text, spans)
    hidden = [text[one.begin : one.finish] for one in covers]
    assert uncovered(covered(text, covers), covers, hidden) == text


@given(TEXTS, SPANS)
def test_covers_never_overlap_and_cover_all_that_was_asked_for(text: str, spans: list[tuple[int, int]]) -> None:
    covers = covers_of(text, spans)
    assert all(one.finish <= other.begin for one, other in pairwise(covers))
    for begin, size in spans:
        wanted = range(begin, min(len(text), begin + size))
        assert all(any(one.begin <= at < one.finish for one in covers) for at in wanted)


@given(TEXTS, SPANS, st.integers(0, 60))
def test_an_offset_outside_covers_keeps_what_stands_before_it(text: str, spans: list[tuple[int, int]], at: int) -> None:
    covers, at = covers_of(text, spans), min(at, len(text))
    if not any(one.begin < at < one.finish for one in covers):
        before = [one for one in covers if one.finish <= at]
        assert covered(text, covers)[: moved(at, covers, is_end=False)] == covered(text[:at], before)


@given(
    st.lists(st.sampled_from(["Graham", "Zoë", "x@y.example", "and", "we", "😀", "Grahams", "called."]), max_size=14)
)
def test_no_confirmed_string_remains_where_it_was_confirmed(words: list[str]) -> None:
    text = " ".join(words)
    places = [
        (at, at + 6) for at in range(len(text)) if text[at : at + 6] == "Graham" and text[at : at + 7] != "Grahams"
    ]
    decisions = [Decision(str(b), b, f, "Graham", Personal.PERSON, "", is_covered=True) for b, f in places]
    rows = decided(text, find(text), decisions)
    shown = covered(text, laid(Cover(s.begin, s.finish, "[person 1]") for s in rows.stretches if s.is_covered))
    assert "Graham" not in shown.replace("Grahams", "")
    assert "@y.example" not in shown
    assert rows.lost == ()


@given(TEXTS, SPANS)
def test_every_stretch_holds_the_words_at_its_place(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(b, min(len(text), b + n)) for b, n in spans if b < len(text)]
    decisions = [
        Decision(str(i), b, f, text[b:f], Personal.DETAIL, "", is_covered=i % 2 == 0) for i, (b, f) in enumerate(inside)
    ]
    rows = decided(text, find(text), decisions).stretches
    assert all(text[one.begin : one.finish] == one.text for one in rows)
    assert all(one.finish <= other.begin for one, other in pairwise(rows))


def test_a_decision_goes_with_its_words_and_is_lost_without_them() -> None:
    decision = Decision("1", 2, 8, "Graham", Personal.PERSON, "", is_covered=True)
    moved_on = decided("Well, I called Graham.", (), [decision])
    assert [(one.begin, one.text, one.state) for one in moved_on.stretches] == [(15, "Graham", State.COVERED)]
    assert decided("I called somebody.", (), [decision]).lost == (decision,)
    assert decided("Grahams Kekse.", (), [decision]).lost == (decision,)


def test_a_finding_that_reaches_beyond_a_cover_stays_covered_there() -> None:
    text = "Ask Marta Oyelaran."
    found = find("Ask my boss Marta Oyelaran.")[0]
    wider = [type(found)(4, 18, "Marta Oyelaran", found.kind, found.reason, found.sureness)]
    rows = decided(text, wider, [Decision("1", 4, 9, "Marta", Personal.PERSON, "", is_covered=True)]).stretches
    assert [(one.text, one.is_covered) for one in rows] == [("Marta", True), ("Oyelaran", True)]


@given(st.lists(st.tuples(st.sampled_from(list(Personal)), st.text(max_size=3)), max_size=30))
def test_every_key_gets_one_number_of_its_own_and_keeps_it(keys: list[tuple[Personal, str]]) -> None:
    first = drawn({}, keys)
    again = {**first, **drawn(first, [*keys, (Personal.PERSON, "new one")])}
    assert all(again[key] == number for key, number in first.items())
    for kind in Personal:
        numbers = [number for (some, _), number in again.items() if some is kind]
        assert len(set(numbers)) == len(numbers)


def test_the_same_number_with_other_spaces_is_one_number() -> None:
    numbers = Numbers("salt")
    one = numbers.key(Personal.PHONE, "", "020 7946 0958")
    assert one == numbers.key(Personal.PHONE, "", "020-7946-0958")
    assert one != Numbers("other").key(Personal.PHONE, "", "020 7946 0958")
    assert "7946" not in one[1]


def test_placeholders_are_read_as_they_are_written() -> None:
    text = f"{placeholder(Personal.PERSON, 3)} and {placeholder(Personal.EMAIL, None)} [our own words] [person 0]"
    assert [(one.kind, one.number) for one in placeholders(text)] == [(Personal.PERSON, 3), (Personal.EMAIL, None)]


def test_a_bracket_lost_at_an_edge_comes_back() -> None:
    assert (
        with_brackets("person 1] called … phone 2] rang [person 3") == "[person 1] called … [phone 2] rang [person 3]"
    )
