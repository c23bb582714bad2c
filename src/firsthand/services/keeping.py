"""Whether a transcript may be kept at all: asked before a file is read, when nobody has said yet who speaks in it."""

from __future__ import annotations

from collections.abc import Iterable

from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent_uses import Use
from firsthand.services.consents import require_not_refused
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord


def require_keepable(
    actor: Actor, sha256: str, session_id: str | None = None, participant_ids: Iterable[str] = ()
) -> None:
    """Nobody who said no to a transcript gets one, whatever a member answers for them at import; two queries.

    Asked are those who are said to have taken part, and those who speak in a copy of the same file that is here
    already, wherever it lies. Raises NotAllowed.
    """
    same = SpeakerRecord.objects.filter(workspace_id=actor.workspace_id, transcript__sha256=sha256)
    people = set(same.exclude(participant=None).values_list("participant_id", flat=True)) | set(participant_ids)
    if session_id:
        seats = SessionParticipantRecord.objects.filter(session_id=session_id)
        people |= set(seats.values_list("participant_id", flat=True))
    require_not_refused((one for one in people if one), Use.KEEP_TRANSCRIPT)
