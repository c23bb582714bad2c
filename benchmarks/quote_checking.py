"""Checking quotes against transcripts: one hour, and thousands of quotes against many hours."""

from __future__ import annotations

import random
from collections.abc import Iterator

from rapidfuzz import fuzz

from benchmarks.measuring import Figure, Row, Work, processor
from benchmarks.quotes import Speech, altered, quotes
from firsthand.domain.evidence.quotes import check
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Transcript

FUZZY = "rapidfuzz partial_ratio_alignment"


def rows(*, quick: bool) -> Iterator[Row]:
    yield from _one_hour(rounds=3 if quick else 40)
    sizes = ((2, 200),) if quick else ((5, 1_000), (50, 10_000))
    for hours, number in sizes:
        yield from _many(hours, number)


def _one_hour(rounds: int) -> Iterator[Row]:
    transcripts = Speech(1).transcripts()
    transcript, text = transcripts["0.vtt"], _text(transcripts)
    corpus = Corpus.of(transcript)
    true = list(quotes(transcripts, rounds, random.Random(1)))
    wrong = [altered(quote) for quote in true]
    check(true[0], corpus)
    figures = processor(lambda n: check(true[n], corpus), lambda n: text.find(true[n]), rounds)
    yield Row("quotes", "1 true quote in 1 h", figures[0], "str.find", figures[1], "ms")
    figures = processor(lambda n: check(wrong[n], corpus), _fuzzy(wrong, text), rounds)
    yield Row("quotes", "1 quote with a word changed, in 1 h", figures[0], FUZZY, figures[1], "ms")
    figures = processor(lambda _: Corpus.of(transcript), lambda _: text.lower().split(), min(rounds, 10))
    yield Row("quotes", "index 1 h", figures[0], "lower().split()", figures[1], "ms")


def _fuzzy(asked: list[str], text: str) -> Work:
    lower = text.lower()
    return lambda n: fuzz.partial_ratio_alignment(asked[n].lower(), lower)


def _many(hours: int, number: int) -> Iterator[Row]:
    transcripts = Speech(hours).transcripts()
    corpus, text = Corpus.of(transcripts), _text(transcripts)
    true = list(quotes(transcripts, number, random.Random(2)))
    asked = [altered(quote) if at % 10 == 0 else quote for at, quote in enumerate(true)]
    sample = true[: max(20, number // 100)]  # str.find over all of them would take minutes
    ours, found = processor(
        lambda _: [check(quote, corpus) for quote in asked], lambda _: [text.find(quote) for quote in sample], 1
    )
    each = f"{number:,} quotes in {hours} h, each"
    yield Row("quotes", each, _shared(ours, number), "str.find", _shared(found, len(sample)), "ms")


def _shared(figure: Figure, number: int) -> Figure:
    return Figure(figure.median / number, figure.least / number, figure.most / number, figure.rounds)


def _text(transcripts: dict[str, Transcript]) -> str:
    return "\n".join(turn.text for transcript in transcripts.values() for turn in transcript.turns)
