from __future__ import annotations

from firsthand.domain.live.capture_evaluation import (
    committed,
    concluded,
    item_figures,
    meetings_of,
    noted,
    spans_reached,
)


def row(start: float, text: str, **flags: bool) -> dict[str, object]:
    return {"meeting": "M1", "start": start, "idx": int(start), "sp": "A", "text": text} | flags


def test_a_suggestion_within_fifteen_seconds_of_what_was_marked_counts_once() -> None:
    rows = [
        row(10, "Okay, so we agreed on the blue cover for the catalogue.", decision=False, action=False),
        row(12, "So we also decided to print it in March.", decision=True),
        row(24, "Blue it is.", decision=True),
        row(300, "So we decided to rent the hall on the hill."),
        row(600, "The birds are loud today.", decision=True),
    ]
    (meeting,) = meetings_of(rows)
    likely = item_figures([(meeting, meeting.captured())])[0]
    assert (likely.found, likely.right, likely.marked, likely.reached) == (2, 1, 2, 1)
    assert (likely.precision, likely.recall, likely.f1) == (0.5, 0.5, 0.5)


def test_a_meeting_without_a_flag_is_not_judged_by_it() -> None:
    (meeting,) = meetings_of([row(10, "We decided to print it in March.", action=False)])
    figures = item_figures([(meeting, meeting.captured())])
    assert [one.found for one in figures if one.what.startswith("decision")] == [0, 0]


def test_the_other_sets_are_read_in_their_own_shapes() -> None:
    decided, idle = "B: So we decided to rent the hall.", "B: The birds are loud."
    assert spans_reached([{"label": [{"text": f"{idle} / {decided}"}, {"text": idle}]}]) == (1, 2)
    assert list(concluded([{"context": [decided], "kind": "consensus"}, {"context": [idle], "kind": "other"}])) == [
        ("yes", "yes"),
        ("no", "no"),
    ]
    assert list(noted([{"text": "Mark to draft a letter to the bank", "label": "action"}])) == [("action", "action")]
    commits = [
        {"id": "m-Bed1-0", "text": "i'll send you the slides tomorrow.", "label": "commit"},
        {"id": "m-Bed1-1", "text": "the birds are loud.", "label": "none"},
    ]
    assert list(committed(commits)) == [("yes", "yes"), ("no", "no")]
