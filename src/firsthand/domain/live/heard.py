"""One turn as capture hears it: its sentences, its questions and the words that carry what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.interviews.vocabulary import content, is_backchannel, spoken_sentences, word_count
from firsthand.domain.live.capture_model import masked
from firsthand.domain.planning.questions import Question, QuestionType, find_questions

ABOUT_NOTHING = frozenset({QuestionType.LOGISTICS, QuestionType.NOT_A_QUESTION, QuestionType.TASK})


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence: its place in the turn, and its words as the rules and the model read them."""

    text: str
    begin: int
    finish: int
    plain: str  # lower case, straight apostrophes, as long as the text
    masked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heard:
    """A turn with all that the rules want to know of it; depends on the turn and the one before only."""

    turn: Turn
    said: tuple[Said, ...]
    questions: tuple[Question, ...]  # about the matter: neither logistics nor tasks
    terms: frozenset[str]
    words: int
    is_backchannel: bool
    previous: str  # what was said before, by which the questions were typed

    @property
    def index(self) -> int:
        """The turn's index."""
        return self.turn.index

    @property
    def speaker(self) -> str:
        """Who speaks; "" where nobody is named."""
        return self.turn.speaker

    @property
    def asks(self) -> bool:
        """Whether a researcher speaks."""
        return self.turn.role is Role.RESEARCHER

    @property
    def answers(self) -> bool:
        """Whether a participant speaks."""
        return self.turn.role is Role.PARTICIPANT


def hear(turn: Turn, previous: str = "") -> Heard:
    """The turn as heard; `previous` is the turn of somebody else before it."""
    listens = is_backchannel(turn.text)
    found = () if listens else find_questions(turn.text, previous)
    return Heard(
        turn,
        tuple(_said(one.text, one.begin, one.finish) for one in spoken_sentences(turn.text)),
        tuple(one for one in found if one.type not in ABOUT_NOTHING),
        frozenset(content(turn.text)),
        word_count(turn.text),
        listens,
        previous,
    )


def _said(text: str, begin: int, finish: int) -> Said:
    return Said(text, begin, finish, lowered(text), masked(text))


def lowered(text: str) -> str:
    """The text in lower case with straight apostrophes and exactly as long, so that places stay places."""
    plain = text.lower()
    if len(plain) != len(text):
        plain = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return plain.replace("’", "'")
