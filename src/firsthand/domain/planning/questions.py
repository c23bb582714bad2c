"""Every question in a turn of speech or a line of a guide, with its type; works with and without punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.domain.planning.question_clauses import Form, asking_part, is_inverted_wh, lowered
from firsthand.domain.planning.question_model import log_odds
from firsthand.domain.planning.question_types import OPEN, QuestionType, hands_back, is_tag, type_of
from firsthand.domain.planning.question_words import BACKCHANNELS, words
from firsthand.domain.text.sentences import Sentence, sentences

__all__ = ["OPEN", "Question", "QuestionType", "find_questions", "question_type"]

# Where the model's judgement counts as yes: speech without punctuation, and a sentence that was closed by a full stop.
HEARD = -1.0
WRITTEN_WITHOUT_MARK = -0.5
LONGEST_RECAP = 4  # sentences between "just to recap" and the "right?" that asks for the nod


@dataclass(frozen=True, slots=True)
class Question:
    """One question and its place: 0-based code points into the turn or line, end exclusive."""

    text: str
    begin: int
    finish: int
    type: QuestionType


def find_questions(text: str, previous: str = "", *, written: bool = False) -> tuple[Question, ...]:
    """The questions of a turn in order, requests to tell something included.

    `previous` is the turn of the other speaker before it (for echo and probe); `written` says that the text is a line
    of a guide and not speech, where tasks are common and small words are never stutters.
    """
    return tuple(
        Question(text[begin:finish], begin, finish, type_of(text[begin:finish], previous, written=written))
        for begin, finish in _asking_spans(text, written=written)
    )


def question_type(text: str, previous: str = "", *, written: bool = False) -> QuestionType:
    """The type of the question that the turn is held for: the first that is more than a greeting or a tag."""
    found = find_questions(text, previous, written=written)
    if not found:
        return QuestionType.NOT_A_QUESTION
    weighty = [one for one in found if one.type is not QuestionType.LOGISTICS and not _is_slight(one, found)]
    return (weighty or list(found))[0].type


def _is_slight(one: Question, found: tuple[Question, ...]) -> bool:
    """A statement with a raised voice, beside a question that is built as one."""
    return not _is_built_as_question(one) and any(_is_built_as_question(other) for other in found)


def _is_built_as_question(one: Question) -> bool:
    return asking_part(one.text).form is not Form.STATEMENT


def _asking_spans(text: str, *, written: bool) -> Iterator[tuple[int, int]]:
    """Begin and end of every stretch that asks; a tag standing alone takes the statement before it along."""
    punctuated = bool(_STOPS.search(text))
    told: list[Sentence] = []
    for piece in _pieces(text):
        if not _asks(piece.text, punctuated=punctuated, written=written):
            told.append(piece)
            continue
        yield (_tagged(told).begin if told and is_tag(piece.text) else piece.begin), piece.finish
        told = []


def _tagged(told: list[Sentence]) -> Sentence:
    """The statement that a tag belongs to: the last, or the one that began to hand something back."""
    return next((one for one in reversed(told[-LONGEST_RECAP:]) if hands_back(one.text)), told[-1])


_STOPS = re.compile(r"[.?!]")
_ASKED = re.compile(r"\?[\s?!.\"'’”)\]*_–—-]*$")
_CUT_OFF = re.compile(r"(?:[-–—]+|…|\.\.\.)\s*$")
_ENDED = re.compile(r"[.!][\"'’”)\]]*$")


def _asks(piece: str, *, punctuated: bool, written: bool) -> bool:
    """Whether a stretch asks: by its mark, by its form, or, without punctuation, by its sound."""
    if _ASKED.search(piece):
        return written or not _is_backchannel(piece)
    part = asking_part(piece)
    if part.form in (Form.INVITATION, Form.REQUEST):
        return part.form is Form.REQUEST or len(words(part.text)) > 1
    built = part.form is Form.INVERTED or (part.form is Form.WH and is_inverted_wh(part.text))
    if _ENDED.search(piece) or punctuated and not _CUT_OFF.search(piece):
        return built and log_odds(piece) > WRITTEN_WITHOUT_MARK
    return log_odds(piece) > HEARD


def _is_backchannel(piece: str) -> bool:
    """ "Yeah?", "Oh, okay?": a sign of listening."""
    return all(word in BACKCHANNELS for word in words(piece))


def _pieces(text: str) -> Iterator[Sentence]:
    """The sentences; one without end mark is cut where a question clearly begins."""
    for sentence in sentences(text):
        if _STOPS.search(sentence.text[-2:]) or len(sentence.text) < 30:
            yield sentence
        else:
            yield from _cut(sentence)


def _cut(sentence: Sentence) -> Iterator[Sentence]:
    starts = [0, *_question_starts(sentence.text), len(sentence.text)]
    for start, end in zip(starts, starts[1:], strict=False):
        said = sentence.text[start:end]
        lead = len(said) - len(said.lstrip())
        if said.strip():
            begin = sentence.begin + start + lead
            yield Sentence(said.strip(), begin, begin + len(said.strip()))


_START = re.compile(
    r"(?<![\w'’-])(?:(?:so|and|but|okay|ok|well|yeah|right|now|um|uh|or|then|also|great|alright|oh),?\s+){0,3}(?:"
    r"(?:what|how|why|where|when|who|which)(?:\s+\w+){0,3}?\s+(?:do|does|did|is|are|was|were|would|could|can|will|have|has|should)"
    r"(?:n't)?\s+(?:you|they|we|he|she|it|i|that|this|these|those|there|the|your|their|people)\b|"
    r"(?:what|who|how|where)'s\b|what (?:happened|made|makes|kind|else)\b|(?:what|how) about\b|"
    r"(?:do|did|does|are|is|was|were|have|has|had|can|could|would|will|should)(?:n't)? "
    r"(?:you|they|he|she|it|we|there|that|this|these|those)\b|"
    r"(?:tell|walk|show) (?:me|us)\b|i(?:'m| am|'d) (?:curious|wondering|love to hear)\b)"
)
_BOUND = re.compile(
    r"\b(?:i|you|we|they|it|he|she|that|who|which|what|how|where|when|why|to|not|all|people|this|there|than|as|neither|nor|if|"
    r"whether|know|see|can|could|please|just|would|will|'ll|let|don't)\s+$"
)
SHORTEST_STRETCH = 3  # words between two starts


def _question_starts(text: str) -> list[int]:
    """Where a question begins that no word before it can take as its own part ("that is it", "I know what …")."""
    low = lowered(text)
    starts: list[int] = []
    for match in _START.finditer(low):
        since = starts[-1] if starts else 0
        if not _BOUND.search(low, max(0, match.start() - 12), match.start()) and _WORDS_APART.match(
            low[since : match.start()]
        ):
            starts.append(match.start())
    return starts


_WORDS_APART = re.compile(rf"\s*(?:\S+\s+){{{SHORTEST_STRETCH}}}")
