"""While a conversation is live, what it may mean waits: notes and observations go on, synthesis is closed."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.domain.errors import Conflict
from firsthand.domain.interviews.sessions import LIVE, SessionState
from firsthand.storage.sessions import SessionRecord

AFTER_THE_CALL = (
    "A conversation of this study is live, and what it may mean waits until after the call. Nothing was changed; "
    "write down what you hear as a note, and come back to this when the call is over."
)


def is_live(session: SessionRecord) -> bool:
    """Whether this conversation is going on right now."""
    return SessionState(session.state) in LIVE


def require_synthesis_open(study_ids: Iterable[str | None]) -> None:
    """Refuse to change what conversations may mean while one of these studies is listening. Raises Conflict."""
    wanted = [study_id for study_id in study_ids if study_id] if LIVE else []
    if not wanted:
        return
    if SessionRecord.objects.filter(study_id__in=wanted, state__in=LIVE, deleted_at=None).exists():
        raise Conflict(AFTER_THE_CALL)
