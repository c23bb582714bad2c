"""The picture of a guide's minutes adds up."""

from __future__ import annotations

from firsthand.domain.planning.built_in import study_template
from firsthand.domain.planning.guides import CUSTOMER_INTERVIEW, Guide, GuideQuestion, Part, Section
from firsthand.domain.planning.time_budget import SectionTime, time_budget
from firsthand.formats.guide_markdown import read_guide

ASKED = (GuideQuestion("What happened?", (GuideQuestion("And then?"), GuideQuestion("Who knew?"))),)


def test_each_section_begins_where_the_one_before_ends():
    guide = Guide(sections=(Section("Opening", (), 5), Section("Goals", (), 9), Section("Work", ASKED, 20)), minutes=20)
    budget = time_budget(guide)
    assert budget.sections == (
        SectionTime("Opening", Part.OPENING, 0, 5, 0, 0, True),
        SectionTime("Work", Part.CORE, 5, 20, 1, 2, True),
    )
    assert (budget.planned, budget.budget, budget.over, budget.left) == (25, 20, 5, 0)


def test_opening_and_close_stand_outside_the_ai_templates_time():
    budget = time_budget(read_guide(study_template("ai-product").guide_text)[0])
    assert (budget.planned, budget.around, budget.budget, budget.over) == (45, 5, 45, 0)


def test_a_section_without_minutes_is_counted_as_such():
    budget = time_budget(Guide(template=CUSTOMER_INTERVIEW, sections=(Section("Work", ASKED),)))
    assert (budget.without_minutes, budget.planned, budget.budget, budget.left) == (1, 0, 60, 60)


def test_without_any_budget_nothing_is_over_or_left():
    budget = time_budget(Guide(sections=(Section("Work", ASKED, 500),)))
    assert (budget.budget, budget.over, budget.left) == (None, 0, None)
