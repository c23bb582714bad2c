"""What a claim is about, and where a conversation comes to it: when it was asked, when the words first fell.

A topic is an explicit list: questions of a guide, terms (shown, and edited by the team) and codes. A term is one word
or several in a row; words are compared by their stem, so that "blockers" is found by "blocker". A term that ends in *
takes any word that begins so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from firsthand.domain.evidence.caveats import caveat_of
from firsthand.domain.interviews.conversation import Conversation, Exchange, hear
from firsthand.domain.interviews.coverage import coverage
from firsthand.domain.interviews.transcripts import Transcript
from firsthand.domain.interviews.vocabulary import is_backchannel, stem
from firsthand.domain.synthesis.support import Ask, Prompting
from firsthand.domain.text.words import spans

_PLAIN = re.compile(r"[a-z0-9]+")
Place: TypeAlias = tuple[int, int]  # code points, end exclusive
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


class Stretch(NamedTuple):
    """Words of a transcript from one place to another: turns by index, code points into the first and the last."""

    first_turn: int
    begin: int
    last_turn: int
    finish: int  # end exclusive

    def overlaps(self, other: Stretch) -> bool:
        """Whether the two share a character."""
        return (self.first_turn, self.begin) < (other.last_turn, other.finish) and (
            (other.first_turn, other.begin) < (self.last_turn, self.finish)
        )


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """A question of a researcher about the matter: where it stands, and what became of it."""

    turn: int  # index
    begin: int  # code points into the turn
    finish: int  # end exclusive
    is_sound: bool  # no question of its turn is leading, hypothetical or a pitch
    is_answered: bool  # by more than a murmur


@dataclass(frozen=True, slots=True)
class Outline:
    """What listening to one whole transcript found, without anybody’s words: costly once, then cheap to ask."""

    is_known: bool = False  # False: roles are open, or the language can't be read, so nothing can be said
    questions: tuple[QuestionPlace, ...] = ()
    covered: Mapping[str, int] = field(default_factory=dict)  # each question of the guide that was put: by which turn
    by_turn: Mapping[int, Sequence[QuestionPlace]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the questions by their turns, since every claim asks for some of them."""
        by_turn: defaultdict[int, list[QuestionPlace]] = defaultdict(list)
        for place in self.questions:
            by_turn[place.turn].append(place)
        object.__setattr__(self, "by_turn", dict(by_turn))


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


def outline(transcript: Transcript, guide: Sequence[str] = (), conversation: Conversation | None = None) -> Outline:
    """Listen to a whole transcript; `guide` are the questions of its guide.

    `conversation` is the transcript as it was heard already, to save hearing it again.
    """
    if not transcript.has_confirmed_roles:
        return Outline()
    heard = conversation or hear(transcript)
    found = tuple(place for exchange in heard.everything for place in _places(exchange))
    covered = {one.question: one.turn for one in coverage(guide, heard) if one.turn is not None}
    return Outline(True, found, covered)


def listen(
    topic: Topic, found: Outline, asking: Mapping[int, str], told: str = "", marked: Iterable[Stretch] = ()
) -> TopicHeard:
    """Look for a topic in one conversation.

    `asking` are the researchers' turns by index, at least those that use a term; `told` is what the participants had
    read before: invitation and consent text; `marked` is where coders put the topic's codes.
    """
    if not found.is_known:
        return TopicHeard((), None, is_known=False)
    used = {turn: where for turn, text in asking.items() if (where := places(text, topic.terms))}
    for turn, where in marked_questions(found, marked).items():
        used[turn] = (*used.get(turn, ()), *where)
    return heard_at(topic, found, used, is_told=uses(told, topic.terms))


def heard_at(topic: Topic, found: Outline, used: Mapping[int, Sequence[Place]], *, is_told: bool = False) -> TopicHeard:
    """The same where it is known already in which turns the researchers used its terms, and where in them."""
    if not found.is_known:
        return TopicHeard((), None, is_known=False)
    asks = _asks(topic, found, used)
    prompts = [ask.turn for ask in asks] + list(used)
    if is_told:
        prompts.append(BEFORE_IT_BEGAN)
    return TopicHeard(asks, min(prompts, default=None), is_known=True)


