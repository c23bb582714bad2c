"""Numbers of placeholders: the same person, company or string has the same one in every session of a study."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from firsthand.domain.evidence.redaction.kinds import Personal, placeholder
from firsthand.domain.evidence.redaction.words import folded

Key = tuple[Personal, str]  # a kind, and the id or the digest of what it names
_ROOM = 9  # numbers from which the next one is drawn, beyond those that are taken
_BY_DIGITS = (Personal.PHONE, Personal.ACCOUNT)


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers given in one study."""

    salt: str
    taken: Mapping[Key, int] = field(default_factory=dict)

    def key(self, kind: Personal, subject: str, text: str) -> Key:
        """By what something is known again: its id in the records, else the salted digest of how it is written."""
        return kind, subject or hashlib.sha256(f"{self.salt}:{kind}:{_spelling(kind, text)}".encode()).hexdigest()

    def shown(self, kind: Personal, subject: str, text: str) -> str:
        """The placeholder for it; without a number as long as nobody confirmed it."""
        return placeholder(kind, self.taken.get(self.key(kind, subject, text)))


def drawn(taken: Mapping[Key, int], wanted: Iterable[Key]) -> dict[Key, int]:
    """A number for every wanted key that has none, drawn by lot: a low number says nothing about who came first."""
    given = dict(taken)
    for key in dict.fromkeys(wanted):
        if key in given:
            continue
        used = {number for (kind, _), number in given.items() if kind is key[0]}
        free = [number for number in range(1, len(used) + _ROOM + 1) if number not in used]
        given[key] = secrets.choice(free)
    return {key: number for key, number in given.items() if key not in taken}


def _spelling(kind: Personal, text: str) -> str:
    """How something is written, so that the same number with other spaces is the same number."""
    if kind in _BY_DIGITS and any(c.isdigit() for c in text):
        return "".join(c for c in text if c.isdigit() or c.isalpha()).casefold()
    return " ".join(folded(text).split())
