"""What people type into short and long fields: trimmed, bounded, and refused in words when it won't do."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.domain.errors import Invalid

LONG = 20_000  # characters of a long field


def line(text: str, where: str, limit: int = 200, *, is_required: bool = False) -> str:
    """One line of text without the spaces around it.

    Raises Invalid where it is empty but required, too long, or holds a character no line has.
    """
    text = " ".join(_plain(text, where, limit).split())
    if is_required and not text:
        raise Invalid(f"The {where} is empty. Nothing was saved; fill it in and send it again.", where=where)
    return text


def passage(text: str, where: str, limit: int = LONG) -> str:
    """Text of several lines with its line ends as newlines. Raises Invalid as `line` does."""
    return _plain(text.replace("\r\n", "\n").replace("\r", "\n"), where, limit).strip()


def lines(texts: Iterable[str], where: str, limit: int = 500) -> list[str]:
    """A list of lines; empty ones are left out. Raises Invalid as `line` does."""
    return [text for text in (line(text, where, limit) for text in texts) if text]


def _plain(text: str, where: str, limit: int) -> str:
    if "\0" in text:
        raise Invalid(f"The {where} holds a character that can't be kept (NUL). Nothing was saved.", where=where)
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise Invalid(f"The {where} holds half a character (a lone surrogate). Nothing was saved.", where=where)
    if len(text) > limit:
        raise Invalid(f"The {where} has {len(text)} characters; {limit} fit. Nothing was saved.", where=where)
    return text
