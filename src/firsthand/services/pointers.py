"""Everything in the database that points to a person or a company, found by looking at the records themselves.

Whoever adds a table with a foreign key to a person need not know that people can be merged: the key is found here, and
so are the rules of uniqueness that keep a row from moving.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Field, ForeignKey, Model, Q, QuerySet, UniqueConstraint

Key = int | str


@dataclass(frozen=True, slots=True)
class Pointer:
    """One foreign key to a person or to a company."""

    record: type[Model]
    field: str

    @property
    def name(self) -> str:
        """Its table and column: "seats.participant"."""
        return f"{self.record._meta.db_table}.{self.field}"

    def rows(self, subject_id: str) -> QuerySet[Model]:
        """The rows that point there, deleted ones too: they may come back."""
        return self.record._base_manager.filter(**{self.field: subject_id})

    def staying(self, kept_id: str, other_id: str) -> set[Key]:
        """The rows that can't move, because the kept one has the same already."""
        staying: set[Key] = set()
        for names, condition in self._unique_with():
            there = set(self.rows(kept_id).filter(condition).values_list(*names))
            rows = self.rows(other_id).filter(condition).values_list("pk", *names)
            staying |= {pk for pk, *values in rows if None not in values and tuple(values) in there}
        for twin in pointers_to(self.record._meta.get_field(self.field).related_model, self.record):  # type: ignore[arg-type]
            if twin.field != self.field:  # a pair that would be of one
                staying |= set(self.rows(other_id).filter(**{twin.field: kept_id}).values_list("pk", flat=True))
        return staying

    def move(self, kept_id: str, other_id: str) -> list[Key]:
        """Point the rows of the other one to the kept one; gives those that moved."""
        moving = self.rows(other_id).exclude(pk__in=self.staying(kept_id, other_id))
        moved = list(moving.values_list("pk", flat=True))
        self._point(moved, kept_id)
        return moved

    def move_back(self, moved: Sequence[Key], kept_id: str, other_id: str) -> None:
        """Point these rows to the other one again, those that still point to the kept one."""
        still = set(self.rows(kept_id).values_list("pk", flat=True))
        self._point([pk for pk in moved if pk in still], other_id)

    def _point(self, rows: Sequence[Key], subject_id: str) -> None:
        for begin in range(0, len(rows), 500):
            part = self.record._base_manager.filter(pk__in=rows[begin : begin + 500])
            part.update(**{self.field: subject_id})

    def _unique_with(self) -> Iterator[tuple[tuple[str, ...], Q]]:
        """What together with this key may be there once only, and for which rows that holds."""
        field = self.record._meta.get_field(self.field)
        if isinstance(field, Field) and field.unique:
            yield (), Q()
        for together in self.record._meta.unique_together:
            if self.field in together:
                yield tuple(name for name in together if name != self.field), Q()
        for constraint in self.record._meta.constraints:
            if isinstance(constraint, UniqueConstraint) and self.field in constraint.fields:
                yield tuple(name for name in constraint.fields if name != self.field), constraint.condition or Q()


def pointers_to(target: type[Model], only: type[Model] | None = None) -> tuple[Pointer, ...]:
    """Every foreign key to this kind of record, in an order that never changes."""
    records = [only] if only else sorted(_records(), key=lambda record: record._meta.db_table)
    return tuple(
        Pointer(record, field.name)
        for record in records
        for field in record._meta.local_fields
        if isinstance(field, ForeignKey) and field.related_model is target
    )


def _records() -> Iterator[type[Model]]:
    return iter(apps.get_app_config("firsthand").get_models())
