"""Figures from tables: a number in a row with its measure, or a column for each measure; the same ones are replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.figures import NPS, RETENTION, USAGE, checked_value, measure_name
from firsthand.formats.table_values import Habits, number_of
from firsthand.formats.vendor_tables import FIGURES, VENDOR_TABLES
from firsthand.services.acting import Act
from firsthand.services.fields import line
from firsthand.services.figures import measures
from firsthand.services.senders import Found, Sender, Senders
from firsthand.services.table_targets import (
    CellError,
    Change,
    Outcome,
    ParsedRow,
    Planned,
    Preset,
    Target,
    TargetField,
    date_field,
    email_field,
    text_field,
)
from firsthand.services.touchpoint_imports import FROM_FILE
from firsthand.services.touchpoints import local_zone
from firsthand.services.withdrawn_addresses import WITHDREW, WithdrawnAddresses
from firsthand.storage.touchpoints import FigureRecord

OF_MEASURE = "measure:"  # in front of a measure's name: its column holds the values
HEADED = "headed:"  # columns that are new measures, named by their heading
MOST_HEADED = 8
Key = tuple[str | None, str | None, Sender, str, date, str]  # person, or company, or sender; measure, day, source


@dataclass(frozen=True, slots=True)
class Value:
    """A number with the unit that stands behind it."""

    number: float
    unit: str


def figures_target(actor: Actor) -> Target:
    """What tables of figures are imported as."""
    known = tuple(dict.fromkeys((USAGE, RETENTION, NPS, *measures(actor), *_preset_measures())))
    columns = tuple(TargetField(OF_MEASURE + name, name, _value) for name in known)
    headed = tuple(
        TargetField(f"{HEADED}{n}", f"A new measure, called as its column ({n})", _value, is_headed=True)
        for n in range(1, MOST_HEADED + 1)
    )
    today = timezone.now().astimezone(local_zone(actor)).date()
    return Target(
        FIGURES,
        "Figures",
        "imported figures",
        (*_fields(), *columns, *headed),
        lambda who: FigurePlanner(who, known, today),
        needs=(("email", "person", "company"), ("value", *(one.key for one in (*columns, *headed)))),
        presets=tuple(
            Preset(one.name, one.needed, one.further, one.values) for one in VENDOR_TABLES if one.target == FIGURES
        ),
        after="A number of the same person, measure, day and source takes the place of the one before. Without a day "
        "it is one of today.",
    )


def _preset_measures() -> Iterator[str]:
    for one in VENDOR_TABLES:
        keys = (*one.needed.values(), *one.further.values())
        yield from (key.removeprefix(OF_MEASURE) for key in keys if key.startswith(OF_MEASURE))


def _fields() -> tuple[TargetField, ...]:
    return (
        email_field("email", "Person’s e-mail", "email", "e-mail", "mail", "user email"),
        text_field("person", "Person’s name", "name", "full name", "user", "customer", "contact"),
        text_field("company", "Company", "organization", "organisation", "account", "account name", "company name"),
        date_field("day", "Day", "date", "month", "week", "period", "as of", "from", is_found=True),
        date_field("ends_on", "Until", "to", "end", "end date", "period end"),
        text_field("measure", "Measure", "metric", "kpi", "figure", limit=80),
        TargetField("value", "Value", _value, ("number", "amount", "count")),
        text_field("unit", "Unit", "uom", limit=30),
        TargetField(
            "source", "Where it comes from", lambda text, _: line(text, "source", 60), ("source", "tool"), for_file=True
        ),
    )


class FigurePlanner:
    """Knows the figures of the sources that the rows name, and who is there."""

    def __init__(self, actor: Actor, known: Sequence[str], today: date) -> None:
        self.actor = actor
        self.today = today
        self.senders = Senders(actor)
        self.gone = WithdrawnAddresses(actor)
        self.names = list(known)
        self.there: dict[str, dict[Key, FigureRecord]] = {}
        self.new: dict[Key, FigureRecord] = {}
        self.changed: dict[Key, FigureRecord] = {}

    def plan(self, row: ParsedRow) -> Planned:
        """What this row would do after the ones planned before it; a row may bring several figures."""
        sender = Sender(row.text("person"), row.text("email"), row.text("company"))
        found = self.senders.find(sender)
        label = found.name or sender.words
        if not found.participant_id and self.gone.hold([sender.email]):
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · {WITHDREW}")
        try:
            said = [(self._name(name), value) for name, value in _said(row)]
        except Invalid as refusal:
            return Planned(row.line, Outcome.ERROR, label, errors=(CellError(row.line, "", "", refusal.message),))
        if not said:
            error = CellError(row.line, "", "", "This row has no number. Fill one in, or take the row out.")
            return Planned(row.line, Outcome.ERROR, label, errors=(error,))
        day = row.values.get("day") or self.today
        if not isinstance(day, date):
            raise TypeError(day)
        is_known = bool(found.participant_id or (found.company_id and not sender.is_somebody))
        company_id = None if found.participant_id else found.company_id
        whose = found.participant_id, company_id if is_known else None, Sender() if is_known else sender.waiting
        source = row.text("source") or FROM_FILE
        changes = [self._one(row, (*whose, name, day, source), found, value) for name, value in said]
        told = tuple(change for change in changes if change)
        if told and not is_known:
            told = (*told, Change("Person", "", f"{found.why_not or 'no such company here'}: to be assigned"))
        if not told:
            return Planned(row.line, Outcome.UNCHANGED, label)
        is_new = all(not change.before for change in told)
        return Planned(row.line, Outcome.CREATE if is_new else Outcome.UPDATE, label, changes=told)

    def write(self, act: Act, planned: Sequence[Planned]) -> None:
        """Write the figures that differ; a row that was refused brought none."""
        new, changed = list(self.new.values()), list(self.changed.values())
        FigureRecord.objects.bulk_create(new, 500)
        columns = ("value", "unit", "ends_on", "deleted_at", "created_at", "member_id")
        FigureRecord.objects.bulk_update(changed, columns, batch_size=200)
        for record in new:
            act.also("added figure", Ref(Kind.FIGURE, record.id))
        for record in changed:
            act.also("replaced figure", Ref(Kind.FIGURE, record.id))

    def _name(self, written: str) -> str:
        name = measure_name(line(written, "measure", 80, is_required=True), self.names)
        self.names.append(name)
        return name

    def _one(self, row: ParsedRow, key: Key, found: Found, value: Value) -> Change | None:
        """Take one figure over; None where it is there already."""
        unit, ends_on = row.text("unit") or value.unit, row.values.get("ends_on")
        record = self.new.get(key) or self._source(key[-1]).get(key)
        if record is not None and record.deleted_at is None and record.value == value.number:
            return None
        title = f"{key[3]} {key[4]}"
        before = f"{record.value:g}" if record is not None and record.deleted_at is None else ""
        if record is None:
            record = FigureRecord(id=new_id(Kind.FIGURE), workspace_id=self.actor.workspace_id)
            participant_id, company_id, sender, record.measure, record.day, record.source = key
            record.participant_id = participant_id
            record.company_id = None if participant_id else company_id or found.company_id
            record.sender_name, record.sender_company = sender.name, sender.company
            record.sender_email = found.alias or sender.email
            self.new[key] = record
        elif key not in self.new:
            self.changed[key] = record
        record.value, record.unit, record.deleted_at = value.number, unit, None
        record.ends_on = ends_on if isinstance(ends_on, date) else None
        record.member_id, record.created_at = self.actor.member_id, timezone.now()
        return Change(title, before, f"{value.number:g} {unit}".strip())

    def _source(self, source: str) -> dict[Key, FigureRecord]:
        if source not in self.there:
            rows = FigureRecord.objects.filter(workspace_id=self.actor.workspace_id, source=source)
            self.there[source] = {_key(row): row for row in rows}
        return self.there[source]


def _key(record: FigureRecord) -> Key:
    sender = Sender(record.sender_name, record.sender_email, record.sender_company)
    if record.participant_id or not sender.is_somebody:
        owner = record.participant_id, None if record.participant_id else record.company_id, Sender()
    else:
        owner = None, None, sender
    return (*owner, record.measure, record.day, record.source)


def _said(row: ParsedRow) -> Iterator[tuple[str, Value]]:
    """The measures of a row with their values. Raises Invalid for a value that says of nothing."""
    for key, value in row.values.items():
        if key.startswith(OF_MEASURE) and isinstance(value, Value):
            yield key.removeprefix(OF_MEASURE), value
        elif key.startswith(HEADED) and isinstance(value, tuple):
            yield str(value[0]), value[1]
    plain = row.values.get("value")
    if isinstance(plain, Value):
        if not row.text("measure"):
            raise Invalid("This row has a value but does not say of which measure. Fill it in.")
        yield row.text("measure"), plain


def _value(text: str, _: Habits) -> Value:
    """A number, perhaps with its unit: 1,204 and 87 % and 4.5 days."""
    found = re.fullmatch(r"\s*([-+−]?[\d.,\s'’]*\d)\s*(\D*)", text[:60])
    number = number_of(found[1].replace("−", "-")) if found else None
    if found is None or number is None:
        raise Invalid("This is no number. Write it as 1234.5, with or without a unit, or empty the cell.")
    return Value(checked_value(number), line(found[2], "unit", 30))
