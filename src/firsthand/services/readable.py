"""Which transcripts may be read at all: the rule that `transcripts.load` keeps for one, asked of many at once."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from firsthand.domain.interviews.transcripts import Role
from firsthand.domain.people.actors import Actor
from firsthand.domain.people.consent_uses import Use, missing
from firsthand.services.access import visible
from firsthand.services.consents import allowed, refusals_of
from firsthand.storage.sessions import SessionParticipantRecord
from firsthand.storage.transcripts import SpeakerRecord, TranscriptRecord


def readable(actor: Actor) -> QuerySet[TranscriptRecord]:
    """The transcripts of record that the actor may read, with everybody in them agreeing; three queries.

    While nobody has said who the speakers are, it is enough that nobody who was there has refused.
    """
    here = visible(actor, TranscriptRecord).filter(is_of_record=True, session__deleted_at=None).exclude(format="")
    speakers = SpeakerRecord.objects.filter(transcript=OuterRef("id"))
    seats = SessionParticipantRecord.objects.filter(session=OuterRef("session_id"), participant__in=_refusing(here))
    nobody_knows = speakers.filter(role=Role.PARTICIPANT, participant=None)
    shut = Exists(nobody_knows) | Exists(speakers.filter(participant__in=_closed(here)))
    return here.exclude(shut).exclude(Q(roles_confirmed_at=None) & Exists(seats))


def _closed(transcripts: QuerySet[TranscriptRecord]) -> frozenset[str]:
    """Those who speak in these and do not agree to a transcript being kept."""
    linked = SpeakerRecord.objects.filter(transcript__in=transcripts.values("id")).exclude(participant=None)
    people = frozenset(one for one in linked.values_list("participant_id", flat=True).distinct() if one)
    return people - allowed(people, Use.READ_TRANSCRIPT)


def _refusing(transcripts: QuerySet[TranscriptRecord]) -> frozenset[str]:
    """Those who were there when roles are open, and said no."""
    open_ones = transcripts.filter(roles_confirmed_at=None).values("session_id")
    seats = SessionParticipantRecord.objects.filter(session__in=open_ones)
    needed = set(missing(Use.READ_TRANSCRIPT, frozenset()))
    refused = refusals_of(seats.values_list("participant_id", flat=True))
    return frozenset(one for one, scopes in refused.items() if needed & scopes)
