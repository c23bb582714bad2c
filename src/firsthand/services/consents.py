"""The one place where consent is asked for: no scope, no words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from firsthand.domain.errors import NotAllowed
from firsthand.domain.ids import Kind, new_id
from firsthand.domain.people.access import Action
from firsthand.domain.people.actors import Actor, Ref
from firsthand.domain.people.consent import (
    ATTESTABLE,
    MEANING,
    WORDING_VERSION,
    Consent,
    How,
    Scope,
    agreed_scopes,
)
from firsthand.services.access import found
from firsthand.services.acting import acting
from firsthand.services.remembering import forget_words
from firsthand.storage.consents import ConsentRecord
from firsthand.storage.participants import ParticipantRecord


def require_scope(participant_ids: Iterable[str], scope: Scope) -> None:
    """Refuse unless every one of these participants agrees to this now; two queries at most.

    Raises NotAllowed, naming nobody: the message may be shown to people who may not know who it was.
    """
    wanted = set(participant_ids)
    if not wanted:
        raise NotAllowed(
            f"Nobody here has agreed {MEANING[scope]}. Say who the speakers are and how they agreed, then try again."
        )
    agreed = scopes_of(wanted)
    if all(scope in agreed[participant] for participant in wanted):
        return
    raise NotAllowed(
        f"A participant of this conversation has not agreed {MEANING[scope]}, or no longer does. "
        "Nothing was shown or changed; log their consent on their page first."
    )


def scopes_of(participant_ids: Iterable[str]) -> dict[str, frozenset[Scope]]:
    """What each of these participants agrees to now; one query."""
    wanted = set(participant_ids)
    answers: defaultdict[str, list[Consent]] = defaultdict(list)
    for record in ConsentRecord.objects.filter(participant_id__in=wanted):
        answers[record.participant_id].append(record.consent())
    now = timezone.now()
    return {participant: agreed_scopes(answers[participant], now) for participant in wanted}


def attested(actor: Actor, participant_id: str, how: How, now: datetime) -> ConsentRecord:
    """The row for what a member says a participant agreed to: a transcript kept, and being quoted inside."""
    return ConsentRecord(
        id=new_id(Kind.CONSENT),
        workspace_id=actor.workspace_id,
        participant_id=participant_id,
        scopes=sorted(ATTESTABLE),
        how=how,
        is_attested=True,
        wording_version=WORDING_VERSION,
        given_at=now,
        logged_by_id=actor.id,
    )


def log_consent(
    actor: Actor,
    participant_id: str,
    scopes: Iterable[Scope],
    how: How,
    *,
    given_at: datetime | None = None,
    expires_at: datetime | None = None,
    wording_version: str = WORDING_VERSION,
) -> str:
    """Write down what a participant agreed to and how; gives the consent's id."""
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    consent_id = new_id(Kind.CONSENT)
    with acting(actor, "logged consent", Ref(Kind.CONSENT, consent_id)):
        ConsentRecord.objects.create(
            id=consent_id,
            workspace_id=actor.workspace_id,
            participant=participant,
            scopes=sorted(set(scopes)),
            how=how,
            wording_version=wording_version,
            given_at=given_at or timezone.now(),
            expires_at=expires_at,
            logged_by_id=actor.id,
        )
    return consent_id


def end_consent(actor: Actor, participant_id: str) -> None:
    """Note that a participant no longer agrees to anything; their words close at once."""
    participant = found(actor, Action.CHANGE, ParticipantRecord, participant_id)
    with acting(actor, "ended consent", Ref(Kind.PARTICIPANT, participant.id)):
        ConsentRecord.objects.filter(participant=participant, withdrawn_at=None).update(withdrawn_at=timezone.now())
        forget_words()
