"""Who supports a claim: distinct people, those who were asked, those who said it, those who contradicted it.

The rules (docs/method/claims.md has them with worked examples):

- A person is counted once, however many sessions they sat in; companies are counted beside people.
- *Asked*: in one of their sessions somebody put a question of the topic. *Answered*: they gave more than a
  back-channel to it, or said or contradicted the claim after it. So said when asked ≤ answered ≤ asked ≤ interviewed.
- *Said when asked* or *unasked* is decided by their first mention, in the order of sessions and turns: was a question
  of the topic put before it in that session? So said = said when asked + said unasked.
- *Unprompted* is stricter than unasked: nobody had even used the topic's words before. One such mention is enough;
  where the roles of a session are open it is unknown, never unprompted.
- *Contradicted* may overlap *said*; who does both is *mixed*.
- *Strict* leaves out questions with a caveat and what was said after nothing but such questions, and every mention that
  is not fit for it (an unconfirmed crop, words noted without a transcript). The person stays interviewed. Each of
  asked, answered, said, unprompted and contradicted is at most what it is without "strict"; a person may move between
  said when asked and unasked, where the mention that came first is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class Side(StrEnum):
    """What a piece of evidence does to a claim."""

    SUPPORTS = "supports"
    CONTRADICTS = "contradicts"


class Prompting(StrEnum):
    """Whether the researcher had brought the topic up before, in the same session."""

    UNPROMPTED = "unprompted"
    PROMPTED = "prompted"
    UNKNOWN = "unknown"  # nobody confirmed who asks and who answers


@dataclass(frozen=True, slots=True)
class Ask:
    """One time that the topic was asked about in a session."""

    turn: int  # index of the researcher's turn
    is_sound: bool = True  # False: the question was leading, hypothetical or a pitch
    is_answered: bool = True  # by more than a back-channel


@dataclass(frozen=True, slots=True)
class Mention:
    """One piece of evidence of one person in a session."""

    id: str  # of the quote or observation
    side: Side
    turn: int | None  # None: noted, without a transcript; it comes after every ask, so that it is never unprompted
    prompting: Prompting = Prompting.UNKNOWN
    is_fit: bool = True  # False: leaves the strict count, whatever it was an answer to


@dataclass(frozen=True, slots=True)
class Sitting:
    """One person in one session, as far as the topic goes."""

    person: str
    session: str
    on: date
    asks: tuple[Ask, ...] = ()
    mentions: tuple[Mention, ...] = ()
    company: str = ""  # "" where none is known
    segment: str = ""
    is_checked: bool = False  # a member confirmed what was asked and answered; else it is an estimate by rule


@dataclass(frozen=True, slots=True)
class Standing:
    """How one person was counted."""

    person: str
    company: str
    segment: str
    sessions: tuple[str, ...]  # in the order of their dates
    asked: bool
    answered: bool
    said: bool
    said_when_asked: bool
    unprompted: bool
    contradicted: bool
    is_estimate: (
        bool  # what they were asked and answered is by rule in one of their sessions, and no member confirmed it
    )
    prompting_is_open: bool  # they said it, and whether unprompted can't be known
    mentions: tuple[Mention, ...]  # that count, in their order
    last_said: date | None  # the day of the newest mention that supports

    @property
    def is_mixed(self) -> bool:
        """Whether they both said and contradicted it."""
        return self.said and self.contradicted


@dataclass(frozen=True, slots=True)
class Counts:
    """Distinct people, or distinct companies."""

    interviewed: int = 0
    asked: int = 0
    answered: int = 0
    said: int = 0
    said_when_asked: int = 0
    unprompted: int = 0
    contradicted: int = 0
    mixed: int = 0

    @property
    def said_unasked(self) -> int:
        """Who said it without being asked first."""
        return self.said - self.said_when_asked

    @property
    def never_asked(self) -> int:
        """Who was never asked about it."""
        return self.interviewed - self.asked


@dataclass(frozen=True, slots=True)
class Support:
    """Everything that can be counted for one claim, all and strict."""

    people: Counts
    companies: Counts  # a company counts where one of its people does; its parts need not add up
    by_segment: Mapping[str, Counts]
    standings: tuple[Standing, ...]  # by name of person id
    estimates: int  # people whose asked or answered is by rule, not yet checked
    open_prompting: int  # people who said it, of whom can't be known whether unprompted
    last_heard: date | None  # when it was last supported

    @property
    def silent(self) -> tuple[Standing, ...]:
        """Who neither said nor contradicted it."""
        return tuple(one for one in self.standings if not (one.said or one.contradicted))


def support(sittings: Iterable[Sitting], *, strict: bool = False) -> Support:
    """Count a claim's support. Linear in the number of sittings, asks and mentions, but for sorting."""
    by_person: defaultdict[str, list[Sitting]] = defaultdict(list)
    for sitting in sittings:
        by_person[sitting.person].append(_strictly(sitting) if strict else sitting)
    standings = tuple(_standing(by_person[person]) for person in sorted(by_person))
    return Support(
        people=_people(standings),
        companies=_companies(standings),
        by_segment=_by_segment(standings),
        standings=standings,
        estimates=sum(one.is_estimate for one in standings),
        open_prompting=sum(one.prompting_is_open for one in standings),
        last_heard=max((one.last_said for one in standings if one.last_said), default=None),
    )


