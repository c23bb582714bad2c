"""Nobody changes anything without an actor, a transaction and an event; this is where the three meet.

    with acting(actor, "created study", Ref(Kind.STUDY, study_id)):
        ...

An event holds verbs and ids only; what a program did for a member is followed by the token that it used. Each carries
the hash of the one before it, so that a removed line is seen. A reason lies in a row of its own, of which the chain
knows a salted digest; erasing the row erases the salt with it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from firsthand.domain.ids import Kind
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.audit import GENESIS, LoggedEvent, event_hash, reason_digest
from firsthand.storage.events import EventRecord, ReasonRecord
from firsthand.storage.workspaces import WorkspaceRecord

LOGGED = tuple(field.name for field in fields(LoggedEvent))


@dataclass(slots=True)
class Act:
    """One act under way; what else happened in it can be added."""

    actor: Actor
    steps: list[tuple[str, Ref, str]] = field(default_factory=list)

    def also(self, verb: str, subject: Ref) -> None:
        """Say that something more happened in the same act."""
        self.steps.append((verb, subject, ""))


@contextmanager
def acting(actor: Actor, verb: str, subject: Ref, *, reason: str = "") -> Iterator[Act]:
    """Do everything inside as one transaction with its events; an error inside leaves nothing behind.

    Acts do not nest: an act within an act raises RuntimeError.
    """
    with transaction.atomic(durable=True):
        act = Act(actor, [(verb, subject, reason)])
        yield act
        if actor.token_id:
            act.also("used token", Ref(Kind.TOKEN, actor.token_id))
        _write(act)


def hold_workspace(workspace_id: str) -> None:
    """Let no other act in this workspace end before the one under way does."""
    WorkspaceRecord.objects.select_for_update(no_key=True).get(id=workspace_id)


def logged(event: EventRecord) -> LoggedEvent:
    """The domain's view of a row."""
    return LoggedEvent(**{name: getattr(event, name) for name in LOGGED})


def _write(act: Act) -> None:
    workspace_id = act.actor.workspace_id
    hold_workspace(workspace_id)  # one writer of the chain at a time
    last = EventRecord.objects.filter(workspace_id=workspace_id).order_by("-number").first()
    now = timezone.now()
    for verb, subject, reason in act.steps:
        last = _append(act.actor, verb, subject, reason, last, now)


def _append(actor: Actor, verb: str, subject: Ref, reason: str, last: EventRecord | None, now: datetime) -> EventRecord:
    salt = secrets.token_hex(16) if reason else ""
    event = EventRecord(
        workspace_id=actor.workspace_id,
        number=last.number + 1 if last else 1,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        verb=verb,
        subject_kind=Kind(subject.kind),
        subject_id=subject.id,
        reason_digest=reason_digest(salt, reason) if reason else "",
        previous=last.hash if last else GENESIS,
    )
    event.hash = event_hash(logged(event))
    event.save(force_insert=True)
    if reason:
        ReasonRecord.objects.create(event=event, salt=salt, text=reason)
    return event
