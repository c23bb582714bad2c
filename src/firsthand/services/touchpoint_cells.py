"""What stands in the cells of a table of touchpoints: moments, addresses, words without markup, scores, kinds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import available_timezones

from firsthand.domain.errors import Invalid
from firsthand.domain.people.touchpoints import Score, TouchpointKind, bounded
from firsthand.formats.html_text import plain_text
from firsthand.formats.moments import Moment, moment_of
from firsthand.formats.table_values import Habits, email_of, number_of
from firsthand.services.fields import line, passage

MOST_TEXT = 2_000_000  # characters of a cell that are looked at
KINDS: Mapping[str, TouchpointKind] = {
    "ticket": TouchpointKind.TICKET,
    "case": TouchpointKind.TICKET,
    "nps": TouchpointKind.NPS,
    "csat": TouchpointKind.CSAT,
    "satisfaction": TouchpointKind.CSAT,
    "e-mail": TouchpointKind.EMAIL,
    "email": TouchpointKind.EMAIL,
    "chat": TouchpointKind.CHAT,
    "conversation": TouchpointKind.CHAT,
    "note": TouchpointKind.SALES_NOTE,
    "sales note": TouchpointKind.SALES_NOTE,
    "sales_note": TouchpointKind.SALES_NOTE,
}
CHOICES = (
    (TouchpointKind.TICKET.value, "Tickets"),
    (TouchpointKind.EMAIL.value, "E-mails"),
    (TouchpointKind.CHAT.value, "Chats"),
    (TouchpointKind.SALES_NOTE.value, "Sales notes"),
    (TouchpointKind.NPS.value, "NPS answers"),
    (TouchpointKind.CSAT.value, "Satisfaction answers"),
)


def moment_cell(text: str, habits: Habits) -> Moment:
    """A day or a moment."""
    found = moment_of(text, habits)
    if found is None:
        raise Invalid("This is no day and no time. Write it as 2026-10-01 or 2026-10-01 14:30.")
    return found


def email_cell(text: str, _: Habits) -> str:
    """The addresses in a cell with commas between them; some tools list all that belong to a ticket."""
    found = [address for part in re.split(r"[;,\s]+", text[:2_000]) if (address := email_of(part))]
    if not found:
        raise Invalid("This is no e-mail address. Write it as name@example.org, or empty the cell.")
    return ",".join(dict.fromkeys(found))


def title_cell(text: str, _: Habits) -> str:
    """One line without markup, as much of it as fits."""
    words = " ".join(plain_text(text[:20_000]).split())
    return line(words if len(words) <= 300 else words[:299].rstrip() + "…", "title", 300)


def text_cell(text: str, _: Habits) -> tuple[str, int]:
    """The words without markup, and how many characters of them are left out."""
    return bounded(passage(plain_text(text), "text", MOST_TEXT))


def score_cell(text: str, _: Habits) -> Score | None:
    """A number, "4 of 5", "good" or "bad"; None where nobody answered. `best` is 0 where it is not said."""
    said = " ".join(text.casefold().split())
    if said in ("good", "satisfied", "good with comment"):
        return Score(1, 1)
    if said in ("bad", "unsatisfied", "dissatisfied", "bad with comment"):
        return Score(0, 1)
    if said in ("offered", "unoffered", "not offered", "-"):
        return None
    parts = re.split(r"\s*(?:/|\bof\b|\bout of\b)\s*", said)
    value, best = number_of(parts[0]), number_of(parts[1]) if len(parts) == 2 else 0.0
    if value is None or best is None or len(parts) > 2:
        raise Invalid("This is no score. Write a number, or 4 of 5, or good or bad; or empty the cell.")
    return Score(value, int(best))


def kind_cell(text: str, _: Habits) -> tuple[TouchpointKind, str]:
    """One of the kinds, or the team's own word."""
    word = " ".join(text.casefold().split())
    known = KINDS.get(word) or KINDS.get(word.removesuffix("s"))
    return (known, "") if known else (TouchpointKind.OTHER, line(text, "kind", 60))


def source_cell(text: str, _: Habits) -> str:
    """The name of the tool."""
    return line(text, "source", 60)


def zone_cell(text: str, _: Habits) -> str:
    """The name of a time zone."""
    if text not in available_timezones():
        raise Invalid(f"There is no time zone “{text[:60]}”. It looks like Europe/Lisbon.", where="columns")
    return text
