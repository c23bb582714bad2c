"""The one permission check: may this actor do this to that thing, and is it in their workspace at all?"""

from __future__ import annotations

from typing import TypeVar

from firsthand.domain.errors import Conflict, NotAllowed, NotFound
from firsthand.domain.ids import is_id
from firsthand.domain.people.access import Action, may
from firsthand.domain.people.actors import Actor, WorkspaceRole
from firsthand.storage.columns import Deletable, Owned

OwnedRecord = TypeVar("OwnedRecord", bound=Owned)

MAY_NOT = {
    Action.CHANGE: "A {role} can look at this, but not change it. Nothing was changed; ask a researcher or an owner.",
    Action.MANAGE: "Only an owner of the workspace can do this. Nothing was changed; ask an owner.",
}


def require(actor: Actor, action: Action, subject: Owned | None = None) -> None:
    """Let the actor through or refuse; without a subject the question is about the workspace itself.

    Raises NotFound where the thing is in another workspace or the actor may not see it, NotAllowed where they can see
    it but not do this.
    """
    if subject is not None and subject.workspace_id != actor.workspace_id:
        raise absent()
    if may(actor.role, action):
        return
    if action not in MAY_NOT:
        raise absent()
    raise NotAllowed(MAY_NOT[action].format(role=WorkspaceRole(actor.role)))


def found(actor: Actor, action: Action, record: type[OwnedRecord], subject_id: str, *related: str) -> OwnedRecord:
    """The record with this id, if the actor may do this to it; one query. `related` names what is fetched with it."""
    if not is_id(subject_id):
        raise absent()
    query = record._default_manager.filter(id=subject_id)
    if issubclass(record, Deletable):
        query = query.filter(deleted_at=None)
    subject = query.select_related(*related).first() if related else query.first()
    if subject is None:
        raise absent()
    require(actor, action, subject)
    return subject


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
