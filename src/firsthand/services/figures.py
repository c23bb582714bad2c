"""Figures: usage, retention, NPS and the workspace's own measures, of a person or a company, day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from firsthand.domain.errors import Invalid
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.figures import NPS, Series, checked_value, measure_name, series, with_fallback
from firsthand.domain.people.touchpoints import TouchpointKind
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.fields import line
from firsthand.services.touchpoints import local_zone
from firsthand.services.undo import take_away
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord

OF_COMPANY = Q(participant=None, sender_name="", sender_email="")


@dataclass(frozen=True, slots=True)
class FigureForm:
    """One number to write down, of a person or else of a company."""

    measure: str
    value: float
    participant_id: str | None = None
    company_id: str | None = None
    unit: str = ""
    day: date | None = None  # the first day of a period; today if not given
    ends_on: date | None = None  # the last day of a period
    source: str = ""


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One number with where it comes from."""

    id: str
    measure: str
    unit: str
    value: float
    day: date
    ends_on: date | None
    source: str


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The figures of a person or a company."""

    participant_id: str | None
    company_id: str | None
    name: str
    measures: tuple[Series, ...]  # as they are compared; a person's with their company's where they have none
    rows: tuple[FigureRow, ...]  # their own, as they were entered, newest first
    may_change: bool


def figures_of(actor: Actor, participant_ids: Collection[str]) -> dict[str, dict[str, Series]]:
    """The measures of these people over time: {participant: {measure: series}}, four queries however many there are.

    `series.points` is ((day, value), …), oldest first. Where a person has no figure for a measure, their company's
    stands in, marked with `is_of_company`. An NPS answer among the touchpoints is a figure, too; where one day has
    several values, the one entered last counts, and an entered figure before an answer. People whom the actor may not
    see are left out; so is everybody for a viewer.
    """
    require(actor, Action.READ)
    people = dict(visible(actor, ParticipantRecord).filter(id__in=participant_ids).values_list("id", "company_id"))
    zone = local_zone(actor)
    own = _series_by(_answers(actor, people, zone), visible(actor, FigureRecord).filter(participant__in=people))
    companies = {company for company in people.values() if company}
    entered = visible(actor, FigureRecord).filter(OF_COMPANY, company__in=companies)
    lent = _series_by([], entered, by="company_id")
    return {one: with_fallback(own.get(one, []), lent.get(company or "", [])) for one, company in people.items()}


def figures_of_company(actor: Actor, company_id: str) -> tuple[Series, ...]:
    """A company's own measures over time."""
    company = found(actor, Action.READ, CompanyRecord, company_id)
    entered = visible(actor, FigureRecord).filter(OF_COMPANY, company=company)
    return tuple(with_fallback(_series_by([], entered, by="company_id").get(company.id, []), []).values())


def person_figures(actor: Actor, participant_id: str) -> FiguresPage:
    """A person's figures to look through and to take away."""
    who = found(actor, Action.READ, ParticipantRecord, participant_id)
    measures = tuple(figures_of(actor, [who.id])[who.id].values())
    rows = _rows(visible(actor, FigureRecord).filter(participant=who))
    return FiguresPage(who.id, who.company_id, who.name, measures, rows, may(actor, Action.CHANGE))


def company_figures(actor: Actor, company_id: str) -> FiguresPage:
    """The same for a company."""
    company = found(actor, Action.READ, CompanyRecord, company_id)
    rows = _rows(visible(actor, FigureRecord).filter(OF_COMPANY, company=company))
    measures = figures_of_company(actor, company.id)
    return FiguresPage(None, company.id, company.name, measures, rows, may(actor, Action.CHANGE))


def measures(actor: Actor) -> tuple[str, ...]:
    """The measures that the workspace has figures for."""
    require(actor, Action.READ)
    return tuple(visible(actor, FigureRecord).order_by("measure").values_list("measure", flat=True).distinct())


