from __future__ import annotations

from firsthand.domain.planning.question_model import log_odds, signs, weights


def test_a_question_without_punctuation_scores_higher_than_its_statement() -> None:
    assert log_odds("did you try it") > 0 > log_odds("i did try it")


def test_punctuation_case_and_fillers_make_no_difference() -> None:
    assert signs("Um, what DID you do?") == signs("what did you do")


def test_a_run_of_openers_alone_has_signs_too() -> None:
    assert signs("so")
    assert signs("")


def test_an_inversion_is_a_sign_wherever_it_stands() -> None:
    assert {"i 0", "i did you 0"} <= signs("did you try it")
    assert {"i 4", "i did you 2"} <= signs("when the alarm went off did you leave")


def test_the_model_is_small_and_made_of_whole_hundredths() -> None:
    assert len(weights()) < 12_000
    assert all(isinstance(weight, int) for weight in weights().values())
