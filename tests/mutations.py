"""True quotes cut from transcripts, and everything that people do to quotes, each with what it must be called."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from firsthand.domain.evidence.statuses import Mark, Status
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.text.words import keys

SHOWN_AS_SAID = {Status.EXACT, Status.SAME_WORDS}
FOREIGN_WORDS = ("zeppelin", "harpsichord", "quokka", "marzipan")  # nobody says them in any of our transcripts
_FILLED = re.compile(r"\b(?:um|uh|er|ah)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Case:
    """A quote, and what it must be: one of these statuses, with at least these marks."""

    name: str
    quote: str
    statuses: frozenset[Status]
    marks: frozenset[Mark] = frozenset()
    is_new: bool = False  # nobody may have said these words in a row, or it would be a true quote


@dataclass(frozen=True, slots=True)
class Source:
    """A turn of a participant to quote from, and the conversation around it."""

    transcript: Transcript
    turn: Turn
    dice: random.Random

    def words(self) -> list[str]:
        return self.turn.text.split()

    def stretch(self, least: int, most: int) -> tuple[list[str], int, int] | None:
        """The turn's words, and a stretch of them from `first` to before `last`."""
        words = self.words()
        if len(words) < least + 2:
            return None
        size = self.dice.randint(least, min(most, len(words)))
        first = self.dice.randint(0, len(words) - size)
        return words, first, first + size


def sources(transcripts: list[Transcript], dice: random.Random, least: int = 12) -> Iterator[Source]:
    """Participants' turns of enough words, at random and without end."""
    turns = [
        (transcript, turn)
        for transcript in transcripts
        for turn in transcript.turns
        if turn.role is Role.PARTICIPANT and len(turn.text.split()) >= least and "[" not in turn.text
    ]
    while True:
        yield Source(*dice.choice(turns), dice)


def cases(make: Callable[[Source], Case | None], from_: Iterator[Source], number: int) -> Iterator[tuple[Source, Case]]:
    """So many cases of one kind, from as many sources as it takes."""
    tries = 0
    while number and tries < 200 * number + 5_000:
        tries += 1
        source = next(from_)
        case = make(source)
        if case is not None and not (case.is_new and _is_said(source, case.quote)):
            number -= 1
            yield source, case


def _is_said(source: Source, quote: str) -> bool:
    """Whether the mutated words happen to be somebody's own after all."""
    spoken = _spoken.setdefault(
        id(source.transcript), " ".join(" ".join(keys(t.text)) for t in source.transcript.turns)
    )
    return f" {' '.join(keys(quote))} " in f" {spoken} "


_spoken: dict[int, str] = {}


def _plain(word: str) -> bool:
    return word.strip(",.;:!").isalpha()


def untouched(source: Source) -> Case | None:
    picked = source.stretch(6, 40)
    if picked is None:
        return None
    _, first, last = picked
    return Case("untouched", _cut(source.turn.text, first, last), frozenset({Status.EXACT}))


def disguised(source: Source) -> Case | None:
    """The same words in another dress."""
    case = untouched(source)
    if case is None:
        return None
    dresses: list[Callable[[str], str]] = [
        str.upper,
        str.lower,
        lambda text: text.replace("'", "’"),
        lambda text: f"“{text}”",
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace(" ", "\r\n"),
        lambda text: text.replace(" ", "  "),
        lambda text: unicodedata.normalize("NFD", text),
        lambda text: text.replace(", ", " — ").replace(". ", "; "),
    ]
    quote = case.quote
    for dress in source.dice.sample(dresses, 2):
        quote = dress(quote)
    return Case("disguised", quote, frozenset(SHOWN_AS_SAID))


def word_dropped(source: Source) -> Case | None:
    picked = source.stretch(8, 40)
    if picked is None:
        return None
    words, first, last = picked
    at = source.dice.randrange(first + 2, last - 2)
    dropped = words[at].strip(",.;:!").lower()
    near = {word.strip(",.;:!?\"'").lower() for word in words[max(0, at - 7) : at + 8] if word is not words[at]}
    if not _plain(words[at]) or dropped in near or _FILLED.fullmatch(dropped):
        return None
    return Case(
        "word dropped", " ".join(words[first:at] + words[at + 1 : last]), frozenset({Status.ALTERED}), is_new=True
    )


def word_added(source: Source) -> Case | None:
    picked = source.stretch(6, 40)
    if picked is None:
        return None
    words, first, last = picked
    at = source.dice.randrange(first + 1, last - 1)
    added = source.dice.choice(("really", "not", "always", "never", "very", "basically", *FOREIGN_WORDS))
    if added in " ".join(words[max(0, at - 3) : at + 3]).lower():
        return None
    return Case(
        "word added", " ".join([*words[first:at], added, *words[at:last]]), frozenset({Status.ALTERED}), is_new=True
    )


