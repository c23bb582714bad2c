"""Files that were dropped and previewed wait here, by workspace, until they are imported or a day has passed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from firsthand.adapters.media import MediaFolder
from firsthand.domain.people.actors import Actor

KEPT_FOR = timedelta(hours=24)


def uploads(actor: Actor) -> MediaFolder:
    """The waiting files of the actor's workspace, each named by its SHA-256."""
    return MediaFolder(Path(settings.FIRSTHAND_UPLOADS) / actor.workspace_id)


def forget_old_uploads() -> int:
    """Remove files that were previewed more than a day ago and never imported; gives how many."""
    before = (timezone.now() - KEPT_FOR).timestamp()
    old = [path for path in Path(settings.FIRSTHAND_UPLOADS).glob("*/*") if path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
