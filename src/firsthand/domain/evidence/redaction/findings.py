"""One stretch of a text that may be personal data, with the reason in words; and what counts where two overlap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from firsthand.domain.evidence.redaction.kinds import Personal


class Sureness(StrEnum):
    """How sure a rule is, surest first."""

    CERTAIN = "certain"  # a checksum fits, or the whole name is in the records
    LIKELY = "likely"
    POSSIBLE = "possible"

    @property
    def order(self) -> int:
        """0 for the surest."""
        return list(Sureness).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """A stretch that may be personal data: offsets in code points into its text, end exclusive."""

    begin: int
    finish: int
    text: str
    kind: Personal
    reason: str
    sureness: Sureness
    subject: str = ""  # the id of whom or what it names, where the records know; else it goes by its text

    def overlaps(self, begin: int, finish: int) -> bool:
        """Whether it shares a character with a stretch."""
        return self.begin < finish and begin < self.finish


def settled(text: str, found: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in order, none overlapping: the longer counts, of two as long the surer.

    Two parts of one person's name with nothing but a space or an initial between them are one finding.
    """
    kept: list[Finding] = []
    for one in sorted(found, key=lambda f: (f.begin - f.finish, f.sureness.order, f.begin)):
        if one.begin < one.finish and not any(one.overlaps(other.begin, other.finish) for other in kept):
            kept.append(one)
    return tuple(_joined(text, sorted(kept, key=lambda f: f.begin)))


def _joined(text: str, found: list[Finding]) -> list[Finding]:
    joined: list[Finding] = []
    for one in found:
        before = joined[-1] if joined else None
        if before and _is_one_name(before, one, text[before.finish : one.begin]):
            joined[-1] = replace(
                before,
                finish=one.finish,
                text=text[before.begin : one.finish],
                sureness=min(before.sureness, one.sureness, key=lambda s: s.order),
            )
        else:
            joined.append(one)
    return joined


def _is_one_name(one: Finding, other: Finding, between: str) -> bool:
    is_person = one.kind is other.kind is Personal.PERSON and one.subject == other.subject
    plain = between.strip(" .")
    return is_person and bool(between) and len(between) <= 4 and "\n" not in between and _is_initial(plain)


def _is_initial(plain: str) -> bool:
    return not plain or (len(plain) == 1 and plain.isupper())
