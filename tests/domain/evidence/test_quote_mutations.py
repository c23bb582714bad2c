"""Whatever people do to a true quote gets its right name; what nobody touched is never doubted."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Callable

import pytest

from firsthand.domain.evidence.quotes import check
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.formats.reading import read
from mutations import MUTATIONS, UNTOUCHED, Case, Source, cases, sources
from shared_data import SHARED_DATA, needs_shared_data
from spoken import CONVERSATIONS

Maker = Callable[[Source], Case | None]
FEW = 25  # of each kind, in the default run
MANY = 10_000
SEED = 20_261_123


def interviews() -> list[Transcript]:
    """Published interviews with researchers, as they are."""
    assert SHARED_DATA is not None
    files = sorted((SHARED_DATA / "interviews" / "scrum_quality").glob("*.txt"))
    found = [read(path.read_bytes(), path.name).transcript for path in files]
    return [transcript.with_roles({name: _role(name) for name in transcript.speakers}) for transcript in found]


def _role(name: str) -> Role:
    return Role.RESEARCHER if name.upper().startswith("RESEARCHER") else Role.PARTICIPANT


def meetings() -> list[Transcript]:
    """Meetings with disfluent, tokenised speech; who speaks most stands for the researcher."""
    assert SHARED_DATA is not None
    found = []
    with gzip.open(SHARED_DATA / "meetings" / "qmsum_dev.jsonl.gz", "rt") as lines:
        for line in lines:
            said = json.loads(line)["turns"]
            most = Counter(speaker for speaker, _ in said).most_common(1)[0][0]
            roles = {speaker: Role.RESEARCHER if speaker == most else Role.PARTICIPANT for speaker, _ in said}
            turns = (Turn(i, speaker, text, role=roles[speaker]) for i, (speaker, text) in enumerate(said))
            found.append(Transcript(tuple(turns)))
    return found[:40]


def wrong(transcripts: list[Transcript], make: Maker, number: int, seed: int) -> list[str]:
    """What was called otherwise than it should be."""
    dice = random.Random(seed)
    indexed = {id(transcript): Corpus.of(transcript) for transcript in transcripts}
    found = []
    for source, case in cases(make, sources(transcripts, dice), number):
        checked = check(case.quote, indexed[id(source.transcript)])
        if checked.status not in case.statuses or not case.marks <= {*checked.marks}:
            marks = ", ".join(checked.marks)
            found.append(f"{case.name}: {checked.status} [{marks}] “{case.quote}” ({checked.difference})")
    return found


@pytest.mark.parametrize("make", [*UNTOUCHED, *MUTATIONS], ids=lambda make: make.__name__)
def test_a_mutated_quote_gets_its_right_status_and_mark(make: Maker) -> None:
    assert wrong(CONVERSATIONS, make, FEW, SEED) == []


@pytest.mark.slow
@needs_shared_data
@pytest.mark.parametrize("transcripts", [interviews, meetings], ids=["interviews", "meetings"])
def test_ten_thousand_mutated_quotes_get_their_right_status_and_mark(
    transcripts: Callable[[], list[Transcript]],
) -> None:
    spoken = transcripts()

    found = [line for make in MUTATIONS for line in wrong(spoken, make, MANY // 2 // len(MUTATIONS) + 1, SEED)]

    assert found == []


@pytest.mark.slow
@needs_shared_data
@pytest.mark.parametrize("transcripts", [interviews, meetings], ids=["interviews", "meetings"])
def test_of_ten_thousand_untouched_quotes_none_is_doubted(transcripts: Callable[[], list[Transcript]]) -> None:
    spoken = transcripts()

    found = [line for make in UNTOUCHED for line in wrong(spoken, make, MANY // 2 // len(UNTOUCHED) + 1, SEED)]

    assert found == []
