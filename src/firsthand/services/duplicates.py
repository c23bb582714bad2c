"""Who may be here twice: suggested with reasons, side by side; what a member says about a pair is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from firsthand.domain.errors import Conflict, Invalid
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.duplicates import (
    KnownCompany,
    KnownPerson,
    Pair,
    duplicate_companies,
    duplicate_people,
)
from firsthand.domain.people.own_fields import About
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.merge_fields import Column, Record, columns_of, value_of
from firsthand.services.unmerging import KINDS, RECORDS
from firsthand.storage.merges import DistinctCompaniesRecord, DistinctPeopleRecord
from firsthand.storage.participants import CompanyRecord, ParticipantRecord

SHOWN = 50  # pairs
DISTINCT: Mapping[About, type[DistinctPeopleRecord] | type[DistinctCompaniesRecord]] = {
    About.PEOPLE: DistinctPeopleRecord,
    About.COMPANIES: DistinctCompaniesRecord,
}


@dataclass(frozen=True, slots=True)
class Side:
    """One of two that may be one."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Compared:
    """What the two say about one thing."""

    label: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two that may be one, and why."""

    about: About
    first: Side
    second: Side
    score: float  # by rule, 0.6 to 1; no probability
    reasons: tuple[str, ...]
    facts: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The surest pairs, and how many there are in all."""

    pairs: tuple[Suggestion, ...]
    total: int


def duplicates(actor: Actor, about: About) -> Suggestions:
    """People, or companies, who may be here twice, the surest first; the same number of queries however many."""
    require(actor, Action.CHANGE)
    distinct = frozenset(frozenset(pair) for pair in _said_to_differ(actor, about))
    pairs = _people(actor, distinct) if about is About.PEOPLE else _companies(actor, distinct)
    return Suggestions(tuple(_compared(actor, about, pairs[:SHOWN])), len(pairs))


def told_apart(actor: Actor, about: About) -> tuple[tuple[Side, Side], ...]:
    """Pairs of which somebody said that they are two, the newest first."""
    require(actor, Action.CHANGE)
    alive = {"first__deleted_at": None, "second__deleted_at": None}
    rows = visible(actor, DISTINCT[about]).filter(**alive).select_related("first", "second")
    newest = rows.order_by("-created_at", "-id")[:SHOWN]
    return tuple((Side(row.first.id, row.first.name), Side(row.second.id, row.second.name)) for row in newest)


def tell_apart(actor: Actor, about: About, first_id: str, second_id: str) -> None:
    """Say that two who look alike are two; the pair is not suggested again. Raises Conflict where that was said."""
    first, second = sorted((first_id, second_id))
    if first == second:
        raise Invalid("That is one record. Nothing was changed; choose two.")
    kind, records = KINDS[about], visible(actor, DISTINCT[about])
    for one in (first, second):
        found(actor, Action.CHANGE, RECORDS[about], one)
    if records.filter(first_id=first, second_id=second).exists():
        raise Conflict("Somebody said so already. Nothing was changed.")
    with acting(actor, f"told {kind.noun} apart", Ref(kind, first)) as act:
        act.also(f"told {kind.noun} apart", Ref(kind, second))
        DISTINCT[about]._default_manager.create(workspace_id=actor.workspace_id, first_id=first, second_id=second)


def doubt(actor: Actor, about: About, first_id: str, second_id: str) -> None:
    """Take it back that two are two; they are suggested again if they look alike."""
    kind = KINDS[about]
    first = found(actor, Action.CHANGE, RECORDS[about], first_id)
    pairs = [{"first_id": first.id, "second_id": second_id}, {"first_id": second_id, "second_id": first.id}]
    with acting(actor, f"no longer tells {kind.noun} apart", Ref(kind, first.id)):
        for pair in pairs:
            visible(actor, DISTINCT[about]).filter(**pair).delete()


def _said_to_differ(actor: Actor, about: About) -> Iterable[tuple[str, str]]:
    return visible(actor, DISTINCT[about]).values_list("first_id", "second_id")


def _people(actor: Actor, distinct: frozenset[frozenset[str]]) -> list[Pair]:
    rows = visible(actor, ParticipantRecord).values_list("id", "name", "email", "company__name")
    people = [KnownPerson(one, name, email, company or "") for one, name, email, company in rows]
    return duplicate_people(people, distinct)


def _companies(actor: Actor, distinct: frozenset[frozenset[str]]) -> list[Pair]:
    addresses = visible(actor, ParticipantRecord).exclude(email="").exclude(company=None)
    domains: dict[str, set[str]] = {}
    for company_id, email in addresses.values_list("company_id", "email"):
        domains.setdefault(company_id or "", set()).add(email.rpartition("@")[2].casefold())
    rows = visible(actor, CompanyRecord).values_list("id", "name")
    companies = [KnownCompany(one, name, frozenset(domains.get(one, ()))) for one, name in rows]
    return duplicate_companies(companies, distinct)


def _compared(actor: Actor, about: About, pairs: Sequence[Pair]) -> Iterable[Suggestion]:
    ids = {one for pair in pairs for one in (pair.first, pair.second)}
    links = ("company", "segment") if about is About.PEOPLE else ()
    records = {one.id: one for one in visible(actor, RECORDS[about]).filter(id__in=ids).select_related(*links)}
    columns = columns_of(actor, about)
    for pair in pairs:
        first, second = _older_first(records[pair.first], records[pair.second])
        yield Suggestion(
            about,
            Side(first.id, first.name),
            Side(second.id, second.name),
            pair.score,
            pair.reasons,
            tuple(_facts(columns, first, second)),
        )


def _older_first(one: Record, other: Record) -> tuple[Record, Record]:
    return (one, other) if (one.created_at, one.id) <= (other.created_at, other.id) else (other, one)


def _facts(columns: Sequence[Column], first: Record, second: Record) -> Iterable[Compared]:
    """What either says, name apart."""
    for column in columns:
        said = value_of(first, column), value_of(second, column)
        if column.key != "name" and any(said):
            yield Compared(column.label, *said)
