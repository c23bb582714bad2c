"""A token lets a program act for a member, with no more rights than it was given and never more than theirs.

Its text is `fst_`, 36 random characters and 6 that are a checksum of them (CRC-32 in base 62), so that scanners for
lost secrets can tell one from other text, and a mistyped one is refused without a look into the database.
"""

from __future__ import annotations

import re
import secrets
import zlib
from datetime import datetime
from enum import StrEnum

from firsthand.domain.ids import ALPHABET
from firsthand.domain.people.access import Action

PREFIX = "fst_"
RANDOM, CHECK = 36, 6  # characters
SHOWN = len(PREFIX) + 4  # of the text, by which its owner knows it again
_SHAPE = re.compile(rf"{PREFIX}([0-9A-Za-z]{{{RANDOM}}})([0-9A-Za-z]{{{CHECK}}})", re.ASCII)


class Reach(StrEnum):
    """What a token may do; each reach holds those before it."""

    VIEW = "view"  # findings, as a viewer sees them
    READ = "read"  # transcripts and people, too
    CHANGE = "change"  # and change them
    MANAGE = "manage"  # and look after members and the workspace


REACHES: dict[Reach, frozenset[Action]] = {
    Reach.VIEW: frozenset({Action.VIEW}),
    Reach.READ: frozenset({Action.VIEW, Action.READ}),
    Reach.CHANGE: frozenset({Action.VIEW, Action.READ, Action.CHANGE}),
    Reach.MANAGE: frozenset(Action),
}


class Standing(StrEnum):
    """Whether a token still works."""

    GOOD = "good"
    EXPIRED = "expired"
    REVOKED = "revoked"


def new_token_text() -> str:
    """A fresh token."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(RANDOM))
    return PREFIX + body + checksum(body)


def is_token_text(text: str) -> bool:
    """Whether this could be a token at all."""
    found = _SHAPE.fullmatch(text)
    return found is not None and checksum(found[1]) == found[2]


def checksum(body: str) -> str:
    """CRC-32 of the random part, in base 62."""
    number, digits = zlib.crc32(body.encode()), []
    for _ in range(CHECK):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def standing(expires_at: datetime | None, revoked_at: datetime | None, now: datetime) -> Standing:
    """Whether a token works at this moment; one without an expiry works until it is revoked."""
    if revoked_at is not None:
        return Standing.REVOKED
    return Standing.EXPIRED if expires_at is not None and expires_at <= now else Standing.GOOD
