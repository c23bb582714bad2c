"""By when: the words of a sentence that name a day, and the day that they mean, seen from the session's date."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_months = "january february march april may june july august september october november december"
MONTHS = tuple(_months.split())
FRIDAY = 4
COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8} | {
    "ten": 10,
    "a couple of": 2,
    "a couple": 2,
    "the couple of": 2,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A time by which something is to be done: the words, their place in the text, and the day if it can be told."""

    words: str
    begin: int
    finish: int
    on: date | None


def find_due(text: str, today: date | None) -> Due | None:
    """The first time named in the text that something could be due at; `today` is the day of the session.

    A week or a month means its last working day or its last day; a weekday the next one that comes, never today; a day
    without a year the next such day. Words such as "as soon as possible" have no day, nor has anything without `today`.
    """
    plain = text.lower().replace("’", "'")
    found = ((match.start(), -match.end(), match, day) for pattern, day in _RULES for match in pattern.finditer(plain))
    first = min(found, key=lambda one: one[:2], default=None)
    if first is None:
        return None
    begin, finish = first[2].span()
    return Due(text[begin:finish], begin, finish, None if today is None else _safely(first[3], first[2], today))


Day = Callable[[re.Match[str], date], date | None]


def _safely(day: Day, match: re.Match[str], today: date) -> date | None:
    """The day meant, or None for one that no calendar has (31 November)."""
    try:
        return day(match, today)
    except (ValueError, OverflowError):
        return None


def _after(days: int) -> Day:
    return lambda _match, today: today + timedelta(days=days)


def _no_day(_match: re.Match[str], _today: date) -> None:
    return None


def _weekday(match: re.Match[str], today: date) -> date:
    wanted = DAYS.index(match["day"])
    ahead = (wanted - today.weekday()) % 7 or 7
    if (match["which"] or "") == "next" and today.weekday() < wanted:
        ahead += 7  # on a Tuesday "next Friday" is not the one of this week
    return today + timedelta(days=ahead)


def _end_of_week(weeks: int) -> Day:
    def day(_match: re.Match[str], today: date) -> date:
        friday = today - timedelta(days=today.weekday()) + timedelta(days=FRIDAY + 7 * weeks)
        return friday if friday >= today else friday + timedelta(days=7)

    return day


def _end_of_month(months: int) -> Day:
    def day(_match: re.Match[str], today: date) -> date:
        return _last_day(*_months_on(today, months))

    return day


def _months_on(today: date, months: int) -> tuple[int, int]:
    years, month = divmod(today.month - 1 + months, 12)
    return today.year + years, month + 1


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _end_of_quarter(_match: re.Match[str], today: date) -> date:
    return _last_day(today.year, (today.month - 1) // 3 * 3 + 3)


def _end_of_year(_match: re.Match[str], today: date) -> date:
    return date(today.year, 12, 31)


def _counted(match: re.Match[str], today: date) -> date:
    count = COUNTS.get(match["count"]) or int(match["count"])
    if match["unit"] == "month":
        year, month = _months_on(today, count)
        return date(year, month, min(today.day, monthrange(year, month)[1]))
    return today + timedelta(days=count * {"day": 1, "week": 7}[match["unit"]])


def _iso(match: re.Match[str], _today: date) -> date:
    return date(int(match["year"]), int(match["month"]), int(match["number"]))


def _named_month(match: re.Match[str], today: date) -> date:
    month = next(i for i, name in enumerate(MONTHS, 1) if name.startswith(match["month"][:3]))
    number = int(match["number"])
    if match["year"]:
        return date(int(match["year"]), month, number)
    this = date(today.year, month, number)
    return this if this >= today else date(today.year + 1, month, number)


def _numbered(match: re.Match[str], today: date) -> date:
    number = int(match["number"])
    year, month = (today.year, today.month) if number >= today.day else _months_on(today, 1)
    return date(year, month, number)


_pre = r"(?:(?:by|until|till|before|on|for|due)(?: the)? )?"
_day_names = rf"(?P<day>{'|'.join(DAYS)})"
_part = r"(?: (?:morning|afternoon|evening|night|at noon|noon|lunch))?"
_month_names = r"(?P<month>(?:jan|febr|apr|aug|sept?|oct|nov|dec)[a-z]*|march|may|june|july)\b\.?"
_year = r"(?:,? (?P<year>20\d\d))?"
_count = rf"(?P<count>\d{{1,2}}|{'|'.join(sorted(COUNTS, key=len, reverse=True))})"


def _rule(pattern: str, day: Day) -> tuple[re.Pattern[str], Day]:
    return re.compile(rf"\b{pattern}\b"), day


_RULES: tuple[tuple[re.Pattern[str], Day], ...] = (
    _rule(rf"{_pre}the day after tomorrow", _after(2)),
    _rule(rf"{_pre}(?<!the day after )tomorrow{_part}", _after(1)),
    _rule(rf"{_pre}(?:today|tonight|this (?:afternoon|evening|morning))", _after(0)),
    _rule(r"(?:by|before|at) (?:the )?(?:end of (?:the |this )?(?:day|business)|eod)", _after(0)),
    _rule(r"(?:in|within) (?:the next )?(?:\w+ ){1,2}(?:minutes?|hours?)", _after(0)),
    _rule(
        rf"(?:(?:by|until|till|before|due|on|come|for|this)(?: (?:on|this))? |(?=next ))(?:(?P<which>next) )?"
        rf"{_day_names}{_part}",
        _weekday,
    ),
    _rule(rf"{_pre}(?:later )?this week|{_pre}(?:the )?end of (?:the|this) week|before the weekend", _end_of_week(0)),
    _rule(rf"{_pre}(?:the end of |early |late )?next week", _end_of_week(1)),
    _rule(rf"{_pre}(?:the )?end of (?:the|this) month|later this month", _end_of_month(0)),
    _rule(rf"{_pre}(?:the end of |early |late )?next month", _end_of_month(1)),
    _rule(rf"{_pre}(?:the )?end of (?:the|this) quarter", _end_of_quarter),
    _rule(rf"{_pre}(?:the )?end of (?:the|this) year", _end_of_year),
    _rule(rf"(?:in|within)(?: the next| about)? {_count} (?:more )?(?P<unit>day|week|month)s?", _counted),
    _rule(rf"{_pre}(?P<year>20\d\d)-(?P<month>\d\d)-(?P<number>\d\d)", _iso),
    _rule(rf"{_pre}{_month_names} (?:the )?(?P<number>\d{{1,2}})(?:st|nd|rd|th)?{_year}", _named_month),
    _rule(rf"{_pre}(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_month_names}{_year}", _named_month),
    _rule(r"(?:by|until|till|before|on) the (?P<number>\d{1,2})(?:st|nd|rd|th)(?! of)", _numbered),
    _rule(
        r"(?:by|before|at|until|for|in) (?:the |our |your )?next (?:meeting|call|session|time|sprint|one|review|"
        r"stand-?up)",
        _no_day,
    ),
    _rule(
        r"before (?:we|you) (?:meet|talk|speak)(?: again)?|as soon as (?:possible|i can|you can|we can)|asap"
        r"|in a few (?:days|weeks)|(?:right )?after (?:this|the|our) (?:call|meeting|session|interview)|later today",
        _no_day,
    ),
)
