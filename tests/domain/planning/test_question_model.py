from __future__ import annotations

from firsthand.domain.planning.question_model import log_odds, signs, weights


def test_a_question_without_punctuation_scores_higher_than_its_statement() -> None:
    assert log_odds("did you try it") > 0 > log_odds("i did try it")


def test_punctuation_case_and_fillers_make_no_difference() -> None:
    assert signs("Um, what DID you do?") == signs("what did you do")


def test_the_model_is_small_and_made_of_whole_hundredths() -> None:
    assert len(weights()) < 10_000
    assert all(isinstance(weight, int) for weight in weights().values())
