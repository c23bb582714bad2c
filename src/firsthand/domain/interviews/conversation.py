"""A transcript as the craft measures hear it: what was asked in one go, and everything that was answered to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from firsthand.domain.interviews.opening import Parts, parts
from firsthand.domain.interviews.transcripts import Role, Transcript, Turn
from firsthand.domain.interviews.vocabulary import is_backchannel, word_count
from firsthand.domain.planning.linting import Finding, find_faults
from firsthand.domain.planning.questions import Question, QuestionType, find_questions

NO_REAL_QUESTION = frozenset({QuestionType.LOGISTICS, QuestionType.NOT_A_QUESTION, QuestionType.TASK})


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of a researcher, where it stands, and the linter's faults in it."""

    turn: int  # index of the turn in the file
    question: Question
    faults: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    """What the researcher said in one go and what the participants answered before the researcher spoke again.

    The researcher's back-channels inside the answer are left out; so is what others said.
    """

    asking: tuple[Turn, ...]
    answers: tuple[Turn, ...]
    questions: tuple[Asked, ...] = ()

    @property
    def asked(self) -> str:
        """The researcher's words."""
        return " ".join(turn.text for turn in self.asking)

    @property
    def answered(self) -> str:
        """The participants' words."""
        return " ".join(turn.text for turn in self.answers)

    @property
    def real_questions(self) -> tuple[Asked, ...]:
        """The questions about the matter: neither logistics nor tasks."""
        return tuple(a for a in self.questions if a.question.type not in NO_REAL_QUESTION)

    @property
    def first_asking(self) -> tuple[int, ...]:
        """The index of the turn that holds the first real question, or else of the first turn of the asking."""
        if self.real_questions:
            return (self.real_questions[0].turn,)
        return tuple(t.index for t in self.asking[:1])


@dataclass(frozen=True)
class Conversation:
    """The body of an interview without welcome, consent and goodbye, in exchanges; what is left out is named."""

    transcript: Transcript
    everything: tuple[Exchange, ...]  # opening and closing too
    parts: Parts

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The turns of the body; a welcome in front of the first question is blanked, so that offsets still hold."""
        body = self.transcript.turns[self.parts.begins : self.parts.ends]
        if not body or not self.parts.spoken_from:
            return body
        cut = self.parts.spoken_from
        return (replace(body[0], text=" " * cut + body[0].text[cut:], words=()), *body[1:])

    @cached_property
    def exchanges(self) -> tuple[Exchange, ...]:
        """The exchanges of the body."""
        kept = {turn.index: turn for turn in self.turns}
        trimmed = (_within(exchange, kept, self.parts.spoken_from) for exchange in self.everything)
        return tuple(e for e in trimmed if e.asking or e.answers)

    @cached_property
    def researcher_turns(self) -> tuple[Turn, ...]:
        """The researchers' turns of the body that say more than "mm-hmm"."""
        return tuple(t for t in self.turns if t.role is Role.RESEARCHER and not is_backchannel(t.text))

    @cached_property
    def researcher_words(self) -> int:
        """How many words the researchers say in the body, back-channels left out."""
        return sum(word_count(turn.text) for turn in self.researcher_turns)

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """Every question of the researchers in the body, in order."""
        return tuple(a for exchange in self.exchanges for a in exchange.questions)

    @cached_property
    def heard_before(self) -> dict[int, str]:
        """For each researcher turn of an exchange: what the participants had answered just before (two exchanges)."""
        heard: dict[int, str] = {}
        recent: list[str] = []
        for exchange in self.exchanges:
            heard.update({turn.index: " ".join(recent[-2:]) for turn in exchange.asking})
            recent.append(exchange.answered)
        return heard

    @property
    def opening(self) -> tuple[int, ...]:
        """The indices of the turns left out as welcome and consent."""
        return tuple(t.index for t in self.transcript.turns[: self.parts.begins])

    @property
    def closing(self) -> tuple[int, ...]:
        """The indices of the turns left out as goodbye."""
        return tuple(t.index for t in self.transcript.turns[self.parts.ends :])


def hear(transcript: Transcript, *, with_questions: bool = True) -> Conversation:
    """Look at a transcript with known roles as exchanges; `with_questions=False` skips all that needs English."""
    exchanges = _exchanges(transcript.turns)
    if not with_questions:
        return Conversation(transcript, exchanges, Parts(0, 0, len(transcript.turns)))
    asked = tuple(_with_questions(e, before) for e, before in zip(exchanges, (None, *exchanges), strict=False))
    begins = {a.turn: a.question.begin for e in reversed(asked) for a in reversed(e.real_questions)}
    return Conversation(transcript, asked, parts(transcript.turns, lambda turn: begins.get(turn.index)))


def _exchanges(turns: tuple[Turn, ...]) -> tuple[Exchange, ...]:
    """Group the turns: a new exchange begins where a researcher says more than "mm-hmm" after an answer."""
    grouped: list[tuple[list[Turn], list[Turn]]] = [([], [])]
    for turn in turns:
        asking, answers = grouped[-1]
        listens = is_backchannel(turn.text)
        if turn.role is Role.RESEARCHER and not listens:
            if answers:
                grouped.append(([turn], []))
            else:
                asking.append(turn)
        elif turn.role is Role.PARTICIPANT and not (listens and not answers and not _expects_answer(asking)):
            answers.append(turn)
    return tuple(Exchange(tuple(asking), tuple(answers)) for asking, answers in grouped if asking or answers)


def _expects_answer(asking: list[Turn]) -> bool:
    """Whether a "yes" now would be an answer; in the middle of a longer speech it only shows listening."""
    return bool(asking) and "?" in asking[-1].text[-200:]


def _with_questions(exchange: Exchange, before: Exchange | None) -> Exchange:
    previous = before.answers[-1].text if before and before.answers else ""
    found: list[Asked] = []
    for turn in exchange.asking:
        found.extend(_asked(turn, previous))
    return replace(exchange, questions=tuple(found))


def _asked(turn: Turn, previous: str) -> list[Asked]:
    questions = find_questions(turn.text, previous)
    return [Asked(turn.index, q, _faults(q, previous)) for q in questions]


def _faults(question: Question, previous: str) -> tuple[Finding, ...]:
    if question.type in NO_REAL_QUESTION:
        return ()
    return find_faults(question.text, previous=previous, spoken=True)


def _within(exchange: Exchange, kept: dict[int, Turn], spoken_from: int) -> Exchange:
    first = next(iter(kept), -1)
    return Exchange(
        tuple(kept[t.index] for t in exchange.asking if t.index in kept),
        tuple(kept[t.index] for t in exchange.answers if t.index in kept),
        tuple(a for a in exchange.questions if a.turn in kept and (a.turn != first or a.question.begin >= spoken_from)),
    )
