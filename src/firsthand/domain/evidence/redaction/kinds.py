"""What kinds of personal data there are, and the placeholder that stands for each: "[person 1]"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """A kind of personal data; the value is the word in its placeholder."""

    PERSON = "person"
    COMPANY = "company"
    EMAIL = "e-mail"
    PHONE = "phone"
    ADDRESS = "address"
    ACCOUNT = "account"
    BIRTH = "date of birth"
    ID = "id"
    IP = "IP address"
    LINK = "link"
    HANDLE = "handle"
    DETAIL = "detail"  # whatever else a member decides to cover


_PLACEHOLDER = re.compile(
    rf"\[(?P<kind>{'|'.join(map(re.escape, Personal))})(?: (?P<number>[1-9]\d{{0,5}}))?\]", re.IGNORECASE
)
_BY_WORD = {kind.value.casefold(): kind for kind in Personal}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What stands in place of covered words, with its place in the text that shows it."""

    kind: Personal
    number: int | None  # None while nobody has confirmed what it covers
    begin: int
    finish: int


def placeholder(kind: Personal, number: int | None) -> str:
    """The words shown instead: "[person 1]", or "[person]" where it has no number yet."""
    return f"[{kind.value}]" if number is None else f"[{kind.value} {number}]"


def placeholders(text: str) -> Iterator[Placeholder]:
    """Every placeholder in a text, in order."""
    for found in _PLACEHOLDER.finditer(text):
        number = int(found["number"]) if found["number"] else None
        yield Placeholder(_BY_WORD[found["kind"].casefold()], number, *found.span())


def with_brackets(text: str) -> str:
    """The text with the brackets that its first and last words have lost: marks at an edge belong to no word."""
    kinds = "|".join(map(re.escape, Personal))
    opened = re.sub(rf"(?:^|(?<=… ))(?=(?:{kinds})(?: \d+)?\])", "[", text)
    return re.sub(rf"(\[(?:{kinds})(?: \d+)?)(?=$| …)", r"\1]", opened)
