"""What an import knows of the people or companies that are there, and of those that earlier rows are about to make."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from firsthand.domain.people.own_fields import FieldKind, OwnField, checked_value
from firsthand.formats.problems import shortened
from firsthand.formats.table_columns import folded
from firsthand.services.table_targets import (
    Change,
    Outcome,
    Planned,
    TargetField,
    date_field,
    number_field,
    yes_no_field,
)

OWN = "own:"  # in front of the id of a field of the workspace's own


@dataclass(slots=True)
class Known:
    """One person or company as the rows so far leave it; values by the target's field, as text."""

    id: str
    values: dict[str, str]
    line: int = 0  # the row that makes it; 0 where it is there already
    changed: set[str] = field(default_factory=set)

    def told(self, line: int, label: str, said: Mapping[str, str], fields: Mapping[str, str]) -> Planned:
        """Take over what a row says, and say what that changes. `fields`: key to label, in the order shown."""
        changes = tuple(
            Change(title, shortened(self.values.get(key, ""), 200), shortened(said[key], 200))
            for key, title in fields.items()
            if said.get(key) and said[key] != self.values.get(key, "")
        )
        new = {key for key, value in said.items() if value and value != self.values.get(key, "")}
        self.values.update({key: said[key] for key in new})
        self.changed |= new
        if self.line == line:
            return Planned(line, Outcome.CREATE, label, changes=changes)
        return Planned(line, Outcome.UPDATE if new else Outcome.UNCHANGED, label, "" if self.line else self.id, changes)

    @property
    def own_values(self) -> dict[str, str]:
        """The values of the workspace's own fields."""
        return {key.removeprefix(OWN): value for key, value in self.values.items() if key.startswith(OWN) and value}


def name_key(name: str) -> str:
    """The same for every spelling of a name that differs in case, accents, space or punctuation only."""
    return folded(name) or name.strip().casefold()


def keep_spelling(known: Known, said: dict[str, str], keys: Iterable[str]) -> None:
    """Where a row differs from what is there in case, accents or space only, what is there stays."""
    for key in keys:
        before = known.values.get(key, "")
        if before and said.get(key) and name_key(said[key]) == name_key(before):
            said[key] = before


def own_columns(fields: Sequence[OwnField]) -> tuple[TargetField, ...]:
    """The workspace's own fields as things that a column can mean."""
    return tuple(_column(one) for one in fields)


def _column(one: OwnField) -> TargetField:
    key = OWN + one.id
    if one.kind is FieldKind.DATE:
        return date_field(key, one.label)
    if one.kind is FieldKind.NUMBER:
        return number_field(key, one.label)
    if one.kind is FieldKind.YES_NO:
        return yes_no_field(key, one.label)
    return TargetField(key, one.label, lambda text, _: checked_value(one, text))


def written(value: object) -> str:
    """A parsed value as it is kept: 12.5, 2026-10-01, yes."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)
