"""Every question in a turn of speech or a line of a guide, with its type; works with and without punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from firsthand.domain.planning.question_clauses import Clause, Form, asking_part, is_complete
from firsthand.domain.planning.question_model import log_odds
from firsthand.domain.planning.question_rhetorical import is_stock
from firsthand.domain.planning.question_stretches import stretches
from firsthand.domain.planning.question_types import OPEN, QuestionType, hands_back, is_tag, is_told_task, type_of
from firsthand.domain.planning.question_words import BACKCHANNELS, without_openers, words
from firsthand.domain.text.sentences import Sentence

__all__ = ["OPEN", "Question", "QuestionType", "find_questions", "question_type"]

# The least log odds that count as a question, chosen on the development half of the labelled sets:
HEARD = -0.8  # in speech without punctuation
HEARD_IN_ORDER = -1.5  # the same where the stretch begins in the word order of a question
WITHOUT_MARK = 0.5  # in the word order of a question, but closed by a full stop
LONGEST_OPENING = 9  # words that are enough to hear a question in the word order of one
LONGEST_LEAD = 3  # words before "tell me …" that is not closed by a question mark
FARTHEST_SCENE = 200  # characters before a question in which "imagine you …" makes it a task
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
    of a guide and not speech: tasks are common there, and nothing was said yet that a probe could lean on.
    """
    return tuple(
        _question(text, begin, finish, previous, written) for begin, finish in _asking_spans(text, written=written)
    )


def _question(text: str, begin: int, finish: int, previous: str, written: bool) -> Question:
    asked, scene = text[begin:finish], text[max(0, begin - FARTHEST_SCENE) : begin]
    return Question(asked, begin, finish, type_of(asked, previous, scene=scene, written=written))


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
    for piece in stretches(text):
        if not _asks(piece.text, punctuated=punctuated, written=written):
            told.append(piece)
            continue
        yield (_tagged(told).begin if told and is_tag(piece.text) else piece.begin), piece.finish
        told = []


def _tagged(told: list[Sentence]) -> Sentence:
    """The statement that a tag belongs to: the last, or the one that began to hand something back."""
    return next((one for one in reversed(told[-LONGEST_RECAP:]) if hands_back(one.text)), told[-1])


_STOPS = re.compile(r"[.?!？؟]")
_ASKED = re.compile(r"[?？؟][\s?!.\"'’”)\]*_–—-]*$")
_CUT_OFF = re.compile(r"(?:[-–—]+|…|\.\.\.)\s*$")
_ENDED = re.compile(r"[.!][\"'’”)\]]*$")


def _asks(piece: str, *, punctuated: bool, written: bool) -> bool:
    """Whether a stretch asks: by its mark, by its form, or, without punctuation, by its sound."""
    part = asking_part(piece)
    if not words(piece) or is_stock(part) or (not written and _is_backchannel(piece)):
        return False
    if _ASKED.search(piece):
        return True
    if written and piece.startswith("#"):
        return False  # a heading
    if part.form in (Form.INVITATION, Form.REQUEST):
        return len(words(part.text)) > 1 and _comes_first(part, LONGEST_LEAD)
    if written and is_told_task(piece):
        return True
    heard = (not written or part.form is Form.INVERTED) and _sounds_asked(piece, part, punctuated)
    return heard or _is_asked_in_order(piece, part, punctuated)


def _is_asked_in_order(piece: str, part: Clause, punctuated: bool) -> bool:
    """Whether it opens in the word order of a question and the model has nothing against it."""
    if not _comes_first(part, 0) or _HAPPENING.match(part.text):
        return False
    if _is_ended(piece, punctuated):
        return (is_complete(part) or part.form is Form.INVERTED) and log_odds(piece) > WITHOUT_MARK
    opening = " ".join(part.text.split()[:LONGEST_OPENING])
    return is_complete(part) and max(log_odds(piece), log_odds(opening)) > HEARD_IN_ORDER


def _is_ended(piece: str, punctuated: bool) -> bool:
    """Whether a full stop says that it is no question, or would say so if it were not cut off."""
    return bool(_ENDED.search(piece)) or (punctuated and not _CUT_OFF.search(piece))


def _sounds_asked(piece: str, part: Clause, punctuated: bool) -> bool:
    if _is_ended(piece, punctuated) or _CLEFT.match(part.text) or _HAPPENING.match(part.text):
        return False
    return log_odds(piece) > HEARD


_CLEFT = re.compile(r"what (?:happen(?:ed|s)|i|we|they|he|she|it)\b.{0,40}?\b(?:is|was)\b")  # "what we did was …"
_HAPPENING = re.compile(r"what(?: was|'s| is) (?:happening|going on)\b.{0,40}?\b(?:is|was) that\b")


def _comes_first(part: Clause, most: int) -> bool:
    """Whether little is said before the part that asks, and set off from it; small words and "if you …," aside."""
    said = len(without_openers([*words(part.lead), "…"])) - 1
    return (
        said == 0 or bool(_SCENE.match(part.lead.strip())) or (said <= most and not part.lead.rstrip()[-1:].isalnum())
    )


_SCENE = re.compile(
    r"(?:\w+,? )?(?:if|before|when|now|since|as|after|thinking|looking|to start|the (?:next|first|last) question|"
    r"my question)\b.*[,:]$"
)


def _is_backchannel(piece: str) -> bool:
    """Whether it is only a sign of listening: "Yeah?", "Oh, okay?"."""
    return all(word in BACKCHANNELS for word in words(piece))
