"""How long import and craft report take for a 1-hour and a 10-hour transcript, beside a raw baseline in the same run.

Run: `.venv/bin/python benchmarks/craft.py`. The talk is our own text, repeated, with a number in every cue.
The baseline of the import is webvtt-py; that of the report is the least that any report must do: split every turn into
words and count words and question marks by speaker.
"""

from __future__ import annotations

import io
import tracemalloc
from collections import Counter
from collections.abc import Callable
from statistics import median
from time import process_time

import webvtt

from firsthand.domain.interviews.craft import craft_report
from firsthand.domain.interviews.moments import things_to_try
from firsthand.domain.interviews.speakers import guess_roles, roles_of
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.interviews.vocabulary import content, spoken_sentences, stem
from firsthand.formats.craft_page import as_page
from firsthand.formats.craft_reports import CraftDocument
from firsthand.formats.languages import language_of
from firsthand.formats.reading import read

ROUNDS = 3
SECONDS_A_CUE = 6
TALK = (
    ("Ines", "Walk me through the last time you had to reorder stock for the shop."),
    (
        "Tom",
        "That was on Tuesday. We ran out of blue paint, so I called two suppliers and neither had it on the shelf.",
    ),
    (
        "Tom",
        "I drove to the other branch in the end, took eight tins, and wrote it on a note as the till was down.",
    ),
    ("Ines", "You wrote it on a note. What happened to that note?"),
    ("Tom", "It got lost, of course. On Friday the count was wrong and my boss asked me where the paint had gone."),
    ("Ines", "Mm-hmm."),
    (
        "Tom",
        "I was annoyed, because I had asked for a till for a year. We tried a spreadsheet, but nobody kept it up.",
    ),
    ("Ines", "Do you think an app on your phone would solve that?"),
    ("Tom", "Maybe. I usually check the shelf before I believe any number anyway."),
    ("Ines", "So the shelf is what you trust. Which numbers did you look at this morning?"),
    ("Tom", "Only the takings. The stock list is always a day behind, and I think most people in the shop ignore it."),
    ("Ines", "Is it the list or the tins that you count first?"),
    ("Tom", "The tins."),
)


def talk_of(hours: int) -> bytes:
    """A WebVTT file of that many hours."""
    cues = hours * 3600 // SECONDS_A_CUE
    lines = ["WEBVTT", ""]
    for i in range(cues):
        speaker, words = TALK[i % len(TALK)]
        own = f"{words} Number {i}."  # every cue differs, so that nothing is remembered from the last time
        lines += [f"{_stamp(i * SECONDS_A_CUE)} --> {_stamp((i + 1) * SECONDS_A_CUE)}", f"<v {speaker}>{own}</v>", ""]
    return "\n".join(lines).encode()


def _stamp(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.000"


def least_report(transcript: Transcript) -> Counter[str]:
    counts: Counter[str] = Counter()
    for turn in transcript.turns:
        counts[turn.speaker] += len(turn.text.split())
        counts[f"{turn.speaker}?"] += turn.text.count("?")
    return counts


def milliseconds(work: Callable[[], object]) -> float:
    spent = []
    for _ in range(ROUNDS):
        for remembered in (content, spoken_sentences, stem):
            remembered.cache_clear()
        begin = process_time()
        work()
        spent.append(1000 * (process_time() - begin))
    return median(spent)


def measure(hours: int) -> list[tuple[str, float]]:
    data = talk_of(hours)
    transcript = read(data, "talk.vtt").transcript
    known = transcript.with_roles(roles_of(guess_roles(transcript)))
    report = craft_report(known)
    document = CraftDocument("talk.vtt", known, report, things_to_try(report, known))
    return [
        ("import: webvtt-py alone (baseline)", milliseconds(lambda: webvtt.from_buffer(io.StringIO(data.decode())))),
        ("import: firsthand", milliseconds(lambda: read(data, "talk.vtt"))),
        ("report: words and question marks (baseline)", milliseconds(lambda: least_report(known))),
        ("roles guessed", milliseconds(lambda: guess_roles(transcript))),
        ("language told", milliseconds(lambda: language_of(transcript))),
        ("craft report", milliseconds(lambda: craft_report(known))),
        ("three moments", milliseconds(lambda: things_to_try(report, known))),
        ("page with pictures", milliseconds(lambda: as_page(document))),
    ]


def peak_megabytes(hours: int) -> float:
    data = talk_of(hours)
    tracemalloc.start()
    transcript = read(data, "talk.vtt").transcript
    craft_report(transcript.with_roles(roles_of(guess_roles(transcript))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    one, ten = measure(1), measure(10)
    print(
        f"{'median of ' + str(ROUNDS) + ' runs, processor milliseconds':<50}{'1 hour':>9}{'10 hours':>10}{'ratio':>7}"
    )
    for (name, short), (_, long) in zip(one, ten, strict=True):
        print(f"{name:<50}{short:>9.1f}{long:>10.1f}{long / short:>7.1f}")
    print(f"{'peak memory of import and report, MB':<50}{peak_megabytes(1):>9.1f}{peak_megabytes(10):>10.1f}")


if __name__ == "__main__":
    main()
