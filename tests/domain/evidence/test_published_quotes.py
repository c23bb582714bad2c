"""Quotes that researchers published, against the transcripts of their interviews."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from firsthand.domain.evidence.quotes import check
from firsthand.domain.evidence.statuses import Status
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role
from firsthand.formats.reading import read
from shared_data import SHARED_DATA, needs_shared_data

AS_LABELLED = {  # the set's labels, and what they are here; why some differ is told in docs/method/quotes.md
    "verbatim_normalised": {Status.EXACT, Status.SAME_WORDS, Status.ELIDED},
    "verbatim_with_ellipsis": {Status.ELIDED, Status.STITCHED},
    "near_0.9+": {Status.ALTERED, Status.ELIDED, Status.CLEANED},
    "near_0.5+": {Status.ALTERED, Status.STITCHED, Status.NOT_FOUND},
    "near_not_found": {Status.NOT_FOUND, Status.ALTERED},
}


def corpora() -> dict[str, Corpus]:
    assert SHARED_DATA is not None
    found = {}
    for path in sorted((SHARED_DATA / "interviews" / "scrum_quality").glob("*.txt")):
        transcript = read(path.read_bytes(), path.name).transcript
        roles = {
            name: Role.RESEARCHER if name.upper().startswith("RESEARCHER") else Role.PARTICIPANT
            for name in transcript.speakers
        }
        found[path.stem.replace("_", " ")] = Corpus.of(transcript.with_roles(roles))
    return found


@pytest.mark.slow
@needs_shared_data
def test_published_quotes_are_classed_as_their_label_says() -> None:
    assert SHARED_DATA is not None
    interviews = corpora()
    table: Counter[tuple[str, str]] = Counter()
    wrong = []
    with gzip.open(SHARED_DATA / "gold" / "scrum_quotes.jsonl.gz", "rt") as lines:
        for row in map(json.loads, lines):
            status = check(row["text"], interviews[row["doc"]]).status
            table[row["label"], status.value] += 1
            if status not in AS_LABELLED[row["label"]]:
                wrong.append((row["id"], row["label"], status.value))
    for (label, status), number in sorted(table.items()):
        print(f"{label:<24}{status:<12}{number:>4}")  # noqa: T201  the table in the docs
    labelled = sum(number for (label, _), number in table.items() if label == "verbatim_normalised")
    assert table["verbatim_normalised", "exact"] + table["verbatim_normalised", "same_words"] >= 0.98 * labelled
    assert len(wrong) <= 0.02 * sum(table.values()), wrong