def word_swapped(source: Source) -> Case | None:
    picked = source.stretch(6, 40)
    if picked is None:
        return None
    words, first, last = picked
    at = source.dice.randrange(first + 1, last - 1)
    if not _plain(words[at]):
        return None
    other = source.dice.choice(FOREIGN_WORDS)
    return Case("word swapped", " ".join([*words[first:at], other, *words[at + 1 : last]]), frozenset({Status.ALTERED}))


def words_exchanged(source: Source) -> Case | None:
    picked = source.stretch(8, 40)
    if picked is None:
        return None
    words, first, last = picked
    at = source.dice.randrange(first + 1, last - 2)
    one, other = words[at], words[at + 1]
    if not (_plain(one) and _plain(other)) or one.strip(",.;:!").lower() == other.strip(",.;:!").lower():
        return None
    quote = " ".join([*words[first:at], other, one, *words[at + 2 : last]])
    return Case("words exchanged", quote, frozenset({Status.ALTERED}), is_new=True)


def edge_cut(source: Source) -> Case | None:
    """A sentence that opens with a hedge or a negation, without it."""
    found = list(
        re.finditer(
            r"(?:^|(?<=[.!?] ))(?:I don't think|I think|Maybe|I guess|If|But|They said|It's not)\b[ ,]+",
            source.turn.text,
        )
    )
    if not found:
        return None
    cut = source.dice.choice(found)
    rest = re.split(r"(?<=[.!?])\s", source.turn.text[cut.end() :])[0]
    if len(rest.split()) < 6 or rest[:1].isupper():
        return None
    return Case("cue cut at the start", rest, frozenset({Status.EXACT}), frozenset({Mark.CROPPED}))


def tail_cut(source: Source) -> Case | None:
    """A sentence that ends with a hedge or a condition, without it."""
    found = re.search(
        r"(?:^|(?<=[.!?] ))([A-Z][^.!?]{25,}?),? (but|if|unless|I think|I guess|although|maybe)\b[^.!?]*[.!?]",
        source.turn.text,
    )
    if not found:
        return None
    if len(keys(found[1])) < 6:
        return None
    return Case("cue cut at the end", found[1], frozenset({Status.EXACT}), frozenset({Mark.CROPPED}))


def filler_left_out(source: Source) -> Case | None:
    found = list(re.finditer(r"(?<=\w)[, ]+(?:um|uh|er|ah)\b,?(?= \w)", source.turn.text, re.IGNORECASE))
    if not found:
        return None
    filler = source.dice.choice(found)
    before, behind = _around(source.turn.text, filler, source.dice.randint(3, 15))
    quote = " ".join([*before, *behind])
    if len(quote.split()) < 6 or _FILLED.search(quote):
        return None
    return Case("filler left out", quote, frozenset({Status.CLEANED}), is_new=True)


def repetition_left_out(source: Source) -> Case | None:
    found = list(re.finditer(r"(?<!' )\b([a-zA-Z]+),? \1\b(?= \w)", source.turn.text))
    if not found:
        return None
    twice = source.dice.choice(found)
    before, behind = _around(source.turn.text, twice, 10)
    if len(before) < 3 or len(behind) < 3 or "' " in " ".join([*before, *behind]):
        return None
    return Case("repetition left out", " ".join([*before, twice[1], *behind]), frozenset({Status.CLEANED}), is_new=True)


def hedge_left_out(source: Source) -> Case | None:
    hedges = r"(?<=\w),? (?:like|kind of|sort of|I think|maybe|you know|probably)\b,?(?= \w)"
    found = list(re.finditer(hedges, source.turn.text))
    if not found:
        return None
    hedge = source.dice.choice(found)
    before, behind = _around(source.turn.text, hedge, 10)
    word = hedge[0].strip(" ,").lower()
    if min(len(before), len(behind)) < 3 or word in " ".join([*before[-4:], *behind[:4]]).lower():
        return None
    return Case("hedge left out", " ".join([*before, *behind]), frozenset({Status.ALTERED}), is_new=True)


def _around(text: str, cut: re.Match[str], most: int) -> tuple[list[str], list[str]]:
    """The words before and behind a cut, at most so many on each side."""
    return text[: cut.start()].split()[-most:], text[cut.end() :].split()[:most]


