"""The worked examples of docs/method/codebook.md stand here as tests."""

from __future__ import annotations

from firsthand.domain.synthesis.code_drift import CodeText, Drift, Mark, Sign, drift, stems_of, two_names

LATE, PAPER, PHONE = CodeText("late", "Late news"), CodeText("paper", "On paper"), CodeText("phone", "By telephone")


def marks(code: str, turns: range, coder: str = "ana", transcript: str = "t1") -> list[Mark]:
    return [Mark(code, coder, transcript, turn, turn) for turn in turns]


def test_codes_that_nearly_always_come_together_are_named_with_their_counts() -> None:
    found = drift([LATE, PAPER], [*marks("late", range(10)), *marks("paper", range(9))], {"t1": ["ana"]})
    assert found == [Sign(Drift.TOGETHER, ("late", "paper"), 9, 10)]


def test_codes_that_come_together_four_times_or_less_often_than_not_are_left_alone() -> None:
    assert drift([LATE, PAPER], [*marks("late", range(4)), *marks("paper", range(4))], {}) == []
    assert drift([LATE, PAPER], [*marks("late", range(10)), *marks("paper", range(8))], {}) == []


def test_a_part_and_its_whole_may_come_together() -> None:
    part = CodeText("part", "On a pad", parent="paper")
    assert drift([PAPER, part], [*marks("paper", range(6)), *marks("part", range(6))], {}) == []


def test_two_coders_marking_one_turn_do_not_make_codes_come_together() -> None:
    some = [*marks("late", range(6), "ana"), *marks("paper", range(6), "rui")]
    assert drift([LATE, PAPER], some, {}) == []


def test_a_code_never_used_is_named_once_three_conversations_are_coded() -> None:
    coded = {"t1": ["ana"], "t2": ["ana"], "t3": ["rui"]}
    assert drift([LATE], [], coded) == [Sign(Drift.UNUSED, ("late",), 3, 0)]
    assert drift([LATE], [], {"t1": ["ana"], "t2": ["ana"], "t3": []}) == []


def test_a_heading_without_codings_and_a_retired_code_are_no_sign_of_drift() -> None:
    coded = {"t1": ["ana"], "t2": ["ana"], "t3": ["rui"]}
    under = CodeText("under", "On a pad", parent="paper")
    old = CodeText("old", "Fax", is_retired=True)
    assert drift([PAPER, under, old], marks("under", range(1)), coded) == []


def test_a_code_of_one_coder_is_named_where_another_coded_the_same_conversations() -> None:
    some = [*marks("late", range(3)), *marks("late", range(2), transcript="t2")]
    both = {"t1": ["ana", "rui"], "t2": ["ana", "rui"]}
    assert drift([LATE], some, both) == [Sign(Drift.ONE_CODER, ("late",), 5, 2, "ana")]
    assert drift([LATE], some, {"t1": ["ana", "rui"], "t2": ["ana"]}) == []
    assert drift([LATE], [*some, *marks("late", range(1), "rui")], both) == []


def named(*names: str) -> list[tuple[str, ...]]:
    codes = [CodeText(name, name) for name in names]
    return [one.codes for one in two_names(codes)]


def test_two_names_for_one_thing_are_found_by_words_endings_and_letters() -> None:
    assert named("Waits for parts", "Waiting for parts") == [("Waits for parts", "Waiting for parts")]
    assert named("Kept on paper", "Paper, kept") == [("Kept on paper", "Paper, kept")]
    assert named("Escalation", "Esclation") == [("Escalation", "Esclation")]


def test_names_that_share_some_words_only_or_differ_in_a_number_are_two_things() -> None:
    assert named("Out of date", "Out of reach", "In another program", "On paper", "In good time") == []
    assert named("Interview round 1", "Interview round 2") == []


def test_two_descriptions_that_say_the_same_are_found_under_different_names() -> None:
    one = CodeText("a", "Radio", "They ask colleagues by radio whether a job has stopped")
    other = CodeText("b", "Going round", "They ask their colleagues whether the job has stopped, by radio")
    assert [found.codes for found in two_names([one, other])] == [("a", "b")]


def test_words_lose_their_endings_and_small_words_go() -> None:
    assert stems_of("The waiting of parties") == {"wait", "part"}
    assert stems_of("waits") == stems_of("Waiting") == stems_of("waited")
