"""Which of many transcripts may be read now: the rule of `transcripts.load`, asked once for all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.consent_uses import Use, missing
from firsthand.services.consents import allowed, refusals_of
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord

Pair = tuple[str, str]  # a transcript and a participant


def readable(transcript_ids: Collection[str]) -> frozenset[str]:
    """Those whose participants all agree to it; where nobody has confirmed who they are, nobody who sat there refused.

    Five queries, however many there are.
    """
    people, nobodys = _speakers(transcript_ids)
    seated = _seated_in_unsettled(transcript_ids)
    agree = allowed({one for ids in people.values() for one in ids}, Use.READ_TRANSCRIPT)
    against = _against({one for ids in seated.values() for one in ids})
    return frozenset(
        one
        for one in transcript_ids
        if one not in nobodys and people.get(one, set()) <= agree and not (seated.get(one, set()) & against)
    )


def _speakers(transcript_ids: Collection[str]) -> tuple[dict[str, set[str]], set[str]]:
    """The participants who speak in each, and the transcripts of participants who are none any more."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    nobodys = set()
    rows = SpeakerRecord.objects.filter(transcript__in=transcript_ids)
    for transcript_id, role, participant_id in rows.values_list("transcript_id", "role", "participant_id"):
        if participant_id:
            people[transcript_id].add(participant_id)
        elif role == Role.PARTICIPANT:
            nobodys.add(transcript_id)
    return people, nobodys


def _seated_in_unsettled(transcript_ids: Collection[str]) -> dict[str, set[str]]:
    unsettled = TranscriptRecord.objects.filter(id__in=transcript_ids, roles_confirmed_at=None)
    sessions = dict(unsettled.values_list("session_id", "id"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    seats = SessionParticipantRecord.objects.filter(session__in=sessions)
    for session_id, participant_id in seats.values_list("session_id", "participant_id"):
        found[sessions[session_id]].add(participant_id)
    return found


def _against(participant_ids: Collection[str]) -> frozenset[str]:
    """Those of these participants who said no to a transcript that is read."""
    needed = frozenset(missing(Use.READ_TRANSCRIPT, frozenset()))
    return frozenset(one for one, refused in refusals_of(participant_ids).items() if refused & needed)
