"""Where the address of a merged record leads now."""

from __future__ import annotations

from firsthand.domain.ids import is_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import require, visible
from firsthand.storage.merges import MergeRecord


def kept_instead(actor: Actor, subject_id: str) -> str | None:
    """The id of the person or company that this one was merged into, None where it was not."""
    require(actor, Action.READ)
    merge = visible(actor, MergeRecord).filter(gone_id=subject_id).first() if is_id(subject_id) else None
    return (merge.participant_id or merge.company_id) if merge else None
