"""The difference between two versions of a guide says what a person did, not which lines moved."""

from __future__ import annotations

from hypothesis import given, settings

from firsthand.domain.planning.guides import Guide
from firsthand.domain.planning.versions import Did, Op, Piece, difference, edit_conflict, word_changes
from firsthand.formats.guide_markdown import read_guide
from written_guides import GUIDES, LINES

OLD = """\
---
template: blank
---

## Opening (5 min)

1. What have you been working on this week?

## Stuck work (20 min)

1. Walk me through the last time a job stopped and nobody told you.
    > Wait.
    - What happened next?
    - Who else knew?
2. When did you last take it further up?

> Show the board.

## Close

1. What did I not ask?

## Glossary

- **permit**: a signature
"""


def guide(text: str) -> Guide:
    return read_guide(text)[0]


def told(*edits: tuple[str, str], old: str = OLD) -> list[str]:
    new = old
    for found, put in edits:
        assert found in new
        new = new.replace(found, put)
    return [str(change) for change in difference(guide(old), guide(new))]


def test_the_same_guide_has_no_difference():
    assert told() == []


def test_a_question_with_some_other_words_was_reworded():
    assert told(("a job stopped and nobody", "a repair stopped and nobody")) == [
        "Reworded the question “Walk me through the last time a job stopped and nobody told you.” in “Stuck work”: now "
        "“Walk me through the last time a repair stopped and nobody told you.”."
    ]


def test_the_words_of_a_rewording_are_shown_one_by_one():
    assert word_changes("a job stopped", "a whole job stood still") == (
        Piece(Op.SAME, "a "),
        Piece(Op.ADDED, "whole "),
        Piece(Op.SAME, "job "),
        Piece(Op.LEFT_OUT, "stopped"),
        Piece(Op.ADDED, "stood still"),
    )


def test_added_and_removed_questions_probes_notes_and_terms_are_named_with_their_section():
    assert told(
        ("    - Who else knew?\n", ""),
        ("2. When did", "2. How many people were there?\n3. When did"),
        ("> Show the board.", ""),
        ("- **permit**: a signature", "- **permit**: a signature\n- **board**"),
    ) == [
        "Added the question “How many people were there?” in “Stuck work”.",
        "Added the term “board” in “Glossary”.",
        "Took out the probe “Who else knew?” in “Stuck work”.",
        "Took out the note “Show the board.” in “Stuck work”.",
    ]


def test_a_question_that_changes_places_moved_and_the_others_did_not():
    (change,) = difference(guide("- A one?\n- B two?\n- C three?\n"), guide("- C three?\n- A one?\n- B two?\n"))
    assert (change.did, change.after) == (Did.MOVED, "C three?")


def test_a_question_that_goes_to_another_section_says_from_where_to_where():
    assert told(
        ("2. When did you last take it further up?\n", ""),
        ("1. What did I", "1. When did you last take it further up?\n2. What did I"),
    ) == ["Moved the question “When did you last take it further up?” from “Stuck work” to “Close”."]


def test_minutes_slots_and_notes_are_changed_values():
    assert told(
        ("(20 min)", "(25 min)"), ("template: blank", "template: blank\nproduct: Atlas"), ("> Wait.", "> Count.")
    ) == [
        "Product: “” became “Atlas”.",
        "“Stuck work”: 20 minutes became 25.",
        "Changed the notes of “Walk me through the last time a job stopped and nobody told you.”.",
    ]


def test_a_renamed_section_keeps_its_questions_where_they_are():
    assert told(("## Stuck work", "## Work that is stuck")) == [
        "Reworded the section “Stuck work”: now “Work that is stuck”."
    ]


def test_another_question_in_the_same_place_is_a_new_one():
    assert [
        change.did for change in difference(guide("- Who pays?\n"), guide("- Tell me about the last outage.\n"))
    ] == [
        Did.ADDED,
        Did.REMOVED,
    ]


def test_two_people_at_the_same_question_are_told_so():
    theirs = guide(OLD.replace("a job stopped", "a repair stopped"))
    mine = guide(OLD.replace("a job stopped", "an order stopped").replace("## Close", "## Close (5 min)"))
    conflict = edit_conflict(guide(OLD), theirs, mine)
    ((their, my),) = conflict.same_place
    assert ("repair" in their.after, "order" in my.after) == (True, True)
    assert conflict.words == (
        "Somebody saved this guide while you were editing: 1 change of theirs, 2 changes of yours. Nothing is lost and "
        "nothing was overwritten. You both changed the same thing: look at those."
    )


def test_two_people_at_different_places_are_told_so():
    theirs = guide(OLD.replace("a job stopped", "a repair stopped"))
    conflict = edit_conflict(guide(OLD), theirs, guide(OLD.replace("What did I not ask?", "What did I leave out?")))
    assert conflict.same_place == ()
    assert conflict.words.endswith("You changed different things.")


@settings(deadline=None, max_examples=25)
@given(GUIDES)
def test_no_guide_differs_from_itself(any_guide: Guide):
    assert difference(any_guide, any_guide) == ()


@settings(deadline=None, max_examples=25)
@given(GUIDES, GUIDES)
def test_two_guides_differ_exactly_if_there_is_something_to_tell(one: Guide, other: Guide):
    changes = difference(one, other)
    levels = [section.level for section in one.sections] == [section.level for section in other.sections]
    assert bool(changes) == (one != other) or not levels
    assert all(str(change) for change in changes)


@given(LINES, LINES)
def test_the_pieces_of_a_rewording_make_the_new_text(old: str, new: str):
    assert "".join(piece.text for piece in word_changes(old, new) if piece.op is not Op.LEFT_OUT) == new


def test_two_versions_with_two_thousand_questions_each_are_compared():
    old = guide("\n".join(f"- What about number {n}?" for n in range(2_000)))
    new = guide("\n".join(f"- What about number {n}?" for n in range(1, 2_001)))
    assert {change.after for change in difference(old, new)} == {"What about number 2000?"}
