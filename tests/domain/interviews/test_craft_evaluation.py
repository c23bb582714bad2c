from __future__ import annotations

import pytest

from firsthand.domain.interviews.craft_evaluation import (
    evaluate_reflections,
    evaluate_sessions,
    evaluate_tellings,
    evaluate_uptake,
    session,
)
from firsthand.domain.interviews.probing import uptake
from firsthand.domain.interviews.transcripts import Role

GOOD = "[00:00:01] Therapist: So you walked home alone.\n[00:00:05] Client: Yes, and it rained the whole way home."
BAD = "[00:00:01] Therapist: You should call a taxi.\n[00:00:05] Client: I don't have money for a taxi, do I?"


def test_a_session_is_read_with_roles_and_times() -> None:
    first, second = session({"text": GOOD}).turns
    assert (first.role, second.role, second.start) == (Role.RESEARCHER, Role.PARTICIPANT, 5.0)


def test_advice_tells_good_sessions_from_bad_ones() -> None:
    rows = [{"label": label, "text": text} for label, text in (("high", GOOD), ("low", BAD)) for _ in range(3)]
    found = {s.measure: s for s in evaluate_sessions(rows)}
    advice = found["advice and pitch per 100 words (less is better)"]
    assert (advice.auc, advice.good, advice.bad) == (1.0, 3, 3)
    assert found["talk share (less is better)"].low <= found["talk share (less is better)"].auc


def test_precision_and_recall_are_those_of_the_rows() -> None:
    context = ["client: I walked home in the rain."]
    rows = [
        {"id": "a-1", "doc": "a", "text": "So you walked home in the rain.", "label": "simple", "context": context},
        {"id": "b-1", "doc": "b", "text": "Where do you live?", "label": "simple", "context": context},
        {"id": "c-1", "doc": "c", "text": "Where do you live?", "label": "none", "context": context},
    ]
    found = evaluate_reflections(rows)
    assert (found.precision, found.recall, found.positives, found.rows) == (1.0, 0.5, 2, 3)
    assert found.f1 == pytest.approx(2 / 3)


def test_advice_is_found_by_turn() -> None:
    rows = [
        {"id": "a-1", "doc": "a", "text": "You should walk less.", "label": "advice", "context": []},
        {"id": "a-2", "doc": "a", "text": "What happened then?", "label": "none", "context": []},
    ]
    assert evaluate_tellings(rows).f1 == 1.0


def test_a_reply_that_takes_up_more_scores_higher() -> None:
    answer = "The train was late because of snow."
    assert uptake(answer, "Why was the train late?") > uptake(answer, "Who came?") > uptake(answer, "Okay.")


def test_uptake_is_ranked_against_ratings() -> None:
    said = ["student: The train was late because of snow."]
    replies = {"Okay.": 0.0, "Who came?": 1.0, "Why was the train late because of snow?": 2.0}
    rows = [
        {"id": f"u-{i}", "context": said, "text": t, "label": label} for i, (t, label) in enumerate(replies.items())
    ]
    assert evaluate_uptake(rows).rho == pytest.approx(1.0)
