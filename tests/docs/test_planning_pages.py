"""The pages about templates and planning say what the code does."""

from __future__ import annotations

from pathlib import Path

import pytest

from firsthand.domain.planning.built_in import BUILT_IN, study_template
from firsthand.domain.planning.goals import find_vague
from firsthand.domain.planning.studies import TRANSITIONS
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.study_markdown import read_study, render_study

DOCS = Path(__file__).resolve().parents[2] / "docs"
TEMPLATES = (DOCS / "reference" / "templates.md").read_text(encoding="utf-8")
PLANNING = (DOCS / "method" / "planning.md").read_text(encoding="utf-8")
NEW = (DOCS / "reference" / "new.md").read_text(encoding="utf-8")


def test_the_states_of_a_study_are_those_of_the_table():
    rows = [f"| {state} | {', '.join(steps)} |" for state, steps in TRANSITIONS.items()]
    assert [row for row in rows if row not in PLANNING] == []


def rows_about_goals() -> list[tuple[str, str]]:
    table = PLANNING.split("## Vague goals")[1].split("##")[0]
    rows = [line.split("|")[2:4] for line in table.split("\n") if line.startswith("| ")][1:]
    return [(vague.strip(), fine.strip()) for vague, fine in rows if "---" not in vague]


@pytest.mark.parametrize(("vague", "fine"), rows_about_goals())
def test_the_examples_of_goals_are_judged_as_the_page_says(vague: str, fine: str):
    assert all(find_vague(goal) for goal in vague.split(";"))
    assert not find_vague(fine)


def test_the_page_counts_what_the_templates_hold():
    for template in BUILT_IN:
        assert f"| `{template.key}` |" in TEMPLATES
    customer, ai = study_template("customer-interview"), study_template("ai-product")
    guide = read_guide(customer.guide_text)[0]
    assert f"{len(guide.core_questions)} core questions" in TEMPLATES
    assert f"{guide.section_minutes} planned" in TEMPLATES
    assert f"| {len(customer.preparations)} | {len(ai.preparations)}: " in TEMPLATES
    assert ", ".join(lens.title.lower() for lens in ai.lenses) in TEMPLATES.lower()


def test_the_study_on_the_page_reads_without_a_problem():
    block = NEW.split("## study.md")[1].split("| key |")[0]
    text = "\n".join(line.removeprefix("    ") for line in block.strip("\n").split("\n")).strip() + "\n"
    plan, problems = read_study(text)
    assert problems == []
    assert plan.hypotheses[0].prediction == "At least half of them phone before seven"
    assert render_study(plan) == text
