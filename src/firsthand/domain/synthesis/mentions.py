"""What can be counted of a matter in conversations: how often, by how many, how long, and when it first came up.

The matter is a list of terms, compared as those of a claim's topic are. Only participants' turns count; of several
conversations with one person the person counts once. Nothing here is ever stored: it is counted when it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from firsthand.domain.synthesis.topics import BEFORE_IT_BEGAN, places, uses


class Measure(StrEnum):
    """What is counted."""

    MENTIONS = "mentions"  # how often participants used one of the terms
    PEOPLE = "people"  # how many of them did
    MINUTES = "minutes"  # how long the turns are in which they did
    FIRST = "first"  # when one first did
    UNASKED = "unasked"  # whether nobody did before they were asked


@dataclass(frozen=True, slots=True)
class Said:
    """One turn of a conversation, as far as counting needs it."""

    index: int
    text: str
    person: str  # participant id; "" for a researcher
    start: float | None = None  # seconds
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """One conversation: its turns that may use a term, and what its participants had read before."""

    session: str
    turns: Sequence[Said]
    told: str = ""
    is_known: bool = True  # False: roles are open or consent is missing, so nothing can be counted


@dataclass(frozen=True, slots=True)
class Mention:
    """The first time that a participant used one of the terms in a conversation, and what stood before it."""

    session: str
    turn: int
    start: float | None
    begin: int  # code points into the turn
    finish: int
    person: str
    prompt: int | None  # the researcher's last turn before it that used a term; None: there was none
    was_told: bool = False  # the invitation or the consent text had used one


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that can be counted of a matter."""

    mentions: int = 0
    people: frozenset[str] = frozenset()
    seconds: float | None = 0.0  # None where a turn that counts has no times
    first: tuple[Mention, ...] = ()  # of each conversation that came to it
    sessions: int = 0  # that were counted
    unknown: int = 0  # that could not be: roles are open, or consent is missing
    prompted_only: tuple[str, ...] = field(default=())  # sessions asked about it in which nobody mentioned it

    @property
    def is_not_mentioned_until_asked(self) -> bool | None:
        """Whether it came up, and every time only behind a question or a text of ours; None where nothing is known."""
        if not self.sessions:
            return None
        return bool(self.first) and all(one.prompt is not None or one.was_told for one in self.first)


def count(terms: Sequence[str], conversations: Iterable[Heard]) -> Counted:
    """Count a matter in some conversations."""
    mentions, people, seconds = 0, set(), 0.0
    is_timed, known, unknown = True, 0, 0
    first: list[Mention] = []
    only: list[str] = []
    for heard in conversations:
        known, unknown = known + heard.is_known, unknown + (not heard.is_known)
        using = _using(terms, heard) if heard.is_known else []
        for turn, where in using:
            mentions += len(where)
            people.add(turn.person)
            length = _length(turn)
            is_timed, seconds = is_timed and length is not None, seconds + (length or 0.0)
        if using:
            first.append(_first(terms, heard, *using[0]))
        elif heard.is_known and _prompts(terms, heard):
            only.append(heard.session)
    return Counted(
        mentions, frozenset(people), seconds if is_timed else None, tuple(first), known, unknown, tuple(only)
    )


def _using(terms: Sequence[str], heard: Heard) -> list[tuple[Said, tuple[tuple[int, int], ...]]]:
    """The participants' turns that use a term, with the places where they do."""
    theirs = sorted((turn for turn in heard.turns if turn.person), key=lambda turn: turn.index)
    found = ((turn, places(turn.text, terms)) for turn in theirs)
    return [(turn, where) for turn, where in found if where]


def _prompts(terms: Sequence[str], heard: Heard) -> list[int]:
    return sorted(turn.index for turn in heard.turns if not turn.person and uses(turn.text, terms))


def _first(terms: Sequence[str], heard: Heard, turn: Said, where: Sequence[tuple[int, int]]) -> Mention:
    before = [index for index in _prompts(terms, heard) if BEFORE_IT_BEGAN < index < turn.index]
    prompt = before[-1] if before else None
    return Mention(
        heard.session, turn.index, turn.start, *where[0], turn.person, prompt, was_told=uses(heard.told, terms)
    )


def _length(turn: Said) -> float | None:
    return turn.end - turn.start if turn.start is not None and turn.end is not None else None


def in_words(measure: Measure, terms: Sequence[str], found: Counted, companies: int = 0) -> str:
    """What was counted as one sentence, with how many conversations it was counted in."""
    if not found.sessions:
        return "Nothing could be counted: nobody has said who speaks in these conversations, or consent is missing."
    said = _SENTENCES[measure](found, companies)
    where = f"in {found.sessions} conversation{_s(found.sessions)}"
    left = f"; {found.unknown} could not be counted" if found.unknown else ""
    return f"{said} ({', '.join(f'“{term}”' for term in terms)}, {where}{left})"


def _mentions(found: Counted, companies: int) -> str:
    by = f" by {_people(len(found.people))}" if found.people else ""
    return f"Mentioned {found.mentions} time{_s(found.mentions)}{by}"


def _people_who(found: Counted, companies: int) -> str:
    at = f" (at {companies} compan{'y' if companies == 1 else 'ies'})" if companies else ""
    return f"Mentioned by {_people(len(found.people))}{at}"


def _minutes(found: Counted, companies: int) -> str:
    if found.seconds is None:
        return "How long it was spoken of can't be measured: a transcript has no times"
    if not found.mentions:
        return "Not spoken of"
    minutes, seconds = divmod(round(found.seconds), 60)
    return f"Spoken of for {minutes} min {seconds} s, counting the turns that use the words"


def _first_time(found: Counted, companies: int) -> str:
    if not found.first:
        return "Never mentioned"
    if len(found.first) > 1:
        return f"Mentioned in {len(found.first)} conversations"
    return f"First mentioned {_at(found.first[0])}"


def _unasked(found: Counted, companies: int) -> str:
    if not found.first:
        return "Not mentioned, though it was asked" if found.prompted_only else "Neither mentioned nor asked"
    unasked = [one for one in found.first if one.prompt is None and not one.was_told]
    if unasked:
        return f"Mentioned without being asked, first {_at(unasked[0])}: no longer what the transcript shows"
    if len(found.first) > 1:
        return f"Mentioned in {len(found.first)} conversations, each time only when asked"
    one = found.first[0]
    behind = f"asked in turn {one.prompt}" if one.prompt is not None else "after the invitation had named it"
    return f"Not mentioned until {_at(one).removeprefix('at ').removeprefix('in ')}, {behind}"


_SENTENCES = {
    Measure.MENTIONS: _mentions,
    Measure.PEOPLE: _people_who,
    Measure.MINUTES: _minutes,
    Measure.FIRST: _first_time,
    Measure.UNASKED: _unasked,
}


def _at(one: Mention) -> str:
    if one.start is None:
        return f"in turn {one.turn}"
    minutes, seconds = divmod(int(one.start), 60)
    return f"at {minutes}:{seconds:02} (turn {one.turn})"


def _people(number: int) -> str:
    return f"{number} {'person' if number == 1 else 'people'}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"
