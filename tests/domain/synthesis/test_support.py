"""Counting who supports a claim: the product's own example, and the invariants of every count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.synthesis.claim_sentences import claim_sentence, period, unchecked
from firsthand.domain.synthesis.support import Ask, Counts, Mention, Prompting, Side, Sitting, support

DAY = date(2026, 10, 5)


def sitting(person: str, *what: Ask | Mention, company: str = "", session: str = "", day: int = 0) -> Sitting:
    asks = tuple(one for one in what if isinstance(one, Ask))
    mentions = tuple(one for one in what if isinstance(one, Mention))
    return Sitting(person, session or f"ses {person}", DAY + timedelta(days=day), asks, mentions, company)


def said(turn: int | None, side: Side = Side.SUPPORTS, prompting: Prompting = Prompting.PROMPTED) -> Mention:
    return Mention(f"quo {turn} {side}", side, turn, prompting)


NINE = [
    *(sitting(f"asked {n}", Ask(3), said(4), company=f"company {n}") for n in range(3)),
    *(sitting(f"asked and quiet {n}", Ask(3), company=f"company {4 + n}") for n in range(2)),
    sitting("asked and against", Ask(3), said(4, Side.CONTRADICTS), company="company 6"),
    *(
        sitting(f"by herself {n}", said(9, prompting=Prompting.UNPROMPTED), company=f"company {2 + n}")
        for n in range(2)
    ),
    sitting("never asked", company="company 0"),
]


def test_the_sentence_that_a_person_can_defend() -> None:
    found = support(NINE)
    assert claim_sentence(found, "described finding blockers too late", DAY, DAY) == (
        "5 of 9 people interviewed (at 4 of 7 companies) described finding blockers too late: 3 of the 6 who were "
        "asked, 2 without being asked; 1 contradicted it; 3 were never asked (October 2026)."
    )
    assert found.people == Counts(9, 6, 6, 5, 3, 2, 1, 0)
    assert unchecked(found) == "9 of 9 by rule, not yet checked"
    assert [one.person for one in found.silent] == ["asked and quiet 0", "asked and quiet 1", "never asked"]


@pytest.mark.parametrize(
    ("sittings", "sentence"),
    [
        ([], "Nobody was interviewed about this."),
        ([sitting("Dana")], "Nobody of 1 person interviewed said so; nobody was asked about it."),
        ([sitting("Dana", Ask(1)), sitting("Emil")], "Nobody of 2 people interviewed said so; 1 was never asked."),
        ([sitting("Dana", Ask(1), said(2))], "1 of 1 person interviewed said so: 1 of the 1 who was asked."),
        (
            [sitting("Dana", said(2)), sitting("Emil", Ask(1), said(2), said(4, Side.CONTRADICTS))],
            "2 of 2 people interviewed said so: 1 of the 1 who was asked, 1 without being asked; "
            "1 contradicted it, who said both; 1 was never asked.",
        ),
        (
            [sitting("Dana", said(2, Side.CONTRADICTS)), sitting("Emil")],
            "Nobody of 2 people interviewed said so; 1 contradicted it; nobody was asked about it.",
        ),
    ],
)
def test_a_sentence_for_every_case(sittings: list[Sitting], sentence: str) -> None:
    assert claim_sentence(support(sittings)) == sentence


def test_no_sentence_has_a_percentage() -> None:
    assert "%" not in claim_sentence(support(NINE))


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (date(2026, 10, 1), date(2026, 10, 31), "October 2026"),
        (date(2026, 8, 1), date(2026, 10, 31), "August–October 2026"),
        (date(2025, 11, 1), date(2026, 3, 31), "November 2025–March 2026"),
        (None, None, ""),
    ],
)
def test_a_period_names_its_months(since: date | None, until: date | None, words: str) -> None:
    assert period(since, until) == words


def test_who_first_said_it_unasked_stays_unasked_when_asked_later() -> None:
    found = support([sitting("Dana", said(2, prompting=Prompting.UNPROMPTED), Ask(5), said(6))])
    assert found.people == Counts(1, 1, 1, 1, 0, 1)


def test_a_person_in_two_sessions_counts_once() -> None:
    both = [sitting("Dana", Ask(1), said(2), session="a"), sitting("Dana", said(3), session="b", day=9)]
    assert support(both).people == Counts(1, 1, 1, 1, 1)
    assert support(both).last_heard == DAY + timedelta(days=9)


def test_strict_drops_a_faulty_question_and_its_answer_and_keeps_the_person() -> None:
    leading = Ask(1, is_sound=False)
    assert support([sitting("Dana", leading, said(2))]).people == Counts(1, 1, 1, 1, 1)
    assert support([sitting("Dana", leading, said(2))], strict=True).people == Counts(1)
    again = sitting("Dana", leading, said(2), Ask(5), said(6))
    assert support([again], strict=True).people == Counts(1, 1, 1, 1, 1)


def test_strict_leaves_out_what_is_not_fit() -> None:
    cropped = replace(said(2), is_fit=False)
    assert support([sitting("Dana", cropped)], strict=True).people == Counts(1)


def test_noted_words_are_never_known_to_be_unprompted() -> None:
    found = support([sitting("Dana", said(None, prompting=Prompting.UNKNOWN))])
    assert (found.people.unprompted, found.open_prompting) == (0, 1)


asks = st.builds(Ask, st.integers(0, 20), st.booleans(), st.booleans())
mentions = st.builds(
    Mention,
    st.uuids().map(str),
    st.sampled_from(Side),
    st.none() | st.integers(0, 20),
    st.sampled_from(Prompting),
    st.booleans(),
)
sittings = st.builds(
    Sitting,
    st.sampled_from(["Dana", "Emil", "Fay", "Gus", "Hana"]),
    st.uuids().map(str),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.lists(asks, max_size=3).map(tuple),
    st.lists(mentions, max_size=4).map(tuple),
    st.sampled_from(["", "Northmoor", "Kestrel"]),
    st.sampled_from(["", "Hospitals"]),
    st.booleans(),
)
many = st.lists(sittings, max_size=12)
TOTALS = ("interviewed", "asked", "answered", "said", "unprompted", "contradicted", "mixed")


@given(many, st.booleans())
def test_the_parts_add_up_and_nest(some: list[Sitting], strict: bool) -> None:
    found = support(some, strict=strict)
    people = found.people
    assert people.said == people.said_when_asked + people.said_unasked
    assert 0 <= people.said_when_asked <= people.answered <= people.asked <= people.interviewed
    assert max(people.said, people.contradicted) <= people.interviewed
    assert people.mixed <= min(people.said, people.contradicted)
    assert people.unprompted + found.open_prompting <= people.said
    assert people.interviewed == len({one.person for one in some}) == len(found.standings)


@given(many)
def test_strict_is_never_more_than_all(some: list[Sitting]) -> None:
    strict, everything = support(some, strict=True), support(some)
    assert strict.people.interviewed == everything.people.interviewed
    for counts, others in ((strict.people, everything.people), (strict.companies, everything.companies)):
        assert all(getattr(counts, name) <= getattr(others, name) for name in TOTALS)


@given(many, st.booleans())
def test_segments_add_up_to_everybody(some: list[Sitting], strict: bool) -> None:
    found = support(some, strict=strict)
    for name in TOTALS:
        assert sum(getattr(part, name) for part in found.by_segment.values()) == getattr(found.people, name)


@given(many, sittings)
def test_another_session_changes_nobody_elses_standing(some: list[Sitting], another: Sitting) -> None:
    before = {one.person: one for one in support(some).standings}
    after = {one.person: one for one in support([*some, another]).standings}
    assert {name: one for name, one in after.items() if name != another.person} == {
        name: one for name, one in before.items() if name != another.person
    }


@given(many)
def test_the_order_in_which_sessions_arrive_changes_nothing(some: list[Sitting]) -> None:
    shuffled = sorted(some, key=lambda one: one.session)
    assert support(shuffled) == support(some)


@given(many)
def test_companies_are_at_most_people(some: list[Sitting]) -> None:
    found = support(some)
    assert all(getattr(found.companies, name) <= getattr(found.people, name) for name in TOTALS)


@given(st.lists(sittings, min_size=1, max_size=12), sittings, st.booleans())
def test_another_session_of_somebody_who_is_there_counts_nobody_twice(
    some: list[Sitting], another: Sitting, strict: bool
) -> None:
    again = replace(another, person=some[0].person)
    before, after = support(some, strict=strict).people, support([*some, again], strict=strict).people
    assert after.interviewed == before.interviewed
    assert all(0 <= getattr(after, name) - getattr(before, name) <= 1 for name in TOTALS)
