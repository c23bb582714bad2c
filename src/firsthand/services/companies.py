"""The companies that people work at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from firsthand.domain.errors import Conflict
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.own_fields import About
from firsthand.services.access import found, require, require_version, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line, passage
from firsthand.services.own_fields import OwnValue, checked_values, own_fields, own_values
from firsthand.services.slices import Cut, Slice, cut
from firsthand.services.undo import take_away
from firsthand.storage.participants import CompanyRecord, ParticipantRecord


@dataclass(frozen=True, slots=True)
class CompanyForm:
    """What a member can write about a company."""

    name: str
    stage: str = ""
    size: str = ""
    customer_since: date | None = None
    notes: str = ""
    own: Mapping[str, str] | None = None  # values by field id; fields that are not named stay as they are


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One company with the number of people known there."""

    id: str
    name: str
    stage: str
    size: str
    customer_since: date | None
    people: int


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody at a company."""

    id: str
    name: str
    title: str
    segment: str


@dataclass(frozen=True, slots=True)
class OtherName:
    """What another record of the same company said, before the two were merged."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class CompanyPage:
    """One company with everything known about it."""

    id: str
    form: CompanyForm
    people: tuple[Colleague, ...]
    version: int
    may_change: bool
    own: tuple[OwnValue, ...]
    also: tuple[OtherName, ...]


def companies(actor: Actor, wanted: Cut = Cut(), search: str = "") -> Slice[CompanyRow]:  # noqa: B008  (frozen)
    """The companies of the workspace, newest first, by part of their name if one is given."""
    require(actor, Action.READ)
    query = visible(actor, CompanyRecord)
    if search:
        query = query.filter(name__icontains=line(search, "search"))
    return cut(query, wanted, _rows)


def company_choices(actor: Actor) -> tuple[tuple[str, str], ...]:
    """Ids and names of companies by name, for a choice; one query."""
    require(actor, Action.READ)
    return tuple(visible(actor, CompanyRecord).order_by("name", "id").values_list("id", "name")[:500])


def company_page(actor: Actor, company_id: str) -> CompanyPage:
    """One company."""
    record = found(actor, Action.READ, CompanyRecord, company_id)
    people = visible(actor, ParticipantRecord).filter(company=record).select_related("segment")
    fields = own_fields(actor, About.COMPANIES, with_retired=True)
    return CompanyPage(
        id=record.id,
        form=_form(record),
        people=tuple(map(_colleague, people.order_by("name", "id")[:500])),
        version=record.version,
        may_change=may(actor, Action.CHANGE),
        own=own_values(fields, record.own_values),
        also=tuple(OtherName(str(one["label"]), str(one["value"])) for one in record.also),
    )


def add_company(actor: Actor, form: CompanyForm) -> str:
    """Write a new company down; gives its id. Raises Conflict where one has that name."""
    require(actor, Action.CHANGE)
    fields, company_id = _checked(actor, form, {}), new_id(Kind.COMPANY)
    _require_free(actor, str(fields["name"]), "")
    with acting(actor, "added company", Ref(Kind.COMPANY, company_id)):
        CompanyRecord.objects.create(id=company_id, workspace_id=actor.workspace_id, **fields)
    return company_id


def edit_company(actor: Actor, company_id: str, form: CompanyForm, version: int | None = None) -> None:
    """Save what a member wrote about a company. Raises Conflict where somebody saved since `version`."""
    record = found(actor, Action.CHANGE, CompanyRecord, company_id)
    require_version(version, record.version, "company")
    fields = _checked(actor, form, record.own_values)
    _require_free(actor, str(fields["name"]), record.id)
    with acting(actor, "edited company", Ref(Kind.COMPANY, record.id)):
        saved = CompanyRecord.objects.filter(id=record.id, version=record.version).update(
            **fields, version=record.version + 1
        )
        require_version(record.version, record.version if saved else -1, "company")


def delete_company(actor: Actor, company_id: str) -> str:
    """Take a company away at which nobody works; gives the id that undoes it for a day.

    Raises Conflict where people work there.
    """
    record = found(actor, Action.CHANGE, CompanyRecord, company_id)
    if visible(actor, ParticipantRecord).filter(company=record).exists():
        raise Conflict(
            "People work at this company, so it can't be deleted. Nothing was changed. Merge it if it is here twice, "
            "or give its people another company first."
        )
    subject = Ref(Kind.COMPANY, record.id)
    with acting(actor, "deleted company", subject):
        return take_away(actor, "deleted company", subject, {Kind.COMPANY: [record.id]})


def company_named(actor: Actor, name: str) -> CompanyRecord:
    """The company of this name, whatever its capitals; made inside the caller's act where there is none."""
    same = visible(actor, CompanyRecord).filter(name__iexact=name).order_by("created_at", "id")
    known = same.filter(name=name).first() or same.first()
    return known or CompanyRecord.objects.create(workspace_id=actor.workspace_id, name=name)


def _require_free(actor: Actor, name: str, own_id: str) -> None:
    if visible(actor, CompanyRecord).filter(name__iexact=name).exclude(id=own_id).exists():
        raise Conflict(f"There is a company called {name} already. Nothing was changed.", where="name")


def _checked(actor: Actor, form: CompanyForm, own: Mapping[str, str]) -> dict[str, object]:
    return {
        "name": line(form.name, "name", is_required=True),
        "stage": line(form.stage, "stage", 100),
        "size": line(form.size, "size", 100),
        "customer_since": form.customer_since,
        "notes": passage(form.notes, "notes"),
        "own_values": checked_values(actor, About.COMPANIES, form.own, own),
    }


def _form(record: CompanyRecord) -> CompanyForm:
    return CompanyForm(record.name, record.stage, record.size, record.customer_since, record.notes, record.own_values)


def _rows(records: Sequence[CompanyRecord]) -> list[CompanyRow]:
    ids = [record.id for record in records]
    people = ParticipantRecord.objects.filter(company_id__in=ids, deleted_at=None)
    counts = dict(people.values_list("company_id").annotate(Count("id")))
    return [
        CompanyRow(one.id, one.name, one.stage, one.size, one.customer_since, counts.get(one.id, 0)) for one in records
    ]


def _colleague(record: ParticipantRecord) -> Colleague:
    return Colleague(record.id, record.name, record.title, record.segment.name if record.segment else "")