def marked_questions(found: Outline, stretches: Iterable[Stretch]) -> dict[int, tuple[Place, ...]]:
    """The questions on which a coder put a code of the topic: by turn, where each stands.

    Somebody who marks a question with a code says that it asks about the matter; a mark on anything else that a
    researcher says does not ask.
    """
    marked: defaultdict[int, set[Place]] = defaultdict(set)
    for one in stretches:
        for turn in range(one.first_turn, one.last_turn + 1):
            for place in found.by_turn.get(turn, ()):
                if one.overlaps(Stretch(turn, place.begin, turn, place.finish)):
                    marked[turn].add((place.begin, place.finish))
    return {turn: tuple(sorted(places)) for turn, places in marked.items()}


def uses(text: str, terms: Sequence[str]) -> bool:
    """Whether a text uses one of the terms."""
    return any(True for _ in places(text, terms))


def places(text: str, terms: Sequence[str]) -> tuple[Place, ...]:
    """Where a text uses the terms: code points, end exclusive, in order, each place once."""
    return tuple(sorted({place for found in places_by_term(text, terms).values() for place in found}))


def places_by_term(text: str, terms: Sequence[str]) -> dict[str, tuple[Place, ...]]:
    """The same for each term that is used; the text is taken apart once, and only where it holds a term's letters."""
    folded = text.casefold()
    wanted = [(term, pattern) for term in terms if (pattern := _pattern(term)) and _letters(term) in folded]
    if not wanted:
        return {}
    words = [(word.casefold().replace("’", "'"), begin, finish) for word, begin, finish in spans(text)]
    stems = [_stem(word) for word, _, _ in words]
    found = {term: tuple(_where(pattern, words, stems)) for term, pattern in wanted}
    return {term: where for term, where in found.items() if where}


def _where(pattern: tuple[str, ...], words: Sequence[tuple[str, int, int]], stems: Sequence[str]) -> Iterator[Place]:
    first, length = pattern[0], len(pattern)
    for at in range(len(words) - length + 1):
        if _fits(first, words[at][0], stems[at]) and all(
            _fits(pattern[step], words[at + step][0], stems[at + step]) for step in range(1, length)
        ):
            yield words[at][1], words[at + length - 1][2]


def beginnings(terms: Sequence[str]) -> tuple[str, ...]:
    """Letters that a text must hold to use each term, so that a database can leave out most texts and miss none.

    Plain letters and digits only, since databases differ in how they fold the others; "" for a term without any.
    """
    return tuple(dict.fromkeys(_letters(term) for term in terms if _pattern(term)))


@lru_cache(maxsize=2_048)
def _letters(term: str) -> str:
    runs: list[str] = _PLAIN.findall(" ".join(_pattern(term)))
    return max(runs, key=len, default="")


def _fits(wanted: str, word: str, its_stem: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith("*") else its_stem == wanted


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


def _places(exchange: Exchange) -> list[QuestionPlace]:
    """The questions of an exchange about the matter; one with a fault spoils all that its turn asks."""
    faulty = {asked.turn for asked in exchange.real_questions if caveat_of(asked)}
    is_answered = _is_answer(exchange.answered)
    return [
        QuestionPlace(a.turn, a.question.begin, a.question.finish, a.turn not in faulty, is_answered)
        for a in exchange.real_questions
    ]


def _asks(topic: Topic, found: Outline, used: Mapping[int, Sequence[Place]]) -> tuple[Ask, ...]:
    """The questions of the topic that were put, one for each turn that puts one."""
    listed = {found.covered[question] for question in topic.questions if question in found.covered}
    asks: dict[int, Ask] = {}
    for turn in sorted(listed.union(used)):
        for place in found.by_turn.get(turn, ()):
            if turn in listed or any(_within(where, place) for where in used.get(turn, ())):
                asks.setdefault(turn, Ask(turn, place.is_sound, place.is_answered))
    return tuple(asks.values())


def _within(where: Place, place: QuestionPlace) -> bool:
    return place.begin <= where[0] and where[1] <= place.finish


def _is_answer(text: str) -> bool:
    """Whether it says anything: a plain yes or no does; "mm-hmm" and not wanting or being able to answer do not."""
    said = [word.casefold().replace("’", "'") for word, _, _ in spans(text)]
    if is_backchannel(text):
        return not YES_OR_NO.isdisjoint(said)
    return bool(said) and " ".join(said) not in NO_ANSWER
