"""When a study's first conversation began: from then on it is in fieldwork, and its hypotheses are fixed."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from firsthand.domain.interviews.sessions import SessionState
from firsthand.domain.planning.studies import StudyState
from firsthand.storage.sessions import SessionRecord
from firsthand.storage.studies import StudyRecord

NOT_HELD = (SessionState.PLANNED, SessionState.CANCELLED)


def note_held(session_id: str) -> None:
    """Note inside the caller's act, if this session was held, that the fieldwork of its study has begun by then.

    The moment only ever moves to an earlier one: nothing that is deleted or put off later frees a hypothesis again.
    """
    session = SessionRecord.objects.filter(id=session_id).exclude(state__in=NOT_HELD).first()
    if session is None or session.study_id is None:
        return
    began = _began(session, timezone.now())
    study = StudyRecord.objects.filter(id=session.study_id)
    study.filter(Q(locked_at=None) | Q(locked_at__gt=began)).update(locked_at=began)
    study.filter(state=StudyState.PLANNING).update(state=StudyState.FIELDWORK)


def _began(session: SessionRecord, now: datetime) -> datetime:
    """The session's start; where only its day is known, the end of that day, for somebody may write in the morning."""
    if session.starts_at is not None:
        return min(session.starts_at, now)
    after = datetime.combine(session.interview_date, time(), ZoneInfo(session.zone)) + timedelta(days=1)
    return min(after, now)