def dots_with_a_cut(source: Source) -> Case | None:
    picked = source.stretch(14, 60)
    if picked is None:
        return None
    words, first, last = picked
    left = source.dice.randint(4, (last - first) - 6)
    cut = source.dice.randint(2, (last - first) - left - 4)
    dots = source.dice.choice((" … ", "... ", " [...] ", " […] ", " ... "))
    quote = " ".join(words[first : first + left]) + dots + " ".join(words[first + left + cut : last])
    if "?" in quote:
        return None
    return Case("dots with a cut", quote, frozenset({Status.ELIDED}), is_new=True)


def dots_without_a_cut(source: Source) -> Case | None:
    picked = source.stretch(8, 40)
    if picked is None:
        return None
    words, first, last = picked
    at = source.dice.randint(first + 2, last - 2)
    dots = source.dice.choice((" … ", "... ", " [...] ", " ... "))
    quote = " ".join(words[first:at]) + dots + " ".join(words[at:last])
    return Case("dots without a cut", quote, frozenset(SHOWN_AS_SAID))


def silent_cut(source: Source) -> Case | None:
    picked = source.stretch(16, 60)
    if picked is None:
        return None
    words, first, last = picked
    left, cut = 5, source.dice.randint(3, last - first - 10)
    quote = " ".join(words[first : first + left] + words[first + left + cut : last])
    return Case("cut without dots", quote, frozenset({Status.ALTERED, Status.CLEANED}), is_new=True)


def two_turns_merged(source: Source) -> Case | None:
    turns = source.transcript.turns
    at = turns.index(source.turn)
    others = [
        turn for turn in turns[at + 2 : at + 12] if turn.speaker == source.turn.speaker and len(turn.text.split()) > 8
    ]
    if not others:
        return None
    between = turns[at + 1 : turns.index(others[-1])]
    if not any(turn.role is Role.RESEARCHER and len(turn.text.split()) > 8 for turn in between):
        return None
    quote = " ".join(
        source.words()[-source.dice.randint(9, 14) :] + others[-1].text.split()[: source.dice.randint(9, 14)]
    )
    return Case("two turns merged", quote, frozenset({Status.STITCHED}))


def two_speakers_merged(source: Source) -> Case | None:
    turns = source.transcript.turns
    at = turns.index(source.turn)
    if at + 1 == len(turns) or turns[at + 1].role is not Role.RESEARCHER or len(turns[at + 1].text.split()) < 8:
        return None
    quote = " ".join(source.words()[-8:] + turns[at + 1].text.split()[:8])
    return Case("two speakers merged", quote, frozenset({Status.STITCHED}))


def other_speaker(source: Source) -> Case | None:
    said = [turn for turn in source.transcript.turns if turn.role is Role.RESEARCHER and len(turn.text.split()) > 10]
    if not said:
        return None
    words = source.dice.choice(said).text.split()
    return Case("other speaker", " ".join(words[:15]), frozenset({Status.WRONG_SPEAKER}))


def number_changed(source: Source) -> Case | None:
    found = list(re.finditer(r"[-$€]?\d[\d.,]*\d%?|[-$€]\d|\d%|\b\d\b", source.turn.text))
    if not found:
        return None
    number = source.dice.choice(found)
    other = _otherwise(number[0])
    before, behind = source.turn.text[: number.start()].split(" "), source.turn.text[number.end() :].split(" ")
    quote = " ".join(before[-8:]) + other + " ".join(behind[:8])
    return Case("number changed", quote, frozenset({Status.ALTERED})) if len(quote.split()) > 5 else None


def _otherwise(number: str) -> str:
    for old, new in ((".", ""), ("-", ""), ("$", ""), ("€", ""), ("%", "")):
        if old in number:
            return number.replace(old, new)
    return f"-{number}"


def question_mark_changed(source: Source) -> Case | None:
    found = [m for m in re.finditer(r"[^.!?]{25,}([.?])(?=\s|$)", source.turn.text) if len(m[0].split()) > 6]
    if not found:
        return None
    sentence = source.dice.choice(found)[0].strip()
    other = {"?": ".", ".": "?"}[sentence[-1]]
    return Case("question mark changed", sentence[:-1] + other, frozenset({Status.ALTERED}))


def _cut(text: str, first: int, last: int) -> str:
    """From the first to before the last word, as written."""
    places = [(m.start(), m.end()) for m in re.finditer(r"\S+", text)]
    return text[places[first][0] : places[last - 1][1]]


MUTATIONS = (
    word_dropped,
    word_added,
    word_swapped,
    words_exchanged,
    edge_cut,
    tail_cut,
    filler_left_out,
    repetition_left_out,
    hedge_left_out,
    dots_with_a_cut,
    silent_cut,
    two_turns_merged,
    two_speakers_merged,
    other_speaker,
    number_changed,
    question_mark_changed,
)
UNTOUCHED = (untouched, disguised, dots_without_a_cut)
