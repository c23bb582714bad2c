"""Who wrote something elsewhere: found by e-mail, else by exact name and company; else nobody we know yet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from firsthand.domain.people.actors import Actor
from firsthand.services.access import visible
from firsthand.services.table_matching import name_key
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody as a file names them; each part may be empty."""

    name: str = ""
    email: str = ""
    company: str = ""

    @property
    def is_company(self) -> bool:
        """Whether it is a company that waits, because the file names no person."""
        return bool(self.company) and self.name == self.company and not self.email

    @property
    def is_somebody(self) -> bool:
        """Whether a person is named at all, and not only a company."""
        return bool(self.name or self.email)

    @property
    def words(self) -> str:
        """Who it is, in a few words."""
        named = self.name or self.email
        return f"{named}, {self.company}" if named and self.company and not self.is_company else named or self.company

    @property
    def waiting(self) -> Sender:
        """How it waits where nobody is found: a company by its own name."""
        return self if self.is_somebody else Sender(self.company, "", self.company)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a sender was found to be."""

    participant_id: str | None = None
    company_id: str | None = None
    name: str = ""  # of the participant
    why_not: str = ""  # why nobody was found, where somebody is named
    alias: str = ""  # the address that a member assigned to them before, where it is not the one on their page


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    name: str
    email: str
    company_id: str | None
    company: str


class Senders:
    """The people and companies of a workspace, to find senders among; four queries however many are asked for.

    An address that a member once assigned to somebody is theirs for the next file, too.
    """

    def __init__(self, actor: Actor) -> None:
        self._by_id: dict[str, _Person] = {}
        self._by_email: defaultdict[str, list[_Person]] = defaultdict(list)
        self._by_name: defaultdict[str, list[_Person]] = defaultdict(list)
        columns = ("id", "name", "email", "company_id", "company__name")
        for row in visible(actor, ParticipantRecord).values_list(*columns):
            one = _Person(row[0], row[1], row[2], row[3], row[4] or "")
            self._by_id[one.id] = one
            self._by_name[name_key(one.name)].append(one)
            if one.email:
                self._by_email[one.email.casefold()].append(one)
        self._aliases = {email.casefold(): self._by_id[who] for email, who in _aliases(actor) if who in self._by_id}
        named = visible(actor, CompanyRecord).values_list("name", "id")
        self._companies = {name_key(name): company_id for name, company_id in named}

    @property
    def everybody(self) -> frozenset[str]:
        """The participants there are."""
        return frozenset(self._by_id)

    def find(self, sender: Sender) -> Found:
        """Whom a sender is; a person brings their company, unless the file names another one that is there."""
        company_id = self._companies.get(name_key(sender.company)) if sender.company else None
        people = self._people(sender)
        if len(people) == 1:
            one = people[0]
            alias = sender.email if sender.email.casefold() in self._aliases else ""
            return Found(one.id, company_id or one.company_id, one.name, alias=alias)
        if not sender.is_somebody:
            return Found(None, company_id)
        return Found(None, company_id, why_not="several people fit" if people else "nobody here fits")

    def _people(self, sender: Sender) -> list[_Person]:
        email = sender.email.casefold()
        if email and self._by_email[email]:
            return self._by_email[email]
        if email in self._aliases:
            return [self._aliases[email]]
        if not sender.name:
            return []
        namesakes = [one for one in self._by_name[name_key(sender.name)] if not (email and one.email)]
        company = name_key(sender.company) if sender.company else ""
        return [one for one in namesakes if not (company and one.company) or name_key(one.company) == company]


def _aliases(actor: Actor) -> set[tuple[str, str]]:
    """Addresses in what members assigned, and to whom."""
    both: set[tuple[str, str]] = set()
    for record in (TouchpointRecord, FigureRecord):
        assigned = visible(actor, record).filter(participant__isnull=False).exclude(sender_email="")
        both |= {(email, str(who)) for email, who in assigned.values_list("sender_email", "participant_id").distinct()}
    return both
