"""A study written to a file reads back as the same study, and what isn't ours is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.guides import TEMPLATES
from firsthand.domain.planning.samples import SamplePlan, Segment
from firsthand.domain.planning.studies import Hypothesis, StudyPlan
from firsthand.formats.study_markdown import read_study, render_study
from written_guides import WORDS

WRITTEN = """\
---
template: ai-product
research_question: How do planners find out that work is stuck?
goals:
  - Understand how planners notice a missing permit
hypotheses:
  - statement: Planners don't trust the board
    prediction: At least half of them phone before seven
    written_at: 2026-03-02 09:00:00+00:00
owner: mara
---

# Stuck work

Asked for by the spring team.
"""


def test_a_study_is_read_and_written_to_the_letter():
    plan, problems = read_study(WRITTEN)
    assert problems == []
    assert plan == StudyPlan(
        title="Stuck work",
        research_question="How do planners find out that work is stuck?",
        goals=("Understand how planners notice a missing permit",),
        hypotheses=(
            Hypothesis(
                "Planners don't trust the board",
                "At least half of them phone before seven",
                datetime(2026, 3, 2, 9, tzinfo=UTC),
            ),
        ),
        template="ai-product",
        notes="Asked for by the spring team.",
        other=("owner: mara",),
    )
    assert render_study(plan) == WRITTEN


def test_the_sample_of_a_template_goes_through_a_file():
    plan = StudyPlan(title="A", sample=study_template("ai-product").sample)
    assert read_study(render_study(plan))[0] == plan


@pytest.mark.parametrize(
    "block",
    [
        "template: jazz",
        "goals: one",
        "hypotheses:\n  - statement: 5",
        "sample: [",
        "sample:\n  people: -1",
        "goals:\n  - 5",
    ],
)
def test_what_can_not_be_used_is_kept_and_told_with_its_line(block: str):
    plan, problems = read_study(f"---\nowner: x\n{block}\n---\n\n# T\n")
    assert plan.other == ("owner: x", block)
    assert [problem.line for problem in problems] == [3]


def test_a_file_without_front_matter_is_a_title_and_notes():
    assert read_study("# T\n\nWords.\n")[0] == StudyPlan(title="T", notes="Words.")
    assert read_study("---\nno end")[1][0].line == 1


LINE = st.one_of(WORDS, st.sampled_from(["yes", "12", "a: b", "# x", "- y", "“q” – 'z'", "2026-01-01", "x" * 300]))
SHARE = st.one_of(st.none(), st.integers(0, 100))
PLANS = st.builds(
    StudyPlan,
    title=st.one_of(st.just(""), WORDS),
    research_question=st.one_of(st.just(""), LINE),
    decision=st.one_of(st.just(""), LINE),
    goals=st.lists(LINE, max_size=3).map(tuple),
    hypotheses=st.lists(
        st.builds(
            Hypothesis,
            LINE,
            st.one_of(st.just(""), LINE),
            st.one_of(st.none(), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))),  # noqa: DTZ001
        ),
        max_size=2,
    ).map(tuple),
    template=st.sampled_from(["", *TEMPLATES]),
    sample=st.builds(
        SamplePlan,
        st.lists(st.builds(Segment, LINE, SHARE, SHARE), max_size=3).map(tuple),
        st.one_of(st.none(), st.integers(0, 50)),
        st.integers(0, 100),
    ),
    notes=st.one_of(st.just(""), WORDS),
    other=st.lists(st.sampled_from(["owner: x", "tags:\n  - a"]), max_size=2, unique=True).map(tuple),
)


@settings(deadline=None, max_examples=30)
@given(PLANS)
def test_every_study_reads_back_as_it_was_written(plan: StudyPlan):
    assert read_study(render_study(plan)) == (plan, [])


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str):
    written = render_study(read_study(text)[0])
    assert render_study(read_study(written)[0]) == written
