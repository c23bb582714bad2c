"""A guide is read from many layouts with right line numbers, and its canonical form reads back the same."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.planning.guides import (
    AI_PRODUCT,
    Guide,
    GuideQuestion,
    Ignore,
    Note,
    Part,
    Prose,
    Section,
    Term,
)
from firsthand.domain.planning.linting import lint_guide
from firsthand.formats.guide_markdown import read_guide, render_guide
from shared_data import SHARED_DATA, needs_shared_data
from written_guides import GUIDES, TEXTS

CANONICAL = """\
---
template: customer-interview
product: Atlas
feature: the weekly summary
task: writing the status mail
minutes: 60
lint:
  off: [price]
  ignore:
    - fault: generic
      reason: how often it happens is our research question
owner: mara
tags:
  - planning
---

# How teams notice a delay

For the March study.

## Opening (5 min)

> Thank them and ask whether recording is fine.

1. Tell me what your team is working on.

## Delays (40 min)

1. Walk me through the last time something slipped.
    - What happened first?
        - Who told you?
    - And then?
2. How did you notice,
    and what did you do?
    <!-- firsthand: ignore double_barrelled — the second half is the follow-up we always ask -->
    > Stay silent after the answer.
    > Count to three.
    >
    > Then probe.
    - How do you know?

Show the board now.

3. Where did [product] come in?

## Close (5 min)

1. What did I not ask?

## Glossary

