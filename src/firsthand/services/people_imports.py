"""People from tables: who is there already is found by e-mail, else by name and company.

A row fills and changes fields; an empty cell never empties one. Companies and segments that are new are made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.own_fields import About
from firsthand.domain.planning.samples import AiUse, ai_use_of
from firsthand.formats.table_values import Habits
from firsthand.services.access import visible
from firsthand.services.acting import Act
from firsthand.services.own_fields import own_fields
from firsthand.services.table_matching import OWN, Known, keep_spelling, name_key, own_columns, written
from firsthand.services.table_targets import (
    CellError,
    Outcome,
    ParsedRow,
    Planned,
    Target,
    TargetField,
    date_field,
    email_field,
    passage_field,
    text_field,
)
from firsthand.services.withdrawn_addresses import WITHDREW, WithdrawnAddresses
from firsthand.storage.participants import CompanyRecord, ParticipantRecord, SegmentRecord

TEXTS = ("name", "title", "relationship", "email", "contact", "language", "ai_use", "usage", "notes")
DATES = ("customer_since", "not_before")
PARTS_OF_NAME = ("given_name", "family_name")


def people_target(actor: Actor) -> Target:
    """What tables of people are imported as."""
    fields = (*_fields(), *own_columns(own_fields(actor, About.PEOPLE)))
    return Target(
        "people",
        "People",
        "imported people",
        fields,
        lambda who: PeoplePlanner(who, fields),
        needs=(("name", *PARTS_OF_NAME),),
    )


def _fields() -> tuple[TargetField, ...]:
    return (
        text_field(
            "name", "Name", "full name", "participant", "person", "contact name", "customer name", "nom", "nombre"
        ),
        text_field("given_name", "First name", "given name", "forename", "vorname", "prénom", limit=100),
        text_field("family_name", "Last name", "surname", "family name", "nachname", "nom de famille", limit=100),
        email_field("email", "E-mail", "email", "mail", "email address", "work email", "e-mail-adresse", "courriel"),
        text_field("title", "What they do", "title", "job title", "role", "position", "function", "job"),
        text_field(
            "company", "Company", "organisation", "organization", "account", "account name", "employer", "firma"
        ),
        text_field("segment", "Segment", "customer segment", "type", "group"),
        TargetField(
            "ai_use",
            "Use of AI features",
            _ai_use,
            ("ai use", "ai level", "use of ai", "ai usage", "ai use level", "ai adoption"),
        ),
        text_field("language", "Language", "locale", "preferred language", "sprache", limit=35),
        text_field("contact", "Contact", "phone", "telephone", "mobile", "phone number", "slack", "tel", limit=300),
        passage_field("usage", "How they use the product", "usage", "use case", "product usage"),
        date_field(
            "customer_since",
            "Customer since",
            "client since",
            "kunde seit",
            "client depuis",
            "signed up",
            "signup date",
            "created",
            "start date",
        ),
        date_field("not_before", "Do not ask before", "not before", "do not contact before", "snooze until"),
        text_field("relationship", "Relation to the team", "relationship", "relation", limit=100),
        passage_field("notes", "Notes", "note", "comment", "comments", "remarks", "bemerkungen"),
    )


def _ai_use(text: str, _: Habits) -> str:
    level = ai_use_of(text)
    if level is None:
        raise Invalid(f"This is no level of AI use. Write one of: {', '.join(AiUse)}.")
    return level.value


class PeoplePlanner:
    """Finds who is there and says what rows would do."""

    def __init__(self, actor: Actor, fields: Sequence[TargetField]) -> None:
        self.actor = actor
        self.labels = {one.key: one.label for one in fields if one.key not in PARTS_OF_NAME}
        self.by_email: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_place: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
        self.touched: dict[str, Known] = {}
        self.gone = WithdrawnAddresses(actor)
        for record in visible(actor, ParticipantRecord).select_related("company", "segment"):
            self._enter(_known(record))

    def plan(self, row: ParsedRow) -> Planned:
        """What this row would do after the ones planned before it."""
        said = {key: written(value) for key, value in row.values.items() if key not in PARTS_OF_NAME}
        said.setdefault("name", " ".join(filter(None, (row.text(key) for key in PARTS_OF_NAME))))
        label = ", ".join(filter(None, (said["name"], said.get("company", ""))))
        matches = self._matches(said)
        if len(matches) > 1:
            return Planned(row.line, Outcome.ERROR, label, errors=(_unclear(row.line, label, said, matches),))
        if not matches and self.gone.hold([said.get("email", "")]):
            return Planned(row.line, Outcome.UNCHANGED, f"{label} · {WITHDREW}")
        known = matches[0] if matches else Known(new_id(Kind.PARTICIPANT), {}, row.line)
        keep_spelling(known, said, ("name", "email", "company", "segment"))
        planned = known.told(row.line, label, said, self.labels)
        self.touched[known.id] = known
        if not matches:
            self._enter(known)
        elif said.get("email") and known not in self.by_email[said["email"].casefold()]:
            self.by_email[said["email"].casefold()].append(known)
        return planned

    def write(self, act: Act, planned: Sequence[Planned]) -> None:
        """Make and change the people that these rows are about."""
        wanted = [one for one in self.touched.values() if one.changed]
        made = [one for one in wanted if one.line]
        changed = [one for one in wanted if not one.line]
        places = _Places(self.actor, act, wanted)
        ParticipantRecord.objects.bulk_create([places.fill(_blank(self.actor, one), one) for one in made], 500)
        self._change(changed, places)
        for one in made:
            act.also("added participant", Ref(Kind.PARTICIPANT, one.id))
        for one in changed:
            act.also("edited participant", Ref(Kind.PARTICIPANT, one.id))

    def _change(self, changed: Sequence[Known], places: _Places) -> None:
        known = {one.id: one for one in changed}
        records = ParticipantRecord.objects.in_bulk(list(known))
        for record in records.values():
            places.fill(record, known[record.id])
            record.version += 1
        columns = (*TEXTS, *DATES, "company", "segment", "own_values", "version")
        ParticipantRecord.objects.bulk_update(records.values(), columns, batch_size=100)

    def _enter(self, known: Known) -> None:
        if known.values.get("email"):
            self.by_email[known.values["email"].casefold()].append(known)
        self.by_place[_place(known.values)].append(known)

    def _matches(self, said: dict[str, str]) -> list[Known]:
        """Who a row is about: whoever has its e-mail, else who has its name and company and no other e-mail."""
        email = said.get("email", "").casefold()
        if email and self.by_email[email]:
            return self.by_email[email]
        namesakes = self.by_place[_place(said)]
        return [one for one in namesakes if not email or not one.values.get("email")]


class _Places:
    """The companies and segments that rows name, made where they are new, and rows of people filled with them."""

    def __init__(self, actor: Actor, act: Act, wanted: Sequence[Known]) -> None:
        self.companies = {name_key(r.name): r.id for r in visible(actor, CompanyRecord).order_by("-created_at", "-id")}
        self.segments = {name_key(r.name): r.id for r in visible(actor, SegmentRecord).order_by("-created_at", "-id")}
        for one in wanted:
            self._make_company(actor, act, one.values.get("company", ""))
            self._make_segment(actor, one.values.get("segment", ""))

    def fill(self, record: ParticipantRecord, known: Known) -> ParticipantRecord:
        """The row as the table leaves it."""
        for name in TEXTS:
            setattr(record, name, known.values.get(name, ""))
        for name in DATES:
            value = known.values.get(name)
            setattr(record, name, date.fromisoformat(value) if value else None)
        record.company_id = self.companies.get(name_key(known.values.get("company", "")))
        record.segment_id = self.segments.get(name_key(known.values.get("segment", "")))
        record.own_values = known.own_values
        return record

    def _make_company(self, actor: Actor, act: Act, name: str) -> None:
        if name and name_key(name) not in self.companies:
            record = CompanyRecord.objects.create(workspace_id=actor.workspace_id, name=name)
            act.also("added company", Ref(Kind.COMPANY, record.id))
            self.companies[name_key(name)] = record.id

    def _make_segment(self, actor: Actor, name: str) -> None:
        if name and name_key(name) not in self.segments:
            self.segments[name_key(name)] = SegmentRecord.objects.create(workspace_id=actor.workspace_id, name=name).id


def _known(record: ParticipantRecord) -> Known:
    values = {name: getattr(record, name) for name in TEXTS}
    values |= {name: day.isoformat() for name in DATES if (day := getattr(record, name))}
    values["company"] = record.company.name if record.company else ""
    values["segment"] = record.segment.name if record.segment else ""
    return Known(record.id, values | {OWN + name: str(value) for name, value in record.own_values.items()})


def _blank(actor: Actor, known: Known) -> ParticipantRecord:
    return ParticipantRecord(id=known.id, workspace_id=actor.workspace_id)


def _place(values: Mapping[str, str]) -> tuple[str, str]:
    return name_key(values.get("name", "")), name_key(values.get("company", ""))


def _unclear(line: int, label: str, said: Mapping[str, str], matches: Sequence[Known]) -> CellError:
    what = "this e-mail address" if said.get("email") else "this name and company"
    return CellError(
        line, "", label, f"{len(matches)} people have {what} already. Merge them, or say more in this row."
    )
