"""How dates, lengths and moments look on a page; formatted here, once, and not in a template's loop."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


def day(value: date | None) -> str:
    """A date as people write it: "12 October 2026"."""
    return formats.date_format(value, "j F Y") if value else ""


def clock(value: datetime | None, zone: str) -> str:
    """A time as the clocks in this zone show it: "14:30"; "" where only the day is known."""
    return formats.date_format(value.astimezone(ZoneInfo(zone)), "H:i") if value else ""


def moment(seconds: float | None) -> str:
    """A place in a recording: "12:40", or "1:02:03" from an hour on; "" where the file has no times."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def length(seconds: float | None) -> str:
    """How long something took: "48 min"."""
    if seconds is None:
        return _("no times")
    minutes = max(1, round(seconds / 60))
    hours, rest = divmod(minutes, 60)
    return _("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest} if hours else _("%d min") % minutes


def marked(whole: str, words: str) -> SafeString:
    """A whole sentence with the words that were taken from it marked."""
    before, found, after = whole.partition(words) if words else (whole, "", "")
    if not found:
        return escape(whole)
    return mark_safe(f"{escape(before)}<mark>{escape(found)}</mark>{escape(after)}")  # noqa: S308  (each part is escaped)