def add_figure(actor: Actor, form: FigureForm) -> str:
    """Write a number down; one from the same source for the same measure and day is replaced. Gives its id."""
    require(actor, Action.CHANGE)
    whose = _whose(actor, form)
    columns = _columns(actor, form)
    day, source = form.day or timezone.now().astimezone(local_zone(actor)).date(), line(form.source, "source", 60)
    key = {**whose, "measure": columns.pop("measure"), "day": day, "source": source}
    there = FigureRecord.objects.filter(workspace_id=actor.workspace_id, **key).first()
    figure_id = there.id if there else new_id(Kind.FIGURE)
    with acting(actor, "replaced figure" if there else "added figure", Ref(Kind.FIGURE, figure_id)):
        FigureRecord.objects.update_or_create(
            id=figure_id,
            defaults={**columns, "deleted_at": None, "member_id": actor.member_id, "created_at": timezone.now()},
            create_defaults={"workspace_id": actor.workspace_id, "member_id": actor.member_id, **key, **columns},
        )
    return figure_id


def whose_figure(actor: Actor, figure_id: str) -> tuple[str | None, str | None]:
    """The person or else the company that a number is about."""
    record = found(actor, Action.READ, FigureRecord, figure_id)
    return record.participant_id, record.company_id


def delete_figure(actor: Actor, figure_id: str) -> str:
    """Take one number away; gives the id by which it can be undone for a day."""
    record = found(actor, Action.CHANGE, FigureRecord, figure_id)
    subject = Ref(Kind.FIGURE, record.id)
    with acting(actor, "deleted figure", subject):
        return take_away(actor, "deleted figure", subject, {Kind.FIGURE: [record.id]})


def _whose(actor: Actor, form: FigureForm) -> dict[str, str | None]:
    """Whom a figure is of: a person's is not their company's as well."""
    if form.participant_id:
        who = found(actor, Action.CHANGE, ParticipantRecord, form.participant_id)
        return {"participant_id": who.id, "company_id": None}
    if not form.company_id:
        raise Invalid("A figure is of a person or a company. Nothing was saved; name one.", where="participant_id")
    company = found(actor, Action.CHANGE, CompanyRecord, form.company_id)
    return {"participant_id": None, "company_id": company.id, "sender_name": "", "sender_email": ""}


def _columns(actor: Actor, form: FigureForm) -> dict[str, object]:
    measure = line(form.measure, "measure", 80, is_required=True)
    if form.ends_on and form.day and form.ends_on < form.day:
        raise Invalid("The period ends before it begins. Nothing was saved.", where="ends_on")
    return {
        "measure": measure_name(measure, measures(actor)),
        "unit": line(form.unit, "unit", 30),
        "value": checked_value(form.value),
        "ends_on": form.ends_on,
    }


Entered = tuple[str, str, str, date, float]  # whose, measure, unit, day, value


def _series_by(
    before: Iterable[Entered], entered: QuerySet[FigureRecord], by: str = "participant_id"
) -> dict[str, list[Series]]:
    """Series by owner; `before` gives way to what was entered, and earlier entries to later ones."""
    columns = (by, "measure", "unit", "day", "value")
    rows: list[Entered] = [*before, *entered.order_by("created_at", "id").values_list(*columns)]
    points: defaultdict[tuple[str, str], list[tuple[date, float]]] = defaultdict(list)
    units: dict[tuple[str, str], str] = {}
    for owner, measure, unit, day, value in rows:
        points[owner, measure].append((day, value))
        units[owner, measure] = unit or units.get((owner, measure), "")
    found_series: defaultdict[str, list[Series]] = defaultdict(list)
    for (owner, measure), some in points.items():
        found_series[owner].append(series(measure, units[owner, measure], some))
    return found_series


def _answers(actor: Actor, people: Collection[str], zone: ZoneInfo) -> list[Entered]:
    answered = visible(actor, TouchpointRecord).filter(participant__in=list(people), kind=TouchpointKind.NPS)
    rows = answered.exclude(score=None).order_by("happened_at", "id")
    some = rows.values_list("participant_id", "happened_at", "score")
    return [(str(who), NPS, "", at.astimezone(zone).date(), float(score or 0)) for who, at, score in some]


def _rows(query: QuerySet[FigureRecord]) -> tuple[FigureRow, ...]:
    records: Sequence[FigureRecord] = list(query.order_by("-day", "measure", "id")[:500])
    return tuple(FigureRow(r.id, r.measure, r.unit, r.value, r.day, r.ends_on, r.source) for r in records)
