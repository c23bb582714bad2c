"""Who said it: whether the name beside a quote and the name in the transcript mean the same person."""

from __future__ import annotations

import re
from enum import IntEnum

from firsthand.domain.interviews.transcripts import Role, Turn
from firsthand.domain.text.words import keys

_LABEL = re.compile(  # what tools and researchers write instead of a name
    r"(?P<label>speaker|spk|spkr|person|voice|unknown|participant|interviewee|respondent|guest|customer|user|p|s|u)?"
    r"[\s_#.\-]*(?P<number>\d{0,4})",
    re.IGNORECASE,
)
_HUMAN = {"participant", "interviewee", "respondent", "guest", "customer", "user", "p", "u"}
_TITLES = frozenset(keys("mr mrs ms miss dr prof sir"))


class Standing(IntEnum):
    """Whether words may be quoted as this person's, best first."""

    RIGHT = 0  # said by a participant, and by the one who is named
    UNCONFIRMED = 1  # nobody has said yet who the speaker is
    WRONG = 2  # said by a researcher or somebody else, or not by the one who is named


def standing(turn: Turn, said_by: str | None = None) -> Standing:
    """Whether what was said in a turn may be quoted, as the words of `said_by` where given."""
    if turn.role in (Role.RESEARCHER, Role.OTHER):
        return Standing.WRONG
    named = True if said_by is None else is_same_person(said_by, turn.speaker)
    if named is False:
        return Standing.WRONG
    return Standing.RIGHT if named and turn.role is Role.PARTICIPANT else Standing.UNCONFIRMED


def is_same_person(attributed: str, speaker: str) -> bool | None:
    """Whether two names mean one person: part of a name or its initials will do. None where the labels can't tell.

    "P7" is "PARTICIPANT 07"; "Maria" is "Maria Ortiz (Acme)"; "MO" is "Maria Ortiz"; "Maria" may be "Speaker 2".
    """
    mine, theirs = _label(attributed), _label(speaker)
    if mine and theirs:
        return _same_label(mine, theirs)
    if mine or theirs:
        return None
    return _same_name(_name(attributed), _name(speaker))


def same_speaker(one: str, other: str) -> bool:
    """Whether two speaker labels of one transcript are spelt alike but for case, space and punctuation."""
    return one == other or keys(one) == keys(other)


def _label(name: str) -> tuple[str, str] | None:
    match = _LABEL.fullmatch(name.strip().strip(":()[]"))
    if match is None:
        return None
    label = (match["label"] or "").lower()
    return ("participant" if label in _HUMAN else "speaker"), match["number"].lstrip("0")


def _same_label(mine: tuple[str, str], theirs: tuple[str, str]) -> bool | None:
    if not mine[1] or not theirs[1] or mine[0] != theirs[0]:
        return None
    return mine[1] == theirs[1]


def _name(name: str) -> tuple[str, ...]:
    return tuple(part for part in keys(name) if part not in _TITLES)


def _same_name(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    if not mine or not theirs:
        return False
    fewer, more = sorted((mine, theirs), key=len)
    if len(fewer) == 1 and len(more) > 1 and fewer[0] == "".join(part[0] for part in more):
        return True
    rest = list(more)
    for part in fewer:
        partner = next((other for other in rest if _same_part(part, other)), None)
        if partner is None:
            return False
        rest.remove(partner)
    return True


def _same_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))
