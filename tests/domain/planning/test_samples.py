"""A sample plan counts people, not sessions, and warns in plain words about a mix that misleads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.samples import (
    AiUse,
    Closeness,
    SamplePerson,
    SamplePlan,
    Segment,
    SegmentFill,
    Skew,
    ai_use_of,
    closeness_of,
    fill,
    of,
)

CLINICS = SamplePlan((Segment("Clinics", people=3), Segment("Schools", people=2)))
AI_SAMPLE = study_template("ai-product").sample


def people(count: int, segment: str = "Clinics", **more: object) -> list[SamplePerson]:
    return [SamplePerson(f"{segment}-{n}-{sorted(more.items())}", segment, **more) for n in range(count)]


def skews(plan: SamplePlan, who: list[SamplePerson]) -> list[Skew]:
    return [warning.skew for warning in fill(plan, who).warnings]


def test_held_scheduled_and_missing_people_are_counted_per_segment():
    who = [*people(1, is_held=True), *people(1), *people(1, "schools ", is_held=True), *people(2, "Farms")]
    result = fill(CLINICS, who)
    assert result.segments == (SegmentFill("Clinics", 3, 1, 1), SegmentFill("Schools", 2, 1, 0))
    assert [segment.missing for segment in result.segments] == [1, 1]
    assert result.elsewhere == SegmentFill("", 0, 0, 2)
    assert (result.held, result.scheduled, result.missing, result.target) == (2, 3, 2, 5)


def test_a_person_with_two_sessions_is_one_person_and_counts_as_held():
    ada = SamplePerson("ada", "Clinics")
    result = fill(CLINICS, [ada, SamplePerson("ada", "Clinics", is_held=True), ada])
    assert (result.held, result.scheduled) == (1, 0)


def test_only_active_users_are_one_warning_and_not_two():
    assert skews(AI_SAMPLE, people(3, ai_use=AiUse.ACTIVE)) == [Skew.ONLY_POWER_USERS]


def test_light_users_do_not_count_as_not_active():
    who = people(3, ai_use=AiUse.LIGHT) + people(1, ai_use=AiUse.ACTIVE)
    (warning,) = fill(AI_SAMPLE, who).warnings
    assert (warning.skew, warning.words) == (
        Skew.TOO_FEW_NOT_ACTIVE,
        "0 of 4 people whose use is known are not active (never used the AI features, or stopped); the plan asks for "
        "at least 2.",
    )


def test_three_of_ten_not_active_is_enough():
    who = people(7, ai_use=AiUse.ACTIVE) + people(2, ai_use=AiUse.STOPPED) + people(1, ai_use=AiUse.NEVER)
    assert skews(AI_SAMPLE, who) == []


def test_people_whose_use_nobody_knows_raise_no_alarm():
    assert skews(AI_SAMPLE, people(6)) == []


def test_one_company_over_half_is_named_with_its_count():
    who = people(2, company="Foxglove") + people(1, company="foxglove ", is_held=True) + people(2, company="Teasel")
    (warning,) = fill(SamplePlan(), who).warnings
    assert (warning.skew, warning.words) == (Skew.ONE_COMPANY, "3 of 5 people work at Foxglove.")


def test_exactly_half_from_one_company_is_fine():
    assert skews(SamplePlan(), people(2, company="Foxglove") + people(2, company="Teasel")) == []


def test_mostly_close_people_are_told():
    who = people(3, closeness=Closeness.CLOSE) + people(2, closeness=Closeness.STRANGER)
    assert skews(SamplePlan(), who) == [Skew.MOSTLY_CLOSE]


def test_a_segment_that_crowds_out_the_others_is_told_with_whom_to_look_for():
    (warning,) = fill(CLINICS, people(5)).warnings
    assert (warning.skew, warning.advice) == (Skew.SKEWED_MIX, "Look next for: Schools.")


def test_two_people_are_too_few_to_judge_a_mix():
    assert skews(AI_SAMPLE, people(2, company="Foxglove", ai_use=AiUse.ACTIVE, closeness=Closeness.CLOSE)) == []


def test_percentages_begin_at_ten_people():
    assert (of(3, 9), of(3, 10)) == ("3 of 9", "3 of 10 (30 %)")


def test_nobody_yet_is_an_empty_fill():
    assert fill(SamplePlan(), []).missing == 0
    assert fill(AI_SAMPLE, []).missing == 10


@given(st.integers(0, 60), st.integers(0, 100), st.integers(0, 100))
def test_shares_of_a_hundred_percent_add_up_to_the_whole(total: int, one: int, other: int):
    first, second = min(one, 100), min(other, 100 - min(one, 100))
    plan = SamplePlan(
        tuple(Segment(str(n), share=s) for n, s in enumerate((first, second, 100 - first - second))), total
    )
    assert sum(plan.targets) == total


@pytest.mark.parametrize(
    ("written", "closeness"),
    [
        ("", Closeness.UNKNOWN),
        ("Friend of the founder", Closeness.CLOSE),
        ("our champion at the hospital", Closeness.CLOSE),
        ("Met once, at the training", Closeness.KNOWN),
        ("None before this call", Closeness.STRANGER),
        ("Never met; friends of friends don't know them either", Closeness.STRANGER),
    ],
)
def test_closeness_is_read_from_what_the_team_wrote(written: str, closeness: Closeness):
    assert closeness_of(written) is closeness


@pytest.mark.parametrize(
    ("written", "level"),
    [("Active", AiUse.ACTIVE), ("not-active", AiUse.NOT_ACTIVE), ("", None), ("rather a lot", None)],
)
def test_ai_use_is_read_from_a_persons_entry(written: str, level: AiUse | None):
    assert ai_use_of(written) is level
