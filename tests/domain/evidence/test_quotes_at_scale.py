"""Ten thousand quotes against five hundred hours: the work for one quote does not grow with what was said."""

from __future__ import annotations

import random

import pytest

from firsthand.domain.evidence.quotes import check
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn

WORDS_PER_HOUR = 9_000
VOCABULARY = [f"w{number}" for number in range(6_000)]
WEIGHTS = [1 / rank for rank in range(1, len(VOCABULARY) + 1)]


def hours(number: int) -> dict[str, Transcript]:
    dice = random.Random(5)
    return {f"{hour}": _hour(dice) for hour in range(number)}


def _hour(dice: random.Random) -> Transcript:
    words = dice.choices(VOCABULARY, WEIGHTS, k=WORDS_PER_HOUR)
    spoken = (" ".join(words[at : at + 30]) + "." for at in range(0, WORDS_PER_HOUR, 30))
    return Transcript(tuple(Turn(i, "P", text, role=Role.PARTICIPANT) for i, text in enumerate(spoken)))


def work_per_quote(transcripts: dict[str, Transcript], number: int) -> tuple[float, float]:
    """Places looked at, and stretches aligned, for each quote; every tenth has one word changed."""
    corpus, dice = Corpus.of(transcripts), random.Random(6)
    for at in range(number):
        words = dice.choice(dice.choice(list(transcripts.values())).turns).text.split()[4:20]
        if at % 10 == 0:
            words[8] = "zeppelin"
        status = check(" ".join(words), corpus).status
        assert status is (Status.ALTERED if at % 10 == 0 else Status.EXACT)
    work = corpus.concordance.work
    return work.places / number, work.alignments / number


def test_the_work_for_a_quote_is_bounded() -> None:
    places, alignments = work_per_quote(hours(2), 60)

    assert places < 1_500
    assert alignments <= 0.6 + 0.1  # six stretches for every tenth quote


@pytest.mark.slow
def test_ten_thousand_quotes_against_five_hundred_hours_are_no_more_work_each_than_against_ten() -> None:
    few, _ = work_per_quote(hours(10), 1_000)
    many, alignments = work_per_quote(hours(500), 10_000)

    assert many < 2 * few
    assert alignments <= 0.7
