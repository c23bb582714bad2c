"""A change by form touches one thing and keeps all others, and what it writes can be read again."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firsthand.domain.errors import Invalid, NotFound
from firsthand.domain.planning.editing import (
    PREFACE,
    Place,
    add,
    add_section,
    edit_section,
    fill_slots,
    item_at,
    move,
    move_section,
    note,
    prose,
    remove,
    remove_section,
    reword,
    said,
    set_glossary,
    set_notes,
)
from firsthand.domain.planning.guides import Guide, GuideQuestion, Term
from firsthand.formats.guide_markdown import read_guide, render_guide
from written_guides import GUIDES

TEXT = """\
---
template: blank
owner: mara
---

For March.

## Work (10 min)

1. What happened?
    <!-- firsthand: ignore generic — we know them -->
    > Wait.
    - And then?
    - Who knew?
2. Who else?

> Show the board.

## Close

1. What did I not ask?
"""
GUIDE = read_guide(TEXT)[0]


def lines_of(guide: Guide) -> list[str]:
    return render_guide(guide).split("\n")


def changed_lines(guide: Guide) -> tuple[list[str], list[str]]:
    before, after = lines_of(GUIDE), lines_of(guide)
    return [line for line in before if line not in after], [line for line in after if line not in before]


def test_rewording_a_question_keeps_its_probes_notes_and_ignores():
    guide = reword(GUIDE, Place(0, 0), "  What did you   see?\n\nAnd hear? ")
    assert changed_lines(guide) == (["1. What happened?"], ["1. What did you see?", "    And hear?"])


def test_a_probe_is_reworded_in_its_place():
    assert changed_lines(reword(GUIDE, Place(0, 0, (1,)), "Who noticed?")) == (
        ["    - Who knew?"],
        ["    - Who noticed?"],
    )


def test_notes_are_replaced_and_empty_ones_dropped():
    guide = set_notes(GUIDE, Place(0, 1), ("Count to five.", " "))
    assert changed_lines(guide) == ([], ["    > Count to five."])


def test_questions_probes_notes_and_prose_are_added_where_they_belong():
    guide = add(GUIDE, Place(0, 2), GuideQuestion("Since when?"))
    guide = add(guide, Place(0, 0, (0,)), GuideQuestion("What set it off?"))
    guide = add(guide, Place(1, 1), note("Thank them."))
    guide = add(guide, Place(PREFACE, 1), prose("Two people."))
    assert changed_lines(guide)[1] == [
        "Two people.",
        "    - What set it off?",
        "3. Since when?",
        "> Thank them.",
    ]


def test_a_question_taken_out_takes_its_probes_along():
    assert changed_lines(remove(GUIDE, Place(0, 0)))[0][:1] == ["1. What happened?"]
    assert item_at(remove(GUIDE, Place(0, 0, (0,))), Place(0, 0)).probes == (GuideQuestion("Who knew?"),)


def test_a_probe_becomes_a_question_of_another_section_and_a_question_a_probe():
    up = move(GUIDE, Place(0, 0, (1,)), Place(1, 1))
    assert [q.text for q in up.sections[1].questions] == ["What did I not ask?", "Who knew?"]
    down = move(GUIDE, Place(0, 1), Place(0, 0, (0,)))
    assert [probe.text for probe in down.sections[0].questions[0].probes] == ["Who else?", "And then?", "Who knew?"]


def test_a_note_can_not_become_a_probe():
    with pytest.raises(Invalid):
        move(GUIDE, Place(0, 2), Place(0, 0, (0,)))


def test_sections_are_added_renamed_moved_and_taken_out():
    guide = add_section(GUIDE, 1, " Money ", 5)
    assert [section.title for section in guide.sections] == ["Work", "Money", "Close"]
    guide = edit_section(move_section(guide, 1, 0), 0, "Costs", None)
    assert [(section.title, section.minutes) for section in guide.sections] == [
        ("Costs", None),
        ("Work", 10),
        ("Close", None),
    ]
    assert remove_section(guide, 0) == GUIDE


def test_terms_and_slots_are_tidied():
    guide = set_glossary(GUIDE, (Term(" slip ", "a\ndate"), Term("Slip"), Term(" ")))
    assert guide.glossary == (Term("slip", "a date"),)
    assert fill_slots(GUIDE, " Atlas\n", "", "reports").filled("[product] for [task]") == "Atlas for reports"


@pytest.mark.parametrize("place", [Place(0, 9), Place(5, 0), Place(0, 0, (7,)), Place(-2, 0), Place(0, 2, (0,))])
def test_a_place_that_is_gone_is_refused(place: Place):
    with pytest.raises(NotFound):
        remove(GUIDE, place) if not place.probes else item_at(GUIDE, place)


def test_a_question_without_words_and_a_section_without_a_title_are_refused():
    with pytest.raises(Invalid):
        reword(GUIDE, Place(0, 0), " \n ")
    with pytest.raises(Invalid):
        add_section(GUIDE, 0, "##")
    with pytest.raises(Invalid):
        edit_section(GUIDE, 0, "Work", 5000)


def test_lines_that_markdown_would_take_for_something_else_join_the_line_above():
    assert said("Why?\n- because\n> he said\n\n# so") == "Why? - because > he said # so"


@settings(deadline=None, max_examples=25)
@given(GUIDES, st.data())
def test_moving_a_question_and_moving_it_back_gives_the_same_guide(guide: Guide, data: st.DataObject):
    places = [Place(s, i) for s, section in enumerate(guide.sections) for i in range(len(section.items))]
    if not places:
        return
    origin = data.draw(st.sampled_from(places))
    rest = remove(guide, origin)
    section = data.draw(st.integers(0, len(rest.sections) - 1))
    target = Place(section, data.draw(st.integers(0, len(rest.sections[section].items))))
    assert move(move(guide, origin, target), target, origin) == guide


@settings(deadline=None, max_examples=25)
@given(st.text(max_size=60))
def test_whatever_somebody_types_as_a_question_is_read_back_as_that_question(typed: str):
    if not typed.strip():
        return
    try:
        changed = reword(GUIDE, Place(0, 1), typed)
    except Invalid:
        return
    assert [q.text for q in read_guide(render_guide(changed))[0].all_questions()] == [
        q.text for q in changed.all_questions()
    ]
