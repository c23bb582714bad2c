"""The fields of two people or two companies that become one: which value stays, and where the other one is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.own_fields import About, FieldKind
from firsthand.services.own_fields import own_fields
from firsthand.storage.participants import CompanyRecord, ParticipantRecord

Record = ParticipantRecord | CompanyRecord
KEPT, OTHER, BOTH = "kept", "other", "both"
OWN = "own:"
BETWEEN = "\n\n"  # two texts of which both stay


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a person or a company, as merging sees it."""

    key: str
    label: str
    is_long: bool = False  # both texts can stay, one below the other
    is_day: bool = False
    links_to: str = ""  # for what is a record of its own
    prefers: str = ""  # which value usually stays: the fuller, the later or the earlier


PEOPLE = (
    Column("name", "Name", prefers="fuller"),
    Column("title", "What they do"),
    Column("company", "Company", links_to="company"),
    Column("email", "E-mail"),
    Column("contact", "Contact"),
    Column("segment", "Segment", links_to="segment"),
    Column("ai_use", "Use of AI features"),
    Column("usage", "How they use the product", is_long=True),
    Column("customer_since", "Customer since", is_day=True, prefers="earlier"),
    Column("not_before", "Do not ask before", is_day=True, prefers="later"),
    Column("language", "Language"),
    Column("relationship", "Relation to the team"),
    Column("notes", "Notes", is_long=True),
)
COMPANIES = (
    Column("name", "Name"),
    Column("stage", "Stage"),
    Column("size", "Size"),
    Column("customer_since", "Customer since", is_day=True, prefers="earlier"),
    Column("notes", "Notes", is_long=True),
)


@dataclass(frozen=True, slots=True)
class MergedField:
    """What the two say about one thing, and which of it stays unless somebody decides otherwise."""

    key: str
    label: str
    kept: str
    other: str
    choice: str  # kept, other, or both
    may_be_both: bool

    @property
    def differs(self) -> bool:
        """Whether somebody has to choose."""
        return bool(self.kept and self.other and self.kept != self.other)


def columns_of(actor: Actor, about: About) -> tuple[Column, ...]:
    """The fields that two of a kind can differ in, the workspace's own at the end."""
    own = own_fields(actor, about, with_retired=True)
    asked = tuple(Column(OWN + one.id, one.label, is_long=one.kind is FieldKind.PASSAGE) for one in own)
    return (*(PEOPLE if about is About.PEOPLE else COMPANIES), *asked)


def merged_fields(columns: Sequence[Column], kept: Record, other: Record) -> tuple[MergedField, ...]:
    """What two records say, field by field, without those about which neither says anything."""
    told = ((column, value_of(kept, column), value_of(other, column)) for column in columns)
    return tuple(
        MergedField(column.key, column.label, one, two, _usual(column, one, two), column.is_long)
        for column, one, two in told
        if one or two
    )


def _usual(column: Column, kept: str, other: str) -> str:
    """Which value stays if nobody says: the fuller name, the later day to ask, the earlier day as a customer."""
    if not (kept and other) or kept == other:
        return KEPT if kept else OTHER
    if column.is_long:
        return BOTH
    is_better = {
        "fuller": len(other.split()) > len(kept.split()),
        "later": other > kept,
        "earlier": other < kept,
    }
    return OTHER if is_better.get(column.prefers, False) else KEPT


def value_of(record: Record, column: Column) -> str:
    """What a record says in one field, as text."""
    if column.key.startswith(OWN):
        return str(record.own_values.get(column.key.removeprefix(OWN), ""))
    value = getattr(record, column.key)
    if isinstance(value, date):
        return value.isoformat()
    return str(value.name) if column.links_to and value else str(value or "")


def take_over(
    columns: Sequence[Column], kept: Record, other: Record, choices: Mapping[str, str]
) -> dict[str, list[str]]:
    """Settle every field of the kept record and save it; says which fields changed, and which of them hold both texts.

    What doesn't stay is kept in `also`, from whichever of the two it comes.
    """
    changed: dict[str, list[str]] = {OTHER: [], BOTH: []}
    for one in merged_fields(columns, kept, other):
        column = next(column for column in columns if column.key == one.key)
        choice = _settled(one, choices)
        if choice == BOTH:
            put(kept, column, one.kept + BETWEEN + one.other)
            changed[BOTH].append(one.key)
            continue
        if one.differs:
            lost = OTHER if choice == KEPT else KEPT
            kept.also = [*kept.also, _noted(column, kept if lost == KEPT else other, lost, other.id)]
        if choice == OTHER and one.kept != one.other:
            put(kept, column, one.other, link=getattr(other, f"{column.links_to}_id", None))
            changed[OTHER].append(one.key)
    kept.also = [*kept.also, *other.also]
    kept.version += 1
    kept.save()
    return changed


def _settled(one: MergedField, choices: Mapping[str, str]) -> str:
    """What stays of a field; where both were asked for and only one can stay, the kept one's does."""
    choice = choices.get(one.key, one.choice) if one.differs else one.choice
    return KEPT if choice == BOTH and not one.may_be_both else choice


def _noted(column: Column, said_by: Record, which: str, merge: str) -> dict[str, str]:
    link = getattr(said_by, f"{column.links_to}_id") if column.links_to else ""
    value = value_of(said_by, column)
    return {"field": column.key, "label": column.label, "value": value, "link": link, "of": which, "merge": merge}


def put(record: Record, column: Column, text: str, link: str | None = None) -> None:
    """Write a value into a field of a record; the caller saves it."""
    if column.key.startswith(OWN):
        own = {**record.own_values, column.key.removeprefix(OWN): text}
        record.own_values = {key: value for key, value in own.items() if value}
    elif column.links_to:
        setattr(record, f"{column.links_to}_id", link or None)
    elif column.is_day:
        setattr(record, column.key, date.fromisoformat(text) if text else None)
    else:
        setattr(record, column.key, text)
