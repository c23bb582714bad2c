"""Whom to talk to: how many people of which kind, how far that has come, and whether the mix can carry a conclusion.

The thresholds are round numbers to look at, not statistics: a purposive sample has no margin of error.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LEAST_PEOPLE = 3  # before that a mix is only a beginning, and no warning helps
ONE_COMPANY = 0.5  # more than this share of the people from one company
CLOSE = 0.5  # more than this share of the people close to the team
SKEWED = 0.2  # a segment this far above its planned share, and by at least two people
LEAST_FOR_PERCENT = 10  # people; below, words say "2 of 6"


class AiUse(StrEnum):
    """How much somebody uses the AI features; not active means never or stopped, light users are their own kind."""

    ACTIVE = "active"
    LIGHT = "light"
    NEVER = "never"
    STOPPED = "stopped"
    NOT_ACTIVE = "not active"  # never or stopped, which of them is not known


NOT_ACTIVE = frozenset({AiUse.NEVER, AiUse.STOPPED, AiUse.NOT_ACTIVE})


class Closeness(StrEnum):
    """How a participant stands to the team."""

    CLOSE = "close"  # friends, champions, design partners, people who owe us something
    KNOWN = "known"  # met before, in touch now and then
    STRANGER = "stranger"
    UNKNOWN = "unknown"


_CLOSE = re.compile(
    r"\b(?:friends?|family|champions?|advocates?|ambassadors?|design partners?|investors?|advis[eo]rs?|advisory|partner"
    r"|(?:former|ex|old)[- ](?:colleagues?|co-?workers?|employees?)|reference customer)\b",
    re.IGNORECASE,
)
_STRANGER = re.compile(
    r"^(?:none|no|never met|not yet|stranger|cold|new)\b|\b(?:none before|no contact|never met|recruited"
    r"|recruiter|panel)\b",
    re.IGNORECASE,
)


def closeness_of(relationship: str) -> Closeness:
    """How close somebody is by what the team wrote about it: "friend of the founder" is close, no words are unknown."""
    if not relationship.strip():
        return Closeness.UNKNOWN
    if _STRANGER.search(relationship):
        return Closeness.STRANGER
    return Closeness.CLOSE if _CLOSE.search(relationship) else Closeness.KNOWN


def ai_use_of(written: str) -> AiUse | None:
    """The level of AI use that a person's entry names, None where it names none that we know."""
    words = " ".join(written.replace("_", " ").replace("-", " ").split()).casefold()
    return next((level for level in AiUse if words == level), None)