- **slip**: a date that moves
- **blocker**
"""


def read(text: str) -> Guide:
    return read_guide(text)[0]


def texts(guide: Guide) -> list[tuple[str, int | None]]:
    return [(question.text, question.line) for question in guide.all_questions()]


def test_canonical_text_is_written_back_to_the_letter():
    assert render_guide(read(CANONICAL)) == CANONICAL


def test_a_canonical_guide_is_read_into_its_parts():
    guide = read(CANONICAL)
    assert (guide.title, guide.template, guide.minutes) == ("How teams notice a delay", "customer-interview", 60)
    assert guide.filled("[product] for [task] and [other]") == "Atlas for writing the status mail and [other]"
    assert guide.off == ("price",)
    assert guide.ignores == (Ignore("generic", "how often it happens is our research question"),)
    assert guide.other == ("owner: mara", "tags:\n  - planning")
    assert guide.preface == (Prose("For the March study."),)
    assert [(s.title, s.minutes, s.part) for s in guide.sections] == [
        ("Opening", 5, Part.OPENING),
        ("Delays", 40, Part.CORE),
        ("Close", 5, Part.CLOSING),
    ]
    assert guide.section_minutes == 50
    assert guide.sections[0].items[0] == Note("Thank them and ask whether recording is fine.")
    assert len(guide.core_questions) == 3
    first, second, _ = guide.core_questions
    assert [probe.text for probe in first.walk()][1:] == ["What happened first?", "Who told you?", "And then?"]
    assert first.probes[0].probes == (GuideQuestion("Who told you?"),)
    assert second.text == "How did you notice,\nand what did you do?"
    assert second.notes == ("Stay silent after the answer.\nCount to three.", "Then probe.")
    assert second.ignores == (Ignore("double_barrelled", "the second half is the follow-up we always ask"),)
    assert guide.glossary == (Term("slip", "a date that moves"), Term("blocker"))


def test_every_question_knows_its_line():
    lines = CANONICAL.split("\n")
    for text, line in texts(read(CANONICAL)):
        assert text.split("\n")[0] in lines[line - 1]


@pytest.mark.parametrize(
    ("layout", "text", "expected"),
    [
        ("bullets under a heading", "## Work\n* What do you do?\n* Role\n", [("What do you do?", 2)]),
        ("dashes without a space", "Main\n-What do you do?\n", [("What do you do?", 2)]),
        ("typographic bullets", "•What do you do?\n", [("What do you do?", 1)]),
        ("a numbered list with brackets", "1) What do you do?\n2) Why?\n", [("What do you do?", 1), ("Why?", 2)]),
        ("a nested probe", "- What do you do?\n  - Since when?\n", [("What do you do?", 1), ("Since when?", 2)]),
        ("a probe behind a tab", "- What do you do?\n\t- Since when?\n", [("What do you do?", 1), ("Since when?", 2)]),
        (
            "a wrapped item",
            "- Think of last week:\n  what did you do?\n",
            [("Think of last week:\nwhat did you do?", 1)],
        ),
        ("a plain paragraph", "## Warm up\n\nWhat do you do all day?\n", [("What do you do all day?", 3)]),
        ("an invitation without a mark", "- Walk me through your day.\n", [("Walk me through your day.", 1)]),
        (
            "a question in bold",
            "1. **What do you do?** _(their words)_\n",
            [("**What do you do?** _(their words)_", 1)],
        ),
        ("windows line ends and a BOM", "\ufeff# T\r\n\r\n- What do you do?\r\n", [("What do you do?", 3)]),
        ("a foreign front matter", "---\nlayout: post\n---\n\n- What do you do?\n", [("What do you do?", 5)]),
        ("a to-do is no question", "- [ ] Ask if they agree\n- [ ] What do you do?\n", [("[ ] What do you do?", 2)]),
        (
            "goals are not asked",
            "## Goals\n- Do they see it?\n## Talk\n- What do you do?\n",
            [("What do you do?", 4)],
        ),
        ("comments are not asked", "<!--\n- Is this hidden?\n-->\n- What do you do?\n", [("What do you do?", 4)]),
        ("code is not asked", "```\n- Is this hidden?\n```\n- What do you do?\n", [("What do you do?", 4)]),
        ("a link's question mark is none", "- See https://example.org/a?b=1\n- Why?\n", [("Why?", 2)]),
        ("an instruction beneath a question", "- Why?\n  - [wait for it]\n", [("Why?", 1)]),
    ],
)
def test_questions_are_found_in_many_layouts_with_their_lines(layout: str, text: str, expected: list[tuple[str, int]]):
    assert texts(read(text)) == expected, layout


@pytest.mark.parametrize(
    ("title", "section", "minutes"),
    [
        ("## Opening (5 min)", "Opening", 5),
        ("## Opening (5 minutes)", "Opening", 5),
        ("**Opening (5 min)**", "Opening", 5),
        ("## Warm up (5-10 min)", "Warm up (5-10 min)", 10),
        ("### Part 1 - 15 minutes", "Part 1 - 15 minutes", 15),
        ("Opening\n-------", "Opening", None),
    ],
)
def test_a_sections_minutes_are_read_from_its_title(title: str, section: str, minutes: int | None):
    (found,) = read(f"{title}\n\n- Why?\n").sections
    assert (found.title, found.planned_minutes) == (section, minutes)


def test_questions_in_a_table_are_kept_and_read_aloud_cell_by_cell():
    guide = read("|Goal|Question|\n|---|---|\n|Use|Would you use it?<br>How often?|\n")
    assert [(f.line, f.question, f.fault) for f in lint_guide(guide)] == [(3, "Would you use it?", "hypothetical")]


def test_an_ignore_on_the_questions_own_line_counts_too():
    (question,) = read("1. Is it a mess? <!-- firsthand: ignore leading, price - her word -->\n").all_questions()
    assert question.text == "Is it a mess?"
    assert question.ignores == (Ignore("leading", "her word"), Ignore("price", "her word"))


def test_what_cannot_be_used_is_kept_and_reported_with_its_line():
    guide, problems = read_guide("---\nminutes: soon\ntemplate: [\nlint: 5\n---\n\n1. Why?\n")
    assert guide.other == ("minutes: soon", "template: [", "lint: 5")
    assert [problem.line for problem in problems] == [2, 3, 4]


def test_a_file_without_any_question_says_so():
    assert [problem.message for problem in read_guide("Just words.\n")[1]] == [
        "There is no question in this file: write each as a list item that ends with “?”."
    ]


def test_a_front_matter_that_never_ends_is_text():
    guide, problems = read_guide("---\ntemplate: blank\n\n- Why?\n")
    assert guide.template == ""
    assert problems[0].line == 1


@settings(deadline=None, max_examples=10)
@given(GUIDES)
def test_a_guide_reads_back_as_it_was_written_and_is_written_the_same_again(guide: Guide):
    assert_kept(guide)


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(GUIDES)
def test_every_guide_reads_back_as_it_was_written_and_is_written_the_same_again(guide: Guide):
    assert_kept(guide)


def assert_kept(guide: Guide) -> None:
    written = render_guide(guide)
    assert read(written) == guide
    assert render_guide(read(written)) == written


@settings(deadline=None)
@given(TEXTS)
def test_whatever_people_write_keeps_its_words_and_settles_after_one_writing(text: str):
    written = render_guide(read(text))
    lost = Counter(re.findall(r"[a-zA-Z]+", text)) - Counter(re.findall(r"[a-zA-Z]+", written))
    assert set(lost) <= {"firsthand", "ignore"}  # a comment for the whole guide moves to the front matter
    assert render_guide(read(written)) == written


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_at_all_breaks_the_reader(text: str):
    guide = read(text)
    assert all(finding.reason and finding.rewrite for finding in lint_guide(guide))
    written = render_guide(guide)
    assert render_guide(read(written)) == written


@needs_shared_data
def test_real_guides_keep_every_word_and_settle_after_one_writing():
    files = sorted((SHARED_DATA / "guides").glob("*.md"))
    assert len(files) > 20
    for file in files:
        text = file.read_text(encoding="utf-8")
        written = render_guide(read(text))
        lost = Counter(re.findall(r"[a-zA-Z]+", text)) - Counter(re.findall(r"[a-zA-Z]+", written))
        assert set(lost) <= {"minutes"}, file.name
        assert render_guide(read(written)) == written, file.name


@pytest.mark.slow
@needs_shared_data
def test_findings_in_real_guides_stand_on_the_line_they_name():
    for file in sorted((SHARED_DATA / "guides").glob("*.md")):
        lines = file.read_text(encoding="utf-8").split("\n")
        for finding in lint_guide(read("\n".join(lines))):
            first = finding.words.split()[0].strip("“”\"'")
            assert first in lines[finding.line - 1], (file.name, finding)


def test_the_templates_sections_of_an_ai_guide_keep_their_parts():
    guide = Guide(template=AI_PRODUCT, sections=(Section("Trust and verification", minutes=10),))
    assert read(render_guide(guide)).sections[0].part is Part.CORE


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["(a b ", "[if ", "~~", "<a ", "<!--", "](", "<!-- firsthand: ignore a", "- a\n b\n", "> a\n"]
)
def test_endless_repetitions_of_a_mark_are_read_to_the_end(piece: str):
    text = "- what " + piece * (40_000 // len(piece)) + "?"
    guide = read(text)
    assert re.findall(r"[a-z]+", render_guide(guide))[:1] == ["what"]
    lint_guide(guide)


@pytest.mark.parametrize(
    "text", ["\n---\n---\n", "\n---\ntemplate: blank\n---\n", "---\nminutes: 5\n---\n\n---\n\nText\n"]
)
def test_a_rule_at_the_top_is_no_front_matter(text: str):
    written = render_guide(read(text))
    assert written.count("---") == text.count("---")
    assert render_guide(read(written)) == written


def test_probes_nested_without_end_stay_readable():
    guide = read("\n".join(" " * 2 * depth + f"- Why {depth}?" for depth in range(400)))
    assert len(texts(guide)) == 400
    assert read(render_guide(guide)) == guide


def test_two_thousand_numbered_questions_stay_questions():
    guide = read("\n".join(f"{number}. What about {number}?" for number in range(2_000)))
    assert len(guide.preface) == 2_000
    assert read(render_guide(guide)) == guide
