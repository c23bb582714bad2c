"""Companies from tables: one that is there already is found by its name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.own_fields import About
from firsthand.services.access import visible
from firsthand.services.acting import Act
from firsthand.services.own_fields import own_fields
from firsthand.services.table_matching import OWN, Known, keep_spelling, name_key, own_columns, written
from firsthand.services.table_targets import (
    ParsedRow,
    Planned,
    Target,
    TargetField,
    date_field,
    passage_field,
    text_field,
)
from firsthand.storage.participants import CompanyRecord

TEXTS = ("name", "stage", "size", "notes")


def companies_target(actor: Actor) -> Target:
    """What tables of companies are imported as."""
    fields = (*_fields(), *own_columns(own_fields(actor, About.COMPANIES)))
    return Target(
        "companies",
        "Companies",
        "imported companies",
        fields,
        lambda who: CompanyPlanner(who, fields),
        needs=(("name",),),
    )


def _fields() -> tuple[TargetField, ...]:
    return (
        text_field(
            "name", "Name", "company", "company name", "organisation", "organization", "account", "account name"
        ),
        text_field("stage", "Stage", "lifecycle stage", "phase", "company stage", "type", limit=100),
        text_field("size", "Size", "employees", "number of employees", "headcount", "staff", "company size", limit=100),
        date_field("customer_since", "Customer since", "client since", "signed up", "created", "start date"),
        passage_field("notes", "Notes", "note", "comment", "comments", "description", "remarks"),
    )


class CompanyPlanner:
    """Finds which company is there and says what rows would do."""

    def __init__(self, actor: Actor, fields: Sequence[TargetField]) -> None:
        self.actor = actor
        self.labels = {one.key: one.label for one in fields}
        records = visible(actor, CompanyRecord).order_by("-created_at", "-id")  # of two the older one counts
        self.by_name = {name_key(record.name): _known(record) for record in records}
        self.touched: dict[str, Known] = {}

    def plan(self, row: ParsedRow) -> Planned:
        """What this row would do after the ones planned before it."""
        said = {key: written(value) for key, value in row.values.items()}
        key = name_key(said["name"])
        known = self.by_name.setdefault(key, Known(new_id(Kind.COMPANY), {}, row.line))
        keep_spelling(known, said, ("name",))
        self.touched[known.id] = known
        return known.told(row.line, said["name"], said, self.labels)

    def write(self, act: Act, planned: Sequence[Planned]) -> None:
        """Make and change the companies that these rows are about."""
        made = [one for one in self.touched.values() if one.changed and one.line]
        changed = {one.id: one for one in self.touched.values() if one.changed and not one.line}
        blank = (CompanyRecord(id=one.id, workspace_id=self.actor.workspace_id) for one in made)
        CompanyRecord.objects.bulk_create([_filled(r, one) for r, one in zip(blank, made, strict=True)], 500)
        records = CompanyRecord.objects.in_bulk(list(changed)).values()
        for record in records:
            _filled(record, changed[record.id]).version += 1
        CompanyRecord.objects.bulk_update(records, (*TEXTS, "customer_since", "own_values", "version"), batch_size=100)
        for verb, some in (("added company", made), ("edited company", changed.values())):
            for one in some:
                act.also(verb, Ref(Kind.COMPANY, one.id))


def _known(record: CompanyRecord) -> Known:
    values = {name: getattr(record, name) for name in TEXTS}
    if record.customer_since:
        values["customer_since"] = record.customer_since.isoformat()
    return Known(record.id, values | {OWN + name: str(value) for name, value in record.own_values.items()})


def _filled(record: CompanyRecord, known: Known) -> CompanyRecord:
    for name in TEXTS:
        setattr(record, name, known.values.get(name, ""))
    since = known.values.get("customer_since")
    record.customer_since = date.fromisoformat(since) if since else None
    record.own_values = known.own_values
    return record