@dataclass(frozen=True, slots=True)
class Segment:
    """A kind of people with its target: a number of people, or a share (percent) of the whole plan."""

    name: str
    people: int | None = None
    share: int | None = None


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Whom a study wants to hear from; `people` in all (None: the sum of the segments' numbers)."""

    segments: tuple[Segment, ...] = ()
    people: int | None = None
    least_not_active_share: int = 0  # percent; above 0 the AI use of people is looked at

    @property
    def total(self) -> int:
        """How many people the plan asks for."""
        return self.people if self.people is not None else sum(segment.people or 0 for segment in self.segments)

    @property
    def targets(self) -> tuple[int, ...]:
        """People wanted per segment; shares are rounded so that they add up (largest remainder first)."""
        exact = [(segment.share or 0) * self.total / 100 for segment in self.segments]
        whole = [int(number) for number in exact]
        left = round(sum(exact)) - sum(whole)
        by_remainder = sorted(range(len(exact)), key=lambda at: whole[at] - exact[at])
        for at in by_remainder[: max(left, 0)]:
            whole[at] += 1
        return tuple(
            segment.people if segment.people is not None else n for segment, n in zip(self.segments, whole, strict=True)
        )


NO_SAMPLE = SamplePlan()


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One participant as the plan sees them; a person with several sessions is one person."""

    id: str
    segment: str = ""
    company: str = ""
    closeness: Closeness = Closeness.UNKNOWN
    ai_use: AiUse | None = None
    is_held: bool = False  # at least one session was held; else one is scheduled


@dataclass(frozen=True, slots=True)
class SegmentFill:
    """How far one segment has come, in people."""

    name: str
    target: int
    held: int
    scheduled: int

    @property
    def missing(self) -> int:
        """People still to be found."""
        return max(self.target - self.held - self.scheduled, 0)


class Skew(StrEnum):
    """The ways in which a mix can mislead."""

    ONLY_POWER_USERS = "only_power_users"
    ONE_COMPANY = "one_company"
    MOSTLY_CLOSE = "mostly_close"
    TOO_FEW_NOT_ACTIVE = "too_few_not_active"
    SKEWED_MIX = "skewed_mix"


@dataclass(frozen=True, slots=True)
class SampleWarning:
    """One plain warning: what the mix is, and what to do about it."""

    skew: Skew
    words: str
    advice: str


@dataclass(frozen=True, slots=True)
class SampleFill:
    """A sample plan beside the people held and scheduled."""

    segments: tuple[SegmentFill, ...]  # in the plan's order
    elsewhere: SegmentFill | None  # people of no planned segment, None where there are none
    held: int
    scheduled: int
    target: int
    warnings: tuple[SampleWarning, ...]

    @property
    def missing(self) -> int:
        """People still to be found: per segment where segments are planned, else of the whole."""
        if not self.segments:
            return max(self.target - self.held - self.scheduled, 0)
        return sum(segment.missing for segment in self.segments)


def fill(plan: SamplePlan, people: Sequence[SamplePerson]) -> SampleFill:
    """How far the plan has come with these people (held or scheduled), and what is wrong with their mix.

    A person listed twice counts once, as held if one of the two is. Segment names are compared without capitals.
    """
    distinct = _distinct(people)
    named = {_key(segment.name) for segment in plan.segments}
    segments = tuple(
        _filled(segment.name, target, [p for p in distinct if _key(p.segment) == _key(segment.name)])
        for segment, target in zip(plan.segments, plan.targets, strict=True)
    )
    others = [person for person in distinct if _key(person.segment) not in named]
    held = sum(person.is_held for person in distinct)
    return SampleFill(
        segments=segments,
        elsewhere=_filled("", 0, others) if others else None,
        held=held,
        scheduled=len(distinct) - held,
        target=plan.total,
        warnings=tuple(_warnings(plan, distinct, segments)),
    )


def _distinct(people: Sequence[SamplePerson]) -> list[SamplePerson]:
    """Each person once; the entry of a held session goes before that of a scheduled one."""
    kept: dict[str, SamplePerson] = {}
    for person in people:
        if person.id not in kept or (person.is_held and not kept[person.id].is_held):
            kept[person.id] = person
    return list(kept.values())


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _filled(name: str, target: int, people: list[SamplePerson]) -> SegmentFill:
    held = sum(person.is_held for person in people)
    return SegmentFill(name, target, held, len(people) - held)


def _warnings(
    plan: SamplePlan, people: list[SamplePerson], segments: tuple[SegmentFill, ...]
) -> Iterator[SampleWarning]:
    if len(people) < LEAST_PEOPLE:
        return
    power = list(_power_users(people))
    yield from power
    yield from _one_company(people)
    yield from _mostly_close(people)
    if plan.least_not_active_share and not power:
        yield from _too_few_not_active(people, plan.least_not_active_share)
    yield from _skewed(segments)


def _power_users(people: list[SamplePerson]) -> Iterator[SampleWarning]:
    known = [person for person in people if person.ai_use is not None]
    if len(known) >= LEAST_PEOPLE and all(person.ai_use is AiUse.ACTIVE for person in known):
        unknown = f" (of {len(people) - len(known)} it is not known)" if len(known) < len(people) else ""
        yield SampleWarning(
            Skew.ONLY_POWER_USERS,
            f"All {len(known)} people whose use is known are active users{unknown}.",
            "They chose to trust it. Invite people who use it little, who stopped, or who never began.",
        )


def _one_company(people: list[SamplePerson]) -> Iterator[SampleWarning]:
    companies = Counter(_key(person.company) for person in people if person.company.strip())
    for key, count in companies.most_common(1):
        if count > ONE_COMPANY * len(people):
            name = next(person.company for person in people if _key(person.company) == key)
            yield SampleWarning(
                Skew.ONE_COMPANY,
                f"{of(count, len(people))} people work at {name}.",
                "One company's habits can look like everybody's. Invite people from other companies.",
            )


def _mostly_close(people: list[SamplePerson]) -> Iterator[SampleWarning]:
    close = sum(person.closeness is Closeness.CLOSE for person in people)
    if close > CLOSE * len(people):
        yield SampleWarning(
            Skew.MOSTLY_CLOSE,
            f"{of(close, len(people))} people are close to the team.",
            "Friends are kind. Invite people who owe you nothing, also some who left or said no.",
        )


def _too_few_not_active(people: list[SamplePerson], least: int) -> Iterator[SampleWarning]:
    known = [person for person in people if person.ai_use is not None]
    count = sum(person.ai_use in NOT_ACTIVE for person in known)
    if len(known) >= LEAST_PEOPLE and count * 100 < least * len(known):
        wanted = -(-least * len(known) // 100)
        yield SampleWarning(
            Skew.TOO_FEW_NOT_ACTIVE,
            f"{of(count, len(known))} people whose use is known are not active (never used the AI features, or "
            f"stopped); the plan asks for at least {wanted}.",
            "Those who stayed away know the obstacles. Invite some of them before the next active user.",
        )


def _skewed(segments: tuple[SegmentFill, ...]) -> Iterator[SampleWarning]:
    """A segment that takes far more of the people than planned while another still lacks some."""
    total, target = sum(s.held + s.scheduled for s in segments), sum(s.target for s in segments)
    lacking = [segment.name for segment in segments if segment.missing]
    if total < LEAST_PEOPLE or not target or not lacking:
        return
    for segment in segments:
        count = segment.held + segment.scheduled
        planned = segment.target / target
        if count / total > planned + SKEWED and count - planned * total >= 2:
            yield SampleWarning(
                Skew.SKEWED_MIX,
                f"{of(count, total)} people are of “{segment.name}”; planned are {of(segment.target, target)}.",
                f"Look next for: {', '.join(lacking)}.",
            )


def of(count: int, total: int) -> str:
    """A part of a whole in words; percent only from ten people on."""
    percent = f" ({round(100 * count / total)} %)" if total >= LEAST_FOR_PERCENT else ""
    return f"{count} of {total}{percent}"
