"""How long a quote check takes, beside plain string search in the same run: `python benchmarks/quotes.py`.

The speech is made up: 9,000 words an hour, drawn from 8,000 words as often as their rank says (Zipf), 25 words a turn.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from firsthand.domain.evidence.quotes import check
from firsthand.domain.interviews.corpus import Corpus
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn

WORDS_PER_HOUR = 9_000
WORDS_PER_TURN = 25
COMMON = [
    "the",
    "i",
    "it",
    "and",
    "you",
    "we",
    "to",
    "that",
    "of",
    "is",
    "a",
    "in",
    "so",
    "was",
    "they",
    "do",
    "but",
    "not",
]


@dataclass(frozen=True, slots=True)
class Speech:
    """Made-up talk: so many hours in as many one-hour transcripts."""

    hours: int
    seed: int = 7

    def transcripts(self) -> dict[str, Transcript]:
        dice = random.Random(self.seed)
        vocabulary = [*COMMON, *(_word(dice) for _ in range(8_000))]
        weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
        return {f"{hour}.vtt": self._hour(dice, vocabulary, weights) for hour in range(self.hours)}

    def _hour(self, dice: random.Random, vocabulary: list[str], weights: list[float]) -> Transcript:
        words = dice.choices(vocabulary, weights, k=WORDS_PER_HOUR)
        turns = []
        for index in range(WORDS_PER_HOUR // WORDS_PER_TURN):
            said = words[index * WORDS_PER_TURN : (index + 1) * WORDS_PER_TURN]
            text = f"{' '.join(said[:12]).capitalize()}, {' '.join(said[12:])}."
            role, speaker = ((Role.RESEARCHER, "Dana"), (Role.PARTICIPANT, "Maria"))[index % 3 > 0]
            turns.append(Turn(index, speaker, text, index * 10.0, index * 10.0 + 9, role=role))
        return Transcript(tuple(turns))


def _word(dice: random.Random) -> str:
    return "".join(dice.choice("bdfgklmnprstvz") + dice.choice("aeiou") for _ in range(dice.randint(1, 4)))


def quotes(transcripts: dict[str, Transcript], number: int, dice: random.Random) -> Iterator[str]:
    """True quotes of 8 to 20 words."""
    names = list(transcripts)
    for _ in range(number):
        turns = transcripts[dice.choice(names)].turns
        words = dice.choice([turn for turn in turns[:60] if turn.role is Role.PARTICIPANT]).text.split()
        first = dice.randrange(4)
        yield " ".join(words[first : first + dice.randint(8, 20)])


def altered(quote: str) -> str:
    words = quote.split()
    return " ".join([*words[: len(words) // 2], "zeppelin", *words[len(words) // 2 + 1 :]])


def median_ms(work: Callable[[str], object], asked: list[str]) -> tuple[float, float]:
    """Median and 95th percentile of one call, in milliseconds."""
    taken = []
    for quote in asked:
        start = time.perf_counter()
        work(quote)
        taken.append((time.perf_counter() - start) * 1_000)
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]


def row(name: str, number: int, figures: tuple[float, float]) -> None:
    print(f"  {name:<58}{number:>7}{figures[0]:>10.2f}{figures[1]:>10.2f}")


def one_hour(number: int) -> None:
    transcripts = Speech(1).transcripts()
    transcript = transcripts["0.vtt"]
    text = "\n".join(turn.text for turn in transcript.turns)
    lower = text.lower()
    asked = list(quotes(transcripts, number, random.Random(1)))
    changed = [altered(quote) for quote in asked]
    absent = [" ".join(random.Random(i).sample(lower.split(), 12)) for i in range(number)]
    corpus = Corpus.of(transcript)

    print(f"One hour, {WORDS_PER_HOUR:,} words{'':<35}{'calls':>9}{'median ms':>12}{'p95 ms':>8}")
    row("index the transcript", 20, median_ms(lambda _: Corpus.of(transcript), ["x"] * 20))
    row("check a true quote, indexed", number, median_ms(lambda quote: check(quote, corpus), asked))
    row("check a true quote, indexing each time", 40, median_ms(lambda quote: check(quote, transcript), asked[:40]))
    row("check a quote with one word changed", number, median_ms(lambda quote: check(quote, corpus), changed))
    row("check a quote that nobody said", number, median_ms(lambda quote: check(quote, corpus), absent))
    row("baseline: str.find, true quote", number, median_ms(text.find, asked))
    row("baseline: rapidfuzz partial_ratio_alignment, one changed", number, median_ms(_fuzzy(lower), changed))


def _fuzzy(text: str) -> Callable[[str], object]:
    return lambda quote: fuzz.partial_ratio_alignment(quote.lower(), text)


def many_hours(hours: int, number: int) -> None:
    transcripts = Speech(hours).transcripts()
    start = time.perf_counter()
    corpus = Corpus.of(transcripts)
    indexed = time.perf_counter() - start
    asked = list(quotes(transcripts, number, random.Random(2)))
    mixed = [altered(quote) if at % 10 == 0 else quote for at, quote in enumerate(asked)]
    start = time.perf_counter()
    found = [check(quote, corpus) for quote in mixed]
    checked = time.perf_counter() - start
    text = "\n".join(turn.text for transcript in transcripts.values() for turn in transcript.turns)
    sample = asked[: max(10, number // 100)]
    start = time.perf_counter()
    for quote in sample:
        text.find(quote)
    plain = (time.perf_counter() - start) / len(sample)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    work = corpus.concordance.work
    print(f"\n{hours} hours, {hours * WORDS_PER_HOUR:,} words; {number:,} quotes, every tenth with one word changed")
    print(f"  index {indexed:.1f} s · check {checked:.1f} s, {checked / number * 1_000:.2f} ms a quote")
    print(f"  places looked at {work.places / number:.0f} a quote · alignments {work.alignments / number:.2f} a quote")
    print(f"  {sum(one.status.value == 'exact' for one in found):,} exact · memory at most {memory:.0f} MB")
    print(f"  baseline: str.find {plain * 1_000:.2f} ms a quote")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quotes", type=int, default=300, help="quotes against one hour")
    parser.add_argument("--hours", type=int, nargs="*", default=[10, 50], help="sizes of the larger corpora")
    parser.add_argument("--many", type=int, default=1_000, help="quotes against each larger corpus")
    options = parser.parse_args()
    one_hour(options.quotes)
    for hours in options.hours:
        many_hours(hours, options.many)


if __name__ == "__main__":
    main()
