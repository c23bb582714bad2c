"""What a table can be imported as: the fields that its columns may mean, and what each row would do.

    Target("people", "People", fields=(...), begin=PeoplePlanner)

A target's planner is told the rows one after the other and says of each what it would do; asked again inside an act, it
does it. Preview and import therefore can't tell two stories.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from firsthand.domain.errors import Invalid
from firsthand.domain.people.actors import Actor
from firsthand.formats.table_columns import Wanted
from firsthand.formats.table_values import Habits, date_of, email_of, is_date, is_email, number_of, yes_or_no
from firsthand.services.acting import Act
from firsthand.services.fields import line, passage

Parse = Callable[[str, Habits], object]  # a filled cell's value; raises Invalid with what to write instead


class Outcome(StrEnum):
    """What a row does."""

    CREATE = "create"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class TargetField:
    """One thing that a column can mean, and how its cells are read."""

    key: str
    label: str
    parse: Parse
    synonyms: tuple[str, ...] = ()  # other headings for it
    looks_like: Callable[[str], bool] | None = None  # for columns whose headings say nothing
    is_date: bool = False  # its cells help to find out whether days or months come first
    hint: str = ""
    for_file: bool = False  # where no column gives it, a member can say it for the whole file
    choices: tuple[tuple[str, str], ...] = ()  # what can be said so, and the words for it; () for anything
    is_headed: bool = False  # its value is the column's heading and the cell's value

    @property
    def wanted(self) -> Wanted:
        """As the guess of the columns wants it."""
        return Wanted(self.key, self.label, self.synonyms, self.looks_like)


@dataclass(frozen=True, slots=True)
class Preset:
    """The headings of one tool's export, so that nobody has to map them."""

    name: str  # "Zendesk tickets"
    columns: Mapping[str, str]  # heading to field key; all of the headings have to be there
    further: Mapping[str, str] = field(default_factory=dict)  # the same for headings that may be missing
    values: Mapping[str, str] = field(default_factory=dict)  # what holds for the whole file, by field key


@dataclass(frozen=True, slots=True)
class CellError:
    """Why a row stays out, and what to do about it."""

    line: int
    column: str  # its heading; "" where the whole row is meant
    text: str  # what stands there, shortened
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of something that is there already."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row with a value for every mapped cell that is filled; empty cells say nothing."""

    line: int
    values: Mapping[str, object]

    def text(self, key: str) -> str:
        """A field's value where it is text, "" where the row says nothing."""
        value = self.values.get(key, "")
        return value if isinstance(value, str) else ""


@dataclass(frozen=True, slots=True)
class Planned:
    """What one row would do."""

    line: int
    outcome: Outcome
    label: str  # who or what it is about
    subject_id: str = ""  # of what is there already
    changes: tuple[Change, ...] = ()
    errors: tuple[CellError, ...] = ()


class Planner(Protocol):
    """Says what rows would do, knowing those before, and does it; what it will write it remembers by line."""

    def plan(self, row: ParsedRow) -> Planned:
        """What this row would do after the ones planned before it."""

    def write(self, act: Act, planned: Sequence[Planned]) -> None:
        """Write what was planned, none of it an error or unchanged, inside the caller's act."""


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of thing that tables are imported as, for one actor's workspace."""

    name: str  # as addresses and the API call it
    title: str
    verb: str  # of the event: "imported people"
    fields: tuple[TargetField, ...]
    begin: Callable[[Actor], Planner]
    needs: tuple[tuple[str, ...], ...] = ()  # of each group at least one field has a column
    presets: tuple[Preset, ...] = ()
    after: str = ""  # one sentence below the preview: what happens to what is there already

    def field(self, key: str) -> TargetField | None:
        """One of its fields."""
        return next((one for one in self.fields if one.key == key), None)


def text_field(key: str, label: str, *synonyms: str, limit: int = 200, hint: str = "") -> TargetField:
    """A field of one line."""
    return TargetField(key, label, lambda text, _: line(text, label, limit), synonyms, hint=hint)


def passage_field(key: str, label: str, *synonyms: str, hint: str = "") -> TargetField:
    """A field of several lines."""
    return TargetField(key, label, lambda text, _: passage(text, label), synonyms, hint=hint)


def email_field(key: str, label: str, *synonyms: str) -> TargetField:
    """A field that holds one e-mail address; addresses are found in columns whose heading says nothing, too."""
    return TargetField(key, label, _email, synonyms, is_email)


def date_field(key: str, label: str, *synonyms: str, is_found: bool = False) -> TargetField:
    """A field that holds a day; `is_found`: columns of dates whose heading says nothing are offered for it."""
    return TargetField(key, label, _date, synonyms, is_date if is_found else None, is_date=True)


def number_field(key: str, label: str, *synonyms: str) -> TargetField:
    """A field that holds a number."""
    return TargetField(key, label, _number, synonyms)


def yes_no_field(key: str, label: str, *synonyms: str) -> TargetField:
    """A field that holds yes or no."""
    return TargetField(key, label, _yes_no, synonyms)


def _email(text: str, _: Habits) -> str:
    found = email_of(text)
    if found is None:
        raise Invalid("This is not one e-mail address. Write it as name@example.org, or empty the cell.")
    return found


def _date(text: str, habits: Habits) -> object:
    found = date_of(text, habits)
    if found is None:
        raise Invalid("This is no day. Write it as 2026-10-01.")
    return found


def _number(text: str, _: Habits) -> float:
    found = number_of(text)
    if found is None:
        raise Invalid("This is no number. Write it as 1234.5, without units.")
    return found


def _yes_no(text: str, _: Habits) -> bool:
    found = yes_or_no(text)
    if found is None:
        raise Invalid("This is neither yes nor no.")
    return found
