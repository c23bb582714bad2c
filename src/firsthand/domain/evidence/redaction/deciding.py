"""What rules find and what members decided, brought together: what of a turn is shown, covered, or waits for a look.

Whatever nobody looked at is covered for those without the right to the original; what a member said is no personal
data is shown. A decision stands at its place as long as its words stand there; after a correction it goes with its
words to the nearest place in the turn, and where they are gone it is reported as lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.domain.evidence.redaction.findings import Finding, Sureness
from firsthand.domain.evidence.redaction.kinds import Personal


class State(StrEnum):
    """What is known of one stretch."""

    SUGGESTED = "suggested"  # a rule found it; covered until somebody looks
    COVERED = "covered"  # a member says that it is personal data
    SHOWN = "shown"  # a member says that it is not


@dataclass(frozen=True, slots=True)
class Decision:
    """What a member said about a stretch of a turn."""

    id: str
    begin: int
    finish: int
    exact: str
    kind: Personal
    subject: str
    is_covered: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """One stretch of a turn that is, or may be, personal data; code points, end exclusive."""

    begin: int
    finish: int
    text: str
    kind: Personal
    subject: str
    state: State
    reason: str  # why a rule found it; "" where only a member did
    sureness: Sureness | None
    decision_id: str = ""

    @property
    def is_covered(self) -> bool:
        """Whether it is covered for those who may not read the original."""
        return self.state is not State.SHOWN


@dataclass(frozen=True, slots=True)
class Decided:
    """A turn's stretches in order, none overlapping, and the decisions whose words are no longer in it."""

    stretches: tuple[Stretch, ...]
    lost: tuple[Decision, ...]


def decided(text: str, findings: Sequence[Finding], decisions: Iterable[Decision]) -> Decided:
    """Bring findings and decisions together for one turn."""
    landed: list[Decision] = []
    lost: list[Decision] = []
    for decision in decisions:
        found = _landed(text, decision)
        if found is None:
            lost.append(decision)
        elif not any(one.begin == found.begin and one.finish == found.finish for one in landed):
            landed.append(found)
    return Decided(tuple(_stretches(text, findings, landed)), tuple(lost))


def _landed(text: str, decision: Decision) -> Decision | None:
    """The decision at the place where its words are now: the nearest one, as whole words."""
    if text[decision.begin : decision.finish] == decision.exact:
        return decision
    places = [found.start() for found in re.finditer(rf"(?<!\w){re.escape(decision.exact)}(?!\w)", text)]
    if not places or not decision.exact:
        return None
    begin = min(places, key=lambda place: abs(place - decision.begin))
    return replace(decision, begin=begin, finish=begin + len(decision.exact))


def _stretches(text: str, findings: Sequence[Finding], landed: Sequence[Decision]) -> Iterator[Stretch]:
    """Covers of members first; a finding that they touch belongs to them, unless it reaches farther."""
    covered = _merged([_of_decision(text, one, findings) for one in landed if one.is_covered])
    shown = {(one.begin, one.finish): one for one in landed if not one.is_covered}
    rest = [_of_finding(one, shown) for one in findings]
    rest = [one for one in rest if not any(one.begin < c.finish and c.begin < one.finish for c in covered)]
    beyond = [side for one in findings for side in _beyond(text, one, covered)]
    yield from sorted([*covered, *rest, *beyond], key=lambda one: one.begin)


def _of_decision(text: str, decision: Decision, findings: Sequence[Finding]) -> Stretch:
    same = [one for one in findings if (one.begin, one.finish) == (decision.begin, decision.finish)]
    return Stretch(
        decision.begin,
        decision.finish,
        text[decision.begin : decision.finish],
        decision.kind,
        decision.subject,
        State.COVERED,
        same[0].reason if same else "",
        same[0].sureness if same else None,
        decision.id,
    )


def _of_finding(finding: Finding, shown: dict[tuple[int, int], Decision]) -> Stretch:
    decision = shown.get((finding.begin, finding.finish))
    return Stretch(
        finding.begin,
        finding.finish,
        finding.text,
        finding.kind,
        finding.subject,
        State.SHOWN if decision else State.SUGGESTED,
        finding.reason,
        finding.sureness,
        decision.id if decision else "",
    )


def _beyond(text: str, finding: Finding, covered: Sequence[Stretch]) -> Iterator[Stretch]:
    """The sides of a finding that reach out of a member's cover: they wait for a look, and are covered."""
    touched = [one for one in covered if finding.overlaps(one.begin, one.finish)]
    if not touched:
        return
    for begin, finish in ((finding.begin, touched[0].begin), (touched[-1].finish, finding.finish)):
        begin += len(text[begin:finish]) - len(text[begin:finish].lstrip())
        finish = begin + len(text[begin:finish].rstrip())
        if any(c.isalnum() for c in text[begin:finish]):
            yield replace(_of_finding(finding, {}), begin=begin, finish=finish, text=text[begin:finish])


def _merged(covers: Sequence[Stretch]) -> list[Stretch]:
    """Overlapping covers as one, under the longer one's placeholder."""
    merged: list[Stretch] = []
    for one in sorted(covers, key=lambda c: c.begin - c.finish):
        for other in [other for other in merged if one.begin < other.finish and other.begin < one.finish]:
            merged.remove(other)
            begin, finish = min(one.begin, other.begin), max(one.finish, other.finish)
            one = replace(other, begin=begin, finish=finish, text=_hull(one, other))
        merged.append(one)
    return merged


def _hull(one: Stretch, other: Stretch) -> str:
    """The words of two overlapping stretches together."""
    first, last = sorted((one, other), key=lambda stretch: stretch.begin)
    return first.text + last.text[max(0, first.finish - last.begin) :]
