"""What participants of real interviews state must not become questions: few of their sentences may be taken for one."""

from __future__ import annotations

import re

import pytest

from firsthand.cli.evaluation_sets import without_punctuation
from firsthand.domain.planning.questions import find_questions
from firsthand.domain.text.sentences import sentences
from shared_data import SHARED_DATA, needs_shared_data

HEAD = re.compile(r"^\W*\d\d:\d\d(?::\d\d)?\W*\s*([A-Z][A-Z ]+\d*)\s*:\s*$", re.MULTILINE)
MOST_IN_TEN_THOUSAND_WORDS = 3  # with the full stops of the transcript; most of them are questions that lost their mark
MOST_WITHOUT_PUNCTUATION = 8  # many are questions they put into other people's mouths


def statements() -> list[str]:
    """What everyone but the researcher said in a turn, sentences with a question mark left out."""
    assert SHARED_DATA is not None
    told = []
    for file in sorted((SHARED_DATA / "interviews" / "scrum_quality").glob("*.txt")):
        parts = HEAD.split(file.read_text(encoding="utf-8", errors="replace"))
        for who, said in zip(parts[1::2], parts[2::2], strict=True):
            if "RESEARCHER" not in who:
                told.append(" ".join(one.text for one in sentences(" ".join(said.split())) if "?" not in one.text))
    return told


@pytest.mark.slow
@needs_shared_data
def test_statements_of_participants_stay_statements() -> None:
    told = statements()
    words = sum(len(turn.split()) for turn in told)
    plain = [without_punctuation({"text": turn}) for turn in told]
    assert words > 80_000
    assert sum(len(find_questions(turn)) for turn in told) <= words * MOST_IN_TEN_THOUSAND_WORDS / 10_000
    assert sum(len(find_questions(turn)) for turn in plain) <= words * MOST_WITHOUT_PUNCTUATION / 10_000
