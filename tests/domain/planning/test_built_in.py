"""The built-in templates hold all that an interview needs, and their guides pass the linter."""

from __future__ import annotations

import pytest

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.planning.built_in import BUILT_IN, study_template
from firsthand.domain.planning.guides import AI_PRODUCT, CUSTOMER_INTERVIEW, TEMPLATES, Guide, Part
from firsthand.domain.planning.linting import lint_guide
from firsthand.domain.planning.samples import SamplePlan
from firsthand.domain.planning.templates import StudyTemplate, own_template
from firsthand.formats.guide_markdown import read_guide, render_guide

BY_KEY = {template.key: template for template in BUILT_IN}
CUSTOMER, AI = BY_KEY[CUSTOMER_INTERVIEW], BY_KEY[AI_PRODUCT]
every_template = pytest.mark.parametrize("template", BUILT_IN, ids=lambda template: template.key)


def guide_of(template: StudyTemplate) -> Guide:
    guide, problems = read_guide(template.guide_text)
    assert problems == []
    return guide


def test_there_is_a_template_for_every_name_a_guide_may_carry():
    assert tuple(BY_KEY) == TEMPLATES


@every_template
def test_a_templates_guide_is_canonical_and_passes_the_linter_without_any_ignore(template: StudyTemplate):
    guide = guide_of(template)
    assert render_guide(guide) == template.guide_text
    assert guide.template == template.key
    assert lint_guide(guide) == ()
    assert (guide.off, guide.ignores, [q for q in guide.all_questions() if q.ignores]) == ((), (), [])


@every_template
def test_every_slot_in_a_guide_is_one_that_the_template_names(template: StudyTemplate):
    used = {slot for slot in ("product", "feature", "task") if f"[{slot}]" in template.guide_text}
    assert used <= {*template.slots, "task"}


@pytest.mark.parametrize("template", [CUSTOMER, AI], ids=lambda template: template.key)
def test_every_core_question_says_what_it_is_after_and_has_a_probe(template: StudyTemplate):
    for question in guide_of(template).core_questions:
        assert [note for note in question.notes if "After: " in note], question.text
        assert question.probes, question.text


@pytest.mark.parametrize("template", [CUSTOMER, AI], ids=lambda template: template.key)
def test_hints_about_mistakes_stand_in_the_guide_where_they_would_be_made(template: StudyTemplate):
    notes = [note for question in guide_of(template).all_questions() for note in question.notes]
    assert sum("Mistake to avoid: " in note for note in notes) >= 3


def test_the_customer_interview_plans_five_to_eight_core_questions_in_at_most_an_hour():
    guide = guide_of(CUSTOMER)
    assert CUSTOMER.core_range == (5, 8)
    assert 5 <= len(guide.core_questions) <= 8
    assert CUSTOMER.minutes_range == (45, 60)
    assert 45 <= guide.section_minutes <= 60
    assert [preparation.key for preparation in CUSTOMER.preparations] == [
        "research_question",
        "guide",
        "note_taker_briefed",
        "consent",
        "touchpoints_read",
        "debrief_blocked",
    ]


def test_the_ai_interview_has_five_timed_sections_with_one_core_question_and_probes_each():
    guide = guide_of(AI)
    core = [section for section in guide.sections if section.part is Part.CORE]
    assert [(section.title, section.minutes) for section in core] == [
        ("Context and role", 5),
        ("Usage patterns", 10),
        ("Trust and verification", 10),
        ("Workflow integration", 10),
        ("Limits and unmet needs", 10),
    ]
    assert [len(section.questions) for section in core] == [1, 1, 1, 1, 1]
    assert all(len(section.questions[0].probes) >= 2 for section in core)
    assert [section.title for section in guide.sections if section.part is not Part.CORE] == ["Opening", "Close"]


def test_the_ai_sample_is_four_three_three_of_ten():
    assert AI.sample.targets == (4, 3, 3)
    assert AI.sample.least_not_active_share == 30


def test_the_ai_checklist_has_three_parts_and_the_lenses_of_the_framework():
    assert [part.key for part in AI.checklist] == ["setup", "execution", "synthesis"]
    assert {"trust_calibration", "workflow_depth", "failure_memory", "organisation"} <= {x.key for x in AI.lenses}


@every_template
def test_the_four_clocks_run_after_every_conversation(template: StudyTemplate):
    assert {clock.key: clock.due_minutes for clock in template.follow_ups} == {
        "debrief": 15,
        "thank_you": 24 * 60,
        "transcript_and_notes": 24 * 60,
        "team_debrief": 48 * 60,
    }
    assert [clock.key for clock in template.follow_ups if clock.needs_team] == ["team_debrief"]


def test_a_templates_mistakes_are_found_by_the_place_where_they_would_be_made():
    assert [mistake.mistake for mistake in AI.mistakes_at("sample")] == ["Talking to enthusiasts only."]


def test_a_team_saves_its_own_template_and_keeps_what_the_built_in_one_knew():
    own = own_template(AI, "tpl_1", " Ours ", guide_text="- Why?\n", goals=("A",), sample=SamplePlan())
    assert (own.key, own.title, own.built_in, own.lenses) == ("tpl_1", "Ours", AI_PRODUCT, AI.lenses)
    again = own_template(own, "tpl_2", "Ours too", guide_text="", goals=(), sample=SamplePlan())
    assert again.built_in == AI_PRODUCT
    with pytest.raises(Invalid):
        own_template(AI, "tpl_3", " ", guide_text="", goals=(), sample=SamplePlan())


def test_an_unknown_template_is_refused_with_the_names_that_exist():
    with pytest.raises(NotFound, match="customer-interview, ai-product, blank"):
        study_template("jazz")
