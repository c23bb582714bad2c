"""Files that were dropped and previewed wait here, by workspace, until they are imported or an hour has passed.

Nobody has said yet how the people in them agreed, so they stay no longer than it takes to look at them.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from firsthand.adapters.media import MediaFolder
from firsthand.domain.people.actors import Actor

KEPT_FOR = timedelta(hours=1)


def uploads(actor: Actor) -> MediaFolder:
    """The waiting files of the actor's workspace, each named by its SHA-256."""
    return MediaFolder(Path(settings.FIRSTHAND_UPLOADS) / actor.workspace_id)


def forget_old_uploads() -> int:
    """Remove files that were previewed more than an hour ago and never imported; gives how many."""
    before = (timezone.now() - KEPT_FOR).timestamp()
    return sum(_forget(path, before) for path in Path(settings.FIRSTHAND_UPLOADS).glob("*/*"))


def _forget(path: Path, before: float) -> bool:
    """Remove one file if it is old; another process may have been quicker."""
    try:
        if path.stat().st_mtime >= before:
            return False
        path.unlink()
    except FileNotFoundError:
        return False
    return True
