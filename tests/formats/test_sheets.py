from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.domain.planning.built_in import study_template
from firsthand.formats.guide_markdown import read_guide
from firsthand.formats.sheet_typst import Paper, literal, sheet_source
from firsthand.formats.sheets import Look, Sheet, guide_sheet, paragraphs, plain

GUIDE = """---
product: Parcelo
---

# Late parcels

## Goals

- Learn who calls whom.

## Opening (5 min)

Thank you for your time. We built **none** of it.

## The last time (10 min)

1. Tell me about the last parcel that [product] lost.
    > Not the worst one: the *last* one.
    - Who noticed?
        - How?
2. What did you do then?

## Close (2 min)

Anything that we should have asked?

## Glossary

- **manifest**: the list of a van's parcels
"""


def sheet(text: str = GUIDE) -> Sheet:
    guide, _ = read_guide(text)
    return guide_sheet(guide, guide.title)


def said(made: Sheet) -> list[tuple[str, str]]:
    return [(line.look, line.text) for part in made.parts for line in part.lines]


def test_what_is_held_is_on_the_sheet_and_what_stays_at_the_desk_is_not() -> None:
    assert [(part.title, part.aside) for part in sheet().parts] == [
        ("Opening", "5 min, from 0:00"),
        ("The last time", "10 min, from 0:05"),
        ("Close", "2 min, from 0:15"),
        ("Words to listen for", ""),
    ]


def test_questions_are_numbered_and_probes_and_notes_stand_beneath_them() -> None:
    lines = sheet().parts[1].lines
    assert [(line.look, line.text, line.number, line.depth, line.room > 0) for line in lines] == [
        (Look.QUESTION, "Tell me about the last parcel that Parcelo lost.", 1, 0, False),
        (Look.NOTE, "Not the worst one: the last one.", None, 0, False),
        (Look.PROBE, "Who noticed?", None, 0, False),
        (Look.PROBE, "How?", None, 1, True),
        (Look.QUESTION, "What did you do then?", 2, 0, True),
    ]


def test_terms_to_listen_for_close_the_sheet() -> None:
    assert sheet().parts[-1].facts == (("manifest", "the list of a van's parcels"),)


def test_marks_of_markdown_are_not_read_out() -> None:
    assert said(sheet())[0] == ("script", "Thank you for your time. We built none of it.")
    assert plain("a *b* **c** [d](https://x.example) `e`") == "a b c d e"


def test_lists_keep_their_dashes_and_numbers() -> None:
    assert list(paragraphs("Bring:\n\n- water\n- paper\n\n1. one\n2. two\n<!-- not this -->")) == [
        "Bring:", "– water", "– paper", "1. one", "2. two",
    ]  # fmt: skip


def test_pasted_html_stands_there_as_text() -> None:
    asked = "What is <script>alert(1)</script> to you?"
    assert said(sheet(f"## A\n\n1. {asked}\n")) == [("question", asked)]


@pytest.mark.parametrize("paper", Paper)
def test_the_source_names_the_paper(paper: Paper) -> None:
    assert f'#set page(paper: "{paper}")' in sheet_source(sheet(), paper)


@given(st.text(st.characters(codec="utf-8")))
def test_a_literal_ends_where_it_should_whatever_is_in_it(text: str) -> None:
    inside = literal(text)[1:-1].replace("\\\\", "").replace('\\"', "")
    assert '"' not in inside
    assert "\\" not in inside


@pytest.mark.parametrize("key", ["customer-interview", "ai-product", "blank"])
def test_every_core_question_of_a_template_is_on_its_sheet(key: str) -> None:
    guide, _ = read_guide(study_template(key).guide_text)
    numbered = [line for part in guide_sheet(guide, "x").parts for line in part.lines if line.number]
    asked = [q for section in guide.sections if section.part != "not asked" for q in section.questions]
    assert [line.number for line in numbered] == list(range(1, len(asked) + 1))
