"""Senders whom nobody knows yet: what a file brought of them waits to be assigned, or is let go.

What nobody assigned goes by itself after 30 days; see `services/purging.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from firsthand.domain.errors import NotFound
from firsthand.domain.ids import Kind
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.formats.table_values import email_of
from firsthand.services.access import found, require, visible
from firsthand.services.acting import acting
from firsthand.services.companies import CompanyForm, add_company
from firsthand.services.participants import ParticipantForm, add_participant
from firsthand.services.senders import Sender
from firsthand.services.undo import take_away
from firsthand.storage.participants import CompanyRecord, ParticipantRecord
from firsthand.storage.touchpoints import FigureRecord, TouchpointRecord

MOST = 200  # senders shown
WAITING = Q(participant=None) & ~Q(sender_name="", sender_email="")
NAMES = ("sender_name", "sender_email", "sender_company")
KNOWN: Mapping[str, str] = dict.fromkeys(NAMES, "")  # of what is about a company as a whole


@dataclass(frozen=True, slots=True)
class Waiting:
    """One sender with how much waits."""

    sender: Sender
    touchpoints: int
    figures: int
    newest: date | None  # of the touchpoints
    newest_title: str


def waiting_senders(actor: Actor) -> tuple[Waiting, ...]:
    """Who waits to be assigned, those with most first; four queries at most."""
    require(actor, Action.READ)
    touched, counted = _waiting(actor)
    figures = {_sender(row): row["many"] for row in counted.values(*NAMES).annotate(many=Count("id"))}
    rows = touched.values(*NAMES).annotate(many=Count("id"), newest=Max("happened_at")).order_by("-many")[:MOST]
    titles = dict(touched.order_by("happened_at").values_list("sender_email", "title"))
    waiting = {
        _sender(row): Waiting(
            _sender(row),
            row["many"],
            figures.get(_sender(row), 0),
            row["newest"].date(),
            titles.get(row["sender_email"], "") if row["sender_email"] else "",
        )
        for row in rows
    }
    more = [Waiting(one, 0, many, None, "") for one, many in figures.items() if one not in waiting]
    everybody = [*waiting.values(), *more]
    return tuple(sorted(everybody, key=lambda one: (-one.touchpoints - one.figures, one.sender.words))[:MOST])


def waiting_count(actor: Actor) -> int:
    """How many touchpoints and figures wait."""
    require(actor, Action.READ)
    return sum(query.count() for query in _waiting(actor))


def assign_sender(actor: Actor, sender: Sender, participant_id: str) -> None:
    """Say who a sender is: everything that waits of them is this participant's from now on.

    Their address stays beside it, so that the next file with it finds them.

    Raises NotFound where nothing of them waits (any more).
    """
    require(actor, Action.CHANGE)
    who = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    touched, counted = _of(actor, sender)
    with acting(actor, "assigned touchpoints", Ref(Kind.PARTICIPANT, who.id)):
        now = timezone.now()
        touched.filter(company=None).update(company_id=who.company_id)
        touched.update(participant=who, created_at=now)
        _replace(counted, participant_id=who.id, company_id=None)


def assign_company(actor: Actor, sender: Sender, company_id: str) -> None:
    """Say which company a sender is, where a file named no person. Raises NotFound as `assign_sender` does."""
    require(actor, Action.CHANGE)
    company = found(actor, Action.CHANGE, CompanyRecord, company_id)
    touched, counted = _of(actor, sender)
    with acting(actor, "assigned touchpoints", Ref(Kind.COMPANY, company.id)):
        touched.update(company=company, created_at=timezone.now(), **KNOWN)
        _replace(counted, participant_id=None, company_id=company.id, **KNOWN)


def make_sender(actor: Actor, sender: Sender) -> str:
    """Write a sender down as a new participant, or as a company where no person is named; gives its id."""
    require(actor, Action.CHANGE)
    _of(actor, sender)
    if sender.is_company:
        company_id = add_company(actor, CompanyForm(sender.company))
        assign_company(actor, sender, company_id)
        return company_id
    name = sender.name or sender.email.partition("@")[0]
    email = email_of(sender.email) or ""
    form = ParticipantForm(name, company=sender.company, email=email, contact="" if email else sender.email)
    participant_id = add_participant(actor, form)
    assign_sender(actor, sender, participant_id)
    return participant_id


def leave_out(actor: Actor, sender: Sender) -> str:
    """Let everything of a sender go; gives the id by which it can be undone for a day."""
    require(actor, Action.CHANGE)
    touched, counted = (list(query.values_list("id", flat=True)) for query in _of(actor, sender))
    subject = Ref(Kind.TOUCHPOINT, (touched or counted)[0])
    with acting(actor, "left out touchpoints", subject):
        return take_away(actor, "left out touchpoints", subject, {Kind.TOUCHPOINT: touched, Kind.FIGURE: counted})


def _waiting(actor: Actor) -> tuple[QuerySet[TouchpointRecord], QuerySet[FigureRecord]]:
    return visible(actor, TouchpointRecord).filter(WAITING), visible(actor, FigureRecord).filter(WAITING)


def _of(actor: Actor, sender: Sender) -> tuple[QuerySet[TouchpointRecord], QuerySet[FigureRecord]]:
    """What waits of this sender. Raises NotFound where there is nothing."""
    named = dict(zip(NAMES, (sender.name, sender.email, sender.company), strict=True))
    touched, counted = (query.filter(**named) for query in _waiting(actor))
    if not (touched.exists() or counted.exists()):
        raise NotFound("Nothing of this sender waits any more. Reload the page.")
    return touched, counted  # type: ignore[return-value]


def _replace(counted: QuerySet[FigureRecord], **owner: str | None) -> None:
    """Give figures to somebody; theirs of the same measure, day and source give way."""
    for record in counted:
        key = {"measure": record.measure, "day": record.day, "source": record.source}
        theirs = FigureRecord.objects.filter(workspace_id=record.workspace_id, **owner, **key)
        theirs.exclude(id=record.id).delete()
        FigureRecord.objects.filter(id=record.id).update(**owner)


def _sender(row: Mapping[str, str]) -> Sender:
    return Sender(row["sender_name"], row["sender_email"], row["sender_company"])
