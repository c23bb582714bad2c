"""Fields that a workspace adds to people and companies: what they can hold, and how a value is checked and shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firsthand.domain.errors import Invalid

MOST_CHOICES = 100
SHORT = 300  # characters of a line
LONG = 20_000  # characters of a long text
YES, NO = "yes", "no"


class About(StrEnum):
    """What a field belongs to."""

    PEOPLE = "people"
    COMPANIES = "companies"


class FieldKind(StrEnum):
    """What a field can hold."""

    LINE = "text"
    PASSAGE = "long text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes/no"


@dataclass(frozen=True, slots=True)
class OwnField:
    """One field of the workspace's own."""

    id: str
    about: About
    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    is_retired: bool = False


def checked_value(field: OwnField, text: str) -> str:
    """A value as it is kept: trimmed, numbers as 12.5, dates as 2026-10-01, a choice as the field spells it.

    "" where nothing is said. Raises Invalid with what to write instead.
    """
    text = text.strip()
    if not text:
        return ""
    if field.kind is FieldKind.NUMBER:
        return _number(field, text)
    if field.kind is FieldKind.DATE:
        return _date(field, text)
    if field.kind is FieldKind.CHOICE:
        return _choice(field, text)
    if field.kind is FieldKind.YES_NO:
        return _yes_no(field, text)
    return _text(field, text)


def _text(field: OwnField, text: str) -> str:
    is_long = field.kind is FieldKind.PASSAGE
    limit = LONG if is_long else SHORT
    if len(text) > limit:
        raise _refused(field, f"has {len(text):,} characters; {limit:,} fit")
    return text if is_long else " ".join(text.split())


def _number(field: OwnField, text: str) -> str:
    try:
        number = float(text)
    except ValueError:
        raise _refused(field, "is no number: write it as 1234.5, without units") from None
    if number != number or abs(number) > 1e15:  # NaN, or beyond what a float holds exactly
        raise _refused(field, "is no number that can be kept")
    return str(int(number)) if number.is_integer() else repr(number)


def _date(field: OwnField, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _refused(field, "is no day: write it as 2026-10-01") from None


def _choice(field: OwnField, text: str) -> str:
    words = " ".join(text.split()).casefold()
    found = next((choice for choice in field.choices if choice.casefold() == words), None)
    if found is None:
        raise _refused(field, f"is none of its choices: {', '.join(field.choices)}")
    return found


def _yes_no(field: OwnField, text: str) -> str:
    if text.casefold() not in (YES, NO):
        raise _refused(field, "is neither yes nor no")
    return text.casefold()


def _refused(field: OwnField, what: str) -> Invalid:
    return Invalid(f"“{field.label}” {what}. Nothing was saved.", where=field.id)