def _strictly(sitting: Sitting) -> Sitting:
    """The sitting without what a strict count leaves out."""
    sound = tuple(ask for ask in sitting.asks if ask.is_sound)
    kept = tuple(m for m in sitting.mentions if m.is_fit and not _only_after_faulty(m, sitting.asks))
    return replace(sitting, asks=sound, mentions=kept)


def _only_after_faulty(mention: Mention, asks: Sequence[Ask]) -> bool:
    """Whether the topic had been asked about before, and never by a sound question."""
    before = [ask for ask in asks if _is_after(mention, ask)]
    return bool(before) and not any(ask.is_sound for ask in before)


def _is_after(mention: Mention, ask: Ask) -> bool:
    return mention.turn is None or mention.turn > ask.turn


def _standing(sittings: list[Sitting]) -> Standing:
    ordered = sorted(sittings, key=lambda one: (one.on, one.session))
    placed = [(one, mention) for one in ordered for mention in sorted(one.mentions, key=_place)]
    supporting = [(one, mention) for one, mention in placed if mention.side is Side.SUPPORTS]
    unprompted = any(mention.prompting is Prompting.UNPROMPTED for _, mention in supporting)
    return Standing(
        person=ordered[0].person,
        company=ordered[-1].company,
        segment=ordered[-1].segment,
        sessions=tuple(one.session for one in ordered),
        asked=any(one.asks for one in ordered),
        answered=any(map(_has_answer, ordered)),
        said=bool(supporting),
        said_when_asked=bool(supporting) and _was_asked_before(*supporting[0]),
        unprompted=unprompted,
        contradicted=len(supporting) < len(placed),
        is_estimate=not all(one.is_checked for one in ordered),
        prompting_is_open=not unprompted and any(m.prompting is Prompting.UNKNOWN for _, m in supporting),
        mentions=tuple(mention for _, mention in placed),
        last_said=max((one.on for one, _ in supporting), default=None),
    )


def _place(mention: Mention) -> tuple[bool, int, str]:
    """Where it comes in its session; what was noted without a transcript comes last."""
    return mention.turn is None, mention.turn or 0, mention.id


def _was_asked_before(sitting: Sitting, mention: Mention) -> bool:
    return any(_is_after(mention, ask) for ask in sitting.asks)


def _has_answer(sitting: Sitting) -> bool:
    """Whether an ask was answered: by rule, or since they said or contradicted it afterwards."""
    return any(ask.is_answered for ask in sitting.asks) or any(_was_asked_before(sitting, m) for m in sitting.mentions)


def _people(standings: Sequence[Standing]) -> Counts:
    return Counts(**{name: sum(holds(one) for one in standings) for name, holds in COUNTED.items()})


def _companies(standings: Sequence[Standing]) -> Counts:
    known = [one for one in standings if one.company]
    return Counts(**{name: len({one.company for one in known if holds(one)}) for name, holds in COUNTED.items()})


def _by_segment(standings: Sequence[Standing]) -> dict[str, Counts]:
    segments: defaultdict[str, list[Standing]] = defaultdict(list)
    for one in standings:
        segments[one.segment].append(one)
    return {segment: _people(segments[segment]) for segment in sorted(segments)}


COUNTED: Mapping[str, Callable[[Standing], bool]] = {
    "interviewed": lambda one: True,
    "asked": lambda one: one.asked,
    "answered": lambda one: one.answered,
    "said": lambda one: one.said,
    "said_when_asked": lambda one: one.said_when_asked,
    "unprompted": lambda one: one.unprompted,
    "contradicted": lambda one: one.contradicted,
    "mixed": lambda one: one.is_mixed,
}
