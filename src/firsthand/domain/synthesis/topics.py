"""What a claim is about, and where a conversation comes to it: when it was asked, when the words first fell.

A topic is an explicit list: questions of a guide, terms (shown, and edited by the team) and codes. A term is one word
or several in a row; words are compared by their stem, so that "blockers" is found by "blocker". A term that ends in *
takes any word that begins so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from firsthand.domain.evidence.caveats import caveat_of
from firsthand.domain.interviews.conversation import Asked, Conversation, Exchange, hear
from firsthand.domain.interviews.coverage import coverage
from firsthand.domain.interviews.transcripts import Role, Transcript
from firsthand.domain.interviews.vocabulary import is_backchannel, stem
from firsthand.domain.synthesis.support import Ask, Prompting
from firsthand.domain.text.words import spans

BEFORE_IT_BEGAN = -1  # the turn of a prompt that stands in the invitation or the consent text
YES_OR_NO = frozenset(
    [
        "yes",
        "yeah",
        "yep",
        "yup",
        "no",
        "nope",
        "nah",
        "never",
        "definitely",
        "absolutely",
        "exactly",
        "certainly",
        "true",
        "correct",
    ]
)
NO_ANSWER = frozenset({"pass", "i don't know", "no idea", "i'd rather not say", "can't say", "no comment", "not sure"})


@dataclass(frozen=True, slots=True)
class Topic:
    """What a claim is about."""

    questions: tuple[str, ...] = ()  # of the guides, as written there
    terms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()  # ids


@dataclass(frozen=True, slots=True)
class TopicHeard:
    """Where one conversation comes to a topic."""

    asks: tuple[Ask, ...]  # in the order of turns
    first_prompt: int | None  # the turn in which a researcher first used its words or asked; None: never
    is_known: bool  # False: roles are open, so nothing can be said about who prompted whom

    def prompting(self, turn: int | None) -> Prompting:
        """Whether what was said in a turn had been prompted; words noted without a turn never count as unprompted."""
        if not self.is_known or turn is None:
            return Prompting.UNKNOWN
        is_before = self.first_prompt is not None and self.first_prompt < turn
        return Prompting.PROMPTED if is_before else Prompting.UNPROMPTED


def listen(
    topic: Topic, transcript: Transcript, conversation: Conversation | None = None, told: str = ""
) -> TopicHeard:
    """Look for a topic in one transcript; `told` is what the participants had read before: invitation, consent text.

    `conversation` is the transcript as it was heard already, to save hearing it again.
    """
    if not transcript.has_confirmed_roles:
        return TopicHeard((), None, is_known=False)
    asks = _asks(topic, conversation or hear(transcript))
    prompts = [ask.turn for ask in asks]
    prompts += [
        turn.index for turn in transcript.turns if turn.role is Role.RESEARCHER and uses(turn.text, topic.terms)
    ]
    if uses(told, topic.terms):
        prompts.append(BEFORE_IT_BEGAN)
    return TopicHeard(asks, min(prompts, default=None), is_known=True)


def uses(text: str, terms: Sequence[str]) -> bool:
    """Whether a text uses one of the terms."""
    return any(True for _ in places(text, terms))


def places(text: str, terms: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Where a text uses the terms: code points, end exclusive, in order, each place once."""
    wanted = [found for found in map(_pattern, terms) if found]
    if not wanted:
        return ()
    words = [(word.casefold().replace("’", "'"), begin, finish) for word, begin, finish in spans(text)]
    found = {
        (words[at][1], words[at + len(pattern) - 1][2])
        for at in range(len(words))
        for pattern in wanted
        if _stands(pattern, words, at)
    }
    return tuple(sorted(found))


def _stands(pattern: tuple[str, ...], words: Sequence[tuple[str, int, int]], at: int) -> bool:
    if at + len(pattern) > len(words):
        return False
    return all(_fits(one, words[at + step][0]) for step, one in enumerate(pattern))


def _fits(wanted: str, word: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else _stem(word) == wanted


@lru_cache(maxsize=2_048)
def _pattern(term: str) -> tuple[str, ...]:
    """A term's words to compare by; a star keeps the word as it begins."""
    written = [word for word in term.casefold().replace("’", "'").split() if word.strip("*")]
    parts: list[str] = []
    for word in written:
        if word.endswith("*"):
            parts.append(word)
        else:
            parts.extend(_stem(found) for found, _, _ in spans(word))
    return tuple(parts)


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    return stem(word)


def _asks(topic: Topic, conversation: Conversation) -> tuple[Ask, ...]:
    """The questions of the topic that were put, one for each turn that puts one; all of a turn must be sound."""
    listed = {one.turn for one in coverage(topic.questions, conversation) if one.turn is not None}
    found: dict[int, Ask] = {}
    for exchange in conversation.everything:
        for asked in exchange.real_questions:
            if asked.turn in listed or uses(asked.question.text, topic.terms):
                found.setdefault(asked.turn, _ask(asked, exchange))
    return tuple(found[turn] for turn in sorted(found))


def _ask(asked: Asked, exchange: Exchange) -> Ask:
    faulty = any(caveat_of(one) for one in exchange.real_questions if one.turn == asked.turn)
    return Ask(asked.turn, is_sound=not faulty, is_answered=_is_answer(exchange.answered))


def _is_answer(text: str) -> bool:
    """Whether it says anything: a plain yes or no does; "mm-hmm" and not wanting or being able to answer do not."""
    said = [word.casefold().replace("’", "'") for word, _, _ in spans(text)]
    if is_backchannel(text):
        return not YES_OR_NO.isdisjoint(said)
    return bool(said) and " ".join(said) not in NO_ANSWER
