"""What people type into cells: dates, numbers, yes and no, e-mail addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST = 60  # characters of a date or a number
MOST = 600  # characters in which an address is looked for


class DateOrder(StrEnum):
    """Whether 03/04/2026 is in April or in March."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Habits:
    """How a whole file writes what can be written in two ways."""

    date_order: DateOrder = DateOrder.DAY_FIRST
    is_sure: bool = True  # a date in the file, or a person, settled it


_NUMBERED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[T ,].*)?")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_MONTH_ONLY = re.compile(r"(\d{4})-(\d{1,2})|(\d{1,2})/(\d{4})")
_NAMED = re.compile(
    r"(?:(\d{1,2})\.?\s+([A-Za-z]{3,9})\.?|([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?),?\s+(\d{4})(?:[T ,].*)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EMAIL = re.compile(r"[^@\s,;<>\"()\[\]\\]{1,64}@(?:[^@\s,;<>\"()\[\]\\.]{1,63}\.)+[^@\s,;<>\"()\[\]\\.\d]{2,63}")
_YES = frozenset({"yes", "y", "true", "1", "x", "✓", "ja", "oui", "si", "sí", "on"})
_NO = frozenset({"no", "n", "false", "0", "-", "nein", "non", "off"})


def habits_of(texts: Iterable[str], order: DateOrder | None = None) -> Habits:
    """How these dates are written: a number over twelve settles it. Undecided means day first, and says so."""
    if order is not None:
        return Habits(order)
    has_numbered = False
    for text in texts:
        found = _NUMBERED.fullmatch(text[:LONGEST].strip())
        if found and found[1] != found[2]:
            has_numbered = True
            if int(found[1]) > 12:
                return Habits(DateOrder.DAY_FIRST)
            if int(found[2]) > 12:
                return Habits(DateOrder.MONTH_FIRST)
    return Habits(is_sure=not has_numbered)


def date_of(text: str, habits: Habits = Habits()) -> date | None:
    """The day that a cell names, None where it names none. A month or a year alone stands for its first day."""
    text = " ".join(text[:LONGEST].split())
    try:
        return _iso(text) or _numbered(text, habits) or _named(text) or _coarse(text)
    except ValueError:  # the 31st of April
        return None


def number_of(text: str) -> float | None:
    """The number in a cell: 1,234.5 and 1.234,5 and 1 234,5 are the same. A lone comma before three digits groups."""
    text = re.sub(r"[\s'’]", "", text[:LONGEST])
    if not re.fullmatch(r"[-+]?[\d.,]*\d[\d.,]*", text):
        return None
    if "," in text and "." in text:
        point = max(text.rfind(","), text.rfind("."))
        text = re.sub(r"[.,]", "", text[:point]) + "." + text[point + 1 :]
    elif re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3}){2,}", text):
        text = text.replace(".", "")
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def yes_or_no(text: str) -> bool | None:
    """Yes or no, None where a cell says neither."""
    word = text.strip().casefold()
    if word in _YES:
        return True
    return False if word in _NO else None


def email_of(text: str) -> str | None:
    """The e-mail address in a cell, also in the form "Name <address>"; None where there is none, or more than one."""
    text = text[:MOST].strip()
    inside = re.fullmatch(r"[^<>]*<\s*([^<>]+?)\s*>", text)
    address = (inside[1] if inside else text).removeprefix("mailto:")
    return address if len(address) <= 254 and _EMAIL.fullmatch(address) else None


def is_email(text: str) -> bool:
    """Whether a cell looks like an e-mail address."""
    return email_of(text) is not None


def is_date(text: str) -> bool:
    """Whether a cell looks like a day."""
    text = text[:LONGEST]
    return bool(_ISO.fullmatch(text) or _NUMBERED.fullmatch(text) or _NAMED.fullmatch(text))


def _iso(text: str) -> date | None:
    found = _ISO.fullmatch(text)
    return date(int(found[1]), int(found[2]), int(found[3])) if found else None


def _numbered(text: str, habits: Habits) -> date | None:
    found = _NUMBERED.fullmatch(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    day, month = (first, second) if habits.date_order is DateOrder.DAY_FIRST else (second, first)
    return date(year if year > 99 else 2000 + year, month, day)


def _named(text: str) -> date | None:
    found = _NAMED.fullmatch(text)
    if not found:
        return None
    word, day = (found[2], found[1]) if found[1] else (found[3], found[4])
    month = word[:3].lower()
    return date(int(found[5]), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def _coarse(text: str) -> date | None:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return date(int(text), 1, 1)
    found = _MONTH_ONLY.fullmatch(text)
    if not found:
        return None
    year, month = (found[1], found[2]) if found[1] else (found[4], found[3])
    return date(int(year), int(month), 1)
