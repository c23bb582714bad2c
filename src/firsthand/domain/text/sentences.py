"""Where one sentence ends and the next begins, in writing and in transcribed speech."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from syntok import segmenter
from syntok.tokenizer import Tokenizer

# The segmenter is linear in a passage but holds it whole: longer ones are cut at a space, which may cut one sentence.
LONGEST_PASSAGE = 20_000  # characters
_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_END_MARKS = frozenset(".?!:;…")
_LETTER = re.compile(r"[^\W_]")
_AFTER_QUESTION = re.compile(
    r"(?<=\?)\s+(?=[^\W_])|(?<=[a-z]\?)(?=[A-Z][a-z']*\s)"
)  # speech often goes on in lower case
_MARK = re.compile(r"[^\w\s,'’-]")  # without one, and a space beside or after it, the segmenter never sees two
_SPACE = re.compile(r"\s")
_TOKENIZER = Tokenizer(emit_hyphen_or_underscore_sep=True, replace_not_contraction=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and its place: 0-based code points into the text, end exclusive."""

    text: str
    begin: int
    finish: int


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text in order, without the space around them.

    A line break ends a sentence, except where the next line goes on in lower case after no end mark: a wrapped line.
    Every character that is not space belongs to exactly one sentence, and `text[begin:finish] == sentence.text`.
    """
    return tuple(
        Sentence(text[begin:finish], begin, finish)
        for start, end in _passages(text)
        for begin, finish in _spans(text[start:end], start)
    )


def _passages(text: str) -> Iterator[tuple[int, int]]:
    """Begin and end of every stretch of lines that belong together, the longest ones in pieces."""
    for start, end in _unwrapped(text):
        while end - start > LONGEST_PASSAGE:
            cut = text.rfind(" ", start + 1, start + LONGEST_PASSAGE)
            cut = cut if cut > start else start + LONGEST_PASSAGE
            yield start, cut
            start = cut
        yield start, end


def _unwrapped(text: str) -> Iterator[tuple[int, int]]:
    begin = finish = 0
    for line in _LINE.finditer(text):
        wrapped = text[line.start()].islower() and text[finish - 1 : finish] not in _END_MARKS
        if finish and wrapped and text.count("\n", finish, line.start()) == 1:
            finish = line.end()
            continue
        if finish:
            yield begin, finish
        begin, finish = line.span()
    if finish:
        yield begin, finish


def _spans(passage: str, offset: int) -> Iterator[tuple[int, int]]:
    """Begin and end of each sentence of one passage, counted from the start of the whole text."""
    starts = [0, *_breaks(passage), len(passage)]
    for start, end in itertools.pairwise(starts):
        piece = passage[start:end]
        lead = len(piece) - len(piece.lstrip())
        if lead < len(piece):
            yield offset + start + lead, offset + start + len(piece.rstrip())


def _breaks(passage: str) -> Iterator[int]:
    """Where a new sentence begins; there is always more than punctuation since the last such place."""
    last = 0
    for start in sorted({*_segmented(passage), *(match.end() for match in _AFTER_QUESTION.finditer(passage))}):
        if _LETTER.search(passage, last, start):
            last = start
            yield start


def _segmented(passage: str) -> Iterator[int]:
    """The beginnings that the segmenter sees: full stops that end no abbreviation, number or name."""
    mark = _MARK.search(passage)
    if mark is None or not _SPACE.search(passage, max(mark.start() - 1, 0)):
        return  # most turns of speech are one sentence, and the segmenter is slow
    for tokens in segmenter.segment(_TOKENIZER.tokenize(passage)):
        start = tokens[0].offset
        if start and passage[start - 1].isspace():
            yield start
