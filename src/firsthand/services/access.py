"""The one permission check: may this actor do this to that thing, and is it in their workspace at all?"""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet

from firsthand.domain.errors import Conflict, NotAllowed, NotFound
from firsthand.domain.ids import is_id
from firsthand.domain.people.access import Action, may, role_may
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.storage.columns import Declared, Deletable, Owned
from firsthand.storage.studies import StudyRecord

OwnedRecord = TypeVar("OwnedRecord", bound=Owned)
SomeRecord = TypeVar("SomeRecord", bound=Declared)

MAY_NOT = {
    Action.CHANGE: "A {role} can look at this, but not change it. Nothing was changed; ask a researcher or an owner.",
    Action.MANAGE: "Only an owner of the workspace can do this. Nothing was changed; ask an owner.",
}


def require(actor: Actor, action: Action) -> None:
    """Let the actor through, or refuse what their role or their key does not allow in their workspace.

    Raises NotFound for what the actor may not even see, NotAllowed for what they can see but not do.
    """
    if may(actor, action):
        return
    if action not in MAY_NOT:
        raise absent()
    raise NotAllowed(MAY_NOT[action].format(role=WorkspaceRole(actor.role)))


def require_in_person(actor: Actor) -> None:
    """Refuse what a member does themselves and no token may do for them. Raises NotAllowed."""
    if actor.granted is not None:
        raise NotAllowed("No token can do this for somebody. Nothing was changed; sign in and do it on the page.")


def found(actor: Actor, action: Action, record: type[OwnedRecord], subject_id: str, *related: str) -> OwnedRecord:
    """The record with this id, if the actor may do this to it; one query. `related` names what is fetched with it."""
    if not is_id(subject_id):
        raise absent()
    query = visible(actor, record).filter(id=subject_id)
    subject = query.select_related(*related).first() if related else query.first()
    if subject is None:
        raise absent()
    require(actor, action)
    return subject


def visible(actor: Actor, record: type[OwnedRecord]) -> QuerySet[OwnedRecord]:
    """The records of this kind that the actor may know of; every list and every look-up starts here.

    They are of the actor's workspace, not deleted, and not of a confidential study that the actor is not in. What the
    actor may do with them is asked of `require`.
    """
    query = in_reach(actor, record)
    return query.filter(deleted_at=None) if issubclass(record, Deletable) else query


def in_reach(actor: Actor, record: type[OwnedRecord]) -> QuerySet[OwnedRecord]:
    """The same with what was deleted: for taking a deletion back, and for nothing that is shown."""
    query = record._default_manager.filter(workspace_id=actor.workspace_id)
    return open_to(actor, query)


def open_to(actor: Actor, query: QuerySet[SomeRecord]) -> QuerySet[SomeRecord]:
    """These rows without those of confidential studies that the actor is not in; the rest is the caller's to check."""
    of_study = query.model.of_study
    if not of_study or role_may(actor.role, Action.MANAGE):
        return query
    return query.exclude(**{f"{of_study}__in": closed_studies(actor)})


def closed_studies(actor: Actor) -> QuerySet[StudyRecord]:
    """The confidential studies whose team the actor is not in; owners of a workspace see all of it."""
    confidential = StudyRecord.objects.filter(workspace_id=actor.workspace_id, is_confidential=True)
    return confidential.exclude(team__member_id=actor.id)


def absent() -> NotFound:
    """The refusal for what isn't there, and for what isn't yours: the same words."""
    return NotFound(
        "There is nothing here, or nothing that you may see. Check the address, or ask whoever sent it to you."
    )


def require_version(seen: int | None, current: int, noun: str) -> None:
    """Refuse to overwrite what somebody else saved since; None means that the caller saw nothing to compare.

    Raises Conflict.
    """
    if seen is not None and seen != current:
        raise Conflict(
            f"Somebody changed this {noun} since you opened it. Their version is kept and yours was not saved: "
            "copy your text, reload the page, and enter it again."
        )
