"""What the linter says of a guide as a whole: what its template promised, and nothing that is ignored with a reason."""

from __future__ import annotations

import pytest

from firsthand.domain.planning.guides import Part, part_of
from firsthand.domain.planning.linting import GuideFault, lint_guide
from firsthand.formats.guide_markdown import read_guide

CUSTOMER = """\
---
template: customer-interview
---

## Opening (5 min)

1. Tell me what you are working on this week.

## Core (45 min)

1. Walk me through the last time a date slipped.
2. How did you notice?
3. Who else knew?
4. What did you try?
5. What happened next?

## Close (5 min)

1. What did I not ask?
"""
AI = """\
---
template: ai-product
---

## Opening

Thanks for your time.

## Context and role (5 min)

1. Tell me about your role and your team.

## Trust and verification (10 min)

1. Tell me about the last answer you used.
    - Did you check it?
    - What exactly did you look at?

## Close

1. What did I not ask?
"""


def found(text: str, template: str = "") -> list[tuple[str, int | None]]:
    return [(str(f.fault), f.line) for f in lint_guide(read_guide(text)[0], template)]


def test_complete_guides_of_both_templates_are_clean():
    assert found(CUSTOMER) == []
    assert found(AI) == []


@pytest.mark.parametrize(("questions", "is_fault"), [(4, True), (5, False), (8, False), (9, True)])
def test_a_customer_interview_has_five_to_eight_core_questions(questions: int, is_fault: bool):
    listed = "\n".join(f"{n}. Where were you in week {n} when it happened?" for n in range(1, questions + 1))
    text = CUSTOMER.split("1. Walk")[0] + listed + "\n\n## Close (5 min)\n\n1. What did I not ask?\n"
    assert ((str(GuideFault.CORE_COUNT), None) in found(text)) is is_fault


def test_an_ai_section_has_one_core_question_and_probes():
    text = AI.replace("    - What exactly did you look at?", "2. What exactly did you look at?")
    assert found(text) == [("core_count", 13)]


def test_sections_that_need_more_than_the_time_are_found_in_any_template():
    assert found(CUSTOMER.replace("45 min", "55 min")) == [("over_time", None)]
    assert found(CUSTOMER.replace("---\n\n", "minutes: 50\n---\n\n", 1)) == [("over_time", None)]


def test_a_guide_without_a_way_in_or_out_is_found():
    text = CUSTOMER.replace("## Opening (5 min)", "## Your week (5 min)").replace("## Close (5 min)", "## More (5 min)")
    assert [fault for fault, _ in found(text)] == ["no_opening", "no_closing"]


def test_a_guide_without_a_past_event_is_found():
    text = CUSTOMER.replace("Walk me through the last time a date slipped.", "Which dates matter?")
    text = text.replace("did you notice", "do you notice").replace("did you try", "do you try")
    text = text.replace("What happened next?", "What comes next?").replace("What did I not ask?", "What is missing?")
    assert found(text) == [("no_past_event", None)]


def test_an_ai_guide_without_the_organisation_is_found():
    assert found(AI.replace("your role and your team", "your role")) == [("no_organisation_context", None)]


def test_a_claim_of_checking_needs_a_probe_for_how():
    claim = "## Talk\n\n- When you get an answer, do you use it directly or review it first?\n"
    assert found(claim) == [("checking_without_how", 3)]
    assert found(claim + "  - What exactly do you look at?\n") == []
    assert found("- How do you check the numbers?\n") == []


def test_showing_the_solution_before_the_story_is_out_of_order():
    text = CUSTOMER.replace("## Core (45 min)", "## Demo (10 min)\n\n1. What do you see?\n\n## Core (35 min)")
    assert ("order", 9) in found(text)


def test_an_opening_after_the_questions_is_out_of_order():
    text = CUSTOMER.replace(
        "## Close (5 min)", "## Welcome (2 min)\n\n1. Is recording fine with you?\n\n## Close (5 min)"
    )
    assert ("order", 17) in found(text)


def test_somebody_elses_layout_is_not_drowned_in_remarks_about_a_shape_it_never_promised():
    text = "# Script\n\n## Tasks\n- Where would you click?\n- What do you see?\n"
    assert found(text) == []
    judged = {fault for fault, _ in found(text, "customer-interview")}
    assert judged == {"no_opening", "no_closing", "no_past_event", "core_count"}


def test_an_ignore_with_a_reason_hides_and_one_without_is_itself_found():
    assert found("- Would you use it?\n") == [("hypothetical", 1)]
    assert found("- Would you use it? <!-- firsthand: ignore hypothetical — a warm-up, not counted -->\n") == []
    assert found("- Would you use it? <!-- firsthand: ignore hypothetical -->\n") == [
        ("hypothetical", 1),
        ("ignore_without_reason", 1),
    ]
    assert found("- Why? <!-- firsthand: ignore hypotetical — typo -->\n") == [("unknown_ignore", 1)]


def test_front_matter_turns_rules_off_and_ignores_for_the_whole_guide():
    front = "---\nlint:\n  off: [hypothetical]\n  ignore:\n    - fault: price\n      reason: legal asks us to\n---\n"
    assert found(front + "1. Would you use it?\n2. How much would you pay?\n") == []


def test_a_probe_that_opens_a_closed_question_up_is_enough():
    assert found("- Was it hard?\n") == [("closed_where_open_needed", 1)]
    assert found("- Was it hard?\n  - How so?\n") == []


def test_words_of_the_glossary_are_the_participants_own():
    asked = "- Which KPIs did you report last week?\n"
    assert found(asked) == [("jargon", 1)]
    assert found(asked + "\n## Glossary\n\n- **KPIs**: what the board sees\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "- [Ask what they think of the page, and would they use it?]",
        "- (If they hesitate, would you want more time?)",
        "<!-- Would you use it? -->",
        "- ~~Would you use it?~~",
        "## Goals\n- Would you use it?",
        "## Things to watch for\n- Do you like it?",
        "```\nWould you use it?\n```",
        "- [ ] Ask whether they like it",
    ],
)
def test_what_is_not_said_to_the_participant_is_not_linted(line: str):
    assert found(f"- Where do you start?\n\n{line}\n") == []


def test_a_finding_on_a_wrapped_line_names_that_line():
    assert found("- Think of the report.\n  Would you use it?\n") == [("hypothetical", 2)]


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Introduction", Part.OPENING),
        ("1. Warm-up", Part.OPENING),
        ("Wrap up", Part.CLOSING),
        ("Thank you (5 minutes)", Part.CLOSING),
        ("Research goals and hypotheses", Part.NOT_ASKED),
        ("Method and desired participants", Part.NOT_ASKED),
        ("Background", Part.NOT_ASKED),
        ("Your background", Part.CORE),
        ("User task background (20 min)", Part.CORE),
        ("Finding a form", Part.CORE),
        ("Goals at work", Part.CORE),
    ],
)
def test_a_sections_part_is_told_from_its_title(title: str, part: Part):
    assert part_of(title) is part
