"""Files that were dropped and previewed wait here, by workspace, until they are imported or an hour has passed.

Nobody has said yet how the people in them agreed, so they stay no longer than it takes to look at them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from firsthand.adapters.media import MediaStore
from firsthand.domain.errors import NotFound
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor
from firsthand.services.access import require
from firsthand.services.media import waiting_files

KEPT_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as somebody dropped it."""

    name: str
    data: bytes


def uploads(actor: Actor) -> MediaStore:
    """The waiting files of the actor's workspace, each named by its SHA-256."""
    return waiting_files().within(actor.workspace_id)


def waiting_upload(actor: Actor, upload: str, name: str) -> UploadedFile:
    """A previewed file by its SHA-256. Raises NotFound where it has gone: it must be dropped again."""
    require(actor, Action.CHANGE)
    folder = uploads(actor)
    if not is_upload(upload) or not folder.has(upload):
        raise NotFound("The file you previewed is no longer waiting. Nothing was imported; drop it again.")
    return UploadedFile(name, folder.read(upload))


def forget_uploads(actor: Actor, waiting: Sequence[str]) -> None:
    """Let go of previewed files that nobody will import, by their SHA-256."""
    require(actor, Action.CHANGE)
    for upload in waiting:
        if is_upload(upload):
            uploads(actor).remove(upload)


def is_upload(name: str) -> bool:
    """Whether this could be the name of a waiting file at all."""
    return len(name) == 64 and set(name) <= set("0123456789abcdef")


def forget_old_uploads() -> int:
    """Remove files that were previewed more than an hour ago and never imported; gives how many."""
    return waiting_files().remove_older(timezone.now() - KEPT_FOR)
